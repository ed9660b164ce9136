"""A calendar of what is due: neutral titles and days, and nothing that they are about."""

import hashlib
import hmac
import secrets
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from icalendar import Calendar, Event

from goldthread.access.principal import Principal
from goldthread.access.spaces import working_everywhere
from goldthread.accounts.models import Person
from goldthread.house import registry
from goldthread.inbox.everywhere import DueThere, due_everywhere, principals_of
from goldthread.inbox.models import CalendarKey
from goldthread.trail.record import record, record_reading


def token_hash(token: str) -> str:
    """What the database knows a calendar's address by."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_key(*, person: Person, by: Principal, at: datetime) -> str:
    """Make somebody a new address, which ends the one before; gives its secret, kept nowhere."""
    end_key(person=person, by=by, at=at)
    token = secrets.token_urlsafe(32)
    key = CalendarKey.objects.create(person=person, token_hash=token_hash(token), made_at=at)
    record("inbox.calendar.made", by=by, at=at, subject=key)
    return token


@transaction.atomic
def end_key(*, person: Person, by: Principal, at: datetime) -> None:
    """Let somebody's address show nothing any more."""
    Person.objects.select_for_update().get(pk=person.pk)
    for key in CalendarKey.objects.filter(person=person, ended_at=None):
        key.ended_at = at
        key.save_next_version("ended_at")
        record("inbox.calendar.ended", by=by, at=at, subject=key)


def feed(token: str, *, at: datetime) -> bytes | None:
    """The calendar of an address; None where it was never made, has ended, or its person works nowhere.

    The first reading of a day stands in the trail.
    """
    with working_everywhere():
        keys = CalendarKey.objects.select_related("person")
        key = keys.filter(token_hash=token_hash(token), ended_at=None).first()
        if key is None or not principals_of(key.person, on=at.date()):
            return None
        if key.read_on != at.date():
            reader = Principal(person_id=key.person_id, name=key.person.name)
            key.read_on = at.date()
            key.save(update_fields=["read_on"])
            record_reading("inbox.calendar.read", by=reader, at=at, subject=key)
    return _written(due_everywhere(key.person, on=at.date()), key, on=at.date())


def _written(due: list[DueThere], key: CalendarKey, *, on: date) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Goldthread//What is due//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Goldthread")
    calendar.add("refresh-interval", timedelta(hours=6), {"VALUE": "DURATION"})
    titles = {kind.name: kind.in_calendar for module in registry for kind in module.inbox}
    for there in due:
        day = there.item.due_on
        if day is not None:
            calendar.add_component(_event(there, day, titles[there.item.kind], key, on=on))
    written: bytes = calendar.to_ical()
    return written


def _event(there: DueThere, day: date, title: str, key: CalendarKey, *, on: date) -> Event:
    """A whole day with a neutral title; its id tells nothing and stays the same."""
    said = f"{key.person_id} {there.item.kind} {there.item.url}"
    uid = hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()[:32]
    event = Event()
    event.add("uid", f"{uid}@goldthread")
    event.add("dtstamp", datetime.combine(on, time(), tzinfo=UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"{title}, {there.partnership}" if there.partnership else title)
    event.add("description", f"Sign in to see what it is: {settings.GOLDTHREAD_ADDRESS}/")
    event.add("transp", "TRANSPARENT")
    return event
