"""What is broken in the lines of a partnership: each kind of break a query, so that the page costs the same."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from goldthread.access.principal import Principal
from goldthread.improvement.leads import appointments_of_leads
from goldthread.improvement.models import Action, Evidence, Finding, LookBack, Recommendation
from goldthread.improvement.rules import since_reopened

MOST_SHOWN = 20  # of each kind; the count says how many there are
OPEN, DONE, ACHIEVED = Action.Status.OPEN, Action.Status.DONE, Action.Status.ACHIEVED


@dataclass(frozen=True)
class Break:
    """A kind of break: what is missing, what mends it, and the first rows of it."""

    title: str
    mend: str
    count: int
    rows: list[Any]

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


def breaks(principal: Principal, *, on: date) -> list[Break]:
    """Every kind of break with its rows that this reader may see, the oldest first."""
    return [_break(title, mend, find(principal, on)) for title, mend, find in KINDS]


def _break(title: str, mend: str, rows: QuerySet) -> Break:
    shown = list(rows[: MOST_SHOWN + 1])
    count = rows.count() if len(shown) > MOST_SHOWN else len(shown)
    return Break(title, mend, count, shown[:MOST_SHOWN])


def findings_not_followed(principal: Principal, on: date) -> QuerySet:
    """Concerns from which nothing follows, and nobody has said why; a strength need not be mended."""
    follows = Recommendation.findings.through.objects.filter(finding_id=OuterRef("pk"))
    rows = Finding.objects.visible_to(principal).filter(
        ~Exists(follows), status=Finding.Status.OPEN, kind=Finding.Kind.CONCERN
    )
    return rows.order_by("written_at", "pk")


def recommendations_not_taken_on(principal: Principal, on: date) -> QuerySet:
    """Accepted recommendations without an action."""
    taken = Action.recommendations.through.objects.filter(recommendation_id=OuterRef("pk"))
    rows = Recommendation.objects.visible_to(principal).filter(~Exists(taken), status="accepted")
    return rows.order_by("decided_at", "pk")


def without_a_lead(principal: Principal, on: date) -> QuerySet:
    """Actions whose lead is nobody here: a tracker named somebody who is not known."""
    return _actions(principal, status=OPEN, lead=None)


def led_by_leavers(principal: Principal, on: date) -> QuerySet:
    """Actions whose lead has no appointment in the partnership any more."""
    rows = _actions(principal, status=OPEN, lead__isnull=False)
    at_work = appointments_of_leads(OuterRef("space_id"), on=on).filter(person=OuterRef("lead_id"))
    return rows.filter(~Exists(at_work))


def overdue(principal: Principal, on: date) -> QuerySet:
    """Actions under way whose day has passed."""
    return _actions(principal, status=OPEN, due_on__lt=on)


def tested_and_not_embedded(principal: Principal, on: date) -> QuerySet:
    """Actions under way again since their last test failed, of which nothing has been shown since."""
    tests = LookBack.objects.filter(action_id=OuterRef("pk")).exclude(verdict="")
    last = Subquery(tests.order_by("-tested_at", "-pk").values("verdict")[:1])
    shown = since_reopened().filter(action_id=OuterRef("pk"))
    rows = _actions(principal, status=OPEN).annotate(last=last).filter(~Exists(shown))
    return rows.filter(last__in=(LookBack.Verdict.NOT, LookBack.Verdict.PARTLY))


def closed_without_evidence(principal: Principal, on: date) -> QuerySet:
    """Actions that are said to be done, and nothing shows it."""
    shown = Evidence.objects.filter(action_id=OuterRef("pk"))
    return _actions(principal, status__in=(DONE, ACHIEVED)).filter(~Exists(shown))


def tests_due(principal: Principal, on: date) -> QuerySet:
    """Done actions whose test is due, and those for which no test is set."""
    waits = LookBack.objects.filter(action_id=OuterRef("pk"), verdict="")
    late = Exists(waits.filter(due_on__lte=on))
    none = Q(status=DONE) & ~Exists(waits) & ~Exists(_embedded())
    return _actions(principal, status__in=(DONE, ACHIEVED)).filter(late | none)


def _embedded() -> QuerySet:
    return LookBack.objects.filter(action_id=OuterRef("pk"), verdict=LookBack.Verdict.EMBEDDED)


def _actions(principal: Principal, **where: Any) -> QuerySet:
    rows = Action.objects.visible_to(principal).filter(**where).select_related("lead")
    return rows.prefetch_related("agencies").order_by("due_on", "pk")


Find = Callable[[Principal, date], QuerySet]
KINDS: tuple[tuple[str, str, Find], ...] = (
    (
        "Actions without a lead",
        "Hand each over to a person who is at work here.",
        without_a_lead,
    ),
    ("Actions whose lead has left", "Hand each over by name.", led_by_leavers),
    (
        "Overdue actions",
        "Ask the lead for evidence, or give it another day with the reason.",
        overdue,
    ),
    (
        "Tested, and not embedded",
        "The line is open again: show what was done since, or change what is done.",
        tested_and_not_embedded,
    ),
    (
        "Tests that are due",
        "Look again whether practice changed, and say on which rung that is known.",
        tests_due,
    ),
    (
        "Done without evidence",
        "Give the evidence, or test it: nothing shows yet that it was done.",
        closed_without_evidence,
    ),
    (
        "Accepted recommendations without an action",
        "Take an action on, with a lead and a day.",
        recommendations_not_taken_on,
    ),
    (
        "Findings from which nothing follows",
        "Recommend something, or say why nothing is recommended.",
        findings_not_followed,
    ),
)


def counted(principal: Principal, *, on: date) -> dict[str, int]:
    """How the actions of the partnership stand: under way, late, done, achieved."""
    return Action.objects.visible_to(principal).aggregate(
        all=Count("pk"),
        under_way=Count("pk", filter=Q(status=OPEN)),
        late=Count("pk", filter=Q(status=OPEN, due_on__lt=on)),
        done=Count("pk", filter=Q(status=DONE)),
        achieved=Count("pk", filter=Q(status=ACHIEVED)),
        withdrawn=Count("pk", filter=Q(status=Action.Status.WITHDRAWN)),
    )
