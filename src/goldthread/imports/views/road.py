"""The pages of one spreadsheet of past records, from choosing what it is to what came of it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Beforehand, Request, requires
from goldthread.access.policy import may
from goldthread.files.book import as_text
from goldthread.files.book.apart import BookRead, read_book, rows_of
from goldthread.files.handing_out import MEDIA, hand_out
from goldthread.files.sent import Sent, sent
from goldthread.house import Importable, Outcome, registry
from goldthread.imports import actions, steps, tasks
from goldthread.imports.checking import Checked, kind_named
from goldthread.imports.forms import LIMITS, MOST, ColumnsForm, SendForm
from goldthread.imports.matching import find_table, guess
from goldthread.imports.models import Import
from goldthread.imports.permissions import BRING_IN
from goldthread.imports.template import template
from goldthread.register.models import Space
from goldthread.trail.record import record_reading
from goldthread.ui.components import Crumb, Progress
from goldthread.ui.context import address
from goldthread.ui.forms import ErrorLink
from goldthread.ui.long_work import asked_again, progress_of
from goldthread.ui.responses import CONFLICT, invalid, posts_only, seen_version

ONE = "imports/one.html"
MOST_SHOWN = 200  # problems, or changes: whoever has more has sent the wrong file
AT_ONCE = 300  # rows that are brought in while somebody waits; more are for the worker
SHOWN = 30  # imports in the list
TOO_FEW = "No line of column names was found: put the names of the columns above the rows."
NOT_DONE = "This changed nothing."
NO_ROWS = "There are column names and no rows below them."


@requires(BRING_IN)
@require_safe
def imports(request: Request) -> HttpResponse:
    """What can be brought in, and what was."""
    principal = request.principal
    kinds = [kind for kind in registry.imports() if principal.holds(kind.permission)]
    rows = Import.objects.visible_to(principal).select_related("sent_by", "file").defer("rows")
    rows = rows.filter(kind__in=[kind.kind for kind in kinds]).order_by("-sent_at", "-pk")[:SHOWN]
    titles = {kind.kind: kind.title for kind in kinds}
    context = {"kinds": kinds, "rows": [(row, titles[row.kind]) for row in rows]}
    return render(request, "imports/imports.html", context)


def _kind(request: Request, name: str) -> Importable:
    kind = kind_named(name)
    if kind is None:
        raise Http404
    insist(may(request.principal, kind.permission))
    return kind


def _space(request: Request) -> Space:
    chosen = request.principal.space
    assert chosen is not None
    return Space.objects.visible_to(request.principal).get(pk=chosen.id)


def _may_send(request: Request, kind: str) -> None:
    actions.may_bring_in(request.principal, _kind(request, kind), _space(request))


def _read(request: Request, kind: str) -> Sent | None:
    def read(content: bytes) -> BookRead:
        return read_book(content, most=MOST, limits=LIMITS)

    return sent(request.FILES.get("file"), most=MOST.size, read=read)


@requires(BRING_IN, beforehand=Beforehand(allowed=_may_send, read=_read))
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: Request, kind: str) -> HttpResponse:
    """Send a spreadsheet of one kind of record; nothing is brought in yet."""
    taken = _kind(request, kind)
    actions.may_bring_in(request.principal, taken, _space(request))
    form = SendForm(request.POST or None, request.FILES or None)
    context = {"form": form, "kind": taken, "crumbs": _crumbs()}
    if request.method != "POST":
        return render(request, "imports/send.html", context)
    file: Sent | None = request.sent
    if not form.is_valid() or file is None:
        return invalid(request, "imports/send.html", context)
    found = None if file.refused else find_table(file.says.sheets, taken)
    if file.refused or found is None or not found.rows:
        form.add_error("file", file.refused or (TOO_FEW if found is None else NO_ROWS))
        return invalid(request, "imports/send.html", context)
    row = actions.send(
        kind=taken,
        found=found,
        content=file.content,
        name=file.name,
        space=_space(request),
        by=request.principal,
        at=timezone.localtime(),
    )
    return redirect("import-columns" if row.places is None else "import", row.public_id)


@requires(BRING_IN)
@require_safe
def template_file(request: Request, kind: str) -> HttpResponse:
    """A spreadsheet with the columns of this kind, to fill in."""
    taken = _kind(request, kind)
    return hand_out(
        lambda stamp: template(taken, stamp),
        name=f"{taken.kind}.xlsx",
        media=MEDIA["xlsx"],
        kind="imports.template.exported",
        by=request.principal,
        at=timezone.localtime(),
        subject=_space(request),
        rows=0,
    )


@requires(BRING_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: Request, public_id: str) -> HttpResponse:
    """Say which column of the spreadsheet is which: guessed where the name is known."""
    row, kind = _find(request, public_id)
    insist(steps.TELL_COLUMNS.allowed(row, request.principal))
    first = rows_of((row.rows or [])[:1])
    form = ColumnsForm(
        request.POST or None,
        kind=kind,
        headings=row.headings,
        examples=[as_text(cell) for _, cells in first for cell in cells],
        places=row.places if row.places is not None else guess(row.headings, kind),
        initial={"row_version": row.row_version},
    )
    context = {"form": form, "row": row, "kind": kind, "crumbs": _crumbs(kind)}
    if request.method != "POST":
        return render(request, "imports/columns.html", context)
    if not form.is_valid():
        return invalid(request, "imports/columns.html", context)
    now = timezone.localtime()
    version = form.cleaned_data["row_version"]
    actions.tell_columns(
        row=row, places=form.places, by=request.principal, at=now, row_version=version
    )
    return redirect("import", row.public_id)


@requires(BRING_IN)
@require_safe
def one(request: Request, public_id: str) -> HttpResponse:
    """What bringing it in would come to, with every problem; afterwards, what came of it."""
    row, kind = _find(request, public_id)
    now = timezone.localtime()
    progress = _progress(row, now)
    if answer := asked_again(request, progress, row.sent_at, now):
        return answer  # it says nothing of the record, so that there is nothing to tell
    record_reading("imports.read", by=request.principal, at=now, subject=row)
    if row.status == Import.Status.SENT and row.places is None:
        return redirect("import-columns", row.public_id)
    return render(request, ONE, _shown(request, row, kind, now) | {"progress": progress})


def _shown(request: Request, row: Import, kind: Importable, now: datetime) -> dict[str, Any]:
    context: dict[str, Any] = {"row": row, "kind": kind, "crumbs": _crumbs()}
    context["then_url"] = address(kind.then[1]) if kind.then[1] else ""
    if row.status == Import.Status.SENT:
        context |= _told(actions.checked(row, by=request.principal, at=now))
    return context


def _progress(row: Import, now: datetime) -> Progress | None:
    if row.status != Import.Status.RUNNING:
        return None
    what = f"{len(row.rows or []):,} rows"
    return progress_of(tasks.take_in, row.pk, what=what, at=now)


def _told(found: Checked) -> dict[str, Any]:
    pairs = list(zip(found.rows, found.compared, strict=True))
    changed = [(r.number, c) for r, c in pairs if c.outcome is Outcome.CHANGED]
    new = [(r.number, c) for r, c in pairs if c.outcome is Outcome.NEW]
    return {
        "checked": found,
        "counts": found.counts,
        "problems": found.problems[:MOST_SHOWN],
        "more_problems": max(0, len(found.problems) - MOST_SHOWN),
        "new": new[:MOST_SHOWN],
        "more_new": max(0, len(new) - MOST_SHOWN),
        "changed": changed[:MOST_SHOWN],
        "more_changed": max(0, len(changed) - MOST_SHOWN),
    }


@requires(BRING_IN)
@posts_only(back="import")
def bring_in(request: Request, public_id: str) -> HttpResponse:
    """Bring it in as it was looked at, all or nothing: at once, or by the worker where there is much."""
    row, kind = _find(request, public_id)
    principal, now = request.principal, timezone.localtime()
    is_much = len(row.rows or []) > AT_ONCE
    act = actions.begin if is_much else actions.take_in
    try:
        with transaction.atomic():
            act(row=row, by=principal, at=now, row_version=seen_version(request))
    except (Refused, IntegrityError) as why:
        row.refresh_from_db()
        context = _shown(request, row, kind, now)
        context["errors"] = [ErrorLink(_told_why(why), "")]
        return render(request, ONE, context, status=CONFLICT)
    if is_much:
        assert principal.space is not None
        asked = (row.pk, principal.acting_id, principal.space.code)
        transaction.on_commit(lambda: tasks.take_in.enqueue(*asked))
    else:
        messages.success(request, f"Brought in: {kind.title.lower()}.")
    return redirect("import", row.public_id)


def _told_why(why: Refused | IntegrityError) -> str:
    """What is said of an import that was not done: why it may not be, or that another was faster."""
    if isinstance(why, Refused):
        return " ".join((NOT_DONE, *why.decision.reasons))
    return actions.AT_THE_SAME_TIME


@requires(BRING_IN)
@posts_only(back="import")
def drop(request: Request, public_id: str) -> HttpResponse:
    """Forget a spreadsheet that is not to be brought in."""
    row, _ = _find(request, public_id)
    actions.drop(row=row, by=request.principal, at=timezone.localtime())
    messages.success(request, "Dropped. Nothing of it was brought in.")
    return redirect("imports")


def _find(request: Request, public_id: str) -> tuple[Import, Importable]:
    visible = Import.objects.visible_to(request.principal).select_related("sent_by", "file")
    row = get_object_or_404(visible, public_id=public_id)
    kind = _kind(request, row.kind)
    actions.may_bring_in(request.principal, kind, row)
    return row, kind


def _crumbs(kind: Importable | None = None) -> list[Crumb]:
    crumbs = [Crumb("Bringing in past records", reverse("imports"))]
    if kind is not None:
        crumbs.append(Crumb(kind.title, reverse("send-import", args=[kind.kind])))
    return crumbs
