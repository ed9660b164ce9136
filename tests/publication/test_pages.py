"""The pages of the gate as those who use them find them."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldthread.publication.models import Confirmation, Publication
from goldthread.publication.views.preparing import as_sentence
from goldthread.sweep import Kind
from tests.clients import Client
from tests.factories import NOW
from tests.files.drafts import NAME
from tests.publication.builders import CLEAN, Gate, Way, a_registry_that_publishes, draft_with

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_publishes"),
]


@pytest.fixture
def _publishes(monkeypatch):
    a_registry_that_publishes(monkeypatch)
    with time_machine.travel(NOW, tick=False):
        yield


def client_of(gate, principal) -> Client:
    client = Client()
    client.force_login(gate.person(principal))
    return client


def url(gate, name, *more):
    return reverse(f"publication:{name}", args=[gate.publication.public_id, *more])


def filled(client, address, typed):
    return client.send(client.get(address), address, typed)


def test_a_draft_is_sent_looked_through_and_answered_on_its_pages():
    gate = Gate()
    client = client_of(gate, gate.manager)
    content = draft_with(CLEAN, "The child was 6 years old.")
    file = SimpleUploadedFile("draft.docx", content)
    sent = client.post(url(gate, "send"), {"file": file}, follow=True)
    assert "was looked through" in sent.content.decode()
    page = client.get(url(gate, "findings")).content.decode()
    assert "6 years old" in page
    row = gate.publication.newest().findings.get(kind=Kind.AGE)
    said = {"findings": [row.public_id], "because": "A band"}
    answered = client.post(url(gate, "findings"), said, follow=True).content.decode()
    assert "May stand: A band" in answered


def test_a_file_that_is_no_draft_is_refused_in_words():
    gate = Gate()
    file = SimpleUploadedFile("draft.docx", b"PK\x03\x04 word/document.xml")
    answer = client_of(gate, gate.manager).post(url(gate, "send"), {"file": file})
    assert answer.status_code == 422
    assert gate.publication.newest() is None


def test_a_reader_does_not_find_the_others_answer_on_the_page():
    gate = Gate()
    gate.clean()
    gate.asked()
    gate.answered(gate.scrutineer, words="A secret word")
    for somebody in (gate.officer, gate.manager):
        assert (
            "A secret word" not in client_of(gate, somebody).get(url(gate, "one")).content.decode()
        )
    client = client_of(gate, gate.officer)
    page = client.post(url(gate, "answer"), {"may_go_out": "yes"}, follow=True).content.decode()
    assert "A secret word" in page


def test_it_is_let_out_on_its_page_and_read_by_everybody():
    gate = Gate()
    gate.clean()
    gate.asked()
    gate.answered(gate.scrutineer)
    gate.answered(gate.officer)
    client = client_of(gate, gate.manager)
    for about in Confirmation.About.values:
        typed = {"is_needed": "no", "words": "Nobody left"}
        filled(client, url(gate, "confirm", about), typed)
    told = {"on_day": "1", "on_month": "4", "on_year": "2026", "reference": "P-1"}
    filled(client, url(gate, "notice"), told)
    partner = client_of(gate, gate.partner)
    sha256 = gate.publication.newest().sha256
    assert partner.post(url(gate, "publish"), {"sha256": sha256}).status_code == 302
    everybody = Client()
    code = gate.space.code.lower()
    page = everybody.get(reverse("publication:partnership", args=[code])).content.decode()
    assert "A review" in page
    assert sha256 in page
    paper = everybody.get(reverse("publication:paper", args=[code, gate.publication.public_id]))
    assert paper["Content-Disposition"].startswith("attachment")
    assert gate.space.name in everybody.get(reverse("publication:index")).content.decode()


def test_what_is_not_public_is_not_there_for_everybody():
    gate = Gate()
    code = gate.space.code.lower()
    paper = reverse("publication:paper", args=[code, gate.publication.public_id])
    assert Client().get(paper).status_code == 404
    assert Client().get(reverse("publication:partnership", args=[code])).status_code == 404


def test_something_is_proposed_about_a_record_and_says_which():
    gate = Gate()
    client = client_of(gate, gate.manager)
    said = {
        "of": f"register.priority {gate.record.public_id}",
        "title": "Another review",
        "way": Way.LEARNING,
        "why": "It is short",
    }
    page = client.post(reverse("publication:propose"), said, follow=True).content.decode()
    assert gate.record.name in page
    assert Publication.objects.get(title="Another review").record_id == gate.record.public_id


def test_a_draft_with_a_name_shows_where_it_stands():
    gate = Gate()
    gate.sent(draft_with(CLEAN, deleted=NAME))
    page = client_of(gate, gate.manager).get(url(gate, "findings")).content.decode()
    assert "deletion by P Quill" in page
    assert "Only to be mended in the draft" in page


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ("paragraph 12", "Paragraph 12"),
        ("docProps/thumbnail.jpeg", "docProps/thumbnail.jpeg"),
        ("the file's name", "The file's name"),
    ],
)
def test_a_place_begins_with_a_capital_and_a_part_is_shown_as_it_is_called(where, shown):
    assert as_sentence(where) == shown
