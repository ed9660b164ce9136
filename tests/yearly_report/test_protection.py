"""Small numbers: marked for the partners, kept from the public everywhere at once, shown by decision alone."""

import csv
import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO, StringIO

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.house import Audience, Basis, Origin, OriginKind, Rung
from goldthread.yearly_report.build import OUTPUTS
from goldthread.yearly_report.cards import rows
from goldthread.yearly_report.contents import FigureChart, FigureTable, Text
from goldthread.yearly_report.protection import Release
from goldthread.yearly_report.snapshot import FigureName
from tests.yearly_report.figures import DOCUMENT, RETURN, Family
from tests.yearly_report.snapshots import EAST, WEST, WHOLE, YEAR, Sheet, asked, shown_by

# A count that is small and looks like nothing else, so that it can be searched for.
CANARY = "4.25731"
BEFORE = "2021-22"


@pytest.fixture
def sheet():
    return Sheet(Family())


def texts_of(snapshot, audience) -> dict[str, str]:
    """Everything that can be read in each of the four files."""
    made = {output.name: output.make(snapshot, audience) for output in OUTPUTS}
    pages = pypdf.PdfReader(BytesIO(made["report.pdf"])).pages
    with zipfile.ZipFile(BytesIO(made["report.docx"])) as parts:
        word = "".join(
            parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")
        )
    return {
        "report.html": made["report.html"].decode(),
        "report.pdf": "".join(page.extract_text() for page in pages),
        "report.docx": word,
        "figures.csv": made["figures.csv"].decode(),
    }


def canaries(sheet: Sheet):
    """A report with a small number in a sentence, a table, a chart and behind another figure."""
    small = sheet.family.put("private_fostering", EAST, YEAR, CANARY)
    sheet.family.put("private_fostering", EAST, BEFORE, 812)
    sheet.family.put("private_fostering", WEST, YEAR, 77)
    sheet.family.put("private_fostering", WEST, BEFORE, 70)
    sheet.family.put(
        "referrals",
        EAST,
        YEAR,
        900,
        basis=Basis.DERIVED,
        parents=(small,),
        numerator=Decimal(CANARY),
    )
    token = f"{{{{ example.private_fostering | X1 | {YEAR} }}}}"
    behind = f"{{{{ example.referrals | X1 | {YEAR} }}}}"
    keys, areas = ("example.private_fostering",), ("X1", "X2")
    return sheet.snapshot(
        Text(f"There were {token} of them, and {behind} in all.", Rung.ACTIVITY),
        FigureTable("A table", keys, areas, (BEFORE, YEAR), BEFORE, YEAR),
        FigureChart("A chart", keys, areas, (BEFORE, YEAR), text=f"It fell to {CANARY}."),
    )


def test_a_small_number_is_in_no_file_that_the_public_gets(sheet):
    snapshot = canaries(sheet)

    for name, text in texts_of(snapshot, Audience.PUBLIC).items():
        assert CANARY not in text, name
        assert "99.5" not in text, f"the change would give it away in {name}"
    inside = texts_of(snapshot, Audience.WORKING)
    for name, text in inside.items():
        assert CANARY in text, f"and yet it is there for those who work with it: {name}"
    assert "down 99.5%" in inside["report.html"]


def test_the_public_reads_that_something_is_not_shown_and_why(sheet):
    page = texts_of(canaries(sheet), Audience.PUBLIC)["report.html"]

    assert "There were" in page
    assert "[not shown]" in page
    assert "c: not shown, so that no child can be recognised." in page


def test_to_the_public_raw_values_and_parts_are_blank(sheet):
    rows = list(csv.DictReader(StringIO(texts_of(canaries(sheet), Audience.PUBLIC)["figures.csv"])))

    assert {row["raw"] for row in rows} == {""}
    assert {row["numerator"] for row in rows} == {""}
    assert {row["shown"] for row in rows if row["area"] == "Wellbridge"} == {"77", "70"}


