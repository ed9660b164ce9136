"""The scorecard as a table: indicators down, by priority; the partnership's areas and comparators across."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property

from goldthread.house import Basis
from goldthread.measures.catalogue import Indicator, Kind, Nature, Standing, catalogue
from goldthread.measures.change import Change, ChangeRule, Judgement, change
from goldthread.measures.judging import Assurance, Variation
from goldthread.measures.periods import Period, PeriodKind
from goldthread.measures.values import shown
from goldthread.outputs.spreadsheet import Sheet
from goldthread.performance.definitions import Wording
from goldthread.performance.figures.dressing import FigureWorkshop, words
from goldthread.performance.figures.facts import Place
from goldthread.performance.figures.working_out import Worked, period_of
from goldthread.performance.judged import NOTHING_SETTLED, Settled, judged_of
from goldthread.performance.owed import NO_FIGURE, Waiting

SPARKLINE = 12  # periods, the latest one among them
LONG = 20  # rows, more than a screen
_ORDER = {standing: place for place, standing in enumerate(Standing)}
_SAID = frozenset({Judgement.BETTER, Judgement.WORSE, Judgement.TOO_FEW, Judgement.NEW_DEFINITION})

Marking = Callable[[Worked], str]
WhyEmpty = Callable[[Indicator, tuple[str, ...]], Waiting]  # of an area and those that make it up


@dataclass(frozen=True)
class Column:
    """An area of the table: the partnership's own, or one that it compares itself with."""

    code: str
    name: str
    is_comparator: bool = False
    is_other: bool = False  # an own area that is no council, such as a police force's


@dataclass(frozen=True)
class Line:
    """An indicator that stands on the scorecard, under a priority or under none."""

    indicator: str
    standing: str = Standing.SUPPORTING
    priority: str = ""
    aim: str = ""


@dataclass(frozen=True)
class Earlier:
    """The latest value before a period that has none."""

    worked: Worked
    shown: str
    when: str
    marking: str = ""


@dataclass(frozen=True)
class Cell:
    """One value with what is said of it. `line` holds the values of its sparkline, earliest first.

    Where there is no value, `waiting` says why, and `earlier` is the latest one that there was.
    """

    area: Column
    worked: Worked
    shown: str
    marking: str = ""
    change: Change | None = None
    unlike: bool = False  # the year before is known, and only from another kind of source
    line: tuple[Decimal | None, ...] = ()
    line_from: str = ""
    waiting: Waiting = Waiting(NO_FIGURE)
    earlier: Earlier | None = None
    variation: Variation = Variation.TOO_SHORT
    assurance: Assurance | None = None

    @property
    def value(self) -> Decimal | None:
        return self.worked.value

    @property
    def number(self) -> str:
        """The value without the words of its unit: "656" of "656 per 10,000"."""
        return self.shown.partition(" ")[0]

    @property
    def unit(self) -> str:
        """The words of its unit, for rates alone."""
        return self.shown.partition(" ")[2]

    @property
    def basis(self) -> Basis:
        return self.worked.basis

    @property
    def line_words(self) -> str:
        """The sparkline for somebody who does not see it."""
        if not self.line or self.line[0] is None:
            return ""
        row = catalogue()[self.worked.place.indicator]
        first = shown(self.line[0], unit=row.unit, decimals=row.decimals).partition(" ")[0]
        return f"From {first} in {self.line_from} to {self.number}"

    @property
    def judgement(self) -> str:
        """What may be said of the change, where anything may.

        A series that is long enough is judged as a whole: what chance does in a year is no better or worse.
        """
        if self.variation is not Variation.TOO_SHORT:
            return ""
        is_said = self.change is not None and self.change.judgement in _SAID
        return self.change.judgement.value if self.change and is_said else ""


@dataclass(frozen=True)
class Row:
    """An indicator across the areas. `wide` is a row of one area that lies over the councils."""

    indicator: Indicator
    standing: str
    own: tuple[Cell, ...] = ()
    comparators: tuple[Cell | None, ...] = ()
    wide: Cell | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell that there is."""
        compared = tuple(cell for cell in self.comparators if cell is not None)
        return (*((self.wide,) if self.wide else self.own), *compared)

    @property
    def is_filled(self) -> bool:
        """Whether any area of the partnership's own has a value."""
        return any(cell.value is not None for cell in ((self.wide,) if self.wide else self.own))

    @property
    def has_something_to_say(self) -> bool:
        """Whether an area has a value, had one before, or waits for one."""
        return self.is_filled or any(cell.earlier or cell.waiting.is_asked for cell in self.own)


