"""Findings and recommendations: their pages, and what is done with them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.improvement import actions, offered, steps
from goldthread.improvement.charts import charts_of
from goldthread.improvement.forms import (
    ChangeFindingForm,
    ChangeRecommendationForm,
    FindingForm,
    RecommendationForm,
)
from goldthread.improvement.forms_acts import BecauseForm, DecideForm, SureForm
from goldthread.improvement.lines import line_of, thread
from goldthread.improvement.memory import similar
from goldthread.improvement.models import SMART, Finding, Recommendation
from goldthread.improvement.permissions import DECIDE, KEEP, SEE
from goldthread.improvement.views.common import Asked, answered, crumbs, find, own_space_id
from goldthread.register.models import Space
from goldthread.ui.forms import as_typed

WRITING = "improvement/finding_form.html"


@requires(SEE)
@require_safe
def finding(request: Request, public_id: str) -> HttpResponse:
    """One finding with its whole line, and what was found before that is like it."""
    row, principal = find(request, Finding, public_id), request.principal
    themes = list(row.themes.all())
    open_to_keep = bool(may(principal, KEEP, row))
    line, today = line_of(principal, row), timezone.localdate()
    context = {
        "finding": row,
        "themes": themes,
        "stops": thread(principal, line, row, on=today),
        "charts": charts_of(principal, line, on=today),
        "earlier": similar(
            principal,
            text=f"{row.title} {row.text}",
            themes=[theme.pk for theme in themes],
            before=row,
        ),
        "may_keep": open_to_keep,
        "may_follow": open_to_keep and row.status == Finding.Status.OPEN,
        "may_end_here": bool(steps.END_HERE.allowed(row, principal)),
        "may_follow_after_all": bool(steps.FOLLOW_AFTER_ALL.allowed(row, principal)),
        "crumbs": crumbs(),
    }
    return render(request, "improvement/finding.html", context)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def new_finding(request: Request) -> HttpResponse:
    """Open a line: write what was found, and where."""
    principal, space_id = request.principal, own_space_id(request.principal)
    form = FindingForm(
        request.POST or None,
        offered={
            "sources": offered.sources(principal, space_id),
            "themes": offered.themes(principal, space_id),
        },
    )
    asked = Asked(
        title="Write a finding",
        submit="Save the finding",
        said="The finding is saved. What was found before that is like it stands below.",
        page=WRITING,
        beside={"in_a_form": True},
    )
    if _only_looks(request):
        return _looked(request, form, asked)
    return answered(request, form, asked, lambda given: _written(request, given))


def _only_looks(request: Request) -> bool:
    """Whether the form was sent to look for what is like it, and not to be saved."""
    return request.method == "POST" and request.POST.get("act") == "look"


def _looked(request: Request, form: Any, asked: Asked) -> HttpResponse:
    """The form as it was typed, with the earlier findings that are like it; beside it, these alone."""
    principal, typed = request.principal, request.POST
    themes = offered.themes(principal, own_space_id(principal))
    earlier = similar(
        principal,
        text=f"{typed.get('title', '')} {typed.get('text', '')}",
        themes=themes.filter(public_id__in=typed.getlist("themes")).values_list("pk", flat=True),
        before=asked.about,
    )
    context = {**asked.beside, "earlier": earlier, "looked": True}
    if request.headers.get("HX-Request"):
        return render(request, "improvement/similar.html", context)
    context |= {
        "form": as_typed(form),
        "asked": asked,
        "cancel_url": asked.about.get_absolute_url() if asked.about else "",
        "crumbs": crumbs(*([asked.about] if asked.about else [])),
    }
    return render(request, WRITING, context)


def _written(request: Request, given: dict[str, Any]) -> Finding:
    principal, at = request.principal, timezone.localtime()
    sources = list(given.get("sources", ()))
    if given["source_kind"]:
        space = Space.objects.visible_to(principal).get(pk=own_space_id(principal))
        opened = actions.open_source(
            by=principal,
            at=at,
            space=space,
            kind=given["source_kind"],
            title=given["source_title"],
            reference=given["source_reference"],
            happened_on=given["source_on"],
        )
        sources.append(opened)
    return actions.write_finding(
        by=principal,
        at=at,
        sources=sources,
        kind=given["kind"],
        title=given["title"],
        text=given["text"],
        evidence=given["evidence"],
        themes=given.get("themes", ()),
    )


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def change_finding(request: Request, public_id: str) -> HttpResponse:
    """Say a finding better."""
    row, principal = find(request, Finding, public_id, KEEP), request.principal
    fields = ("title", "kind", "text", "evidence", "row_version")
    initial = {name: getattr(row, name) for name in fields}
    initial["themes"] = [theme.public_id for theme in row.themes.all()]
    form = ChangeFindingForm(
        request.POST or None,
        initial=initial,
        offered={"themes": offered.themes(principal, row.space_id)},
    )
    asked = Asked(
        title="Change a finding",
        submit="Save it",
        said="It is saved.",
        about=row,
        page=WRITING,
        beside={"in_a_form": True},
    )
    if _only_looks(request):
        return _looked(request, form, asked)
    return answered(
        request,
        form,
        asked,
        lambda given: actions.change_finding(
            by=principal, at=timezone.localtime(), finding=row, **({"themes": ()} | given)
        ),
    )


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def end_here(request: Request, public_id: str) -> HttpResponse:
    """Say why no recommendation follows from a finding."""
    row = find(request, Finding, public_id, KEEP)
    form = BecauseForm(
        request.POST or None,
        label="Why does no recommendation follow?",
        hint="Such as: a strength to keep; or it was put right at once.",
        initial={"row_version": row.row_version},
    )
    asked = Asked(
        title="No recommendation follows", submit="Save the reason", said="It is saved.", about=row
    )
    return answered(
        request,
        form,
        asked,
        lambda given: actions.end_here(
            by=request.principal,
            at=timezone.localtime(),
            finding=row,
            because_of=given["because"],
            row_version=given["row_version"],
        ),
    )


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def follow_after_all(request: Request, public_id: str) -> HttpResponse:
    """Follow a finding of which it was said that nothing follows."""
    row = find(request, Finding, public_id, KEEP)
    asked = Asked(
        title="Follow it after all",
        submit="Follow it",
        said="The finding can be followed again.",
        about=row,
        words="The reason why nothing followed stays in the trail.",
    )
    return answered(
        request,
        SureForm(request.POST or None, initial={"row_version": row.row_version}),
        asked,
        lambda given: actions.follow_after_all(
            by=request.principal, at=timezone.localtime(), finding=row, **given
        ),
    )


@requires(SEE)
@require_safe
def recommendation(request: Request, public_id: str) -> HttpResponse:
    """One recommendation with its whole line."""
    row, principal = find(request, Recommendation, public_id), request.principal
    proposed = row.status == Recommendation.Status.PROPOSED
    keeps = bool(may(principal, KEEP, row))
    may_decide = bool(may(principal, DECIDE, row)) and proposed
    why_not = steps.ACCEPT.allowed(row, principal).reasons if may_decide else ()
    line, today = line_of(principal, row), timezone.localdate()
    context = {
        "recommendation": row,
        "stops": thread(principal, line, row, on=today),
        "charts": charts_of(principal, line, on=today),
        "may_change": keeps and proposed,
        "may_decide": may_decide and bool(steps.DECLINE.allowed(row, principal)),
        "why_not": why_not,
        "may_take_on": keeps and row.status == Recommendation.Status.ACCEPTED,
        "crumbs": crumbs(),
    }
    return render(request, "improvement/recommendation.html", context)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def recommend(request: Request, public_id: str) -> HttpResponse:
    """Recommend something for a finding, and for others where it answers them too."""
    row, principal = find(request, Finding, public_id, KEEP), request.principal
    form = RecommendationForm(
        request.POST or None, offered={"findings": offered.other_findings(principal, row)}
    )
    asked = Asked(
        title="Recommend something",
        submit="Save the recommendation",
        said="Saved. Another person accepts or declines it.",
        about=row,
    )
    return answered(
        request,
        form,
        asked,
        lambda given: actions.recommend(
            by=principal,
            at=timezone.localtime(),
            findings=[row, *given.get("findings", ())],
            text=given["text"],
            smart=form.smart,
        ),
    )


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def change_recommendation(request: Request, public_id: str) -> HttpResponse:
    """Say a recommendation better, before it is decided about."""
    row = find(request, Recommendation, public_id, KEEP)
    initial = {name: getattr(row, name) for name in ("text", "row_version", *SMART)}
    form = ChangeRecommendationForm(request.POST or None, initial=initial, offered={})
    asked = Asked(title="Change a recommendation", submit="Save it", said="It is saved.", about=row)
    return answered(
        request,
        form,
        asked,
        lambda given: actions.change_recommendation(
            by=request.principal,
            at=timezone.localtime(),
            recommendation=row,
            text=given["text"],
            smart=form.smart,
            row_version=given["row_version"],
        ),
    )


@requires(DECIDE)
@require_http_methods(["GET", "POST"])
def decide(request: Request, public_id: str) -> HttpResponse:
    """Accept or decline a recommendation."""
    row = find(request, Recommendation, public_id, DECIDE)
    form = DecideForm(request.POST or None, initial={"row_version": row.row_version})
    asked = Asked(
        title="Decide about a recommendation",
        submit="Save the decision",
        said="The decision is saved.",
        about=row,
        words=row.text,
    )

    def do(given: dict[str, Any]) -> Recommendation:
        accepted = given["decision"] == Recommendation.Status.ACCEPTED
        act = actions.accept if accepted else actions.decline
        return act(
            by=request.principal,
            at=timezone.localtime(),
            recommendation=row,
            because_of=given["because"],
            row_version=given["row_version"],
        )

    return answered(request, form, asked, do)
