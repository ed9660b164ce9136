"""Filling in a return: typed into a grid or sent as a file, signed, and opened again later."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Beforehand, Request, requires
from goldthread.files.sent import Sent, sent
from goldthread.performance import actions, grid, history, record_files, steps
from goldthread.performance.actions import Saved
from goldthread.performance.answers import (
    accepted_before,
    asked_of,
    examined,
    questions_of,
    typed_in,
)
from goldthread.performance.asked import Asked, Checked, LineKey, Problem, Typed
from goldthread.performance.checking import asked_whatever_was_answered, check
from goldthread.performance.definitions import new_in
from goldthread.performance.forms import FileForm, ReasonForm
from goldthread.performance.line_by_line import read_return
from goldthread.performance.models import Return, ReturnRequest
from goldthread.performance.permissions import FILL_IN_RETURN, SIGN_RETURN
from goldthread.performance.posted import replies_in, typed_into
from goldthread.performance.sheets import MOST_BYTES, SheetRefused, read_apart
from goldthread.performance.views.common import (
    CHANGED,
    CONFLICT,
    about,
    find_return,
    latest_version,
    reading_of,
    say_read,
    seen,
)
from goldthread.performance.views.one_figure import FIGURE, address
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid, seen_version

FILL_IN = "performance/returns/fill_in.html"
UPLOAD = "performance/returns/upload.html"
MOST_SHOWN = 200  # problems of a file: whoever has more has sent the wrong file
Keep = Callable[[Return, int | None], Saved]


@requires(FILL_IN_RETURN, guests=True)
@require_http_methods(["GET", "POST"])
def fill_in(request: Request, public_id: str) -> HttpResponse:
    """The lines as boxes; a save keeps everything as typed, with what is wrong beside its box."""
    asked = find_return(request, public_id)
    insist(steps.is_their_own(asked, request.principal))
    lines = asked_of(asked)
    if request.method == "POST":
        return _save(request, asked, lines)
    version = latest_version(asked)
    insist(steps.may_fill_in(asked, request.principal) & actions.is_open_for_filling(version))
    say_read(request, asked)
    typed = typed_in(version) if version else {}
    found = check(lines, typed, accepted_before(asked, lines)) if version else None
    questions = questions_of(version) if version else []
    boxes = grid.grid(
        lines,
        typed,
        found,
        questions,
        section=request.GET.get("section", ""),
        ever_asked=asked_whatever_was_answered(lines, typed, accepted_before(asked, lines)),
        redefined=new_in(lines.indicators, lines.period, asked.space_id),
    )
    members = sorted(asked.space.members.values_list("name", flat=True))
    context = about(asked, version=version, grid=boxes, errors=boxes.errors, looks=True)
    context |= {"counts_for": members}
    return render(request, FILL_IN, context | seen(version))


def _save(request: Request, asked: ReturnRequest, lines: Asked) -> HttpResponse:
    typed, replies = typed_into(lines, request.POST), replies_in(request.POST)

    def keep(started: Return, row_version: int | None) -> Saved:
        return actions.save_answers(
            return_=started,
            typed=typed,
            replies=replies,
            by=request.principal,
            at=timezone.localtime(),
            row_version=row_version,
        )

    saved = _kept(request, asked, keep)
    if saved is None or not saved.is_whole:
        return _conflict(request, asked, lines, saved, typed, replies)
    if lines.line_named(name := request.POST.get(FIGURE, "")):
        return redirect(address(asked, name))
    section = request.POST.get("go_on") or request.GET.get("section", "")
    return _after_saving(request, asked, section)


def _kept(request: Request, asked: ReturnRequest, keep: Keep) -> Saved | None:
    """Save into the version that is open, begun where there is none; None where none is any more.

    What was changed in another version of the record than the page showed is left to the reader.
    """
    try:
        with transaction.atomic():
            started = actions.start_return(
                request=asked, by=request.principal, at=timezone.localtime()
            )
            is_the_same = request.POST.get("version", "") == started.public_id
            return keep(started, seen_version(request) if is_the_same else 0)
    except Refused:
        return None


def _after_saving(request: Request, asked: ReturnRequest, section: str) -> HttpResponse:
    """To the page, where something in it needs attention; else to the return."""
    version = latest_version(asked)
    reading = read_return(version) if version else None
    left = reading.left_words if reading else ""
    if not left:
        messages.success(request, "Saved. Nothing is left to answer: the return can be signed.")
        return redirect("return", asked.public_id)
    if not (
        reading and reading.wrong
    ):  # errors are told by the page's own box, and nothing is done
        messages.success(request, f"Saved. {left} before it can be signed.")
    if request.POST.get("to") == "return":
        return redirect("return", asked.public_id)
    address = reverse("return-fill-in", args=[asked.public_id])
    return redirect(f"{address}?{urlencode({'section': section})}" if section else address)


def _conflict(
    request: Request,
    asked: ReturnRequest,
    lines: Asked,
    saved: Saved | None,
    typed: Mapping[LineKey, Typed],
    replies: Mapping[str, str],
) -> HttpResponse:
    """What the other person saved and what was typed here, side by side; nothing typed is lost."""
    version = latest_version(asked)
    there = typed_in(version) if version else {}
    answered = questions_of(version) if version else []
    keys = saved.contested if saved else _differing(typed, there)
    ids = saved.contested_replies if saved else replies.keys()
    differences = [
        *grid.contested_replies(answered, ids, replies),
        *grid.contested(lines, keys, there, typed),
    ]
    reasons = actions.is_open_for_filling(version) & steps.may_fill_in(asked, request.principal)
    said = "Somebody else changed this return since you opened it. Nothing of yours is lost."
    context = about(
        asked,
        version=version,
        differences=differences,
        reasons=reasons.reasons,
        saved_by=history.last_saved_by(version) if version else "",
        errors=[ErrorLink(said)],
    )
    page = "performance/returns/conflict.html"
    return render(request, page, context | seen(version), status=CONFLICT)


def _differing(
    typed: Mapping[LineKey, Typed], there: Mapping[LineKey, Typed]
) -> frozenset[LineKey]:
    nothing = Typed({})
    return frozenset(
        key for key, own in typed.items() if not own.says_the_same_as(there.get(key, nothing))
    )


def _may_send(request: Request, public_id: str) -> None:
    """Refuse whoever may not fill this return in before a byte of their file is read."""
    asked = find_return(request, public_id)
    insist(steps.may_fill_in(asked, request.principal))
    insist(actions.is_open_for_filling(latest_version(asked)))


def _read_sheet(request: Request, public_id: str) -> Sent | None:
    return sent(request.FILES.get("file"), most=MOST_BYTES, read=read_apart)


@requires(FILL_IN_RETURN, beforehand=Beforehand(allowed=_may_send, read=_read_sheet), guests=True)
@require_http_methods(["GET", "POST"])
def upload(request: Request, public_id: str) -> HttpResponse:
    """Send a filled-in file; with an error in any line nothing of it is kept, and all of them are told."""
    asked = find_return(request, public_id)
    insist(steps.may_fill_in(asked, request.principal))
    version = latest_version(asked)
    insist(actions.is_open_for_filling(version))
    was = seen(version)
    initial = {"row_version": was["row_version"], "version": was["version_id"]}
    form = FileForm(request.POST or None, request.FILES or None, initial=initial)
    context = about(asked, version=version, form=form)
    may_send = record_files.may_be_sent(asked, asked_of(asked), on=timezone.localdate())
    context["takes_records"] = bool(may_send) and request.principal.errand is None
    if request.method == "GET":
        return render(request, UPLOAD, context)
    file: Sent | None = request.sent
    if not form.is_valid() or file is None:
        return invalid(request, UPLOAD, context)
    if file.refused:
        form.add_error("file", file.refused)
        return invalid(request, UPLOAD, context)
    return receive(request, asked, file, context)


def receive(
    request: Request,
    asked: ReturnRequest,
    file: Sent,
    context: dict[str, Any],
    *,
    page: str = UPLOAD,
) -> HttpResponse:
    """Take a file that was read into the draft; `page` tells what is wrong with it."""

    def keep(started: Return, row_version: int | None) -> Saved:
        return actions.receive_file(
            return_=started,
            sheet=file.says,
            content=file.content,
            name=file.name,
            by=request.principal,
            at=timezone.localtime(),
            row_version=row_version,
        )

    try:
        saved = _kept(request, asked, keep)
    except SheetRefused as refused:
        context["form"].add_error(None, str(refused))
        return invalid(request, page, context)
    except actions.AnswersRefused as refused:
        return invalid(request, page, context | _told(asked_of(asked), refused.checked))
    if saved is None or not saved.is_whole:
        typed = examined(asked, file.says).typed
        return _conflict(request, asked, asked_of(asked), saved, typed, {})
    if aside := examined(asked, file.says).left_aside:
        messages.info(request, aside)
    return _after_saving(request, asked, "")


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


@requires(SIGN_RETURN, guests=True)
@require_http_methods(["GET", "POST"])
def sign(request: Request, public_id: str) -> HttpResponse:
    """The statement that is signed, above the figures that it is about."""
    asked = find_return(request, public_id)
    insist(steps.may_fill_in(asked, request.principal))
    version = latest_version(asked)
    if version is None:
        return redirect("return-fill-in", asked.public_id)
    reading = reading_of(request, version)
    decision = steps.SUBMIT.allowed(version, request.principal)
    decision &= actions.all_answered(reading.unanswered, wrong=reading.wrong)
    context = about(
        asked,
        version=version,
        reading=reading,
        sign=decision,
        statement=actions.statement(asked, version),
    )
    if request.method == "GET":
        say_read(request, version)
        return render(request, "performance/returns/sign.html", context)
    if seen_version(request) != version.row_version:
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
