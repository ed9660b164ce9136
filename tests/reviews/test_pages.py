"""The pages of a case: for those named to it, and nobody else is told that it is there."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from goldthread.reviews.models import ChronologyEntry, Incident
from goldthread.trail.models import Entry
from goldthread.vault.models import Reveal
from tests.clients import Client
from tests.reviews.builders import NAME

pytestmark = pytest.mark.usefixtures("_at_that_time")


@pytest.fixture
def _at_that_time(time_machine):
    from tests.factories import NOW

    time_machine.move_to(NOW, tick=False)


def signed_in(case, who):
    client = Client()
    client.force_login(case.people[who])
    return client


def page(case, who, name, row):
    return signed_in(case, who).get(reverse(name, args=[row.public_id]))


def test_whoever_is_not_named_is_told_that_there_is_no_such_case(case):
    review = case.review()

    for name, row in (("reviews:incident", review.incident), ("reviews:review", review)):
        assert page(case, "officer", name, row).status_code == 200
        assert page(case, "lead", name, row).status_code == 404
    listed = signed_in(case, "lead").get(reverse("reviews:list")).content.decode()
    assert "You are named to no case" in listed


def test_no_page_of_a_case_gives_a_name(case):
    request = case.asked()
    case.child(request)
    case.mother(request)
    entry = case.entries(request, "Kayden Marsh-Oduya fell")[0]
    case.checked(entry)
    review = case.proposed(request.review)
    pages = [
        page(case, "officer", "reviews:incident", review.incident),
        page(case, "officer", "reviews:review", review),
        page(case, "officer", "reviews:request", request),
        page(case, "officer", "reviews:chronology", review),
        page(case, "officer", "vault:case", case.compartment(review)),
        signed_in(case, "officer").get(reverse("reviews:list")),
        signed_in(case, "officer").get(reverse("home")),
    ]

    for answer in pages:
        body = answer.content.decode()
        assert answer.status_code == 200
        assert not any(part in body for part in ("Kayden", "Oduya", "Shanelle", "Kaydie"))
    assert "Child A fell" in pages[3].content.decode()


def test_a_name_is_shown_to_who_said_why_and_to_nobody_else(case):
    child = case.child(case.incident())
    officer = signed_in(case, "officer")
    answer = officer.post(
        reverse("vault:reveal", args=[child.public_id]), {"because": "To find the file"}
    )

    assert NAME in officer.get(answer["Location"]).content.decode()
    assert signed_in(case, "manager").get(answer["Location"]).status_code == 404


def test_the_letter_names_who_is_meant_and_each_name_is_kept_as_seen(case):
    request = case.asked()
    case.child(request)
    officer = signed_in(case, "officer")
    answer = officer.post(
        reverse("reviews:letter", args=[request.public_id]), {"because": "So that they find it"}
    )

    cells = [
        cell.text
        for table in Document(BytesIO(answer.content)).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert {"Child A", NAME} <= set(cells)
    assert Reveal.objects.get().because == "So that they find it"
    assert Entry.objects.filter(kind="reviews.letter.exported").count() == 1


def test_a_spreadsheet_comes_in_whole_with_its_names_to_be_checked(case):
    request = case.asked()
    case.child(request)
    lead = signed_in(case, "lead")
    address = reverse("reviews:spreadsheet", args=[request.public_id])
    good = b"Date,Event,Type\n03/02/2025,Kayden Marsh-Oduya was seen,Health\n04/02/2025,No reply,\n"
    wrong = b"Date,Event\n31/02/2025,Kayden was seen\n"

    refused = lead.post(address, {"file": SimpleUploadedFile("chronology.csv", wrong)})
    assert refused.status_code == 422
    assert "A2" in refused.content.decode()
    assert not ChronologyEntry.objects.exists()

    lead.post(address, {"file": SimpleUploadedFile("chronology.csv", good)})
    found = list(ChronologyEntry.objects.order_by("pk").values_list("status", "kind"))
    assert found == [("to_check", "health"), ("to_check", "other")]
    assert ChronologyEntry.objects.first().text == "Child A was seen"


def test_silences_are_shown_between_entries(case):
    request = case.asked()
    for entry in case.entries(request, "First", "Second"):
        case.checked(entry)
    late = case.entries(request, "Third")[0]
    ChronologyEntry.objects.filter(pk=late.pk).update(happened_on="2025-09-01", status="kept")

    body = page(case, "officer", "reviews:chronology", request.review).content.decode()
    assert "207 days without an entry" in body


def test_a_council_tells_of_an_incident_on_its_page(case):
    director = signed_in(case, "director")
    given = {
        "council": case.council.public_id,
        "harm": "serious_harm",
        "aware_on_day": "15",
        "aware_on_month": "5",
        "aware_on_year": "2026",
        "account": "A fracture, unexplained",
        "people": [case.people["officer"].public_id],
    }
    answer = director.post(reverse("reviews:incident-new"), given)

    incident = Incident.objects.get()
    assert answer["Location"] == incident.get_absolute_url()
    assert incident in Incident.objects.visible_to(case.by("officer"))
    assert incident not in Incident.objects.visible_to(case.by("manager"))
