"""Sending a spreadsheet of past records, telling its columns, and taking it in: all of it or nothing."""

from datetime import datetime

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.files.book.apart import plain_rows, rows_of
from goldthread.files.store import keep
from goldthread.house import Importable, Outcome
from goldthread.imports import steps
from goldthread.imports.checking import Checked, called, check, kind_named
from goldthread.imports.matching import Found, Places, guess, shape
from goldthread.imports.models import Columns, Import
from goldthread.imports.permissions import BRING_IN
from goldthread.register.models import Space
from goldthread.trail.record import record

AT_THE_SAME_TIME = (
    "Somebody else brought the same in just now. Nothing of this was; look at it again."
)
OUR_FAULT = (
    "Something went wrong on our side. If it comes back, tell the people who run Goldthread."
)


def may_bring_in(by: Principal, kind: Importable, row: Import | Space) -> None:
    """Refuse whoever may not bring past records in there, or not of this kind."""
    insist(may(by, BRING_IN, row) & may(by, kind.permission, row))


@transaction.atomic
def send(
    *,
    kind: Importable,
    found: Found,
    content: bytes,
    name: str,
    space: Space,
    by: Principal,
    at: datetime,
) -> Import:
    """Keep a spreadsheet and its rows; its columns are those of the last one of this shape."""
    may_bring_in(by, kind, space)
    known = Columns.objects.filter(space=space, kind=kind.kind, shape=shape(found.headings)).first()
    guessed = guess(found.headings, kind)
    whole = all(column.name in guessed for column in kind.columns)
    row = Import.objects.create(
        space=space,
        kind=kind.kind,
        file=keep(content=content, name=name, space=space, by=by, at=at),
        sheet=found.sheet,
        headings=list(found.headings),
        rows=plain_rows(found.rows),
        places=known.places if known else guessed if whole else None,
        sent_by_id=by.acting_id,
        sent_at=at,
    )
    record(
        "imports.sent", by=by, at=at, subject=row, after={"kind": kind.kind, "rows": len(row.rows)}
    )
    return row


@transaction.atomic
def tell_columns(
    *, row: Import, places: Places, by: Principal, at: datetime, row_version: int | None = None
) -> Import:
    """Say which column means what; kept for the next spreadsheet with the same headings."""
    row, kind = _opened(row, by)
    insist(steps.TELL_COLUMNS.allowed(row, by))
    row.insist_unchanged(row_version)
    row.places = dict(places)
    row.save_next_version("places")
    Columns.objects.update_or_create(
        space_id=row.space_id,
        kind=kind.kind,
        shape=shape(row.headings),
        defaults={"places": row.places},
    )
    record("imports.columns_told", by=by, at=at, subject=row, after={"places": row.places})
    return row


def checked(row: Import, *, by: Principal, at: datetime) -> Checked:
    """What taking it in would come to today."""
    kind = kind_named(row.kind)
    if kind is None or row.rows is None or row.places is None:
        return Checked((), (), ())
    return check(rows_of(row.rows), kind, row.places, by=by, on=at.date())


@transaction.atomic
def begin(*, row: Import, by: Principal, at: datetime, row_version: int | None = None) -> Import:
    """Hand it to the worker: nobody changes its columns any more."""
    row, _ = _opened(row, by)
    insist(steps.BEGIN.allowed(row, by))
    row.insist_unchanged(row_version)
    row.status, row.why = steps.BEGIN.goes_to, ""
    row.save_next_version("status", "why")
    record("imports.begun", by=by, at=at, subject=row)
    return row


@transaction.atomic
def take_in(*, row: Import, by: Principal, at: datetime, row_version: int | None = None) -> Import:
    """Make and change what the rows say, all or nothing; what is the same already stays as it is."""
    row, kind = _opened(row, by)
    insist(steps.TAKE_IN.allowed(row, by))
    row.insist_unchanged(row_version)
    found = checked(row, by=by, at=at)
    insist(
        because(
            (row.places is None, "Say first what the columns are."),
            (bool(found.problems), "There are problems in it: nothing was brought in."),
        )
    )
    changing = [
        (one, compared)
        for one, compared in zip(found.rows, found.compared, strict=True)
        if compared.outcome in (Outcome.NEW, Outcome.CHANGED)
    ]
    if changing:
        rows, compared = zip(*changing, strict=True)
        called(kind.take)(by=by, at=at, rows=rows, compared=compared)
    row.status, row.counts, row.ended_at, row.rows = steps.TAKE_IN.goes_to, found.counts, at, None
    row.save_next_version("status", "counts", "ended_at", "rows")
    record("imports.taken_in", by=by, at=at, subject=row, after=found.counts)
    return row


@transaction.atomic
def give_back(*, row: Import, why: str, by: Principal, at: datetime) -> Import:
    """Let what the worker could not take in be looked at again, with the reason.

    `by` is whoever began it: they may have left since, so nothing is asked of them.
    """
    row = Import.objects.select_for_update(of=("self",)).get(pk=row.pk)
    is_there = row.status in steps.GIVE_BACK.goes_from
    insist(because((not is_there, "It is not being brought in.")))
    row.status, row.why = steps.GIVE_BACK.goes_to, why
    row.save_next_version("status", "why")
    record("imports.given_back", by=by, at=at, subject=row, after={"why": why})
    return row


@transaction.atomic
def drop(*, row: Import, by: Principal, at: datetime) -> Import:
    """Forget the rows of a spreadsheet that is not brought in."""
    row, _ = _opened(row, by)
    insist(steps.DROP.allowed(row, by))
    row.status, row.rows, row.ended_at = steps.DROP.goes_to, None, at
    row.save_next_version("status", "rows", "ended_at")
    record("imports.dropped", by=by, at=at, subject=row)
    return row


def _opened(row: Import, by: Principal) -> tuple[Import, Importable]:
    """The import under lock, and its partnership's with it: of two at once, the second waits."""
    Space.objects.select_for_update().get(pk=row.space_id)
    row = Import.objects.select_for_update(of=("self",)).get(pk=row.pk)
    kind = kind_named(row.kind)
    insist(because((kind is None, "This kind of record can no longer be brought in.")))
    assert kind is not None
    may_bring_in(by, kind, row)
    return row, kind
