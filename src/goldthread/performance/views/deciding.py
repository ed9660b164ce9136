"""Accepting a return, or sending it back with a question: by another person than the one who signed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldthread.access.guard import Request, requires
from goldthread.performance import actions, steps
from goldthread.performance.answers import asked_of
from goldthread.performance.forms import QuestionForm
from goldthread.performance.models import Return, ReturnRequest
from goldthread.performance.permissions import ACCEPT_RETURN
from goldthread.performance.views.common import (
    CHANGED,
    CONFLICT,
    about,
    earlier_version,
    find_return,
    latest_version,
    reading_of,
    say_read,
)
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid, posts_only, seen_version

PAGE = "performance/returns/accept.html"


@requires(ACCEPT_RETURN)
@require_http_methods(["GET", "POST"])
def accept(request: Request, public_id: str) -> HttpResponse:
    """What was asked back and answered, the change on the last values, and the decision."""
    asked = find_return(request, public_id, to=ACCEPT_RETURN)
    version = latest_version(asked)
    if version is None:
        return redirect("return", asked.public_id)
    if request.method == "GET":
        say_read(request, version)
        return render(request, PAGE, _context(request, asked, version))
    if seen_version(request) != version.row_version:
        context = _context(request, asked, version) | {"errors": [ErrorLink(CHANGED)]}
        return render(request, PAGE, context, status=CONFLICT)
    actions.accept(
        return_=version,
        by=request.principal,
        at=timezone.localtime(),
        row_version=seen_version(request),
    )
    messages.success(request, f"Accepted. The figures of {asked} are now the current ones.")
    return redirect("return", asked.public_id)


@requires(ACCEPT_RETURN)
@posts_only(back="return-accept")
def send_back(request: Request, public_id: str) -> HttpResponse:
    """Open the return again for its agency, with a question."""
    asked = find_return(request, public_id, to=ACCEPT_RETURN)
    version = latest_version(asked)
    if version is None:
        return redirect("return", asked.public_id)
    form = QuestionForm(
        request.POST,
        lines=asked_of(asked).lines(),
        initial={"row_version": version.row_version},
    )
    if not form.is_valid():
        return invalid(request, PAGE, _context(request, asked, version) | {"form": form})
    actions.send_back(
        return_=version,
        question=form.of_the_whole,
        about=form.of_lines,
        by=request.principal,
        at=timezone.localtime(),
        row_version=form.cleaned_data["row_version"],
    )
    messages.success(request, f"Sent back to {asked.agency} with what you asked.")
    return redirect("return", asked.public_id)


def _context(request: Request, asked: ReturnRequest, version: Return) -> dict[str, Any]:
    return about(
        asked,
        version=version,
        reading=reading_of(request, version, earlier_version(version)),
        accept=steps.ACCEPT.allowed(version, request.principal),
        form=QuestionForm(
            lines=asked_of(asked).lines(), initial={"row_version": version.row_version}
        ),
    )
