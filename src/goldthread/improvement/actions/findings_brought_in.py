"""Bringing findings of past reviews and audits in, each under its source."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import Compared, ImportedRow, Outcome
from goldthread.improvement.actions.findings import open_source, write_finding
from goldthread.improvement.findings_brought_in import key_of, known_findings, themes_named
from goldthread.improvement.models import Finding, Source
from goldthread.improvement.permissions import KEEP
from goldthread.register.models import Space


@transaction.atomic
def take_findings(
    *, by: Principal, at: datetime, rows: Sequence[ImportedRow], compared: Sequence[Compared]
) -> None:
    """Write the findings that are new; a source that several rows name is opened once."""
    assert by.space is not None
    space = Space.objects.select_for_update().get(pk=by.space.id)
    insist(may(by, KEEP, space))
    known = known_findings(by)
    here = Source.objects.visible_to(by).filter(space=space, compartment=None)
    sources = {source.title.casefold(): source for source in here}
    for row, each in zip(rows, compared, strict=True):
        overtaken = (key_of(row) in known.findings) != (each.outcome is Outcome.SAME)
        insist(because((overtaken, "It has changed since: look at it again.")))
        if each.outcome is not Outcome.NEW:
            continue
        said = row.values
        title = said["source"].casefold()
        if title not in sources:
            sources[title] = open_source(
                by=by,
                at=at,
                space=space,
                kind=said["source_kind"] or Source.Kind.OTHER,
                title=said["source"],
                reference=said["reference"] or "",
                happened_on=said["happened_on"],
            )
        write_finding(
            by=by,
            at=at,
            sources=[sources[title]],
            kind=said["is_strength"] or Finding.Kind.CONCERN,
            title=said["finding"],
            text=said["text"] or "",
            evidence=said["evidence"] or "",
            themes=themes_named(row, known)[0],
        )
