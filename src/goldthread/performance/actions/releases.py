"""Taking in published statistics: what is new stands beside what is held, nothing is overwritten."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from goldthread.access.decision import insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import Basis
from goldthread.measures.periods import Period
from goldthread.performance.models import PublishedValue, Release, ReleaseFile
from goldthread.performance.permissions import TAKE_RELEASE
from goldthread.performance.published.tables import LICENCE, PUBLISHER, Level, Reading, Table
from goldthread.performance.published.taking import ImportSummary, Key, Taken, take
from goldthread.trail.record import record


@transaction.atomic
def take_tables(*, tables: Iterable[Table], by: Principal | None, at: datetime) -> ImportSummary:
    """Keep the figures of tables that were read, and say what was taken, unchanged and left.

    `by` is None for the command of whoever runs the installation. The same file twice changes nothing.
    """
    if by is not None:
        insist(may(by, TAKE_RELEASE))
    tables = list(tables)
    taken, summary = take(_held(tables), tables)
    for each in taken:
        if each.readings:
            _keep(each, by=by, at=at)
    return summary


def _held(tables: Collection[Table]) -> dict[Key, list[Reading]]:
    names = {reading.release for table in tables for reading in table.readings}
    held: dict[Key, list[Reading]] = defaultdict(list)
    rows = PublishedValue.objects.filter(release__name__in=names).select_related("release")
    for row in rows.iterator(chunk_size=5000):
        reading = Reading(
            release=row.release.name,
            indicator=row.indicator,
            area_code=row.area_code,
            area_name=row.area_name,
            level=Level(row.level),
            period=row.period,
            breakdown=row.breakdown,
            value=row.value,
            numerator=row.numerator,
            denominator=row.denominator,
            symbol=row.symbol,
            basis=Basis(row.basis),
            source=row.source,
            row_number=int(row.row or 0),
        )
        held[reading.key].append(reading)
    return held


def _keep(taken: Taken, *, by: Principal | None, at: datetime) -> None:
    table = taken.table
    file, _ = ReleaseFile.objects.get_or_create(
        sha256=table.fingerprint,
        defaults={
            "name": table.file,
            "identity": table.identity,
            "taken_at": at,
            "taken_by_id": by.person_id if by else None,
        },
    )
    releases = {
        name: Release.objects.get_or_create(
            name=name, defaults={"publisher": PUBLISHER, "licence": LICENCE}
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
