"""Who was prepared, the notice, letting a draft out, how long it stays, and taking it back."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.access.sealing import unseal
from goldthread.files.store import FileDamaged, keep, read
from goldthread.publication import permissions, steps
from goldthread.publication.actions.preparing import kind_of, place_of_file
from goldthread.publication.models import Confirmation, Publication, Version, in_place_of
from goldthread.register.clocks import clocks_of
from goldthread.trail.record import record
from goldthread.workflow import Step

NOTICE, KEPT = "review_copy_before_publication", "review_kept_public"
LIVE = frozenset({steps.S.PREPARING, steps.S.READING, steps.S.AGREED})
OVER = "It is not being prepared any more."


def content_of(version: Version) -> bytes:
    """The draft as it was sent; raises FileDamaged where it is not that any more."""
    content = unseal(read(version.file), to=place_of_file(version))
    if hashlib.sha256(content).hexdigest() != version.sha256:
        raise FileDamaged("The draft was altered on the disk.")
    return content


def _locked(publication: Publication) -> Publication:
    return Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)


@transaction.atomic
def confirm(
    *,
    publication: Publication,
    about: str,
    is_needed: bool,
    words: str,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> Confirmation:
    """Say that this was done, with whom and when; or that it is not needed, and why."""
    publication = _locked(publication)
    insist(may(by, permissions.PREPARE, publication))
    insist(
        because(
            (publication.status not in LIVE, OVER),
            (not words.strip(), "Say what was done, or why it is not needed."),
        )
    )
    row = Confirmation.objects.filter(publication=publication, about=about).first()
    if row is not None:
        row.insist_unchanged(row_version)
    is_new = row is None
    row = row or Confirmation(**in_place_of(publication), publication=publication, about=about)
    row.is_needed, row.given_by_id, row.given_at = is_needed, by.acting_id, at
    row.words = words.strip()
    if is_new:
        row.save(force_insert=True)
    else:
        row.save_next_version("is_needed", "given_by", "given_at", "words")
    after = {"about": about, "is_needed": is_needed}
    record("publication.confirmed", by=by, at=at, subject=publication, after=after)
    return row


@transaction.atomic
def tell_notice(
    *,
    publication: Publication,
    on: date,
    reference: str,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> Publication:
    """Keep when the Panel and the minister were told, and under which reference."""
    publication = _locked(publication)
    insist(may(by, permissions.PREPARE, publication))
    insist(
        because(
            (publication.status not in LIVE, OVER),
            (on > at.date(), "This day is still to come: say when they were told."),
            (not reference.strip(), "Say under which reference they were told."),
        )
    )
    publication.insist_unchanged(row_version)
    publication.notice_on, publication.notice_reference = on, reference.strip()
    publication.notice_by_id = by.acting_id
    publication.save_next_version("notice_on", "notice_reference", "notice_by")
    after = {"on": on.isoformat(), "reference": reference.strip()}
    record("publication.notice.told", by=by, at=at, subject=publication, after=after)
    return publication


def told_by(publication: Publication, goes_out_on: date) -> date:
    """The last day on which the Panel and the minister can be told of what goes out on a day."""
    clocks = clocks_of(publication.space_id)
    return clocks.deadline(NOTICE, goes_out_on).due_on


@transaction.atomic
def publish(*, publication: Publication, sha256: str, by: Principal, at: datetime) -> Publication:
    """Put the very draft that both readers read before the public, as a copy that is never changed."""
    publication = _locked(publication)
    insist(steps.PUBLISH.allowed(publication, by))
    version = publication.newest()
    assert version is not None
    insist(because((version.sha256 != sha256, "This is not the draft that you looked at.")))
    _insist_told_in_time(publication, at)
    if publication.replaces is not None:
        _replace(_locked(publication.replaces), by=by, at=at)
    publication.frozen = keep(
        content=content_of(version),
        name=f"review.{version.kind}",
        space=publication.space,
        by=by,
        at=at,
    )
    publication.kept_until = clocks_of(publication.space_id).deadline(KEPT, at.date()).due_on
    _let_out(publication, steps.PUBLISH, "frozen", "kept_until", by=by, at=at)
    after = {"sha256": sha256, "kept_until": publication.kept_until.isoformat()}
    record("publication.published", by=by, at=at, subject=publication, after=after)
    return publication


def _insist_told_in_time(publication: Publication, at: datetime) -> None:
    """Refuse while the time after the notice is not over."""
    if not publication.needs_notice:
        return
    latest = told_by(publication, at.date())
    late = publication.notice_on is None or publication.notice_on > latest
    words = f"For today the Panel and the minister had to be told by {latest:%-d %B %Y}."
    insist(because((late, words)))


def _replace(before: Publication, *, by: Principal, at: datetime) -> None:
    insist(steps.REPLACE.allowed(before, by))
    before.status = steps.REPLACE.goes_to
    before.save_next_version("status")
    record("publication.replaced", by=by, at=at, subject=before)


def _let_out(
    publication: Publication, step: Step, *fields: str, by: Principal, at: datetime
) -> None:
    publication.published_by_id, publication.published_at = by.acting_id, at
    publication.status = step.goes_to
    publication.save_next_version("published_by", "published_at", "status", *fields)
    # Whoever lets it out need not see the record: it is told all the same.
    kind = kind_of(publication)
    row = kind.by_reference(publication.record_id) if kind else None
    if kind is not None and row is not None:
        kind.came_out(row, publication, by=by, at=at)


@transaction.atomic
def give(*, publication: Publication, to: str, by: Principal, at: datetime) -> Publication:
    """Say to whom it was given as learning, or under which number the repository has it."""
    publication = _locked(publication)
    insist(steps.GIVE.allowed(publication, by))
    insist(because((not to.strip(), "Say to whom it was given, or under which number.")))
    _insist_told_in_time(publication, at)
    publication.given_to = to.strip()
    _let_out(publication, steps.GIVE, "given_to", by=by, at=at)
    record("publication.given", by=by, at=at, subject=publication, after={"to": to.strip()})
    return publication


@transaction.atomic
def keep_longer(
    *,
    publication: Publication,
    until: date,
    because_of: str,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> Publication:
    """Keep something on the public page beyond its day."""
    publication = _locked(publication)
    insist(steps.KEEP_LONGER.allowed(publication, by))
    publication.insist_unchanged(row_version)
    before = publication.kept_until
    assert before is not None
    insist(
        because(
            (until <= before, f"It stays until {before:%-d %B %Y} already."),
            (not because_of.strip(), "Say why it stays longer."),
        )
    )
    publication.kept_until = until
    publication.save_next_version("kept_until")
    record(
        "publication.kept_longer",
        by=by,
        at=at,
        subject=publication,
        before={"until": before.isoformat()},
        after={"until": until.isoformat(), "because": because_of.strip()},
    )
    return publication


@transaction.atomic
def withdraw(
    *,
    publication: Publication,
    because_of: str,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> Publication:
    """Take it back at whatever stage: from then on its public address answers as if it had never been."""
    publication = _locked(publication)
    insist(steps.WITHDRAW.allowed(publication, by))
    publication.insist_unchanged(row_version)
    insist(because((not because_of.strip(), "Say why.")))
    publication.ended_by_id, publication.ended_at = by.acting_id, at
    publication.ended_because = because_of.strip()
    publication.status = steps.WITHDRAW.goes_to
    publication.save_next_version("ended_by", "ended_at", "ended_because", "status")
    after = {"because": because_of.strip()}
    record("publication.withdrawn", by=by, at=at, subject=publication, after=after)
    kind = kind_of(publication)
    row = kind.by_reference(publication.record_id) if kind else None
    if kind is not None and row is not None:
        kind.withdrawn(row, publication, by=by, at=at)
    return publication
