"""A published report, its figures and its files, for everybody and without signing in."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from goldthread.access.guard import Request, public
from goldthread.files.handing_out import hand_out_published
from goldthread.ui.components import Crumb
from goldthread.yearly_report.build import output
from goldthread.yearly_report.figure_page import figure_page
from goldthread.yearly_report.published import NotPublished, address_of, published


@public
@require_safe
@gzip_page
def read(request: Request, code: str, year: str) -> HttpResponse:
    """The report as the public may see it, each figure leading to its source card."""
    try:
        with published(code, year) as shown:
            context = {
                "snapshot": shown.composer.snapshot,
                "publication": shown.publication,
                "body": mark_safe(shown.reading.html),  # noqa: S308  every word was escaped as it was written
                "files": [
                    (each.title, _file_address(code, year, each.name)) for each in shown.outputs
                ],
            }
    except NotPublished:
        raise Http404 from None
    return render(request, "yearly_report/public.html", context)


@public
@require_safe
def figure(request: Request, code: str, year: str, anchor: str) -> HttpResponse:
    """The public part of the source card of one figure."""
    try:
        with published(code, year) as shown:
            card = shown.composer.release.by_anchor(anchor)
            if card is None:
                raise NotPublished
            page = figure_page(card, shown.composer, None, lambda a: _figure_address(code, year, a))
            title, back = shown.composer.snapshot.title, address_of(shown.report)
    except NotPublished:
        raise Http404 from None
    context = {"page": page, "crumbs": [Crumb(title, back)]}
    return render(request, "yearly_report/public_figure.html", context)


@public
@require_safe
def download(request: Request, code: str, year: str, name: str) -> HttpResponse:
    """One of the files that were made for the public."""
    try:
        asked = output(name)
        with published(code, year) as shown:
            content = shown.content_of(asked)
    except LookupError:
        raise Http404 from None
    return hand_out_published(content, name=f"{code}-{year}-{name}", media=asked.content_type)


def _figure_address(code: str, year: str, anchor: str) -> str:
    return reverse("yearly_report:public_figure", args=[code, year, anchor])


def _file_address(code: str, year: str, name: str) -> str:
    return reverse("yearly_report:public_file", args=[code, year, name])
