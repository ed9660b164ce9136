"""From events to the lines of the file: what can be computed is, what cannot says why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from goldthread.measures.catalogue import Indicator, Kind, catalogue
from goldthread.measures.periods import Period, PeriodKind
from goldthread.records import engines
from goldthread.records.days import MONTHS, index, months_before, working_days
from goldthread.records.definitions import FACTS
from goldthread.records.definitions.facts import AGES, age_band, lived
from goldthread.records.definitions.measure import Asked, Fact, Measure
from goldthread.records.definitions.measures import measure_of
from goldthread.records.events import ITEMS, Events
from goldthread.records.matrix import SOURCES, Cell, Computable, matrix

WORDS = {**ITEMS, "age": (*(band for _, band in AGES), "unknown")}
OF_CHILDREN = ("age", "sex", "ethnicity", "disability")  # each a breakdown of the catalogue too


@dataclass(frozen=True)
class Line:
    """One line of the file. `breakdown` is an item of one of the catalogue's breakdowns."""

    period: Period
    indicator: str
    breakdown: str = ""
    value: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Order:
    """What one source is to compute: an indicator for some periods, by one measure."""

    key: str
    measure: Measure
    cell: Cell
    periods: tuple[Period, ...]


def work_out(sources: Sequence[Events], periods: Sequence[Period], connection: Any) -> list[Line]:
    """Every line: of each indicator of the matrix, for each period, whole and divided."""
    found: dict[tuple[str, Period], list[Line]] = {}
    reasons: dict[tuple[str, Period], list[str]] = defaultdict(list)
    for source in sorted(sources, key=lambda each: SOURCES.index(each.source)):
        orders = list(_orders(source, periods, found, reasons))
        for line in _computed(source, orders, periods, connection):
            found.setdefault((line.indicator, line.period), []).append(line)
    lines = []
    for key in matrix().rows:
        for period in periods:
            why = "Not computed. " + "; ".join(reasons[key, period])
            lines += found.get((key, period)) or [Line(period, key, note=f"{why}.")]
    return lines


def _orders(
    source: Events,
    periods: Sequence[Period],
    found: Mapping[tuple[str, Period], Any],
    reasons: dict[tuple[str, Period], list[str]],
) -> Iterator[Order]:
    """What this source can compute of what is not computed yet; the rest gets its reasons."""
    title = matrix().titles[source.source]
    for key, row in matrix().rows.items():
        cell = row.cells[source.source]
        wanted = [period for period in periods if (key, period) not in found]
        if cell.computable is Computable.NO:
            for period in wanted:
                reasons[key, period].append(f"{title}: {cell.why}")
            continue
        measure = measure_of(key, source.source)
        able = []
        for period in wanted:
            why = why_not(source, measure, cell, period)
            if why:
                reasons[key, period].append(f"{title}: {why}")
            else:
                able.append(period)
        if able:
            yield Order(key, measure, cell, tuple(able))


def why_not(source: Events, measure: Measure, cell: Cell, period: Period) -> str:
    """Why an indicator cannot be computed for a period; empty where it can."""
    fact = FACTS[measure.fact]
    absent = [name for name in fact.events if name not in source.tables]
    if absent:
        return f"the files hold no list of {absent[0].replace('_', ' ')}"
    first, last = needed(fact, measure, cell, period)
    for name in fact.events:
        if source.covers(name, first, last):
            continue
        if cell.computable is Computable.YES and cell.why and source.covers(name, last, last):
            return cell.why
        return _beyond(source, name, first, last)
    if cell.computable is Computable.DAY and source.as_at[fact.events[0]] != period.ends_on:
        return f"{cell.why}, {_day(source.as_at[fact.events[0]])}: say another with --as-at"
    return ""


def needed(fact: Fact, measure: Measure, cell: Cell, period: Period) -> tuple[date, date]:
    """The first and last day that must be known."""
    last = period.ends_on
    if fact.is_stock:
        first = months_before(last, cell.months) + timedelta(days=bool(cell.months))
        return first, last
    return months_before(period.starts_on, cell.months), last


def _beyond(source: Events, name: str, first: date, last: date) -> str:
    spans = source.spans.get(name, [])
    known = " and ".join(f"{_day(span.first)} to {_day(span.last)}" for span in spans)
    asks = _day(last) if first == last else f"{_day(first)} to {_day(last)}"
    return f"{name.replace('_', ' ')} are known for {known} only, and this needs {asks}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _computed(
    source: Events, orders: Sequence[Order], periods: Sequence[Period], connection: Any
) -> Iterator[Line]:
    """Run each fact once, for everything that is counted of it."""
    names = {name for order in orders for name in FACTS[order.measure.fact].events}
    if names:
        yield from _counted(source, orders, ask(source, names, periods, connection))