def test_the_partners_see_a_small_number_marked(sheet):
    release = Release(canaries(sheet), Audience.BOARD)

    assert release.card(asked("private_fostering")).figure.marking == "not for publication"
    assert release.card(asked("private_fostering")).figure.value == Decimal(CANARY)
    assert release.card(asked("private_fostering", WEST)).figure.marking == ""


def test_a_number_that_would_give_a_small_one_away_goes_with_it(sheet):
    for area, value in ((EAST, 3), (WEST, 41), (WHOLE, 44)):
        sheet.family.put("referrals", area, YEAR, value)
    table = FigureTable("T", ("example.referrals",), ("X1", "X2", "EXSCP"), (YEAR,))

    release = Release(sheet.snapshot(table), Audience.PUBLIC)

    hidden = [
        release.card(asked("referrals", area)).figure.suppressed for area in (EAST, WEST, WHOLE)
    ]
    assert hidden[0]
    assert sum(hidden) >= 2


def test_a_stated_percentage_is_kept_back_since_nobody_knows_its_parts(sheet):
    sheet.family.put("re_referrals_12m", EAST, YEAR, "37.6", basis=Basis.STATED, origin=DOCUMENT)
    snapshot = sheet.snapshot(FigureTable("T", ("example.re_referrals_12m",), ("X1",), (YEAR,)))

    assert Release(snapshot, Audience.PUBLIC).card(asked("re_referrals_12m")).figure.suppressed


def test_a_decision_shows_everything_from_one_document_with_its_reason(sheet):
    sheet.family.put("rapid_reviews", EAST, YEAR, 1, origin=DOCUMENT)
    sheet.family.put("rapid_reviews", WEST, YEAR, 2)
    table = FigureTable("T", ("example.rapid_reviews",), ("X1", "X2"), (YEAR,))
    snapshot = sheet.snapshot(table, showings=(shown_by(DOCUMENT.title),))

    release = Release(snapshot, Audience.PUBLIC)

    east, west = (release.card(asked("rapid_reviews", area)) for area in (EAST, WEST))
    assert (east.figure.shown, east.figure.already_published) == ("1", True)
    assert west.figure.suppressed
    page = texts_of(snapshot, Audience.PUBLIC)["report.html"]
    assert "By the partnership on 12 September 2023: It was published already" in page
    assert "A delegated partner" not in page
    assert "A delegated partner" in texts_of(snapshot, Audience.BOARD)["report.html"]


def test_a_decision_about_one_figure_is_about_no_other(sheet):
    figure = sheet.family.put("rapid_reviews", EAST, YEAR, 1)
    sheet.family.put("rapid_reviews", EAST, BEFORE, 2)
    table = FigureTable("T", ("example.rapid_reviews",), ("X1",), (BEFORE, YEAR))
    showing = shown_by(figure=FigureName.of(figure))

    release = Release(sheet.snapshot(table, showings=(showing,)), Audience.PUBLIC)

    assert not release.card(asked("rapid_reviews")).figure.suppressed
    assert release.card(asked("rapid_reviews", period=BEFORE)).figure.suppressed


OTHERWISE = {
    "key": "example.referrals",
    "area": "X2",
    "period": BEFORE,
    "breakdown": "girls",
    "origin": [
        DOCUMENT,
        replace(RETURN, version="2"),
        replace(RETURN, title="Return of Wellbridge Council"),
        replace(RETURN, kind=OriginKind.RELEASE),
    ],
}


@given(
    st.fixed_dictionaries(
        {},
        optional={
            name: st.sampled_from(other) if isinstance(other, list) else st.just(other)
            for name, other in OTHERWISE.items()
        },
    )
)
def test_a_decision_covers_exactly_the_figure_that_it_names(changed):
    figure = Family().put("rapid_reviews", EAST, YEAR, 1)
    showing = shown_by(figure=FigureName.of(figure))

    assert showing.covers(replace(figure, **changed)) is not bool(changed)


