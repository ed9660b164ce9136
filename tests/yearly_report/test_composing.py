"""A snapshot becomes a document: tables by area, one rule for change, charts with their words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from goldthread.house import Audience, Basis, Rung
from goldthread.outputs.document import (
    Chart,
    FigureRun,
    Heading,
    Paragraph,
    Table,
    plain,
    runs,
)
from goldthread.yearly_report.compose import SAMPLE, Composer, document
from goldthread.yearly_report.contents import (
    FigureChart,
    FigureTable,
    PrintedChange,
    PrintedChanges,
    Shape,
    Text,
)
from goldthread.yearly_report.protection import Release
from goldthread.yearly_report.snapshot import SectionCopy
from goldthread.yearly_report.sources import source_tables
from tests.yearly_report.figures import DOCUMENT, Family
from tests.yearly_report.snapshots import EAST, WEST, YEAR, Sheet, shown_by

BEFORE = "2021-22"


@pytest.fixture
def sheet():
    sheet = Sheet(Family())
    for area, before, now in ((EAST, 4612, 4231), (WEST, 1802, 1814)):
        sheet.family.put("referrals", area, BEFORE, before)
        sheet.family.put("referrals", area, YEAR, now)
    return sheet


def blocks(sheet, *contents, audience=Audience.WORKING, kind=None, **more):
    made = Composer(sheet.snapshot(*contents, **more), audience).text()
    return [block for block in made if kind is None or isinstance(block, kind)]


def table(*keys, areas=("X1", "X2"), periods=(BEFORE, YEAR), change=(BEFORE, YEAR)):
    return FigureTable("Figures", tuple(f"example.{key}" for key in keys), areas, periods, *change)


def cells(made: Table) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in made.rows]


def test_a_table_is_made_for_each_area_with_the_change_by_our_rule(sheet):
    east, west = blocks(sheet, table("referrals"), kind=Table)

    assert (east.caption, west.caption) == ("Figures: Eastmarch", "Figures: Wellbridge")
    assert [column.label for column in east.columns] == [
        "Indicator",
        BEFORE,
        YEAR,
        "Change, 2021-22 to 2022-23",
    ]
    assert cells(east) == [["Referrals", "4,612", "4,231", "down 8.3%"]]
    assert cells(west) == [["Referrals", "1,802", "1,814", "up 0.7%"]]


def test_percentages_change_by_points_and_a_small_change_is_static(sheet):
    sheet.family.put("re_referrals_12m", EAST, BEFORE, "37.9", basis=Basis.STATED)
    sheet.family.put("re_referrals_12m", EAST, YEAR, "37.6", basis=Basis.STATED)

    (made,) = blocks(sheet, table("re_referrals_12m", areas=("X1",)), kind=Table)

    assert cells(made)[0][-1] == "static (down 0.3 points)"
    assert (
        "Figures in italics were stated by their source without the numbers behind them."
        in made.notes
    )


def test_too_few_to_say_stands_beside_the_number_and_not_in_its_place(sheet):
    sheet.family.put("rapid_reviews", EAST, BEFORE, 3)
    sheet.family.put("rapid_reviews", EAST, YEAR, 2)

    (made,) = blocks(sheet, table("rapid_reviews", areas=("X1",)), kind=Table)

    assert cells(made)[0][-1] == "down 33.3%, too few to say"


def test_one_period_without_change_puts_the_areas_side_by_side(sheet):
    (made,) = blocks(sheet, table("referrals", periods=(YEAR,), change=()), kind=Table)

    assert [column.label for column in made.columns] == ["Indicator", "Eastmarch", "Wellbridge"]
    assert cells(made) == [["Referrals", "4,231", "1,814"]]


def test_a_missing_figure_says_why_in_its_cell(sheet):
    sheet.family.put("rapid_reviews", EAST, YEAR, None)

    made = blocks(sheet, table("rapid_reviews", areas=("X1",), change=()), kind=Table)[0]

    assert cells(made) == [["Rapid reviews", "nobody was asked for it", "not given by the council"]]


def test_every_figure_in_a_document_leads_to_its_row_of_sources_in_it(sheet):
    token = f"{{{{ example.referrals | X1 | {YEAR} }}}}"
    chart = FigureChart("A chart", ("example.referrals",), ("X1", "X2"), (BEFORE, YEAR))
    made = document(
        sheet.snapshot(Text(f"There were {token}.", Rung.ACTIVITY), table("referrals"), chart),
        Audience.PUBLIC,
    )

    rows = {anchor for b in made.blocks if isinstance(b, Table) for anchor in b.anchors}
    in_text = [run for b in made.blocks if isinstance(b, Paragraph) for run in runs(b.words)]
    in_tables = [
        run
        for b in made.blocks
        if isinstance(b, Table)
        for r in b.rows
        for c in r
        for run in runs(c)
    ]
    in_charts = [
        run
        for b in made.blocks
        if isinstance(b, Chart)
        for r in b.table.rows
        for c in r
        for run in runs(c)
    ]
    for place in (in_text, in_tables, in_charts):
        led_to = {r.anchor for r in place if isinstance(r, FigureRun) and r.text != SAMPLE}
        assert led_to
        assert led_to <= rows


def sources(sheet, *contents, audience=Audience.WORKING) -> list[Table]:
    release = Release(sheet.snapshot(*contents), audience)
    return list(source_tables(release))


def by_column(made: Table, number: int = 0) -> dict[str, str]:
    labels = (column.label for column in made.columns)
    return dict(zip(labels, cells(made)[number], strict=True))


def test_a_row_of_sources_says_parts_origin_row_and_who_accepted(sheet):
    sheet.family.put(
        "re_referrals_12m", EAST, YEAR, 25, numerator=Decimal(5), denominator=Decimal(20)
    )
    figures, meanings = sources(
        sheet, table("re_referrals_12m", areas=("X1",), periods=(YEAR,), change=())
    )

    assert by_column(figures, -1) == {
        "Figure": "Re-referrals within 12 months, Eastmarch, 2022-23",
        "Shown": "25%",
        "Parts": "5 of 20",
        "Where it came in": "Return of Eastmarch Council, version 1",
        "Row": "return.xlsx, row 7",
        "Answered for": (
            "Signed by A data submitter, accepted by A performance officer on 3 May 2023"
        ),
    }
    assert by_column(meanings)["Definition"] == (
        "Re-referrals within 12 months in the period (version 1)"
    )


def test_the_public_is_given_no_column_of_sources_that_says_nothing(sheet):
    figures = sources(sheet, table("referrals"), audience=Audience.PUBLIC)[0]

    assert [c.label for c in figures.columns] == ["Figure", "Shown", "Where it came in"]


def test_a_transcribed_figure_is_never_dressed_as_a_return(sheet):
    origin = replace(DOCUMENT, signed_by="An officer", accepted_by="Another")
    sheet.family.put("rapid_reviews", EAST, YEAR, 40, origin=origin)

    figures = sources(sheet, table("rapid_reviews", areas=("X1",), periods=(YEAR,), change=()))[0]

    row = by_column(figures)
    assert row["Where it came in"] == "Annual report 2022/2023, 5 Local safeguarding"
    assert row["Answered for"] == "Transcribed by An officer, checked by Another"


def test_a_decision_is_told_once_and_its_figures_point_to_it(sheet):
    for area in (EAST, WEST):
        sheet.family.put("rapid_reviews", area, YEAR, 1, origin=DOCUMENT)
    content = table("rapid_reviews", periods=(YEAR,), change=())
    snapshot = sheet.snapshot(content, showings=(shown_by(DOCUMENT.title),))

    figures, _, decisions = source_tables(Release(snapshot, Audience.PUBLIC))

    assert [row[-1] for row in cells(figures)] == ["Shown by decision a. "] * 2
    assert cells(decisions) == [
        ["a", "By the partnership on 12 September 2023: It was published already"]
    ]


def test_the_opening_says_how_each_basis_that_is_there_looks(sheet):
    sheet.family.put("re_referrals_12m", EAST, YEAR, "37.6", basis=Basis.STATED)
    content = table("referrals", "re_referrals_12m", areas=("X1",), periods=(YEAR,), change=())

    legend = blocks(sheet, content, kind=Paragraph)[1]

    assert plain(legend.words) == (
        "How figures look: 123 counted · 123 stated by its source without the numbers behind it."
    )


def test_a_chart_ends_with_the_year_of_the_report(sheet):
    sheet.family.put("referrals", EAST, "2023-24 Q1", 1200)
    chart = FigureChart("T", ("example.referrals",), ("X1",), (BEFORE, YEAR, "2023-24 Q1"))

    (made,) = blocks(sheet, chart, kind=Chart)

    assert made.spec.periods == (BEFORE, YEAR)
    assert "2023-24" not in made.description


def test_a_chart_without_a_typed_description_is_described_by_its_figures(sheet):
    chart = FigureChart("Referrals", ("example.referrals",), ("X1", "X2"), (BEFORE, YEAR))

    (made,) = blocks(sheet, chart, kind=Chart)

    assert made.description == (
        "Eastmarch: from 4,612 in 2021-22 to 4,231 in 2022-23."
        " Wellbridge: from 1,802 in 2021-22 to 1,814 in 2022-23."
    )
    assert [series.name for series in made.spec.series] == ["Eastmarch", "Wellbridge"]


def test_a_line_stops_where_the_definition_changed(sheet):
    sheet.family.put("referrals", EAST, YEAR, 4231, definition_version="2")
    chart = FigureChart("Referrals", ("example.referrals",), ("X1",), (BEFORE, YEAR))

    (made,) = blocks(sheet, chart, kind=Chart)

    assert [each.first_period for each in made.spec.breaks] == [YEAR]


def test_bars_are_named_by_period(sheet):
    chart = FigureChart(
        "Referrals", ("example.referrals",), ("X1",), (BEFORE, YEAR), Shape.BAR, "Two bars."
    )

    (made,) = blocks(sheet, chart, kind=Chart)

    assert [bar.label for bar in made.spec.bars] == [BEFORE, YEAR]
    assert made.description == "Two bars."


def test_where_a_source_leaves_our_rule_is_listed_and_where_it_keeps_it_is_counted(sheet):
    sheet.family.put("re_referrals_12m", EAST, BEFORE, 69, basis=Basis.STATED)
    sheet.family.put("re_referrals_12m", EAST, YEAR, "76.9", basis=Basis.STATED)
    printed = PrintedChanges(
        "Where the source leaves the rule",
        (
            PrintedChange("example.referrals", "X1", "Down 8%"),
            PrintedChange("example.re_referrals_12m", "X1", "Up 8%"),
        ),
        BEFORE,
        YEAR,
        "Annual report",
    )

    (made,) = blocks(sheet, printed, kind=Table)

    assert cells(made)[0][:3] == [
        "Re-referrals within 12 months, Eastmarch",
        "Up 8%",
        "up 7.9 points",
    ]
    assert "these are points, not percent" in cells(made)[0][3]
    assert len(made.rows) == 1
    words = [plain(b.words) for b in blocks(sheet, printed, kind=Paragraph)]
    assert any(text.startswith("Of the 2 changes that the source prints, 1 are") for text in words)


def test_a_section_without_contents_says_why(sheet):
    empty = SectionCopy("a", "Restraint", left_empty_because="There is no such establishment.")

    words = [plain(b.words) for b in blocks(sheet, sections=(empty,), kind=Paragraph)]

    assert "There is no such establishment." in words


def test_a_section_that_holds_nothing_is_left_out_of_what_the_public_reads(sheet):
    empty = SectionCopy("a", "Heard and believed")

    seen = {
        audience: [
            b.text for b in blocks(sheet, sections=(empty,), audience=audience, kind=Heading)
        ]
        for audience in Audience
    }

    assert seen[Audience.PUBLIC] == []
    assert seen[Audience.BOARD] == seen[Audience.WORKING] == ["Heard and believed"]


def test_the_scrutineers_section_says_whose_it_is(sheet):
    own = SectionCopy("a", "Scrutiny", of_scrutineer=True, contents=(Text("Hm.", Rung.ACTIVITY),))

    words = [plain(b.words) for b in blocks(sheet, sections=(own,), kind=Paragraph)]

    assert "Written by the independent scrutineer." in words


def test_a_headings_place_is_below_its_section(sheet):
    levels = [
        (block.level, block.text)
        for block in blocks(sheet, Text("# First\n\nWords.", Rung.ACTIVITY), kind=Heading)
    ]

    assert levels[:2] == [(1, "The year"), (2, "First")]


@pytest.mark.parametrize(
    ("audience", "marking"),
    [
        (Audience.WORKING, "Working paper, not for publication"),
        (Audience.BOARD, "For the partners, not for publication"),
        (Audience.PUBLIC, ""),
    ],
)
def test_each_page_says_for_whom_it_is(sheet, audience, marking):
    assert document(sheet.snapshot(), audience).marking == marking
    assert document(sheet.snapshot(is_frozen=False), audience).marking.startswith("DRAFT")
    assert "Demonstration" in document(sheet.snapshot(is_demonstration=True), audience).marking


def test_a_passage_says_what_it_can_show_to_those_inside_and_its_source_to_everybody(sheet):
    passage = Text("Words.", Rung.PRACTICE, "Audit of March 2023")

    inside = [plain(b.words) for b in blocks(sheet, passage, kind=Paragraph)]
    outside = [
        plain(b.words) for b in blocks(sheet, passage, kind=Paragraph, audience=Audience.PUBLIC)
    ]

    assert "Can show: Practice seen. Source: Audit of March 2023." in inside
    assert "Source: Audit of March 2023." in outside


def test_the_row_of_a_figure_that_was_worked_out_names_its_parents_by_what_differs(sheet):
    quarter = sheet.family.put("referrals", EAST, "2022-23 Q1", 1058)
    of_west = sheet.family.put("referrals", WEST, "2022-23 Q1", 453)
    sheet.family.put("referrals", EAST, YEAR, 4231, parents=(quarter, of_west))
    content = table("referrals", areas=("X1",), periods=(YEAR,), change=("", ""))

    figures, _ = source_tables(Release(sheet.snapshot(content), Audience.WORKING))

    assert cells(figures)[0][-1].strip() == (
        "Worked out from 2022-23 Q1: 1,058; Referrals, Wellbridge, 2022-23 Q1: 453."
    )
