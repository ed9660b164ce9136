"""Published statistics: what counts, importing more, checking an import, and taking one back."""

import secrets
from typing import Any

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import insist
from goldthread.access.guard import Beforehand, Request, requires
from goldthread.access.policy import may
from goldthread.files.sent import Sent, sent
from goldthread.performance import actions, steps
from goldthread.performance.forms_published import MOST_SENT, ImportForm, TakeBackForm
from goldthread.performance.imported import imported, table_words
from goldthread.performance.models import PublishedValue, ReleaseFile
from goldthread.performance.permissions import CHECK_RELEASE, SEE_SCORECARD, TAKE_RELEASE
from goldthread.performance.published import own_format
from goldthread.performance.published.apart import read_apart
from goldthread.performance.published.fitting import LONGEST_EDITION, fitted
from goldthread.performance.published.tables import Table
from goldthread.performance.scorecard_reading import areas_in_sight
from goldthread.performance.taught import taught_areas
from goldthread.performance.views.common import CONFLICT
from goldthread.trail.record import record_reading
from goldthread.ui.components import Crumb
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid, posts_only, seen_version

IMPORT = "performance/published/import.html"
ONE = "performance/published/one.html"
TAKE_BACK = "performance/published/take_back.html"
CHANGED = "Somebody else changed this import since you opened it. Read it again before you go on."
# What came of the last few imports, each told at an address of its own.
TOLD = "published_tables_told"
MOST_KEPT = 5
MOST_TOLD = 20  # sentences about one table that are told at once


@requires(SEE_SCORECARD)
@require_safe
def releases(request: Request) -> HttpResponse:
    """The releases that figures come from, and what this partnership imported itself."""
    principal = request.principal
    files = (
        ReleaseFile.objects.visible_to(principal)
        .filter(space__isnull=False)
        .select_related("taken_by", "checked_by", "taken_back_by")
        .order_by("-taken_at", "-pk")
    )
    context = {
        "rows": (
            PublishedValue.objects.visible_to(principal)
            .filter(space__isnull=True)
            .values("release__name", "release__publisher", "release__licence")
            .annotate(figures=Count("pk"), latest=Max("period"))
            .order_by("release__name")
        ),
        "files": [(file, table_words(file)) for file in files],
        "may_import": may(principal, TAKE_RELEASE),
        "crumbs": [Crumb("Scorecard", reverse("scorecard"))],
    }
    return render(request, "performance/published/list.html", context)


def _may_import(request: Request) -> None:
    insist(actions.may_import(request.principal))


def _read_table(request: Request) -> Sent | None:
    file = request.FILES.get("file")
    name = file.name or "" if file else ""
    edition = request.POST.get("release", "").strip()[: LONGEST_EDITION + 1]

    def read(content: bytes) -> Table:
        areas = taught_areas()
        return fitted(read_apart(content, file=name, release=edition, areas=areas))

    return sent(file, most=MOST_SENT, read=read)


@requires(TAKE_RELEASE, beforehand=Beforehand(allowed=_may_import, read=_read_table))
@require_http_methods(["GET", "POST"])
def import_table(request: Request) -> HttpResponse:
    """Import a table, and say what was recognised, taken, unchanged, left and not understood."""
    insist(actions.may_import(request.principal))
    form = ImportForm(request.POST or None, request.FILES or None)
    context = {"form": form, "crumbs": _crumbs()}
    if request.method == "GET":
        told = request.session.get(TOLD, {}).get(request.GET.get("told", ""))
        if told is None:
            return render(request, IMPORT, context)
        return render(request, "performance/published/imported.html", told | {"crumbs": _crumbs()})
    file: Sent | None = request.sent
    if not form.is_valid() or file is None:
        return invalid(request, IMPORT, context)
    for sentence in _against(file):
        form.add_error("file", sentence)
    if form.errors:
        return invalid(request, IMPORT, context)
    summary = actions.take_tables(tables=[file.says], by=request.principal, at=timezone.now())
    waiting = ReleaseFile.objects.visible_to(request.principal).filter(
        sha256=file.says.fingerprint, status=ReleaseFile.Status.WAITING
    )
    file_to_check = waiting.last()
    told = {
        "summary": summary.to_json(),
        "file_to_check": file_to_check.public_id if file_to_check else "",
    }
    mark = secrets.token_urlsafe(8)
    kept = [*request.session.get(TOLD, {}).items(), (mark, told)]
    request.session[TOLD] = dict(kept[-MOST_KEPT:])
    return redirect(reverse("import-published-statistics", query={"told": mark}))