def lines_of(source: Events, periods: Sequence[Period], asked: Asked) -> Iterator[Line]:
    """The lines that one source can compute, from tables that were brought to an engine before."""
    yield from _counted(source, list(_orders(source, periods, {}, defaultdict(list))), asked)


def _counted(source: Events, orders: Sequence[Order], asked: Asked) -> Iterator[Line]:
    by_fact: dict[str, list[Order]] = defaultdict(list)
    for order in orders:
        by_fact[order.measure.fact].append(order)
    for key, of_fact in by_fact.items():
        fact = FACTS[key]
        divided_by = divisions(source, fact)
        measures = [order.measure for order in of_fact]
        summed = rolled_up(cube(asked, fact, measures, divided_by).to_pyarrow())
        for order in of_fact:
            yield from _lines(source, order, summed, divided_by)


def ask(source: Events, names: Iterable[str], periods: Sequence[Period], connection: Any) -> Asked:
    """Bring the tables that are needed to the engine, with the periods and the calendar."""
    kind = periods[0].kind
    tables = {f"{source.source}_{name}": source.table(name) for name in sorted(names)}
    tables[f"{source.source}_ends"] = ends(source, periods, kind)
    tables[f"{source.source}_calendar"] = calendar_of(source)
    brought = engines.bring(connection, tables)
    prefix = len(source.source) + 1
    by_name = {name[prefix:]: table for name, table in brought.items()}
    first, last = (index(period.starts_on, kind) for period in (periods[0], periods[-1]))
    return Asked(by_name, MONTHS[kind], first, last)


def ends(source: Events, periods: Sequence[Period], kind: PeriodKind) -> pa.Table:
    """A row for each period: its number, its days, the day 12 months before its end."""
    spans = [span.first for each in source.spans.values() for span in each]
    known_from = min(spans, default=periods[0].starts_on)
    rows = {
        "period": [index(period.starts_on, kind) for period in periods],
        "starts_on": [period.starts_on for period in periods],
        "ends_on": [period.ends_on for period in periods],
        "year_before": [months_before(period.ends_on, 12) for period in periods],
        "known_from": [known_from for _ in periods],
    }
    days = {name: pa.date32() for name in list(rows)[1:]}
    return pa.table(rows, schema=pa.schema([("period", pa.int64()), *days.items()]))


def calendar_of(source: Events) -> pa.Table:
    """Every day from the first to the last that working days are counted between."""
    asked = {"assessments": ("counted_from", "on"), "conferences": ("enquiry_on", "on")}
    found = [
        day.year
        for name, keys in asked.items()
        if name in source.tables
        for key in keys
        for day in (pc.min_max(source.tables[name][key]).as_py() or {}).values()
        if day is not None
    ]
    days, counts = working_days(min(found, default=2000), max(found, default=2000))
    schema = pa.schema([("day", pa.date32()), ("count", pa.int64())])
    return pa.table({"day": days, "count": counts}, schema=schema)


def divisions(source: Events, fact: Fact) -> tuple[str, ...]:
    """What the children of a fact can be divided by: what the files hold of them."""
    held = source.divisions.get(fact.events[0], ())
    return tuple("age" if name == "born_on" else name for name in held)


def cube(
    asked: Asked, fact: Fact, measures: Sequence[Measure], divided_by: Sequence[str]
) -> ibis.Table:
    """The sums of all measures in the smallest cells: every line adds up some of these.

    One sorting of the events and one passage over the facts serve all indicators and all their divisions.
    """
    facts = fact.make(asked)
    if "age" in divided_by and "age" not in facts.columns:
        facts = facts.mutate(age=age_band(lived(facts)))
    own = sorted({measure.by for measure in measures if measure.by})
    sums = {}
    for measure in measures:
        for name, flag in _flags(measure).items():
            sums[f"{measure.key}__{name}"] = _many(facts, where=flag(facts))
        if measure.total:
            sums[f"{measure.key}__total"] = facts[measure.total].sum()
    return facts.group_by(["period", *divided_by, *own]).aggregate(
        counted__all=_many(facts), **sums
    )


def _many(facts: ibis.Table, where: Any = None) -> Any:
    """How many rows there are, of facts whose rows each stand for several the sum of `many_alike`."""
    if "many_alike" in facts.columns:
        return facts.many_alike.sum(where=where)
    return facts.count(where=where)


