"""An agency's chronology in Word comes in as its spreadsheet does: whole, with its names to be checked."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldthread.files.word.tables import read_tables
from goldthread.reviews.models import ChronologyEntry
from goldthread.reviews.spreadsheet import told_by
from tests.clients import Client
from tests.factories import NOW
from tests.reviews.word_files import a_chronology, hostile, with_changes, with_merged_days


@pytest.fixture(autouse=True)
def _at_that_time(time_machine):
    time_machine.move_to(NOW, tick=False)


def told(content):
    return told_by(read_tables(content).sheets, in_word=True)


@pytest.mark.parametrize(
    ("written", "on", "beside"),
    [
        ("03/02/2025", date(2025, 2, 3), ""),
        ("3rd February 2025", date(2025, 2, 3), ""),
        ("Mon 3 Feb 2025 14:30", date(2025, 2, 3), "14:30; "),
        ("Monday, 3rd of February 2025 at 2.30pm", date(2025, 2, 3), "2.30pm; "),
        ("03.02.25", date(2025, 2, 3), ""),
        ("3-Feb-25", date(2025, 2, 3), ""),
        ("12/09/2024 0930hrs", date(2024, 9, 12), "0930hrs; "),
        ("1 Sept 2024", date(2024, 9, 1), ""),
        ("2024-09-01", date(2024, 9, 1), ""),
    ],
)
def test_days_are_read_as_people_write_them(written, on, beside):
    entries, problems = told(a_chronology((written, "GP record", "Seen")))

    assert problems == []
    assert (entries[0].happened_on, entries[0].text) == (on, f"Seen ({beside}source: GP record)")


def test_headings_are_known_by_several_spellings():
    for headings in (("Date", "Event"), ("When", "Description"), ("Date of event", "Key event")):
        entries, _ = told(a_chronology(("1/2/2025", "Seen"), headings=headings))
        assert [entry.text for entry in entries] == ["Seen"]


def test_every_row_that_cannot_be_read_is_told_at_once():
    rows = (("February", "GP", "Seen"), ("1/2/2025", "GP", ""), ("3/2/2025", "GP", "Seen"))
    _, problems = told(a_chronology(*rows))

    assert problems[0].startswith("Table 1, row 2, Date: “February” is not a date")
    assert problems[1].startswith("Table 1, row 3, What happened")
    assert len(problems) == 2


def test_a_document_without_such_a_table_is_refused():
    assert told(a_chronology(("a", "b"), headings=("Name", "Telephone")))[1]


def test_events_of_one_merged_day_are_both_of_that_day():
    entries, problems = told(with_merged_days())

    assert problems == []
    assert [(each.happened_on.day, each.text) for each in entries] == [
        (3, "Seen at home"),
        (3, "Seen again"),
    ]


def sent(case, request, content, name="chronology.docx"):
    lead = Client()
    lead.force_login(case.people["lead"])
    file = SimpleUploadedFile(name, content)
    return lead.post(
        reverse("reviews:spreadsheet", args=[request.public_id]), {"file": file}, follow=True
    )


def test_it_comes_in_whole_under_pseudonyms_and_its_changes_are_told(case):
    request = case.asked()
    case.child(request)
    rows = (("03/02/2025", "GP", "Kayden Marsh-Oduya was seen"), ("4/2/2025", "GP", "No reply"))
    sent(case, request, a_chronology(*rows))
    body = sent(case, request, with_changes()).content.decode()

    texts = [entry.text for entry in ChronologyEntry.objects.order_by("pk")]
    assert texts[:2] == ["Child A was seen (source: GP)", "No reply (source: GP)"]
    assert set(ChronologyEntry.objects.values_list("status", flat=True)) == {"to_check"}
    assert "tracked changes were read as accepted" in body


def test_one_wrong_row_keeps_the_whole_document_out(case):
    request = case.asked()
    rows = (("03/02/2025", "GP", "Seen"), ("Spring", "GP", "Seen"))
    answer = sent(case, request, a_chronology(*rows))

    assert answer.status_code == 422
    assert "Table 1, row 3" in answer.content.decode()
    assert not ChronologyEntry.objects.exists()


@pytest.mark.parametrize("name", ["a bomb", "macros", "a template elsewhere"])
def test_a_hostile_document_is_refused_with_what_to_send_instead(case, name):
    answer = sent(case, case.asked(), hostile()[name])

    assert answer.status_code == 422
    assert "send that" in answer.content.decode()
