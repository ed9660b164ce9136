"""Day 0 to 5: the cases that one is named to, an incident, and what is decided about it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.register.clocks import clocks_of
from goldthread.register.models import Compartment, Space
from goldthread.reviews import actions, deadlines, offered, rules, steps
from goldthread.reviews.criteria import Set, points_to_notice
from goldthread.reviews.forms import (
    CriteriaForm,
    DecideForm,
    IncidentForm,
    NotifyForm,
    TellPartnersForm,
)
from goldthread.reviews.models import Incident, RapidReview
from goldthread.reviews.permissions import DECIDE_NOTICE, KEEP_TEMPLATE, REPORT, SEE, SEE_ALL
from goldthread.reviews.views.children import children_on_page
from goldthread.reviews.views.common import Asked, answered, crumbs, find, own_space_id
from goldthread.ui import british
from goldthread.ui.components import SummaryRow
from goldthread.vault.permissions import SEE as SEE_PEOPLE

OVER = (Incident.Status.NOT_NOTIFIABLE,)


@requires(SEE)
@require_safe
def list_cases(request: Request) -> HttpResponse:
    """The cases that one is named to, what runs first."""
    principal, on = request.principal, timezone.localdate()
    space_id = own_space_id(principal)
    rows = Incident.objects.visible_to(principal).filter(space_id=space_id)
    rows = rows.select_related("council", "notification", "rapid_review__practice_review")
    rows = rows.defer("account").prefetch_related(*deadlines.prefetched("rapid_review__"))
    kept = clocks_of(space_id)
    cases = [_line(row, kept, on) for row in rows.order_by("-year", "-number")]
    context = {
        "cases": cases,
        "may_report": bool(may(principal, REPORT)),
        "may_keep_form": bool(may(principal, KEEP_TEMPLATE)),
    }
    return render(request, "reviews/list.html", context)


def _line(row: Incident, kept: Any, on: Any) -> dict[str, Any]:
    review = getattr(row, "rapid_review", None)
    running = deadlines.of_incident(row, kept)
    if review is not None:
        running += deadlines.of_review(review, kept)
    practice = getattr(review, "practice_review", None)
    if practice is not None:
        running += deadlines.of_practice(practice, kept)
    left = [each for each in running if each.done_on is None]
    return {
        "incident": row,
        "review": review,
        "practice": practice,
        "standing": (practice or review or row).get_status_display(),
        "next": left[0] if left else None,
        "words": left[0].words(on) if left else "",
        "late": bool(left and left[0].is_late(on)),
    }


@requires(REPORT)
@require_http_methods(["GET", "POST"])
def new_incident(request: Request) -> HttpResponse:
    """Tell of an incident, which opens a case of its own."""
    principal, on = request.principal, timezone.localdate()
    space_id = own_space_id(principal)
    form = IncidentForm(
        request.POST or None,
        offered={
            "council": offered.councils(principal, space_id, on=on),
            "people": offered.people_for_a_case(principal, space_id, on=on),
        },
    )
    asked = Asked(
        title="Tell of an incident",
        submit="Open the case",
        said="The case is open. Answer the criteria next.",
        words="It opens a case that only those see who are named to it.",
    )

    def do(given: dict[str, Any]) -> Incident:
        space = Space.objects.visible_to(principal).get(pk=space_id)
        return actions.tell_incident(
            by=principal, at=timezone.localtime(), space=space, **({"people": ()} | given)
        )

    return answered(request, form, asked, do)


@requires(SEE)
@require_safe
def incident(request: Request, public_id: str) -> HttpResponse:
    """One incident: what is known, what it was held against, what was decided, and its clocks."""
    row = find(request, Incident, public_id, None, "council", "notification", "told_by")
    principal, on = request.principal, timezone.localdate()
    sent = getattr(row, "notification", None)
    asked = rules.asked(Set.NOTICE, row, on=row.aware_on)
    context = {
        "incident": row,
        "told": [
            SummaryRow("What happened", row.get_harm_display()),
            SummaryRow("Council", row.council),
            SummaryRow("The council became aware", british.day(row.aware_on)),
            SummaryRow(
                "It happened", british.day(row.happened_on) if row.happened_on else "Not known"
            ),
            SummaryRow("Child death notification", row.child_death_reference or "None"),
        ],
        "asked": asked,
        "is_answered": all(answer is not None for _, answer in asked),
        "points": points_to_notice(rules.met(Set.NOTICE, row)),
        "decisions": row.decisions.select_related("decided_by").order_by("pk"),
        "sent": sent,
        "clocks": [
            (each.title, each.deadline.due_on, each.words(on), each.is_late(on))
            for each in deadlines.of_incident(row)
        ],
        "review": RapidReview.objects.visible_to(principal).filter(incident=row).first(),
        "compartment": _compartment(request, row),
        "sees_all": bool(may(principal, SEE_ALL, row)),
        **children_on_page(request, row),
        "acts": _acts(request, row),
        "why_not": _why_not(request, row),
        "crumbs": crumbs(principal),
    }
    return render(request, "reviews/incident.html", context)


def _compartment(request: Request, row: Any) -> Compartment | None:
    if not may(request.principal, SEE_PEOPLE, row):
        return None
    rows = Compartment.objects.visible_to(request.principal)
    return rows.filter(pk=row.compartment_id).first()


def _acts(request: Request, row: Incident) -> list[tuple[str, str]]:
    """(words, address) of each act that is open to this reader, the most wanted first."""
    principal = request.principal
    open_still = row.status in (Incident.Status.OPEN, Incident.Status.NOT_NOTIFIABLE)
    sent = getattr(row, "notification", None)
    offered_acts = (
        ("Decide whether it is notified", "decide", bool(steps.DECIDE_YES.allowed(row, principal))),
        ("Write down the notification", "notify", bool(steps.NOTIFY.allowed(row, principal))),
        ("Answer the criteria", "criteria", open_still and bool(may(principal, REPORT, row))),
        (
            "The partners are told",
            "tell-partners",
            sent is not None
            and sent.partners_told_on is None
            and bool(may(principal, REPORT, row)),
        ),
    )
    return [
        (words, reverse(f"reviews:{name}", args=[row.public_id]))
        for words, name, is_open in offered_acts
        if is_open
    ]


def _why_not(request: Request, row: Incident) -> tuple[str, ...]:
    """For those who decide: what is missing before they can."""
    if row.status != Incident.Status.OPEN or not may(request.principal, DECIDE_NOTICE, row):
        return ()
    return steps.DECIDE_YES.allowed(row, request.principal).reasons


@requires(REPORT)
@require_http_methods(["GET", "POST"])
def answer_criteria(request: Request, public_id: str) -> HttpResponse:
    """Answer each criterion of a notification, with the reason."""
    row = find(request, Incident, public_id, REPORT)
    form = CriteriaForm(
        request.POST or None,
        initial={"row_version": row.row_version},
        asked=rules.asked(Set.NOTICE, row, on=row.aware_on),
    )
    asked = Asked(
        title="Is it to be notified?",
        submit="Save the answers",
        said="The answers are saved. The council decides.",
        about=(row,),
    )
    return answered(
        request,
        form,
        asked,
        lambda given: actions.answer_criteria(
            by=request.principal,
            at=timezone.localtime(),
            incident=row,
            of=Set.NOTICE,
            answers=form.answers,
            row_version=given["row_version"],
        ),
    )


@requires(DECIDE_NOTICE)
@require_http_methods(["GET", "POST"])
def decide(request: Request, public_id: str) -> HttpResponse:
    """Decide, for the council, whether it is notified."""
    row = find(request, Incident, public_id, DECIDE_NOTICE)
    asked = Asked(
        title="Decide whether it is notified",
        submit="Save the decision",
        said="The decision and its reasons are kept.",
        about=(row,),
    )
    return answered(
        request,
        DecideForm(request.POST or None, initial={"row_version": row.row_version}),
        asked,
        lambda given: actions.decide_notice(
            by=request.principal,
            at=timezone.localtime(),
            incident=row,
            is_notifiable=given["decision"] == "yes",
            because_of=given["because"],
            row_version=given["row_version"],
        ),
    )


@requires(REPORT)
@require_http_methods(["GET", "POST"])
def notify(request: Request, public_id: str) -> HttpResponse:
    """Write down what was sent through the national system."""
    row = find(request, Incident, public_id, REPORT)
    asked = Asked(
        title="Write down the notification",
        submit="Save the notification",
        said="The notification is kept.",
        about=(row,),
        words="It is made in the national online system, by the council. Here it is kept: its reference, its day and its text.",
    )
    return answered(
        request,
        NotifyForm(request.POST or None, initial={"row_version": row.row_version}),
        asked,
        lambda given: actions.notify(
            by=request.principal, at=timezone.localtime(), incident=row, **given
        ),
    )


@requires(REPORT)
@require_http_methods(["GET", "POST"])
def tell_partners(request: Request, public_id: str) -> HttpResponse:
    """Write down that the partners were told, and name them to the case."""
    row = find(request, Incident, public_id, REPORT)
    form = TellPartnersForm(
        request.POST or None,
        initial={"row_version": row.row_version},
        offered={
            "people": offered.partners(request.principal, row.space_id, on=timezone.localdate())
        },
    )
    asked = Asked(title="The partners are told", submit="Save", said="It is kept.", about=(row,))
    return answered(
        request,
        form,
        asked,
        lambda given: actions.tell_partners(
            by=request.principal,
            at=timezone.localtime(),
            incident=row,
            **({"people": ()} | given),
        ),
    )
