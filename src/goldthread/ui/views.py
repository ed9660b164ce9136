"""Pages that belong to no module: the accessibility statement, and the gallery of components."""

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
def gallery(request: Request) -> HttpResponse:
    """Every component in each of its states, for those who build pages."""
    return render(request, "ui/gallery.html", examples(request))