@dataclass(frozen=True)
class Group:
    """The rows of one priority; the last group has no priority."""

    priority: str
    aim: str
    rows: tuple[Row, ...]

    @property
    def parts(self) -> list[tuple[str, list[Row]]]:
        """The rows that matter, then those that are there for context alone."""
        context = [row for row in self.rows if row.standing == Standing.CONTEXT]
        others = [row for row in self.rows if row.standing != Standing.CONTEXT]
        return [part for part in (("", others), ("For context", context)) if part[1]]


@dataclass(frozen=True)
class Scorecard:
    """The whole table, and the indicators of which nothing can be said in the period."""

    period: Period
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    without: tuple[Indicator, ...] = field(default=())
    redefined: tuple[tuple[str, Wording], ...] = ()  # titles with the wording that is new

    @cached_property
    def own(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if not c.is_comparator and not c.is_other)

    @cached_property
    def comparators(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if c.is_comparator)

    @property
    def width(self) -> int:
        """How many columns the table has, the indicator's own among them."""
        return 1 + len(self.own) + len(self.comparators)

    @property
    def is_long(self) -> bool:
        """Whether a reader has to look for a priority."""
        return sum(len(group.rows) for group in self.groups) > LONG

    @property
    def rows(self) -> Iterator[Row]:
        return (row for group in self.groups for row in group.rows)


def _nobody_was_asked(row: Indicator, areas: tuple[str, ...]) -> Waiting:
    return Waiting(NO_FIGURE)


def moment_words(row: Indicator, period: Period) -> str:
    """When a figure is of, in few words: a stock's last day, else "April to June 2026" or "2025-26"."""
    return period.end_label if row.nature is Nature.STOCK else period.label.partition(" (")[0]


