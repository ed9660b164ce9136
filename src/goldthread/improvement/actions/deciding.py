"""Deciding over an action: done, achieved, no longer pursued, handed over, moved to another day."""

from datetime import date, datetime

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.improvement import steps
from goldthread.improvement.leads import may_lead
from goldthread.improvement.models import Action, ActionDecision, LookBack
from goldthread.trail.record import record

Kind = ActionDecision.Kind


@transaction.atomic
def close(
    *,
    by: Principal,
    at: datetime,
    action: Action,
    because_of: str,
    done_on: date,
    test_on: date,
    question: str = "",
    row_version: int,
) -> Action:
    """Decide that an action is done, which sets the day on which it is tested again."""
    action = held(action, row_version)
    insist(steps.CLOSE.allowed(action, by))
    insist(
        because(
            (not because_of.strip(), "Say what shows that it is done."),
            (done_on > at.date(), "The day on which it was done has not come yet."),
            (test_on <= at.date(), "The day to test again lies ahead."),
        )
    )
    action.status, action.done_on = steps.CLOSE.goes_to, done_on
    action.save_next_version("status", "done_on")
    decided(Kind.DONE, action, because_of, by, at, due_on=test_on)
    set_test(action, test_on, question, by, at)
    return action


@transaction.atomic
def achieve(
    *, by: Principal, at: datetime, action: Action, because_of: str, row_version: int
) -> Action:
    """Decide that an action achieved what it was for; a test that waits still stands."""
    action = held(action, row_version)
    insist(steps.ACHIEVE.allowed(action, by))
    insist(because((not because_of.strip(), "Say what changed for children.")))
    action.status = steps.ACHIEVE.goes_to
    action.save_next_version("status")
    decided(Kind.ACHIEVED, action, because_of, by, at)
    return action


@transaction.atomic
def withdraw(
    *, by: Principal, at: datetime, action: Action, because_of: str, row_version: int
) -> Action:
    """Pursue an action no longer, and say why."""
    action = held(action, row_version)
    insist(steps.WITHDRAW.allowed(action, by))
    insist(because((not because_of.strip(), "Say why it is no longer pursued.")))
    action.status = steps.WITHDRAW.goes_to
    action.save_next_version("status")
    decided(Kind.WITHDRAWN, action, because_of, by, at)
    return action


@transaction.atomic
def hand_over(
    *, by: Principal, at: datetime, action: Action, lead: Person, because_of: str, row_version: int
) -> Action:
    """Give an action to another lead, by name."""
    action = held(action, row_version)
    insist(steps.HAND_OVER.allowed(action, by))
    insist(
        because(
            (not because_of.strip(), "Say why it is handed over."),
            (lead.pk == action.lead_id, f"{lead} leads it already."),
        )
        & may_lead(lead, space_id=action.space_id, on=at.date())
    )
    action.lead, action.lead_told = lead, ""
    action.save_next_version("lead", "lead_told")
    decided(Kind.HANDED_OVER, action, because_of, by, at, lead=lead)
    return action


@transaction.atomic
def move(
    *, by: Principal, at: datetime, action: Action, due_on: date, because_of: str, row_version: int
) -> Action:
    """Give an action another day, and say why; the day that it had stays in its history."""
    action = held(action, row_version)
    insist(steps.HAND_OVER.allowed(action, by))
    insist(
        because(
            (not because_of.strip(), "Say why it gets another day."),
            (due_on < at.date(), "That day has passed."),
            (due_on == action.due_on, "That is its day already."),
        )
    )
    before, action.due_on = action.due_on, due_on
    action.save_next_version("due_on")
    decided(Kind.MOVED, action, because_of, by, at, due_on=before)
    return action


def held(action: Action, row_version: int) -> Action:
    """The action under lock, as its writer saw it."""
    action = Action.objects.select_for_update().get(pk=action.pk)
    action.insist_unchanged(row_version)
    return action


def decided(
    kind: ActionDecision.Kind,
    action: Action,
    because_of: str,
    by: Principal,
    at: datetime,
    *,
    due_on: date | None = None,
    lead: Person | None = None,
) -> ActionDecision:
    """Write a turn into the history of an action, and tell the trail."""
    decision = ActionDecision.objects.create(
        space_id=action.space_id,
        area_id=action.area_id,
        compartment_id=action.compartment_id,
        action=action,
        kind=kind,
        because=because_of.strip(),
        due_on=due_on,
        lead=lead,
        decided_by_id=by.acting_id,
        decided_at=at,
    )
    after = {"because": decision.because, "due_on": str(due_on or "")}
    record(f"improvement.action.{kind.value}", by=by, at=at, subject=action, after=after)
    return decision


def set_test(action: Action, due_on: date, question: str, by: Principal, at: datetime) -> LookBack:
    """Set the day on which an action is tested again."""
    return LookBack.objects.create(
        space_id=action.space_id,
        area_id=action.area_id,
        compartment_id=action.compartment_id,
        action=action,
        due_on=due_on,
        question=question.strip(),
        set_by_id=by.acting_id,
        set_at=at,
    )
