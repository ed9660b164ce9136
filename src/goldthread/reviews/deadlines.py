"""The clocks of an incident and its review, each with the working by which its day was found."""

from dataclasses import dataclass
from datetime import date

from goldthread.clocks import Deadline
from goldthread.register.clocks import KeptClocks, clocks_of
from goldthread.reviews.models import Incident, PracticeReview, RapidReview

NOTICE, TELL_PARTNERS = "serious_incident_notification", "partners_told_of_incident"
PUBLISH = "local_review_publication"
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
        kept = "after its day" if self.is_late(on) else "in time"
        return f"done {kept}, on day {self.deadline.day_number(self.done_on)}"


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
    """Until when summaries come in, partners decide, and the review is with the Panel."""
    kept = kept or clocks_of(review.space_id)
    decided = review.proposed_at.date() if review.proposed_at else None
    return [
        _running(kept, DECISION, review.starts_on, decided),
        _running(kept, REVIEW, review.starts_on, review.sent_on),
    ]


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
