"""An indicator over time: its sentence, its series by area and source, its table and its notes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from goldthread.house import Basis, Figure, OriginKind
from goldthread.measures.catalogue import Indicator, Kind
from goldthread.measures.change import Change, change
from goldthread.measures.periods import PeriodKind
from goldthread.performance.addresses import source_card
from goldthread.performance.audiences import Reader
from goldthread.performance.figures.dressing import FigureWorkshop, words
from goldthread.performance.figures.facts import Place, Speaker
from goldthread.performance.figures.working_out import NOBODY, Worked, period_of
from goldthread.performance.scorecard import Column, moment_words
from goldthread.ui.british import listed
from goldthread.ui.charts import Break, LineChart, Point, Series, svg
from goldthread.ui.components import ChartTable

KIND_WORDS = {
    OriginKind.RETURN: "returns",
    OriginKind.DOCUMENT: "report",
    OriginKind.RELEASE: "published statistics",
}


@dataclass(frozen=True)
class Shown:
    """One value in the table; `source` is said where another source stands beside it."""

    text: str
    basis: Basis
    url: str
    marking: str = ""
    source: str = ""


@dataclass(frozen=True)
class TableRow:
    """A period, or an item of a division, with the values of each area, the best source first."""

    heading: str
    cells: tuple[tuple[Shown, ...], ...]


@dataclass(frozen=True)
class Division:
    """The figures of one period by the items of a breakdown."""

    title: str
    rows: tuple[TableRow, ...]


@dataclass(frozen=True)
class AreaChart:
    """A chart with the sentence before it and the table behind it."""

    heading: str
    title: str
    sentence: str
    wide: str
    narrow: str
    table: ChartTable


@dataclass(frozen=True)
class Strand:
    """The values of one area that the same speak, by period."""

    area: Column
    speakers: frozenset[Speaker]
    values: dict[str, Worked]

    @property
    def source(self) -> str:
        """Who speaks, in a word or two."""
        return said_by(self.speakers)

    @property
    def whose(self) -> str:
        """Who speaks, with the publisher of a document."""
        named = (f"report of {each.publisher}" for each in sorted(self.speakers) if each.publisher)
        return listed(named) or self.source

    @property
    def latest(self) -> Worked:
        return self.values[max(self.values, key=period_of)]


@dataclass(frozen=True)
class Story:
    """Everything that the page of an indicator tells, for one kind of period.

    `columns` are the areas asked for, the comparators last.
    """

    row: Indicator
    shop: FigureWorkshop
    columns: tuple[Column, ...]
    kind: PeriodKind
    reader: Reader

    def content(self) -> tuple[Any, ...]:
        """All that charts, tables and notes are made of; where sources differ, their titles too."""
        shelf = self.shop.shelf
        beside = any(len(found) > 1 for found in shelf.facts.values())
        titles = shelf.sources.content() if beside else ()
        return shelf.content(), titles, self.shop.wordings.local

    @cached_property
    def own(self) -> tuple[Column, ...]:
        """The areas of the partnership's own; a police force's only where it has a value."""
        known = {place.area for place in self.shop.shelf.facts}
        own = (column for column in self.columns if not column.is_comparator)
        return tuple(column for column in own if not column.is_other or column.code in known)

    @cached_property
    def compared(self) -> tuple[Column, ...]:
        """The comparators; none for a count, which says nothing between areas of unlike size."""
        if self.row.kind is Kind.COUNT:
            return ()
        return tuple(c for c in self.columns if c.is_comparator)

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """The periods in which an own area has a value, earliest first."""
        named = {place.period for place in self.shop.shelf.facts if not place.breakdown}
        found = {period_of(text) for text in named}
        years = {p.in_year() for p in found if p.kind is PeriodKind.QUARTER}
        wanted = sorted(p for p in found | years if p.kind is self.kind)
        return tuple(str(p) for p in wanted if self._is_known(str(p)))

    def _is_known(self, period: str) -> bool:
        return any(self._best(c, period).value is not None for c in self.own)

    def _best(self, column: Column, period: str) -> Worked:
        return self.shop.best(Place(self.row.key, column.code, period))

    # --- in words --------------------------------------------------------------------------------
    @property
    def sentence(self) -> str:
        """What the latest period says, in a sentence or two."""
        if not self.periods:
            return ""
        latest = self.periods[-1]
        told = [
            f"{column.name} {self._words(worked)}{self._change_words(worked)}"
            for column, worked in self._known(self.own, latest)
        ]
        beside = [
            f"{column.name} {self._words(worked)}"
            for column, worked in self._known(self.compared, latest)
        ]
        period = period_of(latest)
        when = period.end_label if self.row.nature == "stock" else period.label
        compared = f" Beside them: {listed(beside)}." if beside else ""
        begins = "On" if self.row.nature == "stock" else "In"
        return f"{begins} {when}: {'; '.join(told)}.{compared}"

    def _known(self, columns: Iterable[Column], period: str) -> Iterator[tuple[Column, Worked]]:
        found = ((column, self._best(column, period)) for column in columns)
        return ((column, worked) for column, worked in found if worked.value is not None)

    def _words(self, worked: Worked) -> str:
        """A value in a sentence, with what is said beside it for this reader."""
        marking = self.reader.marking(worked, self.shop)
        said = words(self.row, worked)
        return f"{said} ({marking})" if marking else said

    def _change_words(self, worked: Worked) -> str:
        found = self.change_of(worked)
        before = period_of(worked.place.period).year_before()
        return f", {found.words} on {before}" if found else ""

    def change_of(self, worked: Worked) -> Change | None:
        """The change on the year before, within one kind of source."""
        year_before = period_of(worked.place.period).year_before()
        before = self.shop.like(worked, str(year_before)) if year_before else None
        if before is None:
            return None
        return change(
            worked.measured,
            before.measured,
            kind=self.row.kind,
            polarity=self.row.polarity,
            same_definition=self.shop.same_definition(worked, before),
            rule=self.reader.change,
        )

    # --- in lines --------------------------------------------------------------------------------
    def strands(self, column: Column) -> list[Strand]:
        """An area's values by those who speak them; whoever speaks the latest value first."""
        found: dict[frozenset[Speaker], dict[str, Worked]] = {}
        for period in self.periods:
            for worked in self.shop.all(Place(self.row.key, column.code, period)):
                if worked.value is not None:
                    found.setdefault(worked.speakers, {}).setdefault(period, worked)
        strands = [Strand(column, speakers, values) for speakers, values in found.items()]
        best = self._latest_speakers(column)
        return sorted(strands, key=lambda strand: (strand.speakers != best, strand.whose))

    def _latest_speakers(self, column: Column) -> frozenset[Speaker]:
        known = (self._best(column, period) for period in reversed(self.periods))
        return next((worked.speakers for worked in known if worked.value is not None), NOBODY)

    def charts(self) -> list[AreaChart]:
        """A chart for each own area that has two values or more."""
        beside = [strand for c in self.compared for strand in self.strands(c)[:1]]
        charts = []
        for column in self.own:
            strands = self.strands(column)
            if any(len(strand.values) > 1 for strand in strands):
                charts.append(self._chart(column.name, strands, beside))
        return charts

    def chart_together(self) -> AreaChart | None:
        """The own areas, each by the source of its latest value, with the region and England."""
        strands = [strand for column in self.own for strand in self.strands(column)[:1]]
        beside = [strand for c in self.compared for strand in self.strands(c)[:1]]
        if not any(len(strand.values) > 1 for strand in strands):
            return None
        return self._chart("Beside the region and England", strands, beside)

    def _chart(
        self, heading: str, strands: Sequence[Strand], beside: Sequence[Strand]
    ) -> AreaChart:
        names = _names(strands) | _names(beside)
        lines = [*strands, *beside]
        told = [self._told(names[id(strand)], strand) for strand in lines]
        breaks = self._told_breaks(strands)
        title = f"{self.row.title}: {heading}"
        chart = LineChart(
            series=tuple(self._series(names[id(strand)], strand) for strand in strands),
            comparators=tuple(self._series(names[id(strand)], strand) for strand in beside),
            unit=self.row.unit if self.row.unit == "%" else self.row.unit.capitalize(),
            breaks=tuple(self._breaks(strands)),
            periods=self.periods,
        )
        described = f"{'. '.join([*told, *breaks])}."
        return AreaChart(
            heading=heading,
            title=title,
            sentence=f"{'. '.join([*told[: len(strands)], *breaks])}.",
            wide=svg(chart, title=title, description=described),
            narrow=svg(chart, title=title, description=described, narrow=True),
            table=self._table_behind([(names[id(strand)], strand) for strand in lines]),
        )

    def _series(self, name: str, strand: Strand) -> Series:
        """Every period has its place, so that a year without a value leaves a gap."""
        points = (
            Point(period, worked.value, words(self.row, worked))
            if (worked := strand.values.get(period))
            else Point(period, None)
            for period in self.periods
        )
        return Series(name, tuple(points))

    def _told(self, name: str, strand: Strand) -> str:
        first, last = (
            strand.values[p]
            for p in (min(strand.values, key=period_of), max(strand.values, key=period_of))
        )
        if first is last:
            return f"{name}: {self._words(last)} in {last.place.period}"
        return (
            f"{name}: {self._words(first)} in {first.place.period},"
            f" {self._words(last)} in {last.place.period}"
        )

    def redefined(self, strand: Strand) -> dict[str, str]:
        """The periods from which an area's values follow another definition, with its version."""
        versions = [(period, self.shop.version(worked)) for period, worked in strand.values.items()]
        pairs = zip(versions, versions[1:], strict=False)
        return {period: after for (_, before), (period, after) in pairs if before != after}

    def why_redefined(self, strand: Strand) -> dict[str, str]:
        """The same periods, with the reason that was given."""
        key = self.row.key
        found = {
            p: self.shop.wordings.of_version(key, v) for p, v in self.redefined(strand).items()
        }
        return {period: wording.reason for period, wording in found.items() if wording}

    def _breaks(self, strands: Iterable[Strand]) -> list[Break]:
        """Where an area's own definition changed."""
        cuts = {p: v for strand in strands for p, v in self.redefined(strand).items()}
        return [Break(p, f"Definition changed: version {v}") for p, v in cuts.items()]

    def _told_breaks(self, strands: Iterable[Strand]) -> list[str]:
        """Where and why a definition changed, told whole: the drawing has room for a few words."""
        found = [each for strand in strands for each in self.why_redefined(strand).items()]
        return sorted(
            {f"From {p} the definition is another: {why.rstrip('.')}" for p, why in found}
        )

    def _table_behind(self, strands: Sequence[tuple[str, Strand]]) -> ChartTable:
        rows = [
            (
                period,
                *(
                    self._words(worked) if (worked := strand.values.get(period)) else "–"
                    for _, strand in strands
                ),
            )
            for period in self.periods
        ]
        return ChartTable(("Period", *(name for name, _ in strands)), rows)

    # --- in figures ------------------------------------------------------------------------------
    def table(self) -> list[TableRow]:
        """Every value of every period, latest first."""
        rows = []
        for period in reversed(self.periods):
            cells = tuple(self._shown(column, period) for column in (*self.own, *self.compared))
            rows.append(TableRow(moment_words(self.row, period_of(period)), cells))
        return rows

    def divisions(self) -> list[Division]:
        """Each way in which the indicator is divided, in the latest period that has such figures."""
        found = []
        for way in self.row.breakdowns:
            items = dict(way.items)
            named = {place.period for place in self.shop.shelf.facts if place.breakdown in items}
            periods = [period for period in self.periods if period in named]
            if periods:
                rows = tuple(
                    TableRow(words, tuple(self._shown(c, periods[-1], item) for c in self.own))
                    for item, words in items.items()
                )
                when = moment_words(self.row, period_of(periods[-1]))
                found.append(Division(f"{way.title}, {when}", rows))
        return found

    def _shown(self, column: Column, period: str, item: str = "") -> tuple[Shown, ...]:
        # What a later edition repeats is said once; what differs stands beside.
        unlike: dict[Decimal, Worked] = {}
        for worked in self.shop.all(Place(self.row.key, column.code, period, item)):
            if worked.value is not None:
                unlike.setdefault(worked.value, worked)
        if not unlike:
            return ()
        best, *others = unlike.values()
        beside = (
            self._one(other, url=self._card(other), source=said_by(other.speakers))
            for other in others
        )
        return (self._one(best, url=source_card(best.place), source=""), *beside)

    def _one(self, worked: Worked, *, url: str, source: str) -> Shown:
        marking = self.reader.marking(worked, self.shop)
        return Shown(words(self.row, worked), worked.basis, url, marking, source)

    def _card(self, worked: Worked) -> str:
        assert worked.fact is not None  # only stored values stand beside one another
        title = self.shop.shelf.sources.origin(worked.fact).title
        return source_card(worked.place, origin=worked.fact.kind, title=title)

    def figures(self) -> Iterator[Figure]:
        """Every figure of every period and source, latest first, for a file."""
        for period in reversed(self.periods):
            for column in (*self.own, *self.compared):
                for worked in self.shop.all(Place(self.row.key, column.code, period)):
                    if worked.value is not None:
                        marking = self.reader.marking(worked, self.shop)
                        yield replace(self.shop.dressed(worked), marking=marking)

    def notes(self) -> list[str]:
        """What the sources say of single figures, each once."""
        found: dict[str, None] = {}
        for column in (*self.own, *self.compared):
            for period in reversed(self.periods):
                for worked in self.shop.all(Place(self.row.key, column.code, period)):
                    note = worked.fact.note if worked.fact else ""
                    if note:
                        found[f"{column.name}, {period}: {note}"] = None
        return list(found)


def said_by(speakers: frozenset[Speaker]) -> str:
    """Who speaks, by the kinds of source."""
    kinds = {speaker.kind for speaker in speakers}
    return listed(words for kind, words in KIND_WORDS.items() if kind in kinds)


def _names(strands: Sequence[Strand]) -> dict[int, str]:
    """What each strand is called: by its area and, where an area has several, by who speaks."""
    areas = [strand.area for strand in strands]
    sources = [(strand.area, strand.source) for strand in strands]

    def name(strand: Strand) -> str:
        if areas.count(strand.area) == 1:
            return strand.area.name
        is_alone = sources.count((strand.area, strand.source)) == 1
        return f"{strand.area.name}, {strand.source if is_alone else strand.whose}"

    return {id(strand): name(strand) for strand in strands}
