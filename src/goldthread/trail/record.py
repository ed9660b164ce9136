"""Writing the trail, in the same transaction as the act that it tells of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from goldthread.access import opened
from goldthread.access.principal import Principal
from goldthread.trail import seals
from goldthread.trail.models import ChainHead, Entry, History

AT_ONCE = 500  # rows of one insert


def record(
    kind: str,
    *,
    by: Principal,
    at: datetime,
    subject: Any,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Entry:
    """Tell of a change: who, when, which record, and its before-and-after.

    `subject` is the record; an act on one that belongs to no space goes into the chain "house".
    """
    space_id = getattr(subject, "space_id", None)
    entry = _append(kind, space_id=space_id, by=by, at=at, subject=subject, content=(before, after))
    if before is not None or after is not None:
        History.objects.create(
            entry=entry,
            space_id=space_id,
            subject_id=subject.public_id,
            before=before,
            after=after,
        )
    return entry


@dataclass(frozen=True)
class Change:
    """One of many changes that are told of together."""

    kind: str
    subject: Any
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


@transaction.atomic
def record_many(
    changes: Iterable[Change], *, space_id: int, by: Principal, at: datetime
) -> list[Entry]:
    """Tell of many changes in one space as `record` would, in few queries: an entry for each."""
    chain = f"space-{space_id}"
    head = _head(chain, space_id)
    told = list(changes)
    entries = [
        _next(head, change.kind, by, at, change.subject, (change.before, change.after))
        for change in told
    ]
    made = Entry.objects.bulk_create(entries, batch_size=AT_ONCE)
    histories = [
        History(
            entry=entry,
            space_id=space_id,
            subject_id=change.subject.public_id,
            before=change.before,
            after=change.after,
        )
        for entry, change in zip(made, told, strict=True)
    ]
    History.objects.bulk_create(histories, batch_size=AT_ONCE)
    head.save(update_fields=["number", "seal", "mark"])
    return made


def record_reading(
    kind: str, *, by: Principal, at: datetime, subject: Any, space_id: int | None = None
) -> Entry:
    """Tell that a record was opened or printed; of one outside spaces, in the chain of `space_id`."""
    space_id = getattr(subject, "space_id", space_id)
    return _append(kind, space_id=space_id, by=by, at=at, subject=subject, content=(None, None))


@transaction.atomic
def _append(
    kind: str, *, space_id: int | None, by: Principal, at: datetime, subject: Any, content: Any
) -> Entry:
    chain = "house" if space_id is None else f"space-{space_id}"
    head = _head(chain, space_id)
    entry = _next(head, kind, by, at, subject, content)
    entry.save(force_insert=True)
    head.save(update_fields=["number", "seal", "mark"])
    return entry


def _head(chain: str, space_id: int | None) -> ChainHead:
    """The head of a chain, held until the transaction ends; the first entry makes it."""
    held = ChainHead.objects.select_for_update().filter(chain=chain)
    if head := held.first():
        return head
    ChainHead.objects.get_or_create(chain=chain, defaults={"space_id": space_id})
    return held.get()


def _next(
    head: ChainHead, kind: str, by: Principal, at: datetime, subject: Any, content: Any
) -> Entry:
    """The entry that follows the head, which moves on to it; neither is saved here."""
    key = settings.GOLDTHREAD_TRAIL_KEY
    subject_kind = subject._meta.label_lower
    opened.note_told(subject)
    entry = Entry(
        chain=head.chain,
        number=head.number + 1,
        space_id=head.space_id,
        at=at,
        person_id=by.person_id,
        kind=kind,
        subject_kind=subject_kind,
        subject_ref=seals.pseudonym(key, subject_kind, subject.public_id),
        content_hash=seals.content_hash(subject.public_id, *content),
        previous=head.seal,
    )
    entry.seal = seals.seal(key, entry)
    head.number, head.seal = entry.number, entry.seal
    head.mark = seals.head_mark(key, head.chain, entry.number, entry.seal)
    return entry


def changed_fields(row: Any, **new: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The before and after of the fields that differ, for `record`."""
    before = {name: getattr(row, name) for name in new}
    differ = [name for name, value in new.items() if before[name] != value]
    return {name: before[name] for name in differ}, {name: new[name] for name in differ}
