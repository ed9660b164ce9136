"""Forms and chronologies in Word: what is read of them, what is filled in, and what is refused."""

from io import BytesIO

import pytest
from docx import Document

from goldthread.files.limits import Unreadable
from goldthread.files.word.blanks import read_blanks
from goldthread.files.word.tables import read_tables
from goldthread.outputs.word_filled import NOT_TICKED, TICKED, filled
from tests.reviews.word_files import (
    a_chronology,
    a_form,
    hostile,
    with_changes,
    with_merged_days,
)


def words():
    return {blank.words: blank for blank in read_blanks(a_form())}


def test_every_blank_is_found_with_the_words_beside_it():
    found = words()

    assert [*found] == [
        *("Local authority", "Notification reference", "Date of incident"),
        *("Child", "Age", "Ethnicity", "Child (row 3)", "Age (row 3)", "Ethnicity (row 3)"),
        *(
            "Date of meeting",
            "Voice of the child:",
            "Rationale",
            "Two or more agencies",
            "partners",
        ),
    ]
    assert found["Local authority"].under == "Part 1: the notification"
    assert found["Two or more agencies"].holds == "tick"


def test_each_kind_of_blank_takes_its_value_and_keeps_the_styles():
    found = words()
    given = {blank.place: f"Value {at}\nSecond line" for at, blank in enumerate(found.values())}
    given[found["Two or more agencies"].place] = True
    file = Document(BytesIO(filled(a_form(), given)))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    texts = {p.text: p for p in file.paragraphs}

    assert cells[1] == "Value 0\nSecond line"
    assert cells[9:12] == [f"Value {at}\nSecond line" for at in (3, 4, 5)]
    meeting = texts["Date of meeting: Value 9"]
    assert [run.bold for run in meeting.runs if run.text] == [True, None]
    assert texts["Value 10"].style.name == "Quote"
    assert "Signed off by Value 13\nSecond line" in texts
    body = file.element.xml
    assert TICKED in body
    assert 'w14:checked w14:val="1"' in body
    assert "Click here" not in body
    assert "showingPlcHdr" not in body


def test_a_box_that_is_not_met_stays_without_its_tick():
    place = words()["Two or more agencies"].place
    body = Document(BytesIO(filled(a_form(), {place: False}))).element.xml

    assert NOT_TICKED in body
    assert 'w14:checked w14:val="0"' in body


def test_nothing_else_of_the_form_is_changed():
    before = Document(BytesIO(a_form()))
    after = Document(BytesIO(filled(a_form(), {})))

    assert after.element.xml == before.element.xml


@pytest.mark.parametrize("name", sorted(hostile()))
@pytest.mark.parametrize("read", [read_blanks, read_tables])
def test_what_brings_along_more_than_text_is_refused_in_a_sentence(name, read):
    with pytest.raises(Unreadable, match="send that"):
        read(hostile()[name])


def test_what_is_merged_downwards_stands_in_each_row_and_what_runs_across_is_told():
    read = read_tables(with_merged_days())

    assert [cells for _, cells in read.sheets[0].rows] == [
        ("Date", "Event"),
        ("3 February 2025", "Seen at home"),
        ("3 February 2025", "Seen again"),
    ]
    assert read.across == ("Table 1, row 2",)


def test_tracked_changes_are_read_as_accepted_and_it_is_said():
    read = read_tables(with_changes())

    assert read.has_changes
    assert read.sheets[0].rows[1][1][2] == "Seen once"
    assert not read_tables(a_chronology(("1/2/2025", "GP", "Seen"))).has_changes
