"""Round numbers for a scale, and room for labels that would lie on one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True)
class Scale:
    """The marked values of a scale, lowest first, and the decimals they are printed with."""

    ticks: tuple[float, ...]
    decimals: int

    @property
    def low(self) -> float:
        return self.ticks[0]

    @property
    def high(self) -> float:
        return self.ticks[-1]

    def share(self, value: float) -> float:
        """How far up the scale a value lies, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def round_scale(values: Sequence[float], *, from_zero: bool, steps: int = 5) -> Scale:
    """A scale of about `steps` round steps that holds every value, and zero where asked."""
    low, high = min(values, default=0), max(values, default=1)
    if from_zero:
        low, high = min(low, 0), max(high, 0)
    if high == low:
        low, high = (low, low + 1) if low == 0 else (low - abs(low) / 2, high + abs(high) / 2)
    step = _round_step((high - low) / steps)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    decimals = max(0, -floor(log10(step) + 1e-9))
    if step * 10**decimals % 1:  # steps of 2.5 want one more
        decimals += 1
    return Scale(tuple(round(n * step, decimals) for n in range(first, last + 1)), decimals)


def _round_step(rough: float) -> float:
    """The first of 1, 2, 2.5, 5 and 10 times a power of ten that is not below `rough`."""
    power = 10.0 ** floor(log10(rough))
    return next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * (1 - 1e-9))


def apart(places: Sequence[tuple[float, float]], room: float) -> list[float]:
    """Centres for labels of (wanted centre, height), moved so that none lies on another in `room`."""
    order = sorted(range(len(places)), key=lambda i: places[i][0])
    tops: dict[int, float] = {}
    floor_so_far = 0.0
    for i in order:
        centre, height = places[i]
        tops[i] = max(floor_so_far, centre - height / 2)
        floor_so_far = tops[i] + height
    ceiling = max(room, sum(height for _, height in places))
    for i in reversed(order):
        tops[i] = min(tops[i], ceiling - places[i][1])
        ceiling = tops[i]
    return [tops[i] + height / 2 for i, (_, height) in enumerate(places)]
