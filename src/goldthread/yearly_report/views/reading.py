"""Reading a report as an audience sees it, and where each of its figures comes from."""

from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from goldthread.access.guard import Request, Unmade, requires
from goldthread.access.spaces import working_in
from goldthread.files.handing_out import PUBLIC, hand_out
from goldthread.files.stamp import Stamp
from goldthread.house import Audience, Figure, FigureRequest
from goldthread.outputs.pdf import PdfNotPossible
from goldthread.outputs.stamping import stamped
from goldthread.trail.record import record_reading
from goldthread.yearly_report import permissions
from goldthread.yearly_report.asking import ask
from goldthread.yearly_report.build import output
from goldthread.yearly_report.compose import MARKING, Composer
from goldthread.yearly_report.figure_page import figure_page
from goldthread.yearly_report.given_out import file_of
from goldthread.yearly_report.kept import composer_of, reading_of, standing
from goldthread.yearly_report.models import Report
from goldthread.yearly_report.protection import Release
from goldthread.yearly_report.taking import take
from goldthread.yearly_report.views.rows import audience_or_404, crumbs, readers, report_or_404


@requires(permissions.READ)
@require_safe
@gzip_page
def read(request: Request, public_id: str) -> HttpResponse:
    """The whole report, each figure leading to the page of its source."""
    report = report_or_404(request, public_id)
    principal = request.principal
    audience = audience_or_404(principal, report, request.GET.get("audience", ""))
    taken = standing(report, by=principal, at=timezone.localtime())
    reading = reading_of(taken, audience, "../figures/", f"?audience={audience}")
    kind = f"yearly_report.report.read_as_{audience}"
    record_reading(kind, by=principal, at=timezone.now(), subject=report)
    context = {
        "report": report,
        "title": reading.title,
        "body": mark_safe(reading.html),  # noqa: S308  every word in it was escaped as it was written
        "audience": audience,
        "readers": readers(principal, report, audience),
        "marking_words": reading.marking,
        "crumbs": crumbs(report),
    }
    return render(request, "yearly_report/read.html", context)


@requires(permissions.READ)
@require_safe
def figure(request: Request, public_id: str, anchor: str) -> HttpResponse:
    """The source card of one figure of the report."""
    report = report_or_404(request, public_id)
    principal = request.principal
    audience = audience_or_404(principal, report, request.GET.get("audience", ""))
    taken = standing(report, by=principal, at=timezone.localtime())
    composer = composer_of(taken, audience)
    card = composer.release.by_anchor(anchor)
    if card is None:
        raise Http404
    is_compared = composer.snapshot.is_frozen and audience is not Audience.PUBLIC
    now = _today(request, composer, card.figure) if is_compared else None
    record_reading("yearly_report.figure.read", by=principal, at=timezone.now(), subject=report)
    context = {
        "report": report,
        "page": figure_page(card, composer, now, lambda a: _figure_address(report, a, audience)),
        "audience": audience,
        "crumbs": crumbs(report),
    }
    return render(request, "yearly_report/figure.html", context)


def _figure_address(report: Report, anchor: str, audience: Audience) -> str:
    address = reverse("yearly_report:figure", args=[report.public_id, anchor])
    return f"{address}?audience={audience}"


def _today(request: Request, composer: Composer, figure: Figure) -> Figure | None:
    """What the same figure is today, for the same audience."""
    asked = FigureRequest(figure.key, figure.area, figure.period, figure.breakdown)
    answers, _ = ask(request.principal, [asked])
    now = Release(replace(composer.snapshot, answers=answers), composer.audience)
    return now.card(asked).figure if answers else None


@requires(permissions.READ)
@require_safe
def download(request: Request, public_id: str, audience: str, name: str) -> HttpResponse:
    """One of the files of a report, for one audience; made when nothing waits for the transaction."""
    report = report_or_404(request, public_id)
    principal, now = request.principal, timezone.localtime()
    wanted = audience_or_404(principal, report, audience)
    try:
        asked = output(name)
    except KeyError:
        raise Http404 from None
    frozen = None if report.status == Report.Status.DRAFT else report.last_frozen()
    make_file = (
        partial(file_of, frozen, wanted, asked, by=principal, at=now)
        if frozen
        else partial(asked.make, take(report, by=principal, at=now), wanted)
    )

    def make() -> HttpResponse:
        try:
            content = make_file()
        except PdfNotPossible as why:
            messages.error(request, str(why))
            return redirect(report)
        with working_in(principal.spaces):
            return hand_out(
                partial(_stamped, content, asked.content_type, wanted),
                name=f"{report.space.code}-{report.year}-{wanted}-{name}",
                media=asked.content_type,
                kind="yearly_report.report.exported",
                by=principal,
                at=now,
                subject=report,
                rows=None,
                marking=MARKING[wanted] or PUBLIC,
            )

    return Unmade(make)


def _stamped(content: bytes, media: str, audience: Audience, stamp: Stamp) -> bytes:
    """A file with who took it; the public's stays, byte for byte, what everybody is given."""
    return content if audience is Audience.PUBLIC else stamped(content, media, stamp)