def test_a_decision_about_a_worked_out_figure_ends_with_the_returns_behind_it():
    parent = Family().put("referrals", EAST, YEAR, 3)
    worked_out = Origin(OriginKind.FIGURES, "")
    figure = Family().put("rapid_reviews", EAST, YEAR, 1, origin=worked_out, parents=(parent,))
    showing = shown_by(figure=FigureName.of(figure))
    sent_again = replace(parent, origin=replace(RETURN, version="2"))

    assert showing.covers(figure)
    assert not showing.covers(replace(figure, parents=(sent_again,)))


def test_a_decision_about_a_document_covers_no_return_of_the_same_title():
    figure = Family().put("rapid_reviews", EAST, YEAR, 1, origin=replace(RETURN, title="The same"))

    assert not shown_by("The same").covers(figure)


def test_what_stands_beside_a_small_number_is_marked_for_the_partners_too(sheet):
    other = sheet.family.put("rapid_reviews", EAST, YEAR, 3, origin=DOCUMENT)
    large = replace(other, value=Decimal(44), shown="44", origin=RETURN)
    sheet.family.put("rapid_reviews", EAST, YEAR, 2, others=(other, large))
    table = FigureTable("T", ("example.rapid_reviews",), ("X1",), (YEAR,))

    card = Release(sheet.snapshot(table), Audience.BOARD).card(asked("rapid_reviews"))

    assert [o.marking for o in card.figure.others] == ["not for publication", ""]
    assert "3, not for publication (" in dict(rows(card, Audience.BOARD))["Also given"]


CENSUS = Origin(OriginKind.RELEASE, "Children in need 2024", version="Department for Education")


@pytest.mark.parametrize(("is_checked", "shown"), [(True, "2"), (False, "c")])
def test_what_others_published_is_public_once_somebody_checked_it(sheet, is_checked, shown):
    sheet.family.put("rapid_reviews", EAST, YEAR, 2, origin=CENSUS, already_published=is_checked)
    snapshot = sheet.snapshot(FigureTable("T", ("example.rapid_reviews",), ("X1",), (YEAR,)))

    assert Release(snapshot, Audience.PUBLIC).card(asked("rapid_reviews")).figure.shown == shown


def test_what_stands_beside_a_figure_is_public_only_where_it_was_checked(sheet):
    checked = sheet.family.put("referrals", EAST, YEAR, 41, origin=CENSUS, already_published=True)
    others = (checked, replace(checked, value=Decimal(42), already_published=False))
    sheet.family.put("referrals", EAST, YEAR, 44, others=others)
    snapshot = sheet.snapshot(FigureTable("T", ("example.referrals",), ("X1",), (YEAR,)))

    card = Release(snapshot, Audience.PUBLIC).card(asked("referrals"))

    assert [other.value for other in card.figure.others] == [Decimal(41)]


def test_the_public_is_not_told_who_signed_or_accepted(sheet):
    sheet.family.put("referrals", EAST, YEAR, 4231)
    snapshot = sheet.snapshot(FigureTable("T", ("example.referrals",), ("X1",), (YEAR,)))

    for secret in ("A data submitter", "A performance officer", "return.xlsx"):
        for name, text in texts_of(snapshot, Audience.PUBLIC).items():
            assert secret not in text, name
        assert secret in texts_of(snapshot, Audience.WORKING)["report.html"]


def test_the_same_figure_from_two_origins_keeps_both_apart(sheet):
    first = sheet.family.put("referrals", EAST, YEAR, 4231)
    other = sheet.family.put("referrals", EAST, BEFORE, 4231, origin=DOCUMENT)
    sheet.family.figures[asked("referrals", period="2020-21")] = first.__class__(
        **(vars(other) | {"period": YEAR})
    )
    table = FigureTable("T", ("example.referrals",), ("X1",), (YEAR, "2020-21"))

    release = Release(sheet.snapshot(table), Audience.WORKING)

    cards = [release.card(asked("referrals", period=period)) for period in (YEAR, "2020-21")]
    assert cards[0].anchor != cards[1].anchor
    assert [card.figure.origin.kind for card in cards] == [OriginKind.RETURN, OriginKind.DOCUMENT]
