"""Challenge events: called, answered, judged by the panel, and concluded by a second person."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from goldthread.access.decision import Decision, because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.house import Rung
from goldthread.improvement import steps
from goldthread.improvement.actions.deciding import set_test
from goldthread.improvement.actions.places import insist_one_place, place_of
from goldthread.improvement.actions.testing import give_verdict
from goldthread.improvement.leads import may_judge
from goldthread.improvement.models import Action, Challenge, ChallengeEvent, Evidence, LookBack
from goldthread.improvement.permissions import KEEP, SEE
from goldthread.improvement.rules import speaks_for
from goldthread.trail.record import changed_fields, record

Status, Verdict = ChallengeEvent.Status, LookBack.Verdict
CLOSED = (Action.Status.DONE, Action.Status.ACHIEVED)


@transaction.atomic
def call_event(
    *,
    by: Principal,
    at: datetime,
    title: str,
    held_on: date,
    chair: Person,
    panel: Iterable[Person],
    put: Iterable[Action],
    questions: str,
    place: str = "",
) -> ChallengeEvent:
    """Call a panel together on a day, and put actions before it."""
    panel, put = list(panel), list(put)
    insist(because((not put, "Say which actions are put before the panel.")))
    insist_one_place(put)
    insist(may(by, KEEP, put[0]))
    insist(_can_be_held(title, held_on, [chair, *panel], put, on=at.date()))
    event = ChallengeEvent.objects.create(
        **place_of(put),
        title=title.strip(),
        held_on=held_on,
        place=place.strip(),
        chair=chair,
        questions=questions.strip(),
        written_by_id=by.acting_id,
        written_at=at,
    )
    event.panel.set(panel)
    _put(event, put)
    after = {"held_on": str(held_on), "actions": [each.number for each in put]}
    record("improvement.challenge.called", by=by, at=at, subject=event, after=after)
    return event


@transaction.atomic
def change_event(
    *,
    by: Principal,
    at: datetime,
    event: ChallengeEvent,
    title: str,
    held_on: date,
    chair: Person,
    panel: Iterable[Person],
    put: Iterable[Action],
    questions: str,
    place: str,
    row_version: int,
) -> ChallengeEvent:
    """Change the day, the panel or what is put before it; what was answered stays."""
    event = _held(event, by, row_version)
    panel, put = list(panel), list(put)
    insist(_can_be_held(title, held_on, [chair, *panel], put, on=at.date()))
    insist_one_place([event, *put])
    gone = event.challenges.exclude(action__in=[each.pk for each in put])
    answered = gone.exclude(answer="", verdict="").exists()
    insist(because((answered, "An action that has been answered for stays before the panel.")))
    new = {"title": title.strip(), "held_on": held_on, "place": place.strip()}
    new |= {"chair": chair, "questions": questions.strip()}
    told = {name: value for name, value in new.items() if name != "chair"}
    before, after = changed_fields(event, **told)
    for name, value in new.items():
        setattr(event, name, value)
    event.save_next_version(*new)
    event.panel.set(panel)
    gone.delete()
    _put(event, put)
    record("improvement.challenge.changed", by=by, at=at, subject=event, before=before, after=after)
    return event


def _can_be_held(
    title: str, held_on: date, judges: list[Person], put: list[Action], *, on: date
) -> Decision:
    leads = {each.lead_id for each in put}
    own = [str(judge) for judge in judges if judge.pk in leads]
    given_up = [str(each.number) for each in put if each.status == Action.Status.WITHDRAWN]
    can = because(
        (not title.strip(), "Say what the event is called."),
        (held_on < on, "The day of the event has passed."),
        (not put, "Say which actions are put before the panel."),
        (len(judges) < 2, "Say who sits on the panel."),
        (bool(own), f"{', '.join(own)} would judge what they lead: peers judge."),
        (bool(given_up), f"No longer pursued: action {', '.join(given_up)}."),
    )
    for judge in judges if put else ():
        can &= may_judge(judge, space_id=put[0].space_id, on=on)
    return can


def _put(event: ChallengeEvent, put: Iterable[Action]) -> None:
    there = set(event.challenges.values_list("action_id", flat=True))
    place = {"space_id": event.space_id, "compartment_id": event.compartment_id}
    for action in put:
        if action.pk not in there:
            Challenge.objects.create(event=event, action=action, area_id=action.area_id, **place)


@transaction.atomic
def ask(
    *, by: Principal, at: datetime, challenge: Challenge, question: str, row_version: int
) -> Challenge:
    """Set beforehand what an action is asked besides what all are asked."""
    challenge = _open(challenge, row_version)
    insist(may(by, KEEP, challenge))
    challenge.question = question.strip()
    challenge.save_next_version("question")
    after = {"question": challenge.question}
    record("improvement.challenge.asked", by=by, at=at, subject=challenge, after=after)
    return challenge


@transaction.atomic
def answer_panel(
    *,
    by: Principal,
    at: datetime,
    challenge: Challenge,
    answer: str,
    evidence: Iterable[Evidence],
    row_version: int,
) -> Challenge:
    """Answer for an action, on evidence of it that is there already."""
    challenge = _open(challenge, row_version)
    evidence = list(evidence)
    strange = any(each.action_id != challenge.action_id for each in evidence)
    insist(may(by, SEE, challenge) & speaks_for(challenge.action, by))
    insist(
        because(
            (not answer.strip(), "Say how it stands."),
            (strange, "It is evidence of another action."),
            (bool(challenge.verdict), "The panel has found its verdict."),
        )
    )
    challenge.answer, challenge.answered_by_id, challenge.answered_at = (
        answer.strip(),
        by.acting_id,
        at,
    )
    challenge.save_next_version("answer", "answered_by", "answered_at")
    challenge.evidence.set(evidence)
    after = {"answer": challenge.answer, "evidence": [each.sha256 for each in evidence]}
    record("improvement.challenge.answered", by=by, at=at, subject=challenge, after=after)
    return challenge


@transaction.atomic
def write_down_verdict(
    *,
    by: Principal,
    at: datetime,
    challenge: Challenge,
    verdict: str,
    rung: Rung,
    words: str,
    next_on: date | None,
    next_question: str,
    row_version: int,
) -> Challenge:
    """Write down what the panel found about one action; it counts once the event is concluded."""
    challenge = _open(challenge, row_version)
    insist(may(by, KEEP, challenge))
    closed, failed = challenge.action.status in CLOSED, verdict == Verdict.NOT
    needs_a_day = closed and verdict in (Verdict.NOT, Verdict.PARTLY) and next_on is None
    insist(
        because(
            (challenge.event.held_on > at.date(), "The panel has not met yet."),
            (challenge.action.lead_id == by.person_id, "You lead this action: another writes."),
            (verdict not in Verdict.values, "Choose a verdict."),
            (not words.strip(), "Say how the panel knows."),
            (
                needs_a_day,
                "Say until when it is done again." if failed else "Say when it is tested next.",
            ),
            (next_on is not None and next_on <= at.date(), "The next day lies ahead."),
        )
    )
    challenge.verdict, challenge.rung, challenge.words = verdict, rung.value, words.strip()
    challenge.next_on, challenge.next_question = next_on, next_question.strip()
    challenge.judged_by_id, challenge.judged_at = by.acting_id, at
    challenge.save_next_version(
        *("verdict", "rung", "words", "next_on", "next_question", "judged_by", "judged_at")
    )
    after = {"verdict": verdict, "rung": rung.value, "words": challenge.words}
    record("improvement.challenge.judged", by=by, at=at, subject=challenge, after=after)
    return challenge


@transaction.atomic
def conclude(
    *, by: Principal, at: datetime, event: ChallengeEvent, because_of: str, row_version: int
) -> ChallengeEvent:
    """Conclude an event: each verdict over what was done becomes a test of its line.

    One that found it not embedded opens the action again, as any failed test does.
    """
    event = ChallengeEvent.objects.select_for_update().get(pk=event.pk)
    insist(steps.CONCLUDE.allowed(event, by))
    event.insist_unchanged(row_version)
    for challenge in event.challenges.exclude(verdict="").select_related("action").order_by("pk"):
        if challenge.action.status in CLOSED:
            challenge.test = _tested(challenge, event, by, at)
            challenge.save_next_version("test")
    _end(event, steps.CONCLUDE.goes_to, because_of, by, at)
    record("improvement.challenge.concluded", by=by, at=at, subject=event)
    return event


def _tested(challenge: Challenge, event: ChallengeEvent, by: Principal, at: datetime) -> LookBack:
    action = challenge.action
    if not action.tests.filter(verdict="").exists():
        set_test(action, event.held_on, challenge.question[:400], by, at)
    assert challenge.rung is not None
    return give_verdict(
        by=by,
        at=at,
        action=action,
        verdict=challenge.verdict,
        rung=Rung(challenge.rung),
        words=challenge.words,
        tested_on=event.held_on,
        next_on=challenge.next_on,
        next_question=challenge.next_question,
        row_version=action.row_version,
    )


@transaction.atomic
def call_off(
    *, by: Principal, at: datetime, event: ChallengeEvent, because_of: str, row_version: int
) -> ChallengeEvent:
    """Call an event off, and say why."""
    event = ChallengeEvent.objects.select_for_update().get(pk=event.pk)
    insist(steps.CALL_OFF.allowed(event, by))
    insist(because((not because_of.strip(), "Say why it is called off.")))
    event.insist_unchanged(row_version)
    _end(event, steps.CALL_OFF.goes_to, because_of, by, at)
    after = {"because": event.ended_because}
    record("improvement.challenge.called_off", by=by, at=at, subject=event, after=after)
    return event


def _end(event: ChallengeEvent, status: str, because_of: str, by: Principal, at: datetime) -> None:
    event.status, event.ended_because = status, because_of.strip()
    event.ended_by_id, event.ended_at = by.acting_id, at
    event.save_next_version("status", "ended_because", "ended_by", "ended_at")


def _held(event: ChallengeEvent, by: Principal, row_version: int) -> ChallengeEvent:
    event = ChallengeEvent.objects.select_for_update().get(pk=event.pk)
    insist(may(by, KEEP, event))
    insist(
        because((event.status != Status.PLANNED, f"It is {event.get_status_display().lower()}."))
    )
    event.insist_unchanged(row_version)
    return event


def _open(challenge: Challenge, row_version: int) -> Challenge:
    """A challenge under lock, as its writer saw it, while its event is not over."""
    event = ChallengeEvent.objects.select_for_update().get(pk=challenge.event_id)
    over = event.status != Status.PLANNED
    insist(because((over, f"The event is {event.get_status_display().lower()}.")))
    challenge = (
        Challenge.objects.select_for_update(of=("self",))
        .select_related("action")
        .get(pk=challenge.pk)
    )
    challenge.event = event
    challenge.insist_unchanged(row_version)
    return challenge
