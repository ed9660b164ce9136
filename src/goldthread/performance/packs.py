"""A pack of the scorecard for those who have ten minutes: its plain data, and the document made of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from goldthread.access.principal import Principal
from goldthread.house import Audience
from goldthread.measures.catalogue import Standing, catalogue
from goldthread.measures.judging import Assurance, Variation
from goldthread.measures.periods import Period
from goldthread.outputs.document import (
    Block,
    Chart,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
)
from goldthread.performance.audiences import reader_of
from goldthread.performance.figures.family import workshop
from goldthread.performance.figures.shelf import extent_of
from goldthread.performance.indicator_page import Story
from goldthread.performance.judged import chart_of, window
from goldthread.performance.models import ChangeToAnswer
from goldthread.performance.scorecard import Column as AreaColumn
from goldthread.performance.scorecard import Line
from goldthread.performance.settled import terms_of
from goldthread.performance.variation import HEADINGS, AreaVaries, how_it_varies
from goldthread.ui import british
from goldthread.ui.charts.control import ControlChart, Dot, Mark, Span
from goldthread.ui.charts.icons import SHORT

# What is concerning first, what is better last.
URGENCY = [
    *(Variation.CONCERNING_HIGH, Variation.CONCERNING_LOW),
    *(Variation.NEITHER_HIGH, Variation.NEITHER_LOW),
    *(Variation.IMPROVING_HIGH, Variation.IMPROVING_LOW),
]
MARKING = "Working paper of the executive, not for publication"
Json = dict[str, Any]


def content_of(
    principal: Principal,
    *,
    period: Period,
    lines: Sequence[Line],
    columns: Sequence[AreaColumn],
    changes: Iterable[ChangeToAnswer],
    on: date,
) -> Json:
    """All that a pack shows, as plain data; told as a board is told it, with small numbers marked."""
    shown = [line for line in lines if line.standing != Standing.CONTEXT]
    keys = [line.indicator for line in shown]
    own = tuple(column for column in columns if not column.is_comparator)
    extent = extent_of(window(period), [""])
    shop = workshop(principal, keys, [column.code for column in own], extent)
    reader = replace(reader_of(principal, on=on), audience=Audience.BOARD, own_agencies=frozenset())
    terms = terms_of(principal, keys, on=on)
    heads = {line.indicator for line in shown if line.standing == Standing.HEADLINE}
    rows: list[Json] = []
    for key in dict.fromkeys(keys):
        story = Story(catalogue()[key], shop, own, period.kind, reader)
        rows += [
            _row(story, varies, key in heads)
            for varies in how_it_varies(story, terms.settled, terms.reasons)
        ]
    return {
        "period": str(period),
        "rows": [row for row in rows if row["period"] == str(period)],
        "changes": [_change(each) for each in changes],
    }


def _row(story: Story, varies: AreaVaries, is_headline: bool) -> Json:
    judged = varies.judged
    latest = judged.latest
    says_something = judged.variation.is_special or judged.assurance is Assurance.MISSES
    chart = (
        chart_of(story.row, judged, varies.reasons)
        if is_headline and says_something and varies.table
        else None
    )
    return {
        "indicator": story.row.title,
        "area": varies.heading,
        "period": latest.period if latest else "",
        "value": varies.value,
        "headline": is_headline,
        "variation": judged.variation.value,
        "assurance": judged.assurance.value if judged.assurance else "",
        "sentence": varies.sentence,
        "chart": _plain_chart(chart) if chart else None,
        "table": [list(row) for row in varies.table.rows] if chart and varies.table else [],
    }


def _change(change: ChangeToAnswer) -> Json:
    answer = change.get_answer_display() if change.answer else "Waits for an answer"
    said = change.action or change.because
    by = f" ({change.owner}, until {british.day(change.due_on)})" if change.due_on else ""
    return {
        "what": f"{catalogue()[change.indicator].title}, {change.area}",
        "variation": change.variation,
        "found": british.day(change.found_at),
        "answer": f"{answer}{': ' if said else ''}{said}{by}",
    }


# --- a chart as plain data, and back -----------------------------------------------------------------
def _plain_chart(chart: ControlChart) -> Json:
    return {
        "unit": chart.unit,
        "decimals": chart.decimals,
        "target": _text(chart.target),
        "spans": [
            {
                "label": span.label,
                "ends": [_text(end) for end in (span.mean, span.low, span.high)],
                "dots": [[dot.period, _text(dot.value), dot.mark.value] for dot in span.dots],
            }
            for span in chart.spans
        ],
    }


def chart_from(plain: Json) -> ControlChart:
    """The chart of a pack, as it was frozen."""
    spans = []
    for span in plain["spans"]:
        dots = tuple(
            Dot(period, _number(value), Mark(mark)) for period, value, mark in span["dots"]
        )
        mean, low, high = (_number(end) for end in span["ends"])
        spans.append(Span(dots, mean, low, high, span["label"]))
    return ControlChart(tuple(spans), plain["unit"], plain["decimals"], _number(plain["target"]))


def _text(number: Any) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


# --- the document --------------------------------------------------------------------------------------
def document_of(content: Json, *, space: str, frozen_at: datetime) -> Document:
    """The document of a pack: what asks for attention first, with its chart, then every figure, then answers."""
    return Document(
        title=f"Performance, {Period.parse(content['period']).label}",
        subtitle=f"What the executive saw: frozen on {british.day(frozen_at)}",
        blocks=tuple(_blocks(content)),
        created_at=frozen_at,
        marking=MARKING,
        publisher=space,
    )


def _blocks(content: Json) -> Iterator[Block]:
    rows = content["rows"]
    drawn = [row for row in rows if row["chart"]]
    yield Heading(1, "What asks for attention")
    yield Paragraph(_summary(rows))
    for row in sorted(drawn, key=_urgency):
        yield Chart(_title(row), row["sentence"], chart_from(row["chart"]))
    yield Heading(1, "Changes and their answers")
    if content["changes"]:
        yield _answers(content["changes"])
    else:
        yield Paragraph("No change has been found.")
    yield Heading(1, "Every figure")
    if rows:
        yield _every_figure(rows)
    else:
        yield Paragraph("There is no figure for this period.")
    if drawn:
        yield Heading(1, "The figures behind the charts")
    for row in drawn:
        yield _behind(row)


def _title(row: Json) -> str:
    return f"{row['indicator']}: {row['area']}"


def _behind(row: Json) -> Table:
    columns = tuple(
        Column(heading, numeric=heading not in ("Period", "What it is")) for heading in HEADINGS
    )
    return Table(_title(row), columns, tuple(tuple(each) for each in row["table"]))


def _summary(rows: Sequence[Json]) -> str:
    """How many are what, in words, so that nobody counts rings."""
    counts = {
        "concerning": {Variation.CONCERNING_HIGH, Variation.CONCERNING_LOW},
        "improving": {Variation.IMPROVING_HIGH, Variation.IMPROVING_LOW},
        "changed, neither better nor worse": {Variation.NEITHER_HIGH, Variation.NEITHER_LOW},
        "without significant change": {Variation.COMMON},
        "too short to judge": {Variation.TOO_SHORT},
    }
    told = [
        f"{sum(Variation(row['variation']) in kinds for row in rows)} {words}"
        for words, kinds in counts.items()
    ]
    missed = sum(row["assurance"] == Assurance.MISSES.value for row in rows)
    return (
        f"Of {len(rows)} figures: {'; '.join(told)}. {missed} will consistently miss the target as things"
        " are. A chart follows for each headline that is more than chance, or misses its target."
    )


def _urgency(row: Json) -> int:
    """What is concerning, or misses its target, first; what is better last."""
    variation = Variation(row["variation"])
    return URGENCY.index(variation) if variation in URGENCY else -1


def _every_figure(rows: Sequence[Json]) -> Table:
    """A row for each indicator, a column for each area; only what is more than chance has words."""
    areas = list(dict.fromkeys(row["area"] for row in rows))
    by_indicator: dict[str, dict[str, str]] = {}
    for row in rows:
        by_indicator.setdefault(row["indicator"], {})[row["area"]] = _cell(row)
    return Table(
        "Every figure of the period",
        (Column("Indicator"), *(Column(area) for area in areas)),
        tuple(
            (indicator, *(cells.get(area, "–") for area in areas))
            for indicator, cells in by_indicator.items()
        ),
        notes=("A figure without words varies by chance alone, or is too short to judge.",),
    )


def _cell(row: Json) -> str:
    said = [row["value"]]
    variation = Variation(row["variation"])
    if variation.is_special:
        said.append(SHORT[variation])
    if row["assurance"]:
        said.append(SHORT[Assurance(row["assurance"])])
    return "; ".join(said)


def _answers(changes: Sequence[Json]) -> Table:
    names = ("Change", "What it is", "Found", "Answer")
    return Table(
        "Changes and their answers",
        tuple(Column(name) for name in names),
        tuple(
            (each["what"], Variation(each["variation"]).words, each["found"], each["answer"])
            for each in changes
        ),
    )
