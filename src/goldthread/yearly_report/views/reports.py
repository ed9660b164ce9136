"""The reports of a partnership, starting one, and one report with its checklist."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import Refused
from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import Audience
from goldthread.register.models import Space
from goldthread.ui.responses import invalid
from goldthread.yearly_report import actions, permissions, rules, steps
from goldthread.yearly_report.approvals import asked_of
from goldthread.yearly_report.build import OUTPUTS, Output
from goldthread.yearly_report.editions import edition
from goldthread.yearly_report.forms import StartForm
from goldthread.yearly_report.kept import taken, taken_from
from goldthread.yearly_report.models import Publication, Report, Section
from goldthread.yearly_report.overview import overview
from goldthread.yearly_report.published import address_of
from goldthread.yearly_report.taking import take
from goldthread.yearly_report.views.rows import (
    READ_AS,
    crumbs,
    own_audience,
    readers,
    report_or_404,
)


@requires(permissions.READ)
@require_safe
def listed(request: Request) -> HttpResponse:
    """Every report in sight, the newest year first."""
    reports = Report.objects.visible_to(request.principal).select_related("space")
    context = {
        "reports": reports.order_by("-year", "space__name"),
        "may_start": may(request.principal, permissions.START),
    }
    return render(request, "yearly_report/list.html", context)


@requires(permissions.START)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: Request) -> HttpResponse:
    """Begin the report of a year."""
    form = StartForm(request.POST or None)
    context = {"form": form, "crumbs": crumbs(), "cancel_url": reverse("yearly_report:list")}
    if request.method != "POST":
        return render(request, "yearly_report/start.html", context)
    if not form.is_valid():
        return invalid(request, "yearly_report/start.html", context)
    here = request.principal.space
    assert here is not None  # the guard let in somebody with an appointment here
    space = Space.objects.visible_to(request.principal).get(pk=here.id)
    try:
        report = actions.start_report(
            space=space,
            year=form.cleaned_data["year"],
            title=form.cleaned_data["title"],
            by=request.principal,
            at=timezone.localtime(),
        )
    except Refused as refused:
        form.add_error("year", list(refused.decision.reasons))
        return invalid(request, "yearly_report/start.html", context)
    words = (
        f"The report has a section for each thing that {edition(report.edition).title} asks for."
    )
    messages.success(request, words)
    return redirect(report)


@requires(permissions.READ)
@require_safe
def report(request: Request, public_id: str) -> HttpResponse:
    """One report: its sections, what is missing, what may be done with it now."""
    report = report_or_404(request, public_id)
    principal = request.principal
    frozen = None if report.status == Report.Status.DRAFT else report.last_frozen()
    now = taken(take(report, by=principal, at=timezone.localtime()))
    sections = Section.objects.visible_to(principal).filter(report=report)
    context = {
        "report": report,
        "edition": edition(report.edition),
        "frozen": frozen,
        "overview": overview(
            taken_from(frozen) if frozen else now,
            now if frozen else None,
            sections.order_by("order", "pk"),
            own_audience(principal, report),
        ),
        "readers": readers(principal, report),
        "may_arrange": rules.may_arrange(report, principal),
        "files": _files(report, principal) if frozen else (),
        "freeze": steps.FREEZE.allowed(report, principal),
        "approvals": asked_of(frozen) if frozen else (),
        "approve": steps.APPROVE.allowed(report, principal),
        "publish": steps.PUBLISH.allowed(report, principal),
        "withdraw": steps.WITHDRAW.allowed(report, principal),
        "publications": _publications(report, principal),
        "public_url": request.build_absolute_uri(address_of(report)),
        "open_again": steps.OPEN_AGAIN.allowed(report, principal),
        "crumbs": crumbs(),
    }
    return render(request, "yearly_report/report.html", context)


def _publications(report: Report, principal: Principal) -> list[Publication]:
    """Every time for which the report was published, the latest first."""
    rows = Publication.objects.visible_to(principal).filter(frozen__report=report)
    return list(rows.select_related("published_by", "withdrawn_by").order_by("-published_at"))


def _files(report: Report, principal: Principal) -> list[tuple[Output, list[tuple[str, str]]]]:
    """Each file with its address for each audience that this reader may take it for."""
    offered = rules.audiences_open_to(principal, report.space_id)
    return [
        (each, [(READ_AS[audience], _address(report, audience, each)) for audience in offered])
        for each in OUTPUTS
    ]


def _address(report: Report, audience: Audience, each: Output) -> str:
    return reverse("yearly_report:download", args=[report.public_id, audience, each.name])
