"""Pages that belong to no module: the accessibility statement, and the gallery of components."""

from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldthread.access.guard import Request, public, signed_in
from goldthread.ui.examples import examples


@public
@require_safe
def accessibility(request: Request) -> HttpResponse:
    """What was checked of the pages, how, and what was not."""
    return render(request, "ui/accessibility.html")


@signed_in
@require_safe
def taking_out(request: Request) -> HttpResponse:
    """What is kept of printing and downloading, and what cannot be."""
    return render(request, "ui/taking_out_help.html")


ROBOTS = """User-agent: *
Allow: /accessibility/
Disallow: /
"""


@public
@require_safe
def robots(request: Request) -> HttpResponse:
    """What a search engine may read: the pages that everybody may."""
    return HttpResponse(ROBOTS, content_type="text/plain")


@public
@require_safe
def favicon(request: Request) -> HttpResponse:
    """Our mark, for those who ask at the old place for it and read no page."""
    mark = Path(__file__).parents[1] / "static" / "ui" / "goldthread.svg"
    return HttpResponse(mark.read_bytes(), content_type="image/svg+xml")


@signed_in
@require_safe
def gallery(request: Request) -> HttpResponse:
    """Every component in each of its states, for those who build pages."""
    return render(request, "ui/gallery.html", examples(request))
