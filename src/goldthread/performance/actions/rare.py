"""Keeping the days of what happens seldom."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.measures.rare_events import Event
from goldthread.performance.models import RareDay, RareEvent
from goldthread.performance.permissions import KEEP_RARE_EVENTS
from goldthread.register.models import Space
from goldthread.trail.record import record

MOST_DAYS = 500  # of one event: far more than what is rare can have


@transaction.atomic
def begin_rare_event(
    *, by: Principal, at: datetime, space: Space, title: str, counts: str, is_bad: bool
) -> RareEvent:
    """Begin to keep the days of something that happens seldom."""
    Space.objects.select_for_update().get(pk=space.pk)
    insist(may(by, KEEP_RARE_EVENTS, space))
    title = " ".join(title.split())
    taken = RareEvent.objects.filter(space=space, title__iexact=title).exists()
    insist(
        because(
            (not title, "Say what happens."),
            (not counts.strip(), "Say what exactly counts as one."),
            (taken, "An event of that name is kept already."),
        )
    )
    event = RareEvent.objects.create(
        space=space,
        title=title,
        counts=counts.strip(),
        is_bad=is_bad,
        begun_by_id=by.acting_id,
        begun_at=at,
    )
    after = {"title": event.title, "counts": event.counts}
    record("performance.rare_event.begun", by=by, at=at, subject=event, after=after)
    return event


@transaction.atomic
def keep_days(
    *, by: Principal, at: datetime, event: RareEvent, given: Sequence[Event]
) -> list[RareDay]:
    """Keep the days of events, all of them or none; a day that is kept already is another event of it."""
    event = RareEvent.objects.select_for_update().select_related("space").get(pk=event.pk)
    insist(may(by, KEEP_RARE_EVENTS, event))
    kept = event.days.filter(struck_at__isnull=True).count()
    insist(
        because(
            (not given, "Type a day."),
            (any(each.on > at.date() for each in given), "A day has not come yet."),
            (kept + len(given) > MOST_DAYS, f"Something rare has no more than {MOST_DAYS} days."),
        )
    )
    days = RareDay.objects.bulk_create(
        RareDay(
            space_id=event.space_id,
            area_id=event.area_id,
            compartment_id=event.compartment_id,
            event=event,
            happened_on=each.on,
            cases=each.cases,
            kept_by_id=by.acting_id,
            kept_at=at,
        )
        for each in given
    )
    # How many, and not which: the trail is read by more people than the days are.
    record("performance.rare_event.kept", by=by, at=at, subject=event, after={"events": len(days)})
    return days


@transaction.atomic
def strike_day(
    *, by: Principal, at: datetime, day: RareDay, reason: str, row_version: int
) -> RareDay:
    """Leave a day out of the chart that was wrong. That it was kept stays in the record."""
    day = RareDay.objects.select_for_update().select_related("space", "event").get(pk=day.pk)
    insist(may(by, KEEP_RARE_EVENTS, day))
    insist(
        because(
            (day.struck_at is not None, "It was struck out already."),
            (not reason.strip(), "Say why it is struck out."),
        )
    )
    day.insist_unchanged(row_version)
    day.struck_by_id, day.struck_at = by.acting_id, at
    day.struck_because = reason.strip()
    day.save_next_version("struck_by", "struck_at", "struck_because")
    after = {"reason": day.struck_because}
    record("performance.rare_event.struck", by=by, at=at, subject=day.event, after=after)
    return day
