"""The gallery of components, for those who build pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldthread.ui.examples import examples


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in each of its states."""
    return render(request, "ui/gallery.html", examples(request))
