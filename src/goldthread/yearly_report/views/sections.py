"""One section: what it holds, its heading, and its place among the others."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Request, requires
from goldthread.ui.forms import Form
from goldthread.ui.responses import invalid, posts_only
from goldthread.yearly_report import actions, permissions, rules
from goldthread.yearly_report.compose import MARKING
from goldthread.yearly_report.contents import Kind
from goldthread.yearly_report.editions import edition
from goldthread.yearly_report.forms import ChangeSectionForm, SectionForm
from goldthread.yearly_report.models import Block, Draft
from goldthread.yearly_report.pieces import pieces_of
from goldthread.yearly_report.taking import glimpse
from goldthread.yearly_report.views.rows import crumbs, own_audience, report_or_404, section_or_404


@requires(permissions.READ)
@require_safe
def section(request: Request, public_id: str) -> HttpResponse:
    """What a section holds, each content with what may be done with it."""
    section = section_or_404(request, public_id)
    principal = request.principal
    blocks = list(
        Block.objects.visible_to(principal).filter(section=section).order_by("order", "pk")
    )
    contents = [block.content for block in blocks]
    snapshot = glimpse(section.report, contents, by=principal, at=timezone.localtime())
    audience = own_audience(principal, section.report)
    asked = [c for c in edition(section.report.edition).contents if c.key in section.required]
    context = {
        "section": section,
        "asked": asked,
        "marking_words": MARKING[audience],
        "pieces": [
            (block, piece, rules.may_write(section, Kind(block.kind), principal))
            for block, piece in zip(blocks, pieces_of(snapshot, audience), strict=True)
        ],
        "kinds": [kind for kind in Kind if rules.may_write(section, kind, principal)],
        "why_not": rules.may_write(section, Kind.TEXT, principal),
        "may_arrange": rules.may_arrange(section.report, principal),
        "may_remove": rules.can_be_removed(section, len(blocks)),
        "drafts": Draft.objects.visible_to(principal).filter(section=section).order_by("kept_at"),
        "crumbs": crumbs(section.report),
    }
    return render(request, "yearly_report/section.html", context)


@requires(permissions.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, public_id: str) -> HttpResponse:
    """A new section at the end of the report."""
    report = report_or_404(request, public_id)
    insist(rules.may_arrange(report, request.principal))
    form = SectionForm(request.POST or None, edition=edition(report.edition))
    context = {
        "form": form,
        "title": "Add a section",
        "crumbs": crumbs(report),
        "cancel_url": report.get_absolute_url(),
    }
    if request.method != "POST":
        return render(request, "yearly_report/form.html", context)
    if not form.is_valid():
        return invalid(request, "yearly_report/form.html", context)
    made = actions.add_section(
        report=report,
        heading=form.cleaned_data["heading"],
        required=form.cleaned_data["required"],
        left_empty_because=form.cleaned_data["left_empty_because"],
        by=request.principal,
        at=timezone.localtime(),
    )
    return redirect(made)


@requires(permissions.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, public_id: str) -> HttpResponse:
    """A section's heading, and why there is nothing in it."""
    section = section_or_404(request, public_id)
    insist(rules.may_arrange(section.report, request.principal))
    stands = {
        "heading": section.heading,
        "required": section.required,
        "left_empty_because": section.left_empty_because,
        "row_version": section.row_version,
    }
    form = ChangeSectionForm(
        request.POST or None, initial=stands, edition=edition(section.report.edition)
    )
    context = {
        "form": form,
        "title": "Change this section",
        "crumbs": crumbs(section=section),
        "cancel_url": section.get_absolute_url(),
    }
    if request.method != "POST":
        return render(request, "yearly_report/form.html", context)
    if not form.is_valid():
        return invalid(request, "yearly_report/form.html", context)
    try:
        actions.change_section(
            section=section,
            by=request.principal,
            at=timezone.localtime(),
            **form.cleaned_data,
        )
    except Refused as refused:
        form.add_error(None, list(refused.decision.reasons))
        return invalid(request, "yearly_report/form.html", context)
    return redirect(section)


def _report_of(request: Request, public_id: str, way: str) -> str:
    return section_or_404(request, public_id).report.get_absolute_url()


@requires(permissions.WRITE)
@posts_only(back=_report_of)
def move(request: Request, public_id: str, way: str) -> HttpResponse:
    """One place earlier or later."""
    section = section_or_404(request, public_id)
    actions.move_section(
        section=section,
        earlier=way == "earlier",
        by=request.principal,
        at=timezone.localtime(),
    )
    return redirect(section.report)


@requires(permissions.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Request, public_id: str) -> HttpResponse:
    """Take an empty section out, after asking."""
    section = section_or_404(request, public_id)
    insist(rules.may_arrange(section.report, request.principal))
    if request.method != "POST":
        context = {
            "section": section,
            "form": Form(),
            "crumbs": crumbs(section=section),
            "cancel_url": section.get_absolute_url(),
        }
        return render(request, "yearly_report/remove.html", context)
    actions.remove_section(section=section, by=request.principal, at=timezone.localtime())
    messages.success(request, f"“{section.heading}” was taken out.")
    return redirect(section.report)
