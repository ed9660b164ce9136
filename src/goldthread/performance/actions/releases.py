"""Importing published statistics, having them checked, and taking them back; nothing is overwritten."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from goldthread.access.decision import Decision, because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import Basis
from goldthread.measures.periods import Period
from goldthread.performance import steps
from goldthread.performance.models import PublishedValue, Release, ReleaseFile
from goldthread.performance.permissions import TAKE_RELEASE
from goldthread.performance.published.editions import dated_on
from goldthread.performance.published.fitting import misfits
from goldthread.performance.published.tables import LICENCE, PUBLISHER, Level, Reading, Table
from goldthread.performance.published.taking import ImportSummary, Key, Taken, take
from goldthread.performance.tasks import figures_came_in
from goldthread.register.models import Space, in_date
from goldthread.trail.record import record


@transaction.atomic
def take_tables(*, tables: Iterable[Table], by: Principal | None, at: datetime) -> ImportSummary:
    """Keep the figures of tables that were read, and say what was taken, unchanged and left.

    What a person imports is of the partnership chosen alone, marked until somebody else there has
    checked it; what whoever runs the installation imports (`by` is None) counts for all at once. All is kept
    or, where a table holds what cannot be, nothing. The same file twice changes nothing.
    """
    space_id = None if by is None else _partnership(by)
    tables = list(tables)
    insist(Decision(tuple(said for table in tables for said in misfits(table))))
    taken, summary = take(_held(tables, space_id), tables)
    for each in taken:
        if each.readings:
            _keep(each, space_id, by=by, at=at)
    if summary.taken and by is None:  # what a person imported counts once another has checked it
        figures_came_in(Space.objects.filter(in_date(at.date())))
    return summary


def may_import(by: Principal) -> Decision:
    """Whether somebody may import in the very partnership that they chose to work in."""
    return may(by, TAKE_RELEASE, ReleaseFile(space_id=by.space.id if by.space else 0))


def _partnership(by: Principal) -> int:
    """The partnership that somebody imports for, locked: two who press at once import once."""
    insist(may_import(by))
    space_id = by.space.id if by.space else 0
    Space.objects.select_for_update(no_key=True).filter(pk=space_id).first()
    return space_id


def _held(tables: Iterable[Table], space_id: int | None) -> dict[Key, list[Reading]]:
    """What counts already of the releases concerned, and what waits in the importer's partnership."""
    names = {reading.release for table in tables for reading in table.readings}
    held: dict[Key, list[Reading]] = defaultdict(list)
    rows = PublishedValue.objects.filter(
        Q(space__isnull=True) | Q(space_id=space_id), release__name__in=names, is_current=True
    ).values_list(
        *("release__name", "indicator", "area_code", "area_name", "level", "period", "breakdown"),
        *("value", "numerator", "denominator", "symbol", "basis", "source", "row"),
    )  # fmt: skip
    # Plain rows and no models: the interactive tool's table has 60,000 of them.
    for row in rows.iterator(chunk_size=5000):
        level, basis, number = Level(row[4]), Basis(row[11]), int(row[13] or 0)
        told = (*row[:4], level, *row[5:11], basis, row[12], number)
        reading = Reading(*told)
        held[reading.key].append(reading)
    return held


def _keep(taken: Taken, space_id: int | None, *, by: Principal | None, at: datetime) -> None:
    table = taken.table
    file = ReleaseFile.objects.create(
        space_id=space_id,
        name=table.file,
        identity=table.identity,
        sha256=table.fingerprint,
        status=steps.RELEASE.begins if space_id else ReleaseFile.Status.COUNTS,
        taken_at=at,
        taken_by_id=by.person_id if by else None,
    )
    releases = {
        name: Release.objects.get_or_create(
            name=name,
            defaults={
                "publisher": PUBLISHER,
                "licence": LICENCE,
                "dated_on": dated_on(name, taken_on=at.date()),
            },
        )[0]
        for name in sorted({reading.release for reading in taken.readings})
    }
    PublishedValue.objects.bulk_create(
        (_row(reading, releases[reading.release], file) for reading in taken.readings),
        batch_size=1000,
    )
    after = {"file": table.file, "sha256": table.fingerprint, "figures": len(taken.readings)}
    record("performance.release.taken", by=by or Principal(), at=at, subject=file, after=after)


def _row(reading: Reading, release: Release, file: ReleaseFile) -> PublishedValue:
    return PublishedValue(
        space_id=file.space_id,
        release=release,
        file=file,
        indicator=reading.indicator,
        area_code=reading.area_code,
        old_area_code=reading.old_area_code,
        area_name=reading.area_name,
        level=reading.level,
        period=reading.period,
        period_starts_on=Period.parse(reading.period).starts_on,
        breakdown=reading.breakdown,
        value=reading.value,
        numerator=reading.numerator,
        denominator=reading.denominator,
        symbol=reading.symbol,
        basis=reading.basis,
        source=reading.source[:200],
        row=str(reading.row_number),
        note=reading.note,
    )


@transaction.atomic
def check_release(
    *, file: ReleaseFile, by: Principal, at: datetime, row_version: int | None = None
) -> ReleaseFile:
    """Say, as another person, that the figures are as published: from now on they count here.

    They stay the partnership's own: what two of its people say changes nobody else's figures.
    """
    file = _locked(file, row_version)
    insist(steps.CHECK_RELEASE.allowed(file, by))
    file.status = steps.CHECK_RELEASE.goes_to
    file.checked_by_id, file.checked_at = by.acting_id, at
    file.save_next_version("status", "checked_by", "checked_at")
    record("performance.release.checked", by=by, at=at, subject=file)
    figures_came_in(Space.objects.filter(pk__in=[file.space_id]))
    return file


@transaction.atomic
def take_back(
    *,
    file: ReleaseFile,
    reason: str,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> ReleaseFile:
    """Let what was imported count no more; frozen reports stay as they are."""
    file = _locked(file, row_version)
    no_reason = because((not reason.strip(), "Say why these figures are taken back."))
    insist(steps.TAKE_BACK.allowed(file, by) & no_reason)
    before = {"status": file.status}
    file.status = steps.TAKE_BACK.goes_to
    file.reason = reason.strip()
    file.taken_back_by_id, file.taken_back_at = by.acting_id, at
    file.save_next_version("status", "reason", "taken_back_by", "taken_back_at")
    file.values.update(is_current=False)
    after = {"status": file.status, "reason": file.reason}
    record("performance.release.taken_back", by=by, at=at, subject=file, before=before, after=after)
    return file


def _locked(file: ReleaseFile, row_version: int | None) -> ReleaseFile:
    file = ReleaseFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    file.insist_unchanged(row_version)
    return file
