"""Filling in a return: typed into a grid or sent as a file, signed, and opened again later."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Beforehand, Request, requires
from goldthread.files.sent import Sent, sent
from goldthread.performance import actions, grid, history, steps
from goldthread.performance.answers import accepted_before, asked_of, examined, typed_in
from goldthread.performance.asked import Asked, Checked, LineKey, Problem, Typed
from goldthread.performance.checking import check
from goldthread.performance.forms import FileForm, ReasonForm
from goldthread.performance.line_by_line import read_return
from goldthread.performance.models import Return, ReturnRequest
from goldthread.performance.permissions import FILL_IN_RETURN, SIGN_RETURN
from goldthread.performance.sheets import MOST_BYTES, SheetRefused, read_apart
from goldthread.performance.views.common import (
    CHANGED,
    CONFLICT,
    about,
    find_return,
    latest_version,
    say_read,
    seen_version,
)
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid

UPLOAD = "performance/returns/upload.html"
MOST_SHOWN = 200  # problems of a file: whoever has more has sent the wrong file


@requires(FILL_IN_RETURN)
@require_http_methods(["GET", "POST"])
def fill_in(request: Request, public_id: str) -> HttpResponse:
    """The lines as boxes; a save keeps all of them or, with an error in any, none."""
    asked = find_return(request, public_id)
    insist(steps.may_fill_in(asked, request.principal))
    version = latest_version(asked)
    lines = asked_of(asked)
    if request.method == "POST":
        typed = grid.typed_into(lines, request.POST)
        return _save(request, asked, version, lines, typed)
    insist(actions.is_open_for_filling(version))
    say_read(request, asked)
    typed = typed_in(version) if version else {}
    begun = version is not None and version.cells.exists()
    found = check(lines, typed, accepted_before(asked, lines)) if begun else None
    context = _grid_context(asked, version, grid.grid(lines, typed, found))
    return render(request, "performance/returns/fill_in.html", context)


def _grid_context(
    asked: ReturnRequest, version: Return | None, boxes: grid.Grid, **more: Any
) -> dict[str, Any]:
    return about(
        asked,
        version=version,
        grid=boxes,
        row_version=version.row_version if version else 0,
        **more,
    )


def _save(
    request: Request,
    asked: ReturnRequest,
    version: Return | None,
    lines: Asked,
    typed: Mapping[LineKey, Typed],
) -> HttpResponse:
    if _is_stale(request, version):
        return _conflict(request, asked, version, lines, typed)
    at = timezone.localtime()
    try:
        with transaction.atomic():
            started = actions.start_return(request=asked, by=request.principal, at=at)
            found = actions.save_answers(
                return_=started,
                typed=typed,
                by=request.principal,
                at=at,
                row_version=version.row_version if version else started.row_version,
            )
    except actions.AnswersRefused as refused:
        boxes = grid.grid(lines, typed, refused.checked)
        context = _grid_context(asked, version, boxes, errors=boxes.errors)
        return invalid(request, "performance/returns/fill_in.html", context)
    except Refused:
        return _conflict(request, asked, latest_version(asked), lines, typed)
    return _saved(request, asked, found)


def _is_stale(request: Request, version: Return | None) -> bool:
    """Whether the page was drawn from another version of the record than there is now."""
    return seen_version(request) != (version.row_version if version else 0)


def _saved(request: Request, asked: ReturnRequest, found: Checked) -> HttpResponse:
    open_lines = {problem.key for problem in found.queries}
    if open_lines:
        count = len(open_lines)
        needs = "1 line needs" if count == 1 else f"{count} lines need"
        messages.success(request, f"Saved. {needs} an answer before it can be signed.")
        return redirect("return-fill-in", asked.public_id)
    messages.success(request, "Saved. Nothing is left to answer: the return can be signed.")
    return redirect("return", asked.public_id)


def _conflict(
    request: Request,
    asked: ReturnRequest,
    version: Return | None,
    lines: Asked,
    typed: Mapping[LineKey, Typed],
) -> HttpResponse:
    """What the other person saved and what was typed here, side by side; nothing typed is lost."""
    saved = typed_in(version) if version else {}
    differences = list(grid.differences(lines, saved, typed))
    reasons = actions.is_open_for_filling(version).reasons
    if not differences and not reasons:
        messages.success(request, "Saved. Somebody had saved the very same already.")
        return redirect("return", asked.public_id)
    found = check(lines, typed, accepted_before(asked, lines))
    boxes = grid.grid(lines, typed, found)
    context = _grid_context(
        asked,
        version,
        boxes,
        differences=differences,
        reasons=reasons,
        saved_by=history.last_saved_by(version) if version else "",
        errors=[
            ErrorLink(
                "Somebody else saved this return since you opened it. Nothing of yours is lost."
            )
        ],
    )
    return render(request, "performance/returns/conflict.html", context, status=CONFLICT)


def _may_send(request: Request, public_id: str) -> None:
    """Refuse whoever may not fill this return in before a byte of their file is read."""
    asked = find_return(request, public_id)
    insist(steps.may_fill_in(asked, request.principal))
    insist(actions.is_open_for_filling(latest_version(asked)))


def _read_sheet(request: Request, public_id: str) -> Sent | None:
    return sent(request.FILES.get("file"), most=MOST_BYTES, read=read_apart)


@requires(FILL_IN_RETURN, beforehand=Beforehand(allowed=_may_send, read=_read_sheet))
@require_http_methods(["GET", "POST"])
def upload(request: Request, public_id: str) -> HttpResponse:
    """Send a filled-in file; with an error in any line nothing of it is kept, and all of them are told."""
    asked = find_return(request, public_id)
    insist(steps.may_fill_in(asked, request.principal))
    version = latest_version(asked)
    insist(actions.is_open_for_filling(version))
    seen = version.row_version if version else 0
    form = FileForm(request.POST or None, request.FILES or None, initial={"row_version": seen})
    context = about(asked, version=version, form=form)
    if request.method == "GET":
        return render(request, UPLOAD, context)
    file: Sent | None = request.sent
    if not form.is_valid() or file is None:
        return invalid(request, UPLOAD, context)
    if file.refused:
        form.add_error("file", file.refused)
        return invalid(request, UPLOAD, context)
    if _is_stale(request, version):
        return _stale_file(request, asked, version, file, context)
    return _receive(request, asked, version, file, context)


def _receive(
    request: Request,
    asked: ReturnRequest,
    version: Return | None,
    file: Sent,
    context: dict[str, Any],
) -> HttpResponse:
    at = timezone.localtime()
    try:
        with transaction.atomic():
            started = actions.start_return(request=asked, by=request.principal, at=at)
            found = actions.receive_file(
                return_=started,
                sheet=file.says,
                content=file.content,
                name=file.name,
                by=request.principal,
                at=at,
                row_version=version.row_version if version else started.row_version,
            )
    except SheetRefused as refused:
        context["form"].add_error("file", str(refused))
        return invalid(request, UPLOAD, context)
    except actions.AnswersRefused as refused:
        context |= _told(asked_of(asked), refused.checked)
        return invalid(request, UPLOAD, context)
    return _saved(request, asked, found)


def _stale_file(
    request: Request,
    asked: ReturnRequest,
    version: Return | None,
    file: Sent,
    context: dict[str, Any],
) -> HttpResponse:
    lines = asked_of(asked)
    try:
        found = examined(asked, file.says)
    except SheetRefused as refused:
        context["form"].add_error("file", str(refused))
        return invalid(request, UPLOAD, context)
    if found.checked.errors:
        context |= _told(lines, found.checked)
        return invalid(request, UPLOAD, context)
    return _conflict(request, asked, version, lines, found.typed)


def _told(lines: Asked, checked: Checked) -> dict[str, Any]:
    """The problems of a file with their rows and the lines' own words, for the page: so many of them."""
    several = len(lines.areas) > 1
    words = {line.key: grid.line_words(line, several) for line in lines.lines()}

    def told(problems: tuple[Problem, ...]) -> list[dict[str, str]]:
        return [
            {
                "row": problem.row.removeprefix("row "),
                "line": words.get(problem.key, "") if problem.key else "",
                "column": problem.part,
                "sentence": problem.sentence,
            }
            for problem in problems[:MOST_SHOWN]
        ]

    count = len(checked.errors)
    many = "1 problem is" if count == 1 else f"{count:,} problems are"
    return {
        "refused": told(checked.errors),
        "more": max(0, count - MOST_SHOWN),
        "asked_back": told(checked.queries),
        "questions": len(checked.queries),
        "errors": [ErrorLink(f"{many} told below, each with its row", "problems")],
    }


