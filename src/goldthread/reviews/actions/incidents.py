"""Day 0 to 5: an incident is told of, held against the criteria, decided about, and notified."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.register.members import is_statutory
from goldthread.register.models import Agency, Space
from goldthread.reviews import steps
from goldthread.reviews.actions.held import held, insist_pseudonyms
from goldthread.reviews.criteria import Set, criteria, is_serious_incident
from goldthread.reviews.models import (
    CriterionAnswer,
    Incident,
    NoticeDecision,
    Notification,
    RapidReview,
)
from goldthread.reviews.models.cases import place_of
from goldthread.reviews.permissions import KEEP, REPORT
from goldthread.reviews.rules import met, named
from goldthread.trail.record import record
from goldthread.vault.actions import let_in, open_compartment


@transaction.atomic
def tell_incident(
    *,
    by: Principal,
    at: datetime,
    space: Space,
    council: Agency,
    harm: str,
    aware_on: date,
    account: str,
    happened_on: date | None = None,
    child_death_reference: str = "",
    people: Iterable[Person] = (),
) -> Incident:
    """Open a case for an incident, in a compartment of its own; `people` are named to it from the start."""
    insist(may(by, REPORT, space))
    on = at.date()
    is_council = council.kind == Agency.Kind.COUNCIL
    insist(
        because(
            (
                not (is_council and is_statutory(council, space_id=space.pk, on=on)),
                "Choose one of the partnership's councils.",
            ),
            (aware_on > on, "The day on which the council became aware has not come yet."),
            (
                happened_on is not None and happened_on > aware_on,
                "It happened before the council became aware of it.",
            ),
            (not account.strip(), "Say what is known."),
        )
    )
    Space.objects.select_for_update().get(pk=space.pk)
    last = Incident.objects.filter(space=space, year=on.year).aggregate(last=Max("number"))["last"]
    number = (last or 0) + 1
    compartment = open_compartment(
        by=by,
        at=at,
        space=space,
        name=f"Incident {on.year}-{number:02}",
        people=(Person.objects.get(pk=by.acting_id), *people),
    )
    incident = Incident.objects.create(
        space=space,
        compartment=compartment,
        year=on.year,
        number=number,
        council=council,
        harm=harm,
        aware_on=aware_on,
        happened_on=happened_on,
        account=account.strip(),
        child_death_reference=child_death_reference.strip(),
        told_by_id=by.acting_id,
        told_at=at,
    )
    after = {"council": council.pk, "harm": harm, "aware_on": str(aware_on)}
    record("reviews.incident.told", by=by, at=at, subject=incident, after=after)
    return incident


def as_named(by: Principal, incident: Incident) -> Principal:
    """Whoever has just opened a case, with the case in their sight; later requests find it by themselves."""
    if incident.told_by_id != by.person_id or incident.compartment_id is None:
        return by
    return replace(by, compartments=by.compartments | {incident.compartment_id})


@transaction.atomic
def answer_criteria(
    *,
    by: Principal,
    at: datetime,
    incident: Incident,
    of: Set,
    answers: Mapping[str, tuple[str, str]],
    row_version: int | None = None,
) -> Incident:
    """Answer criteria, each with (answer, why); what was answered before is answered anew."""
    incident = held(incident, by, row_version)
    insist(may(by, REPORT if of is Set.NOTICE else KEEP, incident))
    known = {row.key for row in criteria(of, space_id=incident.space_id, on=incident.aware_on)}
    values = CriterionAnswer.Answer.values
    insist(
        because(
            (not set(answers) <= known, "There is no such criterion."),
            (
                any(said not in values for said, _ in answers.values()),
                "Answer yes, no, or not known yet.",
            ),
            (
                any(not why.strip() for _, why in answers.values()),
                "Say for each criterion why it is answered so.",
            ),
            (_is_over(incident, of), "It is decided: the answers stand as they are."),
        )
    )
    insist_pseudonyms(incident, *(why for _, why in answers.values()))
    there = {row.criterion: row for row in incident.answers.filter(of=of)}
    for key, (answer, why) in answers.items():
        row = there.get(key) or CriterionAnswer(
            **place_of(incident), incident=incident, of=of, criterion=key
        )
        row.answer, row.because = answer, why.strip()
        row.answered_by_id, row.answered_at = by.acting_id, at
        row.save()
    incident.save_next_version()
    after = {key: answer for key, (answer, _) in answers.items()}
    record(f"reviews.incident.answered_{of}", by=by, at=at, subject=incident, after=after)
    return incident


def _is_over(incident: Incident, of: Set) -> bool:
    if of is Set.NOTICE:
        return incident.status in (Incident.Status.TO_NOTIFY, Incident.Status.NOTIFIED)
    review = getattr(incident, "rapid_review", None)
    return review is None or review.status != RapidReview.Status.GATHERING


@transaction.atomic
def decide_notice(
    *,
    by: Principal,
    at: datetime,
    incident: Incident,
    is_notifiable: bool,
    because_of: str,
    row_version: int,
) -> Incident:
    """Decide, for the council, whether an incident is notified; the reasons are kept, also of a no."""
    incident = held(incident, by, row_version)
    step = steps.DECIDE_YES if is_notifiable else steps.DECIDE_NO
    insist(step.allowed(incident, by))
    insist(because((not because_of.strip(), "Say why.")))
    insist_pseudonyms(incident, because_of)
    NoticeDecision.objects.create(
        **place_of(incident),
        incident=incident,
        is_notifiable=is_notifiable,
        because=because_of.strip(),
        decided_by_id=by.acting_id,
        decided_at=at,
    )
    incident.status = step.goes_to
    incident.save_next_version("status")
    after = {"is_notifiable": is_notifiable}
    record("reviews.incident.decided", by=by, at=at, subject=incident, after=after)
    return incident


@transaction.atomic
def notify(
    *,
    by: Principal,
    at: datetime,
    incident: Incident,
    reference: str,
    notified_on: date,
    text: str,
    partners_told_on: date | None,
    row_version: int,
) -> Incident:
    """Write down what was sent through the national system; a serious incident begins its rapid review."""
    incident = held(incident, by, row_version)
    insist(steps.NOTIFY.allowed(incident, by))
    insist(
        because(
            (not reference.strip(), "Give the reference that the national system gave."),
            (not text.strip(), "Keep the text that was sent."),
            (notified_on > at.date(), "The day of the notification has not come yet."),
            (notified_on < incident.aware_on, "It was notified before the council became aware."),
            (
                partners_told_on is not None and partners_told_on > at.date(),
                "The day on which the partners were told has not come yet.",
            ),
        )
    )
    Notification.objects.create(
        **place_of(incident),
        incident=incident,
        reference=reference.strip(),
        notified_on=notified_on,
        text=text.strip(),
        partners_told_on=partners_told_on,
        noted_by_id=by.acting_id,
        noted_at=at,
    )
    incident.status = steps.NOTIFY.goes_to
    incident.save_next_version("status")
    after = {"notified_on": str(notified_on), "partners_told_on": str(partners_told_on or "")}
    record("reviews.incident.notified", by=by, at=at, subject=incident, after=after)
    if is_serious_incident(met(Set.NOTICE, incident)):
        _begin_review(incident, notified_on, by, at)
    return incident


def _begin_review(incident: Incident, starts_on: date, by: Principal, at: datetime) -> None:
    review = RapidReview.objects.create(
        **place_of(incident), incident=incident, starts_on=starts_on
    )
    record("reviews.rapid_review.begun", by=by, at=at, subject=review)


@transaction.atomic
def tell_partners(
    *,
    by: Principal,
    at: datetime,
    incident: Incident,
    told_on: date,
    people: Iterable[Person],
    row_version: int,
) -> Incident:
    """Write down that the partners were told, and name those of them to the case who decide for them."""
    incident = held(incident, by, row_version)
    insist(may(by, REPORT, incident) & named(incident, by))
    sent = Notification.objects.filter(incident=incident).first()
    insist(
        because(
            (sent is None, "It is not notified yet."),
            (told_on > at.date(), "That day has not come yet."),
        )
    )
    if sent is not None:
        sent.partners_told_on = told_on
        sent.save_next_version("partners_told_on")
    assert incident.compartment is not None  # noqa: S101 -- the database holds no case without one
    for person in people:
        let_in(by=by, at=at, compartment=incident.compartment, person=person)
    incident.save_next_version()
    after = {"partners_told_on": str(told_on)}
    record("reviews.incident.partners_told", by=by, at=at, subject=incident, after=after)
    return incident