def _flags(measure: Measure) -> dict[str, Any]:
    """The columns of the cube for one measure; the number of all rows is there for every one."""
    counted = measure.counted
    flags: dict[str, Any] = {}
    if counted is not None:
        flags["counted"] = counted
    if measure.numerator is not None:
        flags["numerator"] = _both(measure.numerator, counted)
    if measure.unknown is not None:
        flags["unknown"] = _both(measure.unknown, counted)
    for item, flag in measure.items.items():
        flags[f"item_{item}"] = _both(flag, counted)
    return flags


def _both(flag: Any, counted: Any) -> Any:
    return flag if counted is None else (lambda facts: flag(facts) & counted(facts))


# By division ("" of the whole): the sums of each item in each period, by column of the cube.
Sums = dict[str, dict[int, dict[Any, dict[str, int]]]]


def rolled_up(cells: pa.Table) -> Sums:
    """The smallest cells added up: to the whole, and by each division."""
    columns = [name for name in cells.column_names if "__" in name]
    divided_by = [name for name in cells.column_names if name not in (*columns, "period")]
    found: Sums = {}
    for division in ("", *divided_by):
        keys = ["period", division] if division else ["period"]
        # Small, and behind the walls no thread can be begun.
        summed = cells.group_by(keys, use_threads=False).aggregate(
            [(name, "sum") for name in columns]
        )
        by_period: dict[int, dict[Any, dict[str, int]]] = defaultdict(dict)
        for row in summed.to_pylist():
            item = WORDS[division][row[division]] if division else ""
            of_item = {name: int(row[f"{name}_sum"] or 0) for name in columns}
            by_period[row["period"]][item] = of_item
        found[division] = by_period
    return found


def _lines(source: Events, order: Order, sums: Sums, divided_by: Sequence[str]) -> Iterator[Line]:
    """The lines of one indicator: the whole, its own divisions, and those of the children."""
    indicator = catalogue()[order.key]
    for period in order.periods:
        number = index(period.starts_on, period.kind)
        whole = sums[""].get(number, {}).get("", {})
        yield _line(indicator, order, period, "", whole, note=_note(source, order, whole))
        for item in order.measure.items:
            value = whole.get(f"{order.key}__item_{item}", 0)
            yield Line(period, order.key, item, value=value)
        if order.measure.by:
            of_items = sums[order.measure.by].get(number, {})
            yield from _own_division(source, indicator, order, period, of_items)
        for name in OF_CHILDREN:
            held = sums[name].get(number, {}) if name in divided_by else None
            yield from _of_children(source, indicator, order, period, name, held)


def _own_division(
    source: Events,
    indicator: Indicator,
    order: Order,
    period: Period,
    of_items: Mapping[Any, Mapping[str, int]],
) -> Iterator[Line]:
    as_at = source.as_at[FACTS[order.measure.fact].events[0]]
    if order.measure.by_at_the_day and as_at != period.ends_on:
        return
    for division in indicator.breakdowns:
        for item, _ in division.items if division.key not in OF_CHILDREN else ():
            yield _line(indicator, order, period, item, of_items.get(item, {}))


def _of_children(
    source: Events,
    indicator: Indicator,
    order: Order,
    period: Period,
    name: str,
    of_items: Mapping[Any, Mapping[str, int]] | None,
) -> Iterator[Line]:
    """The lines of one division of the children; every item of one that a return asks for.

    `of_items` is None where the files do not hold it: what is asked for then says so.
    """
    is_asked = any(division.key == name for division in indicator.breakdowns)
    if of_items is None:
        why = f"Not computed. {matrix().titles[source.source]}: these files do not hold {name}."
        wanted = catalogue().breakdowns[name].items if is_asked else ()
        yield from (Line(period, order.key, item, note=why) for item, _ in wanted)
        return
    for word in WORDS[name]:
        line = _line(indicator, order, period, f"{name}_{word}", of_items.get(word, {}))
        if is_asked or line.value or line.denominator:
            yield line


def _line(
    indicator: Indicator,
    order: Order,
    period: Period,
    breakdown: str,
    sums: Mapping[str, int],
    *,
    note: str = "",
) -> Line:
    counted = "counted__all" if order.measure.counted is None else f"{order.key}__counted"
    below = sums.get(counted, 0)
    if indicator.kind is Kind.COUNT:
        return Line(period, order.key, breakdown, value=below, note=note)
    part = "total" if order.measure.total else "numerator"
    above = sums.get(f"{order.key}__{part}", 0)
    return Line(period, order.key, breakdown, numerator=above, denominator=below, note=note)


def _note(source: Events, order: Order, sums: Mapping[str, int]) -> str:
    said = [f"From: {matrix().titles[source.source]}"]
    unsaid = sums.get(f"{order.key}__unknown", 0)
    if unsaid:
        said.append(f"{unsaid} of the denominator do not say, and are not in the numerator")
    return ". ".join(said)
