"""A long report of neutral, made-up text: what the two report benches build."""

from datetime import UTC, datetime
from decimal import Decimal

from goldthread.outputs.document import (
    Block,
    BulletList,
    Chart,
    Column,
    Contents,
    DescriptionList,
    Document,
    FigureRun,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Table,
)
from goldthread.ui.charts import Bar, BarChart, Break, LineChart, Point, Series

AREAS = ("Eastmarch", "Wellbridge")
YEARS = tuple(f"{year}-{(year + 1) % 100:02}" for year in range(2013, 2025))
SENTENCE = (
    "The partnership looked at how quickly children were seen after a worry was shared, and asked "
    "each agency what it had changed since the year before. "
)


def _values(seed: int) -> list[Decimal]:
    return [Decimal(400 + (seed * 37 + year * (11 + seed % 7)) % 190) for year in range(12)]


def _line_chart(number: int) -> Chart:
    values = {area: _values(number + i) for i, area in enumerate((*AREAS, "England"))}
    series = {
        name: Series(name, tuple(Point(y, v) for y, v in zip(YEARS, found, strict=True)))
        for name, found in values.items()
    }
    breaks = (Break("2020-21"),) if number % 5 == 0 else ()
    spec = LineChart(
        tuple(series[area] for area in AREAS), (series["England"],), "Children", breaks
    )
    rows = tuple((year, *(str(values[name][i]) for name in series)) for i, year in enumerate(YEARS))
    columns = (Column("Year"), *(Column(name, numeric=True) for name in series))
    return Chart(
        f"Made-up measure {number}",
        f"Eastmarch ended at {values['Eastmarch'][-1]} and Wellbridge at {values['Wellbridge'][-1]}.",
        spec,
        Table(f"Made-up measure {number} by year", columns, rows),
    )


def _bar_chart(number: int) -> Chart:
    bars = tuple(Bar(area, value) for area, value in zip(AREAS, _values(number), strict=False))
    words = f"Eastmarch stands at {bars[0].value} and Wellbridge at {bars[1].value}."
    return Chart(f"Made-up measure {number} by council", words, BarChart(bars, "Children"))


def _section(number: int, charts: int) -> list[Block]:
    card = f"source-{number}"
    figure = FigureRun(f"{_values(number)[-1]}", card, basis="counted")
    blocks: list[Block] = [
        Heading(1, f"Made-up chapter {number}"),
        Paragraph((Run(SENTENCE * 4), Run("There were "), figure, Run(" in the last year."))),
        Heading(2, f"What we saw, part {number}"),
        Paragraph(SENTENCE * 5),
        BulletList((ListItem("seen within five days"), ListItem("seen within ten days"))),
        Quote((SENTENCE,), "a parent"),
    ]
    for i in range(charts):
        blocks += [_bar_chart(number) if i % 4 == 3 else _line_chart(number * 10 + i)]
        blocks += [Paragraph(SENTENCE * 4)]
    return blocks


def report(sections: int = 20, charts: int = 40) -> Document:
    """A report with so many chapters and charts; the defaults come to some sixty pages."""
    each, more = divmod(charts, sections)
    blocks: list[Block] = [Contents(), PageBreak()]
    for number in range(1, sections + 1):
        blocks += _section(number, each + (number <= more))
    blocks.append(Heading(1, "Where the figures come from"))
    for number in range(1, sections + 1):
        items = (("Indicator", "A made-up measure"), ("Return", f"Made-up return, row {number}"))
        blocks.append(DescriptionList(f"Figure {number}", items, f"source-{number}"))
    return Document(
        "Made-up report",
        tuple(blocks),
        datetime(2026, 1, 15, 9, 30, tzinfo=UTC),
        subtitle="Neutral text for measuring",
        marking="Not a real report",
        publisher="Eastmarch and Wellbridge (fictional)",
    )
