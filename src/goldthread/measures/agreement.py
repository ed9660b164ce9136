"""Whether two who say the same figure agree: apart by more than both have rounded, or not."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Said:
    """A number as somebody gave it. `places` are the decimals that it was rounded to; None where it was not."""

    value: Decimal
    places: int | None = None

    @property
    def reach(self) -> Decimal:
        """How far the number before rounding may lie from it: half of its last place."""
        return Decimal(0) if self.places is None else Decimal(5).scaleb(-self.places - 1)


def places_of(value: Decimal) -> int:
    """The decimals that a number is written with, noughts at its end left aside: 2 of 18.060."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def gap(one: Said, other: Said) -> Decimal | None:
    """The first less the second, where rounding cannot be why; None where the two agree."""
    apart = one.value - other.value
    return apart if abs(apart) > one.reach + other.reach else None
