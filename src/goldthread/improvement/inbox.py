"""What lines ask of people: actions and tests that are due, what waits for a decision."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from goldthread.access.principal import Principal
from goldthread.house import InboxItem, InboxKind, Permission
from goldthread.improvement.models import Action, LookBack, Recommendation
from goldthread.improvement.permissions import DECIDE, TEST
from goldthread.improvement.rules import since_reopened

ACTIONS_DUE, TESTS_DUE, TO_ACCEPT, TO_CLOSE = (
    "improvement.actions_due",
    "improvement.tests_due",
    "improvement.recommendations_to_accept",
    "improvement.actions_to_close",
)
AHEAD = timedelta(days=14)  # a test is asked for so long before its day


def actions_due(principal: Principal, on: date) -> list[InboxItem]:
    """The actions that one leads and that are under way."""
    rows = Action.objects.visible_to(principal).filter(
        status=Action.Status.OPEN, lead_id=principal.person_id
    )
    return [
        InboxItem(
            kind=ACTIONS_DUE,
            title=action.title,
            why=f"You lead action {action.number}. Give evidence of what it did.",
            url=action.get_absolute_url(),
            button="Give evidence",
            due_on=action.due_on,
            late=action.is_late(on),
        )
        for action in rows.order_by("due_on", "pk")
    ]


def tests_due(principal: Principal, on: date) -> list[InboxItem]:
    """The tests that this person may do, from a fortnight before their day."""
    rows = (
        LookBack.objects.visible_to(principal)
        .filter(verdict="", due_on__lte=on + AHEAD, space_id__in=_where(principal, TEST))
        .exclude(action__lead_id=principal.person_id)
        .select_related("action")
    )
    return [
        InboxItem(
            kind=TESTS_DUE,
            title=f"Test again: {test.action.title}",
            why=test.question or "It is done. Has it changed anything?",
            url=test.action.get_absolute_url(),
            button="Test",
            due_on=test.due_on,
            late=test.due_on < on,
        )
        for test in rows.order_by("due_on", "pk")
    ]


def recommendations_to_accept(principal: Principal, on: date) -> list[InboxItem]:
    """The recommendations of others that wait for a decision."""
    rows = (
        Recommendation.objects.visible_to(principal)
        .filter(status=Recommendation.Status.PROPOSED, space_id__in=_where(principal, DECIDE))
        .exclude(written_by_id=principal.person_id)
        .select_related("written_by")
    )
    return [
        InboxItem(
            kind=TO_ACCEPT,
            title=recommendation.text,
            why=f"{recommendation.written_by} recommends it. Accept or decline it.",
            url=recommendation.get_absolute_url(),
            button="Decide",
            due_on=None,
            came_on=_day(recommendation.written_at),
        )
        for recommendation in rows.order_by("written_at", "pk")
    ]


def actions_to_close(principal: Principal, on: date) -> list[InboxItem]:
    """The actions whose agencies say that they are finished."""
    latest = since_reopened().filter(action_id=OuterRef("pk"), says_finished=True)
    rows = (
        Action.objects.visible_to(principal)
        .filter(Exists(latest), status=Action.Status.OPEN, space_id__in=_where(principal, DECIDE))
        .exclude(lead_id=principal.person_id)
    )
    return [
        InboxItem(
            kind=TO_CLOSE,
            title=f"Is it done? {action.title}",
            why="Whoever gave evidence says that the action is finished.",
            url=action.get_absolute_url(),
            button="Decide",
            due_on=action.due_on,
            late=action.is_late(on),
        )
        for action in rows.order_by("due_on", "pk")
    ]


def _where(principal: Principal, permission: Permission) -> set[int]:
    return {held.space_id for held in principal.with_permission(permission)}


def _day(at: Any) -> date:
    day: date = at.astimezone(timezone.get_current_timezone()).date()
    return day


KINDS = (
    InboxKind(ACTIONS_DUE, "Actions that you lead", actions_due, "An action is due"),
    InboxKind(TESTS_DUE, "Tests that are due", tests_due, "A test is due"),
    InboxKind(TO_ACCEPT, "Recommendations to decide about", recommendations_to_accept),
    InboxKind(
        TO_CLOSE, "Actions that are said to be finished", actions_to_close, "An action is due"
    ),
)
