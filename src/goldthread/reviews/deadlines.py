"""The clocks of an incident and its review, each with the working by which its day was found."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from goldthread.clocks import Deadline, day_of
from goldthread.clocks.words import weekday
from goldthread.register.clocks import KeptClocks, clocks_of
from goldthread.reviews.models import (
    AgencyRequest,
    Incident,
    PartnerAnswer,
    PracticeReview,
    RapidReview,
)
from goldthread.reviews.rules import waiting

NOTICE, TELL_PARTNERS = "serious_incident_notification", "partners_told_of_incident"
PUBLISH = "local_review_publication"
Asked = AgencyRequest.Status
REVIEW, SUMMARIES, DECISION = "rapid_review", "rapid_review_summaries", "rapid_review_decision"


@dataclass(frozen=True)
class Running:
    """One clock of a case: what it is for, its day, and when that was done (None while it runs)."""

    title: str
    deadline: Deadline
    done_on: date | None

    def is_late(self, on: date) -> bool:
        return (self.done_on or on) > self.deadline.due_on

    def words(self, on: date) -> str:
        """How it stands: its working while it runs, and whether it was kept afterwards."""
        if self.done_on is None:
            return self.deadline.words(on)
        if self.is_late(on):
            return f"done after its day, on {weekday(self.done_on)}"
        return f"done in time, on day {self.deadline.day_number(self.done_on)}"


def of_incident(incident: Incident, kept: KeptClocks | None = None) -> list[Running]:
    """Until when an incident is to be notified, and the partners told."""
    kept = kept or clocks_of(incident.space_id)
    if incident.status == Incident.Status.NOT_NOTIFIABLE:
        return []
    sent = getattr(incident, "notification", None)
    told = sent.partners_told_on if sent is not None else None
    notified = sent.notified_on if sent is not None else None
    return [
        _running(kept, NOTICE, incident.aware_on, notified),
        _running(kept, TELL_PARTNERS, incident.aware_on, told),
    ]


def of_review(review: RapidReview, kept: KeptClocks | None = None) -> list[Running]:
    """Until when summaries come in, partners decide, and the review is with the Panel, in this order.

    Reads the review's requests and answers, which a list of many takes along (`prefetched`).
    """
    kept = kept or clocks_of(review.space_id)
    given, start = _given_on(review), review.starts_on
    waits_for_none = review.sent_on is not None and given is None  # it went without them
    return [
        *([] if waits_for_none else [_running(kept, SUMMARIES, start, given)]),
        _running(kept, DECISION, start, _decided_on(review)),
        _running(kept, REVIEW, start, review.sent_on),
    ]


def prefetched(prefix: str = "") -> list[Prefetch]:
    """What the clocks of many reviews read, without a word that is sealed; `prefix` leads to the review."""
    requests = AgencyRequest.objects.only("review_id", "status", "given_at")
    answers = PartnerAnswer.objects.only("review_id", "to", "answered_at", "agency_id")
    return [Prefetch(f"{prefix}requests", requests), Prefetch(f"{prefix}answers", answers)]


def _given_on(review: RapidReview) -> date | None:
    """The day on which the last of those who are asked gave; None while one is waited for, or none is asked."""
    asked = [each for each in review.requests.all() if each.status != Asked.WITHDRAWN]
    given = [each.given_at for each in asked if each.given_at is not None]
    return day_of(max(given)) if given and len(given) == len(asked) else None


def _decided_on(review: RapidReview) -> date | None:
    """The day on which the last partner said yes or no; None while one has not."""
    proposed = review.proposed_at
    if proposed is None:
        return None
    if review.status == RapidReview.Status.PROPOSED and waiting(review, on=day_of(proposed)):
        return None
    said = [each.answered_at for each in review.answers.all() if each.to == proposed]
    return day_of(max(said, default=proposed))


def of_practice(review: PracticeReview, kept: KeptClocks | None = None) -> list[Running]:
    """Until when a local review is to be public; what holds it up moves no day. A learning review has none."""
    if review.kind != PracticeReview.Kind.LOCAL:
        return []
    kept = kept or clocks_of(review.space_id)
    return [_running(kept, PUBLISH, review.decided_on, review.published_on)]


def summaries_due(review: RapidReview) -> date:
    """The day until when agencies are asked for their summaries."""
    return clocks_of(review.space_id).deadline(SUMMARIES, review.starts_on).due_on


def _running(kept: KeptClocks, name: str, starts_on: date, done_on: date | None) -> Running:
    due = kept.deadline(name, starts_on)
    return Running(due.limit.title, due, done_on)
