"""Proposing something for the public, sending its draft, and answering what the sweep found."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.access.sealing import seal
from goldthread.files.draft import Draft
from goldthread.files.store import keep
from goldthread.house import PublishedKind, registry
from goldthread.publication import permissions, steps
from goldthread.publication.models import Found, Publication, Version, in_place_of
from goldthread.register.models import Space
from goldthread.sweep import Finding, Kind, Part, Place, Watched, sweep
from goldthread.sweep.letters import key_of
from goldthread.trail.record import record

# What a reader of the file could open: it is taken out of the draft, whatever reason there is.
ONLY_MENDED = frozenset({Kind.TRACKED, Kind.COMMENT})
TO_MEND = "A comment or tracked change cannot stay in what is published: take it out, and send the next version."
AT_ONCE = 500


def kind_of(publication: Publication) -> PublishedKind | None:
    """How its record is asked for; None where it is of no record."""
    kinds = registry.published_kinds()
    return next((kind for kind in kinds if kind.kind == publication.record_kind), None)


@transaction.atomic
def propose(
    *,
    space: Space,
    title: str,
    summary: str,
    way: str,
    why: str,
    of: Any = None,
    replaces: Publication | None = None,
    by: Principal,
    at: datetime,
) -> Publication:
    """Begin with something that is to become public: of a module's own row, where it is about one."""
    row = of or space
    insist(may(by, permissions.PREPARE, row))
    if replaces is not None:
        insist(
            because((replaces.status != steps.S.PUBLIC, "What is replaced must be public now."))
            & may(by, permissions.PREPARE, replaces)
        )
    insist(because((not why.strip(), "Say why it is to be published in this way.")))
    publication = Publication.objects.create(
        space=space,
        area=getattr(of, "area", None),
        compartment=getattr(of, "compartment", None),
        record_kind=of._meta.label_lower if of is not None else "",
        record_id=of.public_id if of is not None else "",
        title=title.strip(),
        summary=summary.strip(),
        way=way,
        why=why.strip(),
        replaces=replaces,
        proposed_by_id=by.acting_id,
        proposed_at=at,
    )
    record("publication.proposed", by=by, at=at, subject=publication, after={"way": way})
    return publication


@transaction.atomic
def send_version(
    *,
    publication: Publication,
    draft: Draft,
    content: bytes,
    name: str,
    by: Principal,
    at: datetime,
) -> Version:
    """Keep a draft, sealed, and what the sweep finds in it; readers of an earlier one are asked anew."""
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    insist(steps.SEND.allowed(publication, by))
    before = publication.newest()
    version = Version(
        **in_place_of(publication),
        publication=publication,
        number=before.number + 1 if before else 1,
        kind=draft.kind,
        sha256=hashlib.sha256(content).hexdigest(),
        words=draft.words,
        file_name=name,
        sent_by_id=by.acting_id,
        sent_at=at,
    )
    kept = seal(content, to=place_of_file(version))
    version.file = keep(
        content=kept, name=f"draft.{draft.kind}", space=publication.space, by=by, at=at
    )
    version.save(force_insert=True)
    _keep_findings(publication, version, before, [*_own_parts(publication), *draft.parts])
    publication.status = steps.SEND.goes_to
    publication.save_next_version("status")
    after = {"version": version.number, "sha256": version.sha256, "words": version.words}
    record("publication.version.sent", by=by, at=at, subject=publication, after=after)
    return version


def place_of_file(version: Version) -> str:
    """What the file of a version is sealed to."""
    return f"publication.version file {version.public_id}"


def _own_parts(publication: Publication) -> list[Part]:
    """What the public page itself will say."""
    return [
        Part(place=Place.TEXT, where="the title on the page", text=publication.title),
        Part(place=Place.TEXT, where="the summary on the page", text=publication.summary),
    ]


def _keep_findings(
    publication: Publication, version: Version, before: Version | None, parts: Sequence[Part]
) -> None:
    found = sweep(parts, _watched(publication))
    earlier = _dismissed_before(before)
    rows = []
    for number, finding in enumerate(found, 1):
        row = _row(version, number, finding)
        if (reason := earlier.get(row.same)) is not None:
            row.is_dismissed, row.dismissed_by_id = True, reason.dismissed_by_id
            row.dismissed_at = reason.dismissed_at
            row.because = reason.because
        rows.append(row)
    Found.objects.bulk_create(rows, batch_size=AT_ONCE)


def _watched(publication: Publication) -> Watched:
    """Whom the draft may not give away; the partnership itself may be named."""
    kind = kind_of(publication)
    row = kind.by_reference(publication.record_id) if kind else None
    watched = kind.watched(row) if kind and row is not None else Watched()
    return replace(watched, public=(*watched.public, publication.space.name))


def _row(version: Version, number: int, finding: Finding) -> Found:
    key = key_of(finding.text)
    around = key_of(finding.around)
    return Found(
        **in_place_of(version.publication),
        version=version,
        number=number,
        kind=finding.kind,
        place=finding.place,
        sure=finding.sure,
        same=_hashed(f"{finding.kind} {finding.place} {key} {around}"),
        alike=_hashed(f"{finding.kind} {key}"),
        text=finding.text,
        around=finding.around,
        where=finding.where,
        why=finding.why,
    )


def _hashed(text: str) -> str:
    return salted_hmac("goldthread.publication.found", text, algorithm="sha256").hexdigest()


def _dismissed_before(before: Version | None) -> dict[str, Found]:
    """What was dismissed in the version before, by what stands where: it stays dismissed, with its reason."""
    if before is None:
        return {}
    rows = before.findings.filter(is_dismissed=True)
    return {row.same: row for row in rows}


@transaction.atomic
def dismiss(
    *,
    publication: Publication,
    findings: Iterable[Found],
    because_of: str,
    by: Principal,
    at: datetime,
) -> int:
    """Say why these findings of the newest version, and all that say the same, may stand; gives their number."""
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    insist(may(by, permissions.PREPARE, publication))
    version, chosen = publication.newest(), list(findings)
    elsewhere = version is None or any(each.version_id != version.pk for each in chosen)
    insist(
        because(
            (publication.status != steps.S.PREPARING, "It is not being prepared any more."),
            (not because_of.strip(), "Say why they may stand."),
            (not chosen, "Choose at least one finding."),
            (elsewhere, "There is a newer version: look at what was found in that."),
            (any(each.kind in ONLY_MENDED for each in chosen), TO_MEND),
        )
    )
    assert version is not None
    rows = version.findings.select_for_update(of=("self",)).filter(
        alike__in={each.alike for each in chosen}, is_dismissed=False
    )
    dismissed = list(rows)
    for row in dismissed:
        row.is_dismissed, row.dismissed_by_id, row.dismissed_at = True, by.acting_id, at
        row.because = because_of.strip()
        row.save_next_version("is_dismissed", "dismissed_by", "dismissed_at", "because")
    after = {"version": version.number, "findings": [row.number for row in dismissed]}
    record("publication.findings.dismissed", by=by, at=at, subject=publication, after=after)
    return len(dismissed)
