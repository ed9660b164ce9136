"""Letters: fixed words and a link, kept, tried again, and shown to those who mind them."""

import re
import smtplib
import string
from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from goldthread.access.decision import Refused
from goldthread.house import Role
from goldthread.messages import actions, kinds
from goldthread.messages.models import Letter
from goldthread.messages.tasks import send_letter
from goldthread.trail.models import Entry
from tests.factories import NOW, SpaceFactory, principal_with

pytestmark = pytest.mark.django_db
MAY_BE_SAID = {"partnership", "day", "moment", "things", "late"}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def a_letter(space=None, to="jo@example.org", kind=kinds.RETURN_WITHDRAWN) -> Letter:
    return actions.write_letter(kind, to=to, path="/a/page/", at=NOW, space=space)


def broken(error):
    def send(self, *args, **kwargs):
        raise error

    return send


@pytest.mark.parametrize("kind", kinds.KINDS.values(), ids=lambda kind: kind.name)
def test_a_kind_has_room_for_nothing_but_a_partnership_a_date_and_a_count(kind):
    fields = [
        name
        for text in (kind.title, kind.line, kind.after)
        for _, name, _, _ in string.Formatter().parse(text)
        if name is not None
    ]

    assert set(fields) <= MAY_BE_SAID
    assert not [name for _, name, _, _ in string.Formatter().parse(kind.title) if name is not None]


@pytest.mark.parametrize("kind", kinds.KINDS.values(), ids=lambda kind: kind.name)
def test_a_letter_says_its_fixed_words_and_its_link_and_nothing_else(kind):
    space = SpaceFactory(name="Eastmarch Safeguarding Children Partnership")
    letter = actions.write_letter(
        kind,
        to="jo@example.org",
        path="/a/page/",
        at=NOW,
        space=space,
        day=NOW.date(),
        moment=NOW,
        things=3,
        late=1,
    )

    lines = (kind.line, "{link}", kind.after, kinds.FOOT)
    right = "\n\n".join(_pattern(line, space.name) for line in lines if line) + "\n"
    assert re.fullmatch(right, letter.text)


def _pattern(line: str, partnership: str) -> str:
    """What a line of a letter may look like."""
    room = {
        "partnership": re.escape(partnership),
        "day": r"\d+ [A-Z][a-z]+ \d{4}",
        "moment": r"\d+ [A-Z][a-z]+ \d{4}, \d\d:\d\d",
        "things": r"\d+ things are",
        "late": r", \d+ of them late",
        "link": r"https?://[\w.:]+/a/page/",
        None: "",
    }
    return "".join(
        re.escape(literal) + room[name] for literal, name, _, _ in string.Formatter().parse(line)
    )


def test_a_letter_of_no_kind_of_the_list_is_refused():
    own = kinds.LetterKind("return withdrawn", "secret", "Sam Example is at risk.")

    with pytest.raises(ValueError, match="stands in the list"):
        a_letter(kind=own)


@pytest.mark.parametrize("path", ["https://evil.example/", "/a/?name=Sam", "/a/#Sam"])
def test_a_letter_leads_to_a_page_of_ours_alone(path):
    with pytest.raises(ValueError, match="leads to a page"):
        actions.write_letter(kinds.OFFER, to="a@example.org", path=path, at=NOW)


def test_what_was_sent_keeps_no_words(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        letter = a_letter(SpaceFactory())

    send_letter.call(letter.pk)

    letter.refresh_from_db()
    assert (letter.result, letter.text, letter.attempts) == ("Sent", "", 1)
    assert len(mail.outbox) == 1


def test_a_letter_that_was_sent_is_not_sent_again():
    letter = a_letter()

    send_letter.call(letter.pk)
    send_letter.call(letter.pk)

    assert len(mail.outbox) == 1


def test_while_the_mail_server_is_away_a_letter_is_kept_and_tried_again(monkeypatch):
    letter = a_letter()
    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken(ConnectionRefusedError()))

    send_letter.call(letter.pk)

    letter.refresh_from_db()
    assert letter.text
    assert letter.gave_up_at is None
    assert letter.result == "The mail server could not be reached."
    monkeypatch.undo()
    send_letter.call(letter.pk)
    assert len(mail.outbox) == 1


def test_a_mail_server_that_stays_away_is_given_up_after_three_days():
    letter = a_letter()
    refusal = actions.refusal_of(ConnectionRefusedError())

    assert actions.keep_result(letter, refusal, at=NOW + timedelta(days=2)).gave_up_at is None
    assert actions.keep_result(letter, refusal, at=NOW + timedelta(days=3)).gave_up_at is not None


@pytest.mark.parametrize(("code", "given_up"), [(550, True), (450, False)])
def test_an_address_refused_for_good_is_not_tried_again(monkeypatch, code, given_up):
    refused = smtplib.SMTPRecipientsRefused({"jo@example.org": (code, b"no jo@example.org")})
    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken(refused))
    letter = a_letter()

    send_letter.call(letter.pk)

    letter.refresh_from_db()
    assert (letter.gave_up_at is not None) is given_up
    assert letter.result == f"The address was refused (answer {code})."


def test_a_letter_that_was_given_up_can_be_tried_again_by_those_who_mind_letters():
    space = SpaceFactory()
    letter = a_letter(space)
    actions.keep_result(letter, actions.Refusal("The address was refused.", is_final=True), at=NOW)

    manager = principal_with(Role.BUSINESS_MANAGER, space=space)
    actions.try_again(letter=letter, by=manager, at=NOW)

    letter.refresh_from_db()
    assert letter.gave_up_at is None
    assert Entry.objects.filter(kind="messages.letter.tried_again").count() == 1


@pytest.mark.parametrize("role", [Role.PERFORMANCE_OFFICER, Role.AGENCY_LEAD])
def test_others_see_no_letters_and_send_none_again(role):
    space = SpaceFactory()
    letter = a_letter(space)
    somebody = principal_with(role, space=space)

    assert not Letter.objects.visible_to(somebody).exists()
    with pytest.raises(Refused):
        actions.try_again(letter=letter, by=somebody, at=NOW)


def test_the_letters_of_another_partnership_and_of_accounts_are_not_shown():
    a_letter(SpaceFactory())
    a_letter(None)
    manager = principal_with(Role.BUSINESS_MANAGER, space=SpaceFactory())

    assert not Letter.objects.visible_to(manager).exists()