def _against(file: Sent) -> list[str]:
    """Why a table is not imported; nothing where it can be."""
    if file.refused:
        return [file.refused]
    if file.says.layout == own_format.KEY:
        # Whoever holds the pen could write any council's figures in it: only the installation's own
        # command takes it.
        return ["This is not a table as its publisher gives it out."]
    if file.says.recognised:
        return []
    told = [str(finding) for finding in file.says.not_understood]
    more = len(told) - MOST_TOLD
    return [*told[:MOST_TOLD], *([f"And {more:,} more like these."] if more > 0 else [])]


@requires(SEE_SCORECARD)
@require_safe
def one_import(request: Request, public_id: str) -> HttpResponse:
    """One table that the partnership imported: its figures beside those that count, and what is next."""
    file = _find(request, public_id)
    record_reading(
        "performance.release.read", by=request.principal, at=timezone.localtime(), subject=file
    )
    return render(request, ONE, _context(request, file))


@requires(CHECK_RELEASE)
@posts_only(back="published-import")
def check(request: Request, public_id: str) -> HttpResponse:
    """Say, as another person, that the figures are as published."""
    file = _find(request, public_id)
    insist(may(request.principal, CHECK_RELEASE, file))
    if seen_version(request) != file.row_version:
        context = _context(request, file) | {"errors": [ErrorLink(CHANGED)]}
        return render(request, ONE, context, status=CONFLICT)
    actions.check_release(
        file=file, by=request.principal, at=timezone.localtime(), row_version=file.row_version
    )
    messages.success(request, "Checked. The figures count in this partnership from now on.")
    return redirect("published-import", file.public_id)


@requires(TAKE_RELEASE)
@require_http_methods(["GET", "POST"])
def take_back(request: Request, public_id: str) -> HttpResponse:
    """Let an import count no more, with the reason."""
    file = _find(request, public_id)
    insist(steps.TAKE_BACK.allowed(file, request.principal))
    form = TakeBackForm(request.POST or None, initial={"row_version": file.row_version})
    context = {"form": form, "file": file, "table": table_words(file), "crumbs": _crumbs(file)}
    if request.method == "GET":
        return render(request, TAKE_BACK, context)
    if not form.is_valid():
        return invalid(request, TAKE_BACK, context)
    actions.take_back(
        file=file,
        reason=form.cleaned_data["reason"],
        by=request.principal,
        at=timezone.localtime(),
        row_version=form.cleaned_data["row_version"],
    )
    messages.success(request, "Taken back. The figures count no more.")
    return redirect("published-import", file.public_id)


def _find(request: Request, public_id: str) -> ReleaseFile:
    visible = ReleaseFile.objects.visible_to(request.principal).filter(space__isnull=False)
    found = visible.select_related("taken_by", "checked_by", "taken_back_by")
    return get_object_or_404(found, public_id=public_id)


def _context(request: Request, file: ReleaseFile) -> dict[str, Any]:
    principal = request.principal
    areas = areas_in_sight(principal, on=timezone.localdate())
    return {
        "file": file,
        "table": table_words(file),
        "imported": imported(file, principal, areas),
        "check": steps.CHECK_RELEASE.allowed(file, principal),
        "may_check": may(principal, CHECK_RELEASE, file),
        "take_back": steps.TAKE_BACK.allowed(file, principal),
        "crumbs": _crumbs(),
    }


def _crumbs(file: ReleaseFile | None = None) -> list[Crumb]:
    crumbs = [Crumb("Published statistics", reverse("published-statistics"))]
    if file is not None:
        crumbs.append(Crumb(table_words(file), reverse("published-import", args=[file.public_id])))
    return crumbs
