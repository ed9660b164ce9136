"""Open data as everybody reads it, without signing in: pages, files, and what their columns mean."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from goldthread.access.guard import Request, public
from goldthread.files.handing_out import MEDIA, hand_out_published
from goldthread.open_data.columns import COLUMNS
from goldthread.open_data.published import NotOpen, open_table, open_tables, spaces_with_tables
from goldthread.open_data.views.common import drawn
from goldthread.ui.components import Crumb

FIGURES, METADATA, WHOLE = "figures.csv", "figures.csv-metadata.json", "figures.json"
JSON = "application/json; charset=utf-8"
HOME = "Open data"


@public
@require_safe
def index(request: Request) -> HttpResponse:
    """The partnerships that have open data."""
    return render(request, "open_data/index.html", {"spaces": spaces_with_tables()})


@public
@require_safe
def partnership(request: Request, code: str) -> HttpResponse:
    """What one partnership gives to everybody."""
    try:
        with open_tables(code) as (space, tables):
            context = {
                "space": space,
                "tables": [each.table for each in tables],
                "crumbs": [Crumb(HOME, reverse("open_data:index"))],
            }
    except NotOpen:
        raise Http404 from None
    return render(request, "open_data/partnership.html", context)


@public
@require_safe
@gzip_page
def table(request: Request, code: str, key: str) -> HttpResponse:
    """One indicator: its chart and figures, what they mean, and the files."""
    try:
        with open_table(code, key) as (space, found):
            context = drawn(found.content) | {
                "space": space,
                "table": found.table,
                "columns": COLUMNS,
                "crumbs": [
                    Crumb(HOME, reverse("open_data:index")),
                    Crumb(space.name, reverse("open_data:partnership", args=[code])),
                ],
            }
    except NotOpen:
        raise Http404 from None
    return render(request, "open_data/public.html", context)


@public
@require_safe
def file(request: Request, code: str, key: str, name: str) -> HttpResponse:
    """The figures as CSV, what its columns mean (CSV on the Web), or everything as JSON."""
    try:
        with open_table(code, key) as (space, found):
            content, held = found.content, found.table.held
    except NotOpen:
        raise Http404 from None
    made = {
        FIGURES: (lambda: content.csv(), MEDIA["csv"]),
        METADATA: (
            lambda: json.dumps(content.metadata(), ensure_ascii=False, indent=1).encode(),
            "application/csvm+json; charset=utf-8",
        ),
        WHOLE: (lambda: held.encode(), JSON),
    }
    if name not in made:
        raise Http404
    make, media = made[name]
    return hand_out_published(make(), name=name, media=media)
