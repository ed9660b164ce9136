"""Publishing an approved report, and taking it back."""

from datetime import datetime

from django.db import transaction

from goldthread.access.decision import insist
from goldthread.access.principal import Principal
from goldthread.house import registry
from goldthread.register.small_numbers import public_rule
from goldthread.trail.record import record
from goldthread.yearly_report import rules, steps
from goldthread.yearly_report.models import Publication, Report
from goldthread.yearly_report.register_of_releases import since_published
from goldthread.yearly_report.tasks import make_files


@transaction.atomic
def publish(*, report: Report, by: Principal, at: datetime) -> Publication:
    """Give an approved report, or one that was withdrawn, an address that everybody can open."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    insist(steps.PUBLISH.allowed(report, by))
    frozen = report.last_frozen()
    assert frozen is not None
    given_away = since_published(
        frozen.snapshot(),
        registry.publications(report.space_id),
        public_rule(report.space_id, on=at.date()),
    )
    insist(rules.can_stand_beside_what_was_published(given_away))
    publication = Publication.objects.create(
        space_id=report.space_id, frozen=frozen, published_by_id=by.acting_id, published_at=at
    )
    report.status = steps.PUBLISH.goes_to
    report.save_next_version("status")
    after = {"number": frozen.number, "sha256": frozen.sha256}
    record("yearly_report.report.published", by=by, at=at, subject=report, after=after)
    # The worker made the files when it was frozen; what could not be made then is made now.
    transaction.on_commit(lambda: make_files.enqueue(frozen.pk, frozen.space_id))
    return publication


@transaction.atomic
def withdraw(*, report: Report, because_of: str, by: Principal, at: datetime) -> Publication:
    """Take a published report back; its address answers from now on as if it had never been there."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    insist(steps.WITHDRAW.allowed(report, by) & rules.can_be_withdrawn(because_of))
    publication = Publication.objects.get(frozen__report=report, withdrawn_at=None)
    publication.withdrawn_by_id, publication.withdrawn_at = by.acting_id, at
    publication.withdrawn_because = because_of.strip()
    publication.save_next_version("withdrawn_by", "withdrawn_at", "withdrawn_because")
    report.status = steps.WITHDRAW.goes_to
    report.save_next_version("status")
    after = {"because": publication.withdrawn_because}
    record("yearly_report.report.withdrawn", by=by, at=at, subject=report, after=after)
    return publication
