"""Recommending what ought to change, and deciding about it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import Permission
from goldthread.improvement import steps
from goldthread.improvement.actions.places import insist_one_place, place_of
from goldthread.improvement.models import SMART, Finding, Recommendation
from goldthread.improvement.permissions import KEEP
from goldthread.trail.record import changed_fields, record
from goldthread.workflow import Step


@transaction.atomic
def recommend(
    *,
    by: Principal,
    at: datetime,
    findings: Iterable[Finding],
    text: str,
    smart: Mapping[str, str],
    under: Permission = KEEP,
) -> Recommendation:
    """Recommend a change for one finding or several; `smart` gives the words of each part that has any."""
    findings = list(findings)
    insist(because((not findings, "Say from which finding it follows.")))
    insist_one_place(findings)
    insist(may(by, under, findings[0]))
    ended = [finding for finding in findings if finding.status == Finding.Status.ENDS_HERE]
    insist(
        because(
            (not text.strip(), "Say what is recommended."),
            (bool(ended), "It was said of the finding that nothing follows: follow it after all."),
        )
    )
    recommendation = Recommendation.objects.create(
        **place_of(findings),
        text=text.strip(),
        **_parts(smart),
        written_by_id=by.acting_id,
        written_at=at,
    )
    recommendation.findings.set(findings)
    after = {"text": recommendation.text}
    record("improvement.recommendation.written", by=by, at=at, subject=recommendation, after=after)
    return recommendation


@transaction.atomic
def change_recommendation(
    *,
    by: Principal,
    at: datetime,
    recommendation: Recommendation,
    text: str,
    smart: Mapping[str, str],
    row_version: int,
) -> Recommendation:
    """Say a recommendation better, as long as nobody has decided about it."""
    recommendation = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    decided = recommendation.status != Recommendation.Status.PROPOSED
    insist(may(by, KEEP, recommendation) & because((decided, "It has been decided about.")))
    recommendation.insist_unchanged(row_version)
    new = {"text": text.strip(), **_parts(smart)}
    before, after = changed_fields(recommendation, **new)
    for name, value in new.items():
        setattr(recommendation, name, value)
    recommendation.save_next_version(*new)
    record(
        "improvement.recommendation.changed",
        by=by,
        at=at,
        subject=recommendation,
        before=before,
        after=after,
    )
    return recommendation


def accept(
    *,
    by: Principal,
    at: datetime,
    recommendation: Recommendation,
    because_of: str,
    row_version: int,
) -> Recommendation:
    """Accept a recommendation, and say why."""
    return _decide(steps.ACCEPT, "accepted", by, at, recommendation, because_of, row_version)


def decline(
    *,
    by: Principal,
    at: datetime,
    recommendation: Recommendation,
    because_of: str,
    row_version: int,
) -> Recommendation:
    """Decline a recommendation, and say why."""
    return _decide(steps.DECLINE, "declined", by, at, recommendation, because_of, row_version)


@transaction.atomic
def _decide(
    step: Step,
    told: str,
    by: Principal,
    at: datetime,
    recommendation: Recommendation,
    because_of: str,
    row_version: int,
) -> Recommendation:
    recommendation = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    insist(step.allowed(recommendation, by))
    insist(because((not because_of.strip(), "Say why.")))
    recommendation.insist_unchanged(row_version)
    recommendation.status = step.goes_to
    recommendation.decided_by_id, recommendation.decided_at = by.acting_id, at
    recommendation.decided_because = because_of.strip()
    recommendation.save_next_version("status", "decided_by", "decided_at", "decided_because")
    kind = f"improvement.recommendation.{told}"
    after = {"because": recommendation.decided_because}
    record(kind, by=by, at=at, subject=recommendation, after=after)
    return recommendation


def _parts(smart: Mapping[str, str]) -> dict[str, str]:
    return {name: smart.get(name, "").strip() for name in SMART}
