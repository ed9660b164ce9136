"""What is found in a list: each finding with its place and one plain sentence."""

import pytest
import xlsxwriter

from goldthread.records import values
from goldthread.records.checking import EXPECTED, FUTURE_BIRTH
from tests.records.lists import REFERRALS, opened, plan, referral, told, write

DATE, CHILD = "Date of referral", "Child Unique ID"


def test_a_list_without_faults_is_told_nothing_of(tmp_path):
    assert told(write(tmp_path / "a.csv", [referral(), referral("C2")])) == []


@pytest.mark.parametrize(
    ("heading", "cell", "sentence"),
    [
        (DATE, "31/02/2026", values.NOT_IN_CALENDAR),
        (DATE, "01/13/2026", values.NOT_IN_CALENDAR),
        (DATE, "45678", values.SERIAL),
        (DATE, "14/01/26", values.SHORT_YEAR),
        (DATE, "last week", values.NO_DAY),
        (DATE, "14/01/1026", values.TOO_EARLY),
        (DATE, "", values.NEEDED),
        (DATE, "14/01/2027", "This day is in the future."),
        (CHILD, "1.23457E+11", values.SCIENTIFIC),
        (CHILD, "", values.NEEDED),
        (CHILD, "#REF!", values.FAULT),
        ("Number of Referrals in Last 12 Months", "-1", values.NEGATIVE),
        ("Number of Referrals in Last 12 Months", "one", values.NO_NUMBER),
        ("Date of Birth", "14/01/2029", FUTURE_BIRTH),
        ("Age of Child (Years)", "4", "This age does not fit the date of birth."),
        (
            "Referral Source",
            "Polise",
            "This is no code of 'Referral Source' that is known. The nearest that is known is 'police'.",
        ),
    ],
)
def test_a_cell_that_cannot_be_is_told_with_row_and_column(tmp_path, heading, cell, sentence):
    path = write(tmp_path / "a.csv", [referral("C9"), referral(**{heading: cell})])

    assert ("error", 3, heading, sentence) in told(path)


def test_a_birth_a_little_ahead_is_a_child_who_is_expected(tmp_path):
    path = write(
        tmp_path / "a.csv",
        [referral(on="14/10/2026", **{"Date of Birth": "14/01/2027", "Age of Child (Years)": ""})],
    )

    assert told(path) == [("warning", 2, "Date of Birth", EXPECTED)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("14/01/2026", "2026-01-14"),
        ("2026-01-14", "2026-01-14"),
        ("14-01-2026", "2026-01-14"),
        ("14 January 2026", "2026-01-14"),
        ("14-Jan-2026", "2026-01-14"),
        ("14/01/2026 00:00:00", "2026-01-14"),
        ("2026-01-14T10:15:00", "2026-01-14"),
    ],
)
def test_a_day_is_understood_as_councils_write_it(tmp_path, written, meant):
    found = opened(write(tmp_path / "a.csv", [referral(on=written)]))

    assert str(found.tables[0].column("referred_on")[0]) == meant


@pytest.mark.parametrize(
    ("heading", "written", "meant"),
    [
        ("Ethnicity", "A.A1) White - British", "white"),
        ("Ethnicity", "MWBC", "mixed"),
        ("Referral Source", "1C", "individual"),
        ("Referral Source", "2A", "schools"),
        ("Gender", "b) Female", "female"),
        ("Referral NFA?", "No further action", "yes"),
    ],
)
def test_a_spelling_that_councils_use_is_understood(tmp_path, heading, written, meant):
    table = opened(write(tmp_path / "a.csv", [referral(**{heading: written})])).tables[0]
    key = next(column.key for column in table.layout.columns if column.name == heading)

    assert table.column(key) == [meant]


