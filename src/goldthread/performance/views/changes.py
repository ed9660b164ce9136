"""Changes that need an answer: looked for, listed by group, shown as they were found, and answered."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.improvement.lines import lines_from
from goldthread.measures.catalogue import catalogue
from goldthread.measures.judging import Variation
from goldthread.performance import actions
from goldthread.performance.audiences import own_space
from goldthread.performance.forms_judging import AnswerForm, GroupForm
from goldthread.performance.looking import look_for_changes
from goldthread.performance.models import ChangeToAnswer
from goldthread.performance.packs import URGENCY
from goldthread.performance.permissions import ANSWER_CHANGE, SEE_SCORECARD, SET_UP
from goldthread.performance.variation import HEADINGS
from goldthread.register.models import Group, in_date
from goldthread.ui.components import ChartTable, Crumb
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid, posts_only

TITLE = "Changes that need an answer"
LIST, ONE, ANSWER = (f"performance/changes/{name}.html" for name in ("list", "one", "answer"))

ANSWERED = ("answer", "because", "action", "owner", "due_on")


@requires(SEE_SCORECARD)
@require_safe
def list_changes(request: Request) -> HttpResponse:
    """The changes of the partnership at work, those without an answer first; one group's where asked."""
    rows = _visible(request).select_related("area", "group", "answered_by")
    groups = Group.objects.visible_to(request.principal).filter(
        in_date(timezone.localdate()), space_id__in=own_space(request.principal)
    )
    asked = {group.public_id: group for group in groups.order_by("name")}
    wanted = asked.get(request.GET.get("group", ""))
    if wanted is not None:
        rows = rows.filter(group=wanted)
    found: list[ChangeToAnswer] = list(rows.order_by("-found_at", "-pk"))
    context: dict[str, Any] = {
        "open": sorted(
            (row for row in found if row.answered_at is None),
            key=lambda row: URGENCY.index(Variation(row.variation)),
        ),
        "answered": [row for row in found if row.answered_at is not None],
        "form": GroupForm(asked.values(), initial=request.GET) if asked else None,
        "may_look": bool(may(request.principal, SET_UP)),
        "crumbs": [Crumb("Scorecard", reverse("scorecard"))],
    }
    return render(request, LIST, context)


@requires(SET_UP)
@posts_only(back="changes")
def look(request: Request) -> HttpResponse:
    """Look for changes in what stands on the scorecard, and keep those that are new."""
    kept = look_for_changes(request.principal, at=timezone.localtime())
    many = "1 new change needs" if len(kept) == 1 else f"{len(kept)} new changes need"
    messages.success(request, f"{many} an answer." if kept else "There is no new change.")
    return redirect("changes")


@requires(SEE_SCORECARD)
@require_safe
def change(request: Request, public_id: str) -> HttpResponse:
    """One change with its chart as it was on the day, and its answer."""
    found = _find(request, public_id)
    return render(request, ONE, _in_one(request, found))


@requires(ANSWER_CHANGE)
@require_http_methods(["GET", "POST"])
def answer(request: Request, public_id: str) -> HttpResponse:
    """Answer a change."""
    found = _find(request, public_id)
    insist(actions.may_answer(request.principal, found, on=timezone.localdate()))
    if found.answered_at is not None and request.method != "POST":
        return redirect("change", public_id)
    answered = {name: getattr(found, name) for name in ANSWERED}
    form = AnswerForm(request.POST or None, initial=answered | {"row_version": found.row_version})
    crumbs = [*_crumbs(), Crumb(_title(found), reverse("change", args=[public_id]))]
    context = _in_one(request, found) | {"form": form, "crumbs": crumbs}
    if request.method == "GET":
        return render(request, ANSWER, context)
    if not form.is_valid():
        return invalid(request, ANSWER, context)
    given = dict(form.cleaned_data)
    try:
        with transaction.atomic():
            actions.answer_change(
                by=request.principal,
                at=timezone.localtime(),
                change=found,
                because_of=given.pop("because"),
                **given,
            )
    except Refused as refused:
        errors = [ErrorLink(reason) for reason in refused.decision.reasons]
        return invalid(request, ANSWER, context | {"errors": errors})
    messages.success(request, f"{_title(found)}: the answer is saved.")
    return redirect("changes")


def _visible(request: Request) -> Any:
    visible = ChangeToAnswer.objects.visible_to(request.principal)
    return visible.filter(space_id__in=own_space(request.principal))


def _find(request: Request, public_id: str) -> ChangeToAnswer:
    rows = _visible(request).select_related("space", "area", "group", "answered_by")
    found: ChangeToAnswer = get_object_or_404(rows, public_id=public_id)
    return found


def _in_one(request: Request, found: ChangeToAnswer) -> dict[str, Any]:
    return {
        "change": found,
        "title": _title(found),
        "table": ChartTable(HEADINGS, found.points),
        "lines": lines_from(request.principal, found),
        "may_answer": found.answered_at is None
        and bool(actions.may_answer(request.principal, found, on=timezone.localdate())),
        "crumbs": _crumbs(),
    }


def _title(found: ChangeToAnswer) -> str:
    return f"{catalogue()[found.indicator].title}, {found.area}"


def _crumbs() -> list[Crumb]:
    return [Crumb("Scorecard", reverse("scorecard")), Crumb(TITLE, reverse("changes"))]
