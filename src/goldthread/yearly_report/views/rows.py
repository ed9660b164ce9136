"""Finding what an address names, and the way back to the list."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from goldthread.access.guard import Request
from goldthread.access.principal import Principal
from goldthread.house import Audience
from goldthread.ui.components import Crumb
from goldthread.yearly_report.models import Block, Report, Section
from goldthread.yearly_report.rules import audiences_open_to

READ_AS = {
    Audience.WORKING: "Those who work on it",
    Audience.BOARD: "The partners",
    Audience.PUBLIC: "The public",
}


def report_or_404(request: Request, public_id: str) -> Report:
    reports = Report.objects.visible_to(request.principal).select_related("space")
    return get_object_or_404(reports, public_id=public_id)


def section_or_404(request: Request, public_id: str) -> Section:
    sections = Section.objects.visible_to(request.principal).select_related("report__space")
    return get_object_or_404(sections, public_id=public_id)


def block_or_404(request: Request, public_id: str) -> Block:
    blocks = Block.objects.visible_to(request.principal).select_related("section__report__space")
    return get_object_or_404(blocks, public_id=public_id)


def own_audience(principal: Principal, report: Report) -> Audience:
    """The widest audience that this reader belongs to."""
    return audiences_open_to(principal, report.space_id)[0]


def audience_or_404(principal: Principal, report: Report, wanted: str) -> Audience:
    """The audience asked for, or the reader's own; one that is wider than theirs is not found."""
    if not wanted:
        return own_audience(principal, report)
    for audience in audiences_open_to(principal, report.space_id):
        if audience == wanted:
            return audience
    raise Http404


def crumbs(report: Report | None = None, section: Section | None = None) -> list[Crumb]:
    """The way back from a page below the list of reports."""
    way = [Crumb("Yearly report", reverse("yearly_report:list"))]
    if section is not None:
        report = section.report
    if report is not None:
        way.append(Crumb(report.year, report.get_absolute_url()))
    if section is not None:
        way.append(Crumb(section.heading, section.get_absolute_url()))
    return way


@dataclass(frozen=True)
class Reader:
    """An audience that this reader may read a report as."""

    words: str
    url: str
    is_current: bool


def readers(principal: Principal, report: Report, current: Audience | None = None) -> list[Reader]:
    """As whom a report may be read, with the address of each."""
    address = reverse("yearly_report:read", args=[report.public_id])
    return [
        Reader(READ_AS[audience], f"{address}?audience={audience}", audience is current)
        for audience in audiences_open_to(principal, report.space_id)
    ]
