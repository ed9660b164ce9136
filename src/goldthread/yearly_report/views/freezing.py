"""Freezing a report, approving it for one's partner, and opening it again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Request, requires
from goldthread.register.members import statutory_partners
from goldthread.ui.forms import Form
from goldthread.ui.responses import invalid
from goldthread.yearly_report import actions, permissions, rules, steps
from goldthread.yearly_report.approvals import approvals_of
from goldthread.yearly_report.forms import ApprovalForm, NotYetForm, ReasonForm
from goldthread.yearly_report.models import Report, Section
from goldthread.yearly_report.overview import to_mend
from goldthread.yearly_report.taking import take
from goldthread.yearly_report.views.rows import crumbs, report_or_404


@requires(permissions.FREEZE)
@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: Request, public_id: str) -> HttpResponse:
    """Say what freezing does, or why it cannot be done yet; and do it."""
    report = report_or_404(request, public_id)
    now = timezone.localtime()
    insist(steps.FREEZE.allowed(report, request.principal))
    snapshot = take(report, by=request.principal, at=now)
    partners = statutory_partners(report.space_id, on=now.date())
    ready = rules.can_be_frozen(snapshot) & rules.has_partners_to_ask(partners)
    sections = Section.objects.visible_to(request.principal).filter(report=report)
    context = page_of(report, "Freeze this report") | {
        "form": Form(),
        "ready": ready,
        "to_mend": to_mend(rules.against_freezing(snapshot), sections),
        "nobody_to_ask": None if partners else rules.has_partners_to_ask(partners),
        "partners": partners,
        "submit": "Freeze the report",
    }
    if request.method != "POST":
        return render(request, "yearly_report/freeze.html", context)
    if not ready:
        return invalid(request, "yearly_report/freeze.html", context)
    actions.freeze(report=report, by=request.principal, at=now)
    messages.success(
        request, "The report is frozen. Every safeguarding partner is asked to approve it."
    )
    return redirect(report)


@requires(permissions.APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: Request, public_id: str) -> HttpResponse:
    """Approve what was frozen, and nothing that came later, for one partner."""
    report = report_or_404(request, public_id)
    insist(steps.APPROVE.allowed(report, request.principal))
    return _answered(
        request,
        report,
        ApprovalForm,
        page_of(report, "Approve this report") | {"submit": "Approve the report"},
        lambda form, given: actions.approve(**given),
        "You have approved the report.",
    )


@requires(permissions.APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def hold_back(request: Request, public_id: str) -> HttpResponse:
    """Say for one partner why what was frozen is not approved yet."""
    report = report_or_404(request, public_id)
    insist(steps.HOLD_BACK.allowed(report, request.principal))
    return _answered(
        request,
        report,
        NotYetForm,
        page_of(report, "Do not approve this report yet")
        | {"submit": "Send the reason", "holds_back": True},
        lambda form, given: actions.hold_back(because_of=form.cleaned_data["reason"], **given),
        "Your reason is on the report’s page, and on the business manager’s home.",
    )


def _answered(
    request: Request,
    report: Report,
    kind: type[ApprovalForm],
    page: dict[str, Any],
    act: Callable[[ApprovalForm, dict[str, Any]], object],
    done: str,
) -> HttpResponse:
    """A page on which somebody answers, for one partner, to the very text that was read."""
    frozen = report.last_frozen()
    assert frozen is not None
    waiting = [each for each in approvals_of(frozen, request.principal) if not each.is_given]
    partners = {each.partner.public_id: each.partner for each in waiting}
    form = kind(request.POST or None, initial={"sha256": frozen.sha256}, partners=partners.values())
    context = page | {"form": form, "frozen": frozen, "partners": list(partners.values())}
    if request.method != "POST":
        return render(request, "yearly_report/approve.html", context)
    if not form.is_valid():
        return invalid(request, "yearly_report/approve.html", context)
    given = {
        "report": report,
        "partner": partners[form.cleaned_data["partner"]],
        "sha256": form.cleaned_data["sha256"],
        "by": request.principal,
        "at": timezone.localtime(),
    }
    try:
        act(form, given)
    except Refused as refused:
        form.add_error(None, list(refused.decision.reasons))
        return invalid(request, "yearly_report/approve.html", context)
    messages.success(request, done)
    return redirect(report)


@requires(permissions.FREEZE)
@require_http_methods(["GET", "HEAD", "POST"])
def open_again(request: Request, public_id: str) -> HttpResponse:
    """Let a report that is not public be written in again, with the reason."""
    report = report_or_404(request, public_id)
    insist(steps.OPEN_AGAIN.allowed(report, request.principal))
    page = page_of(report, "Open this report again") | {
        "words": "What was frozen is kept, with who approved it and when it was published. Once it is"
        " put right it must be frozen again, and every partner asked again.",
        "submit": "Open it again",
    }
    return with_reason(
        request,
        report,
        "Why is it opened again?",
        page,
        actions.open_again,
        "The report is being written again.",
    )


def with_reason(
    request: Request,
    report: Report,
    question: str,
    page: dict[str, Any],
    act: Callable[..., object],
    done: str,
) -> HttpResponse:
    """A page that asks for the reason of an act, and does it."""
    form = ReasonForm(
        request.POST or None, question=question, initial={"row_version": report.row_version}
    )
    context = page | {"form": form}
    if request.method != "POST":
        return render(request, "yearly_report/form.html", context)
    if not form.is_valid():
        return invalid(request, "yearly_report/form.html", context)
    reason = form.cleaned_data["reason"]
    act(report=report, because_of=reason, by=request.principal, at=timezone.localtime())
    messages.success(request, done)
    return redirect(report)


def page_of(report: Report, title: str) -> dict[str, Any]:
    """What the pages of one act on a report share."""
    return {
        "report": report,
        "title": title,
        "crumbs": crumbs(report),
        "cancel_url": report.get_absolute_url(),
    }