@dataclass(frozen=True)
class Builder:
    """Builds the table of one period from a workshop that holds its figures."""

    shop: FigureWorkshop
    period: Period
    columns: tuple[Column, ...]
    marking: Marking
    rule: ChangeRule
    why_empty: WhyEmpty = _nobody_was_asked
    as_rates: bool = False
    settled: Settled = NOTHING_SETTLED

    def build(self, lines: Sequence[Line]) -> Scorecard:
        """The scorecard. Indicators of which nothing can be said are listed apart, unless they are headlines."""
        groups: dict[str, list[Row]] = {}
        aims: dict[str, str] = {}
        without: list[Indicator] = []
        for line, indicator in self._indicators(lines):
            rows = list(self._rows(line, indicator))
            said = any(row.has_something_to_say for row in rows)
            if not said and line.standing != Standing.HEADLINE:
                without.append(indicator)
                continue
            groups.setdefault(line.priority, []).extend(rows)
            aims[line.priority] = line.aim
        every = [row for rows in groups.values() for row in rows]
        return Scorecard(
            redefined=tuple(self._redefined(every)),
            period=self.period,
            columns=self.columns,
            groups=tuple(
                Group(priority, aims[priority], tuple(rows))
                for priority, rows in sorted(groups.items(), key=lambda group: not group[0])
            ),
            without=tuple(without),
        )

    def _redefined(self, rows: Iterable[Row]) -> Iterator[tuple[str, Wording]]:
        """The indicators whose change on the year before is not told, as their definition changed."""
        new = Judgement.NEW_DEFINITION.value
        for row in rows:
            if any(cell.judgement == new for cell in row.cells):
                key = row.indicator.key
                yield row.indicator.title, self.shop.wordings(key, self.period.ends_on)

    def _indicators(self, lines: Sequence[Line]) -> Iterator[tuple[Line, Indicator]]:
        """Each line's indicator, headlines of a priority first; its rate where rates are wanted."""
        done: set[str] = set()
        places = {line.priority: place for place, line in reversed(list(enumerate(lines)))}
        order = sorted(
            lines, key=lambda line: (places[line.priority], _ORDER[Standing(line.standing)])
        )
        for line in order:
            row = catalogue()[line.indicator]
            row = (rate_of(row) or row) if self.as_rates else row
            if row.key not in done:
                done.add(row.key)
                yield line, row

    def _rows(self, line: Line, row: Indicator) -> Iterator[Row]:
        own = [c for c in self.columns if not c.is_comparator]
        cells = tuple(self._cell(row, column) for column in own if not column.is_other)
        wide = [self._cell(row, column) for column in own if column.is_other]
        others = [cell for cell in wide if cell.value is not None]
        compared = tuple(self._compared(row, c) for c in self.columns if c.is_comparator)
        main = Row(row, line.standing, cells, compared)
        if main.is_filled or not others:
            yield main
            compared = tuple(None for _ in compared)
        for cell in others:
            yield Row(row, line.standing, wide=cell, comparators=compared)

    def _cell(self, row: Indicator, column: Column) -> Cell:
        worked = self.shop.best(Place(row.key, column.code, str(self.period)))
        if worked.value is None:
            areas = (column.code, *self.shop.shelf.parts.get(column.code, ()))
            waiting = self.why_empty(row, areas)
            return Cell(column, worked, "", waiting=waiting, earlier=self._earlier(row, column))
        year_before = self.period.year_before()
        before = self.shop.like(worked, str(year_before)) if year_before else None
        changed = change(
            worked.measured,
            before and before.measured,
            kind=row.kind,
            polarity=row.polarity,
            same_definition=before is None or self.shop.same_definition(worked, before),
            rule=self.rule,
        )
        line = self._line(worked)
        judged = judged_of(self.shop, worked, self.settled)
        return Cell(
            area=column,
            worked=worked,
            shown=words(row, worked),
            marking=self.marking(worked),
            change=changed if before else None,
            unlike=before is None
            and year_before is not None
            and self.shop.best(worked.place._replace(period=str(year_before))).value is not None,
            line=line,
            line_from=self._line_periods[-len(line)] if line else "",
            variation=judged.variation,
            assurance=judged.assurance,
        )

    def _earlier(self, row: Indicator, column: Column) -> Earlier | None:
        """The latest value of as long a period within a year's reach, else of the years before."""
        for period in self._before:
            worked = self.shop.best(Place(row.key, column.code, str(period)))
            if worked.value is not None:
                when = moment_words(row, period)
                return Earlier(worked, words(row, worked), when, self.marking(worked))
        return None

    @cached_property
    def _before(self) -> tuple[Period, ...]:
        """Where a latest value is looked for, the newest first; all of it is loaded for the small lines."""
        same = self.period.and_before(SPARKLINE)[-2::-1]
        if self.period.kind is PeriodKind.YEAR:
            return same
        years = self.period.in_year().and_before(SPARKLINE // 4)[::-1]
        return tuple(sorted((*same, *years), key=lambda period: period.ends_on, reverse=True))

    def _compared(self, row: Indicator, column: Column) -> Cell | None:
        """A comparator's value; a count of a region or country is told as the rate that compares."""
        shown_as = rate_of(row) if row.kind is Kind.COUNT else row
        if shown_as is None:
            return None
        worked = self.shop.best(Place(shown_as.key, column.code, str(self.period)))
        if worked.value is None:
            return None
        return Cell(column, worked, words(shown_as, worked), marking=self.marking(worked))

    @cached_property
    def _line_periods(self) -> tuple[str, ...]:
        """The periods of the small lines, none before the first of which anything is known."""
        known = {place.period for place in self.shop.shelf.facts}
        first = min((period_of(text).starts_on for text in known), default=self.period.starts_on)
        periods = self.period.and_before(SPARKLINE)
        return tuple(str(period) for period in periods if period.ends_on > first)

    def _line(self, worked: Worked) -> tuple[Decimal | None, ...]:
        """Up to twelve values of one kind of origin and one definition; none where there is but one."""
        values: list[Decimal | None] = []
        for period in self._line_periods:
            like = worked if period == worked.place.period else self.shop.like(worked, period)
            counts = like is not None and self.shop.same_definition(worked, like)
            values.append(like.value if like is not None and counts else None)
        known = [place for place, value in enumerate(values) if value is not None]
        return tuple(values[known[0] :]) if len(known) > 1 else ()


def rate_of(row: Indicator) -> Indicator | None:
    """The rate that is worked out from a count: what can be compared between areas of unlike size."""
    return _rates().get(row.key)


@cache
def _rates() -> dict[str, Indicator]:
    derived = (row for row in catalogue().values() if row.is_derived and row.kind is Kind.RATE)
    return {row.numerator_key: row for row in derived}


def keys_for(lines: Iterable[Line]) -> set[str]:
    """The indicators whose figures a scorecard of these lines needs, rates among them."""
    keys = {catalogue()[line.indicator].key for line in lines}
    return keys | {rate.key for key in keys if (rate := rate_of(catalogue()[key]))}


def matrix(card: Scorecard) -> Sheet:
    """The table as a sheet: indicators down, and for each area its value and what is said of it."""
    columns = ["Priority", "Indicator", "Standing", "Area"]
    before = str(card.period.year_before() or "the year before")
    columns += ["Value", "Basis", f"Change on {before}", "Judgement"]
    columns += ["Variation", "Target", "Marking"]
    rows = [
        (
            group.priority,
            catalogue()[cell.worked.place.indicator].title,
            row.standing,
            cell.area.name,
            cell.shown or cell.waiting.words,
            cell.basis.value if cell.shown else "",
            cell.change.words if cell.change else "",
            cell.judgement,
            cell.variation.words if cell.shown and not cell.area.is_comparator else "",
            cell.assurance.words if cell.assurance else "",
            cell.marking,
        )
        for group in card.groups
        for row in group.rows
        for cell in row.cells
    ]
    return Sheet("Scorecard", tuple(columns), rows)