def test_headings_that_councils_use_are_understood(tmp_path):
    headings = [
        *("CHILD ID", "Sex", "Ethnic origin", "D.O.B.", "Age", "Referral Date"),
        *("Source of referral", "NFA", "Referrals in last 12 months", "Team", "Social Worker"),
    ]

    assert told(write(tmp_path / "a.csv", [referral()], headings)) == []


def test_a_heading_that_is_not_known_is_shown_with_the_nearest_and_never_used(tmp_path):
    headings = [{DATE: "Date of referal"}.get(name, name) for name in REFERRALS]
    path = write(tmp_path / "a.csv", [referral()], headings)

    found = told(path)

    assert ("error", 1, DATE, "The list lacks this column.") in found
    assert any(
        column == "Date of referal" and f"The nearest is '{DATE}'" in said
        for *_, column, said in found
    )
    assert opened(path).tables[0].column("referred_on") == [None]


def test_a_second_column_of_the_same_meaning_is_an_error(tmp_path):
    rows = [{**referral(), "Referral Date": "15/01/2026"}]

    assert any("same meaning" in said for *_, said in told(write(tmp_path / "a.csv", rows)))


def test_a_row_that_stands_twice_is_counted_once(tmp_path):
    path = write(tmp_path / "a.csv", [referral(), referral(), referral("C2")])

    found = opened(path)

    assert [f.sentence for f in found.findings] == [
        "This row stands twice: see row 2. It is counted once."
    ]
    assert found.tables[0].rows == [2, 4]


def test_two_children_made_one_are_told_of(tmp_path):
    rows = [
        referral(),
        referral(on="15/01/2026", **{"Date of Birth": "01/01/2014", "Age of Child (Years)": 12}),
    ]

    assert any(
        "are these two children?" in said for *_, said in told(write(tmp_path / "a.csv", rows))
    )


def test_days_out_of_order_and_plans_at_once_are_told_of(tmp_path):
    rows = [
        plan(start="14/01/2026", end="10/01/2026"),
        plan("C2", "01/02/2025"),
        plan("C2", "01/05/2025"),
    ]

    found = told(write(tmp_path / "a.csv", rows))

    assert (
        "error",
        2,
        "Child Protection Plan End Date",
        "This day is before 'Child Protection Plan Start Date' of the same row.",
    ) in found
    assert any(
        said.startswith("This plan has not ended when the child's next") for *_, said in found
    )


def test_somebody_too_old_for_the_list_is_told_of(tmp_path):
    rows = [referral(**{"Date of Birth": "02/05/1995", "Age of Child (Years)": ""})]

    assert any("too old for the list" in said for *_, said in told(write(tmp_path / "a.csv", rows)))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_letters_are_understood_however_they_were_saved(tmp_path, encoding):
    assert told(write(tmp_path / "a.csv", [referral()], encoding=encoding, delimiter=";")) == []


def test_a_sheet_under_another_lists_name_is_not_used(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("List 6")
    sheet.write_row(0, 0, REFERRALS)
    sheet.write_row(1, 0, list(referral().values()))
    book.add_worksheet("Notes").write_row(0, 0, ["made", "by", "hand"])
    book.close()

    found = opened(tmp_path / "a.xlsx")

    assert [f.sentence for f in found.findings if f.level.value == "error"] == [
        "The name says list 6, and the columns are those of list 3 (Referrals): put it under its own "
        "name. It is not used."
    ]
    assert found.tables == []


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 \n", "PDF"),
        (b"\xff\xd8\xff\xe0 picture", "picture"),
        (b"PK\x03\x04 no archive", "cannot be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no book", "cannot be read"),
        (b"hello\nworld\n", "No line of column headings"),
        (b"<Message><Children><Child>", "damaged in line 1"),
        (b"<html><body>sign in</body></html>", "web page"),
    ],
)
def test_a_file_that_is_no_list_ends_in_one_sentence(tmp_path, content, word):
    path = tmp_path / "a.csv"
    path.write_bytes(content)

    found = told(path)

    assert len(found) == 1
    assert word in found[0][3]
