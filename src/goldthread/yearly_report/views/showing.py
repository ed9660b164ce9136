"""Which small numbers the public sees, and deciding about them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.ui.responses import invalid
from goldthread.yearly_report import actions, permissions
from goldthread.yearly_report.forms import ShowingForm
from goldthread.yearly_report.models import ShowingDecision
from goldthread.yearly_report.showing import choices
from goldthread.yearly_report.taking import stand
from goldthread.yearly_report.views.freezing import page_of
from goldthread.yearly_report.views.rows import report_or_404


@requires(permissions.READ)
@require_safe
def showings(request: Request, public_id: str) -> HttpResponse:
    """Which small numbers are kept from the public, and which are shown by whose decision."""
    report = report_or_404(request, public_id)
    principal = request.principal
    decided = ShowingDecision.objects.visible_to(principal).filter(space=report.space)
    context = page_of(report, "Small numbers and the public") | {
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
    context = page_of(report, "Show a number that is public already") | {
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
