"""What may be said of a series: its stretches, each point, how it varies, and whether it meets a target."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from goldthread.measures.catalogue import Polarity
from goldthread.measures.control import RULES, ControlRules, Limits, limits
from goldthread.measures.special_causes import Signal, Signals, side, signals

_BETTER = {Polarity.UP: 1, Polarity.DOWN: -1, Polarity.NEUTRAL: 0}


class Cause(StrEnum):
    """What a point is; the value is what stands on the screen."""

    COMMON = "common cause"
    IMPROVING = "special cause, improving"
    CONCERNING = "special cause, concerning"
    NEITHER = "special cause, neither better nor worse"


class Variation(StrEnum):
    """How a series varies at its end: the icon and the words that stand with it."""

    COMMON = "common"
    IMPROVING_HIGH = "improving_high"
    IMPROVING_LOW = "improving_low"
    CONCERNING_HIGH = "concerning_high"
    CONCERNING_LOW = "concerning_low"
    NEITHER_HIGH = "neither_high"
    NEITHER_LOW = "neither_low"
    TOO_SHORT = "too_short"

    @property
    def words(self) -> str:
        """What stands with the icon; the value is what is kept."""
        return _WORDS[self]

    @property
    def is_special(self) -> bool:
        """Whether something other than chance is at work."""
        return self not in (Variation.COMMON, Variation.TOO_SHORT)


class Assurance(StrEnum):
    """Whether a series as it runs now meets its target: the icon and its words."""

    PASSES = "passes"
    MISSES = "misses"
    HIT_AND_MISS = "hit_and_miss"

    @property
    def words(self) -> str:
        """What stands with the icon; the value is what is kept."""
        return _WORDS[self]


_WORDS: dict[Variation | Assurance, str] = {
    Variation.COMMON: "Common cause: no significant change",
    Variation.IMPROVING_HIGH: "Special cause, improving: higher",
    Variation.IMPROVING_LOW: "Special cause, improving: lower",
    Variation.CONCERNING_HIGH: "Special cause, concerning: higher",
    Variation.CONCERNING_LOW: "Special cause, concerning: lower",
    Variation.NEITHER_HIGH: "Special cause: higher, which is neither better nor worse",
    Variation.NEITHER_LOW: "Special cause: lower, which is neither better nor worse",
    Variation.TOO_SHORT: "Too few points to judge",
    Assurance.PASSES: "Will consistently meet the target",
    Assurance.MISSES: "Will consistently miss the target",
    Assurance.HIT_AND_MISS: "Hits and misses the target by chance",
}


@dataclass(frozen=True)
class Place:
    """One period of a series; `version` is that of its definition, which cuts the series where it changes."""

    period: str
    value: Decimal | None
    version: str = ""


@dataclass(frozen=True)
class JudgedPoint:
    """A point with the signals found at it; `rises` says which way it points, 1, -1 or 0."""

    period: str
    value: Decimal | None
    cause: Cause = Cause.COMMON
    signals: Signals = frozenset()
    rises: int = 0


@dataclass(frozen=True)
class Stretch:
    """Points under one definition and between two rebasings.

    `limits` is None where the stretch is too short to be judged; `why` says why it began.
    """

    points: tuple[JudgedPoint, ...]
    limits: Limits | None
    why: str = ""

    @property
    def first(self) -> str:
        return self.points[0].period

    @property
    def known(self) -> int:
        """How many of the points have a value."""
        return sum(point.value is not None for point in self.points)


@dataclass(frozen=True)
class Judged:
    """A series, judged: its stretches in order of time, and what may be said of its end."""

    stretches: tuple[Stretch, ...]
    variation: Variation
    assurance: Assurance | None = None
    target: Decimal | None = None

    @property
    def points(self) -> tuple[JudgedPoint, ...]:
        return tuple(point for stretch in self.stretches for point in stretch.points)

    @property
    def latest(self) -> JudgedPoint | None:
        """The last point that has a value."""
        return next((each for each in reversed(self.points) if each.value is not None), None)

    @property
    def limits(self) -> Limits | None:
        """The limits that hold at the end."""
        return self.stretches[-1].limits if self.stretches else None


def judge(
    series: Sequence[Place],
    *,
    polarity: Polarity,
    target: Decimal | None = None,
    rebased: Collection[str] = (),
    rules: ControlRules = RULES,
) -> Judged:
    """Judge a series in order of time; `rebased` are the periods from which limits begin anew.

    A stretch of fewer than `rules.enough` values has no limits and nothing is said of it.
    """
    stretches = tuple(
        _stretch(part, why, polarity, rules) for part, why in _parts(_trimmed(series), rebased)
    )
    last = stretches[-1].limits if stretches else None
    return Judged(
        stretches=stretches,
        variation=_variation(stretches),
        assurance=assurance(last, polarity, target),
        target=target,
    )


def _trimmed(series: Sequence[Place]) -> Sequence[Place]:
    """The series from its first value to its last."""
    known = [at for at, place in enumerate(series) if place.value is not None]
    return series[known[0] : known[-1] + 1] if known else ()


def _parts(series: Sequence[Place], rebased: Collection[str]) -> list[tuple[Sequence[Place], str]]:
    """The stretches of a series, each with why it begins.

    A period without a value has no definition of its own: it stays with the stretch before it.
    """
    cuts = {0: ""}
    known = [(at, place) for at, place in enumerate(series) if place.value is not None]
    for (_, before), (at, place) in pairwise(known):
        if place.version != before.version:
            cuts[at] = "definition changed"
    for at, place in enumerate(series):
        if at and place.period in rebased:
            cuts[at] = "rebased" if at not in cuts else f"{cuts[at]}, rebased"
    ends = [*sorted(cuts)[1:], len(series)]
    return [
        (series[first:end], cuts[first]) for first, end in zip(sorted(cuts), ends, strict=True)
    ][: len(series)]


def _stretch(part: Sequence[Place], why: str, polarity: Polarity, rules: ControlRules) -> Stretch:
    values = [place.value for place in part]
    known = [value for value in values if value is not None]
    plain = tuple(JudgedPoint(place.period, place.value) for place in part)
    if len(known) < rules.enough:
        return Stretch(plain, None, why)
    found = limits(values, rules)
    at_each = iter(zip(known, signals(known, found, rules), _ways(known, rules), strict=True))
    points = tuple(
        point if point.value is None else _point(point.period, next(at_each), found, polarity)
        for point in plain
    )
    return Stretch(points, found, why)


def _ways(known: Sequence[Decimal], rules: ControlRules) -> list[int]:
    """Which way each point is going by its neighbours: what a trend, and nothing else, is judged by."""
    steps = [side(later, earlier) for earlier, later in pairwise(known)]
    return [*steps[:1], *steps]


def _point(
    period: str, found: tuple[Decimal, Signals, int], limits: Limits, polarity: Polarity
) -> JudgedPoint:
    value, signs, way = found
    rises = way if signs == {Signal.TREND} else side(value, limits.mean)
    return JudgedPoint(period, value, _cause(signs, rises, polarity), signs, rises)


def _cause(signs: Signals, rises: int, polarity: Polarity) -> Cause:
    if not signs:
        return Cause.COMMON
    if polarity is Polarity.NEUTRAL:
        return Cause.NEITHER
    return Cause.IMPROVING if rises == _BETTER[polarity] else Cause.CONCERNING


_VARIATIONS = {
    (Cause.IMPROVING, True): Variation.IMPROVING_HIGH,
    (Cause.IMPROVING, False): Variation.IMPROVING_LOW,
    (Cause.CONCERNING, True): Variation.CONCERNING_HIGH,
    (Cause.CONCERNING, False): Variation.CONCERNING_LOW,
    (Cause.NEITHER, True): Variation.NEITHER_HIGH,
    (Cause.NEITHER, False): Variation.NEITHER_LOW,
}


def _variation(stretches: Sequence[Stretch]) -> Variation:
    """What the last point of a stretch that can be judged says."""
    if not stretches or stretches[-1].limits is None:
        return Variation.TOO_SHORT
    last = stretches[-1].points[-1]
    return _VARIATIONS.get((last.cause, last.rises > 0), Variation.COMMON)


def assurance(found: Limits | None, polarity: Polarity, target: Decimal | None) -> Assurance | None:
    """Whether the limits lie wholly on one side of the target; nothing without one, or a polarity."""
    better = _BETTER[polarity]
    if found is None or target is None or not better:
        return None
    if found.low <= target <= found.high:
        return Assurance.HIT_AND_MISS
    is_above = found.low > target
    return Assurance.PASSES if is_above == (better > 0) else Assurance.MISSES
