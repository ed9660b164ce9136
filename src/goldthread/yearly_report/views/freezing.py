"""Freezing a report, approving it, opening it again, and deciding which small numbers may be shown."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.ui.forms import Form
from goldthread.ui.responses import invalid
from goldthread.yearly_report import actions, permissions, rules, steps
from goldthread.yearly_report.forms import HashForm, ReasonForm, ShowingForm
from goldthread.yearly_report.models import Report, ShowingDecision
from goldthread.yearly_report.showing import choices
from goldthread.yearly_report.taking import stand, take
from goldthread.yearly_report.views.rows import crumbs, report_or_404


@requires(permissions.FREEZE)
@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: Request, public_id: str) -> HttpResponse:
    """Say what freezing does, or why it cannot be done yet; and do it."""
    report = report_or_404(request, public_id)
    now = timezone.localtime()
    insist(steps.FREEZE.allowed(report, request.principal))
    ready = rules.can_be_frozen(take(report, by=request.principal, at=now))
    context = _page(report, "Freeze this report") | {
        "form": Form(),
        "ready": ready,
        "submit": "Freeze the report",
    }
    if request.method != "POST":
        return render(request, "yearly_report/freeze.html", context)
    if not ready:
        return invalid(request, "yearly_report/freeze.html", context)
    actions.freeze(report=report, by=request.principal, at=now)
    messages.success(request, "The report is frozen. A safeguarding partner can now approve it.")
    return redirect(report)


@requires(permissions.APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: Request, public_id: str) -> HttpResponse:
    """Approve what was frozen, and nothing that came later."""
    report = report_or_404(request, public_id)
    insist(steps.APPROVE.allowed(report, request.principal))
    frozen = report.last_frozen()
    assert frozen is not None
    form = HashForm(request.POST or None, initial={"sha256": frozen.sha256})
    context = _page(report, "Approve this report") | {
        "form": form,
        "frozen": frozen,
        "submit": "Approve the report",
    }
    if request.method != "POST":
        return render(request, "yearly_report/approve.html", context)
    if not form.is_valid():
        return invalid(request, "yearly_report/approve.html", context)
    try:
        actions.approve(
            report=report,
            sha256=form.cleaned_data["sha256"],
            by=request.principal,
            at=timezone.localtime(),
        )
    except Refused as refused:
        form.add_error(None, list(refused.decision.reasons))
        return invalid(request, "yearly_report/approve.html", context)
    messages.success(request, "You have approved the report.")
    return redirect(report)


@requires(permissions.FREEZE)
@require_http_methods(["GET", "HEAD", "POST"])
def open_again(request: Request, public_id: str) -> HttpResponse:
    """Let a frozen report be written in again, with the reason."""
    report = report_or_404(request, public_id)
    insist(steps.OPEN_AGAIN.allowed(report, request.principal))
    form = ReasonForm(request.POST or None)
    context = _page(report, "Open this report again") | {
        "form": form,
        "words": "What was frozen is kept. The report must be frozen again before it is approved.",
        "submit": "Open it again",
    }
    if request.method != "POST":
        return render(request, "yearly_report/form.html", context)
    if not form.is_valid():
        return invalid(request, "yearly_report/form.html", context)
    actions.open_again(
        report=report,
        because_of=form.cleaned_data["reason"],
        by=request.principal,
        at=timezone.localtime(),
    )
    messages.success(request, "The report is being written again.")
    return redirect(report)


@requires(permissions.READ)
@require_safe
def showings(request: Request, public_id: str) -> HttpResponse:
    """Which small numbers are kept from the public, and which are shown by whose decision."""
    report = report_or_404(request, public_id)
    principal = request.principal
    decided = ShowingDecision.objects.visible_to(principal).filter(space=report.space)
    context = _page(report, "Small numbers and the public") | {
        "may_decide": may(principal, permissions.DECIDE_TO_SHOW, report),
        "kept": choices(stand(report, by=principal, at=timezone.localtime())),
        "decided": decided.select_related("decided_by").order_by("-decided_at"),
    }
    return render(request, "yearly_report/showings.html", context)


@requires(permissions.DECIDE_TO_SHOW)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, public_id: str) -> HttpResponse:
    """Decide that a small number is shown, because it is public already."""
    report = report_or_404(request, public_id)
    principal, now = request.principal, timezone.localtime()
    insist(may(principal, permissions.DECIDE_TO_SHOW, report))
    offered = {each.value: each for each in choices(stand(report, by=principal, at=now))}
    words = [(value, each.words) for value, each in offered.items()]
    form = ShowingForm(request.POST or None, choices=words)
    context = _page(report, "Show a number that is public already") | {
        "form": form,
        "submit": "Decide to show it",
        "words": "Your decision, with your name, stands beside the figure from now on.",
    }
    if request.method != "POST":
        return render(request, "yearly_report/form.html", context)
    if not form.is_valid():
        return invalid(request, "yearly_report/form.html", context)
    chosen = offered[form.cleaned_data["what"]]
    try:
        actions.decide_to_show(
            space=report.space,
            reason=form.cleaned_data["reason"],
            by=principal,
            at=now,
            figure=chosen.figure,
            document=chosen.document,
        )
    except Refused as refused:
        form.add_error("what", list(refused.decision.reasons))
        return invalid(request, "yearly_report/form.html", context)
    messages.success(request, "Decided. It stands beside the figure from now on.")
    return redirect("yearly_report:showings", public_id=report.public_id)


def _page(report: Report, title: str) -> dict[str, Any]:
    return {
        "report": report,
        "title": title,
        "crumbs": crumbs(report),
        "cancel_url": report.get_absolute_url(),
    }
