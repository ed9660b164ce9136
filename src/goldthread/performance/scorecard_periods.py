"""Which periods a scorecard can show, and on which of them it opens."""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from functools import cache, cached_property
from itertools import zip_longest

from goldthread.measures.catalogue import Indicator, Nature, catalogue
from goldthread.measures.periods import Period, PeriodKind
from goldthread.performance.owed import Progress

MOST = Decimal("0.75")  # of the figures that a period should hold
KINDS = (PeriodKind.YEAR, PeriodKind.QUARTER)


Stored = tuple[str, str, str]  # an indicator, an area and a period for which a value was given


class Known:
    """The periods in which anything is known, and which figures of the headlines are.

    `stored` is read when it is first asked for: mostly the returns say enough.
    """

    def __init__(self, periods: Iterable[str], stored: Iterable[Stored]) -> None:
        self._found = frozenset(periods)
        self._given = stored

    @cached_property
    def _stored(self) -> frozenset[Stored]:
        return frozenset(self._given)

    def options(self) -> list[Period]:
        """The years and quarters to choose from, latest first; years that their quarters make too."""
        found = {Period.parse(text) for text in self._found}
        whole_years = {
            period.in_year()
            for period in found
            if period.kind is PeriodKind.QUARTER and period.quarter_number == 4
        }
        return sorted((p for p in found | whole_years if p.kind in KINDS), reverse=True)

    def has(self, row: Indicator, area: str, period: str) -> bool:
        """Whether a value was given, or can be made from values that were."""
        if (row.key, area, period) in self._stored:
            return True
        if row.is_derived:
            above, below = catalogue()[row.numerator_key], catalogue()[row.denominator_key]
            return self.has(above, area, period) and (
                self.has(below, area, period) or self.has(below, area, _year_of(period))
            )
        quarters = _quarters_of(period)
        if not quarters or row.nature is Nature.DISTINCT:
            return False
        needed = quarters[-1:] if row.nature is Nature.STOCK else quarters
        return all(self.has(row, area, quarter) for quarter in needed)


# Kept, since each figure of each period asks for the same few texts.
@cache
def _year_of(period: str) -> str:
    return str(Period.parse(period).in_year())


@cache
def _quarters_of(period: str) -> tuple[str, ...]:
    """The quarters of a year; none of anything else."""
    whole = Period.parse(period)
    return tuple(map(str, whole.quarters())) if whole.kind is PeriodKind.YEAR else ()


def opening_period(
    options: Sequence[Period],
    headlines: Sequence[Indicator],
    areas: Collection[str],
    known: Known,
    progress: Sequence[Progress],
) -> Period:
    """The newest period that is well filled: by what was asked of agencies, or else by what is known.

    Options are not empty, the newest first, and so is the progress of the newest periods that returns
    were asked for.
    """
    returned = latest_well_returned(options, progress)
    if returned and returned.ends_on == options[0].ends_on:
        return returned
    filled = latest_well_filled(options, headlines, areas, known)
    return returned if returned and returned.ends_on >= filled.ends_on else filled


def latest_well_returned(options: Sequence[Period], progress: Sequence[Progress]) -> Period | None:
    """The latest period of which most figures that were asked for have been accepted; None for none.

    A period is held against the one before it where more was asked then: while the asking is under way,
    one agency's return is no period.
    """
    for this, before in zip_longest(progress, progress[1:]):
        was_asked = before.cells if before and before.period.kind is this.period.kind else 0
        asked = max(this.cells, was_asked)
        if this.accepted_cells >= MOST * asked and this.period in options:
            found: Period = this.period
            return found
    return None


def latest_well_filled(
    options: Sequence[Period],
    headlines: Sequence[Indicator],
    areas: Collection[str],
    known: Known,
) -> Period:
    """The latest period in which most headlines have a value in most areas; of a tie, the fuller.

    Most is three quarters of what the best filled period has, so that a few figures that somebody
    publishes early do not hide the partnership's own.
    """
    filled = {
        period: sum(known.has(row, area, text) for row in headlines for area in areas)
        for period, text in ((option, str(option)) for option in options)
    }
    enough = MOST * max(filled.values())
    return max(
        (period for period in options if filled[period] >= enough),
        key=lambda period: (period.ends_on, filled[period], period.kind is PeriodKind.YEAR),
    )
