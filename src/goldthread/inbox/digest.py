"""One letter for all that is due, at most once a day, and none where nothing is new."""

import hashlib
import hmac
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.inbox.due import is_late
from goldthread.inbox.everywhere import DueThere, due_everywhere
from goldthread.inbox.models import DigestChoice
from goldthread.inbox.silence import may_be_silent
from goldthread.messages.actions import write_letter
from goldthread.messages.kinds import DIGEST
from goldthread.trail.record import record

OFTEN = DigestChoice.HowOften


def choice_of(person: Person, *, at: datetime) -> DigestChoice:
    """What somebody chose; a daily letter in the morning, where they chose nothing."""
    choice, _ = DigestChoice.objects.get_or_create(person=person, defaults={"considered_at": at})
    return choice


def last_turn(choice: DigestChoice, *, at: datetime) -> datetime:
    """The last moment at which the letter was to be written: `at` itself or before it."""
    turn = at.replace(hour=choice.hour, minute=0, second=0, microsecond=0)
    if turn > at:
        turn -= timedelta(days=1)
    if choice.how_often == OFTEN.WEEKLY:
        turn -= timedelta(days=(turn.weekday() - choice.weekday) % 7)
    return turn


def is_its_turn(choice: DigestChoice, *, at: datetime) -> bool:
    """Whether the letter was to be written since it was looked at last."""
    return choice.considered_at < last_turn(choice, at=at)


@transaction.atomic
def write_digest(person: Person, *, at: datetime) -> bool:
    """Write to one person, where it is their turn and something new is due; gives whether it was."""
    choice = DigestChoice.objects.select_for_update().get(pk=choice_of(person, at=at).pk)
    today = at.date()
    if not is_its_turn(choice, at=at) or choice.sent_on == today:
        return False
    choice.considered_at = at
    silent = choice.how_often == OFTEN.NEVER and may_be_silent(person, on=today)
    due = [] if silent else due_everywhere(person, on=today)
    marks = sorted(_mark(there, on=today) for there in due)
    is_new = not set(marks) <= set(choice.told)
    choice.told = marks
    if is_new:
        choice.sent_on = today
        late = sum(is_late(there.item, on=today) for there in due)
        home = reverse("home")
        write_letter(DIGEST, to=person.email, path=home, at=at, things=len(due), late=late)
    choice.save(update_fields=["considered_at", "told", "sent_on"])
    return is_new


def _mark(there: DueThere, *, on: date) -> str:
    """A keyed hash of one thing, another one once it is late."""
    item = there.item
    said = f"{item.kind} {item.url} {item.title} {is_late(item, on=on)}"
    return hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()[:16]


@transaction.atomic
def choose(
    *,
    choice: DigestChoice,
    how_often: str,
    weekday: int,
    hour: int,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> DigestChoice:
    """Keep when somebody wants their own letter; the next one comes at its new time."""
    choice = DigestChoice.objects.select_for_update().get(pk=choice.pk)
    choice.insist_unchanged(row_version)
    before = {"how_often": choice.how_often, "weekday": choice.weekday, "hour": choice.hour}
    choice.how_often, choice.weekday, choice.hour = how_often, weekday, hour
    choice.considered_at = at
    choice.save_next_version("how_often", "weekday", "hour", "considered_at")
    after = {"how_often": how_often, "weekday": weekday, "hour": hour}
    record("inbox.letter.chosen", by=by, at=at, subject=choice, before=before, after=after)
    return choice
