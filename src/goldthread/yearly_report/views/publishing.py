"""Publishing an approved report, and taking it back with a reason."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldthread.access.decision import insist
from goldthread.access.guard import Request, requires
from goldthread.ui.forms import Form
from goldthread.yearly_report import actions, permissions, steps
from goldthread.yearly_report.published import address_of
from goldthread.yearly_report.views.freezing import page_of, with_reason
from goldthread.yearly_report.views.rows import report_or_404


@requires(permissions.PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: Request, public_id: str) -> HttpResponse:
    """Say what publishing does, and do it."""
    report = report_or_404(request, public_id)
    insist(steps.PUBLISH.allowed(report, request.principal))
    context = page_of(report, "Publish this report") | {
        "form": Form(),
        "address": request.build_absolute_uri(address_of(report)),
        "submit": "Publish the report",
    }
    if request.method != "POST":
        return render(request, "yearly_report/publish.html", context)
    actions.publish(report=report, by=request.principal, at=timezone.localtime())
    messages.success(request, "The report is published. Everybody can open its address.")
    return redirect(report)


@requires(permissions.WITHDRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, public_id: str) -> HttpResponse:
    """Take a published report back, with the reason."""
    report = report_or_404(request, public_id)
    insist(steps.WITHDRAW.allowed(report, request.principal))
    page = page_of(report, "Withdraw this report") | {
        "words": "Its public address will answer as if the report had never been there. Copies that"
        " people have taken, and pages that search engines keep, stay where they are.",
        "is_dangerous": True,
        "submit": "Withdraw it",
    }
    return with_reason(
        request,
        report,
        "Why is it withdrawn?",
        page,
        actions.withdraw,
        "The report is withdrawn. Its public address is closed.",
    )