@requires(SIGN_RETURN)
@require_http_methods(["GET", "POST"])
def sign(request: Request, public_id: str) -> HttpResponse:
    """The statement that is signed, above the figures that it is about."""
    asked = find_return(request, public_id)
    insist(steps.may_fill_in(asked, request.principal))
    version = latest_version(asked)
    if version is None:
        return redirect("return-fill-in", asked.public_id)
    reading = read_return(version)
    decision = steps.SUBMIT.allowed(version, request.principal)
    decision &= actions.all_answered(reading.unanswered)
    context = about(
        asked,
        version=version,
        reading=reading,
        sign=decision,
        statement=actions.statement(asked),
    )
    if request.method == "GET":
        say_read(request, version)
        return render(request, "performance/returns/sign.html", context)
    if _is_stale(request, version):
        context["errors"] = [ErrorLink(CHANGED)]
        return render(request, "performance/returns/sign.html", context, status=CONFLICT)
    actions.submit(
        return_=version,
        by=request.principal,
        at=timezone.localtime(),
        row_version=seen_version(request),
    )
    messages.success(request, "The return is signed. The business unit has been told in its list.")
    return redirect("return", asked.public_id)


@requires(FILL_IN_RETURN)
@require_http_methods(["GET", "POST"])
def new_version(request: Request, public_id: str) -> HttpResponse:
    """Begin a new version of an accepted return, with the reason; both stay."""
    asked = find_return(request, public_id)
    insist(steps.may_fill_in(asked, request.principal))
    version = latest_version(asked)
    if version is None or version.status != Return.Status.ACCEPTED:
        return redirect("return", asked.public_id)
    form = ReasonForm(request.POST or None)
    context = about(asked, form=form, version=version)
    if request.method == "POST" and form.is_valid():
        actions.start_return(
            request=asked,
            by=request.principal,
            at=timezone.localtime(),
            reason=form.cleaned_data["reason"],
        )
        return redirect("return-fill-in", asked.public_id)
    page = "performance/returns/new_version.html"
    return invalid(request, page, context) if form.is_bound else render(request, page, context)
