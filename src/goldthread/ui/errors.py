"""The pages for what went wrong: plain words, no path, no trace, the same for missing and hidden."""

import errno
import sys
from collections.abc import Iterator

from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from goldthread.access import unsent
from goldthread.access.submissions import NotTaken
from goldthread.access.unsent import Why
from goldthread.ui.middleware import not_taken

COME_BACK = 60  # seconds
NO_TABLE = "42P01"  # as PostgreSQL says it
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A session that could not be saved is told as if it had been deleted: the machine is at fault."""
    if isinstance(exception, SessionInterrupted) and any(map(is_passing, _behind(exception))):
        return unavailable(request)
    if isinstance(exception, RequestDataTooBig):
        return render(request, "400.html", {"is_too_large": True}, status=413)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Refused by role: every reason is told. A form that is out of date is another matter."""
    if isinstance(exception, NotTaken):
        page = render(request, "ui/form_spent.html", status=403)
        return _held(request, Why.SENT_BEFORE) or page
    decision = getattr(exception, "decision", None)
    reasons = decision.reasons if decision is not None else ()
    return render(request, "403.html", {"reasons": reasons}, status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token ran out, as it does when somebody signs in again: what was typed waits for its writer."""
    page = render(request, "ui/form_expired.html", status=403)
    return _held(request, Why.SIGNED_IN_AGAIN) or page


def _held(request: HttpRequest, why: str) -> HttpResponse | None:
    """Where a post that was not taken waits; None where it does not say whose it is."""
    whose = None if unsent.is_background(request) else unsent.drawn_for(request)
    return None if whose is None else not_taken(request, whose, why=why)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Missing, and hidden from this reader: one page, without the address that was asked for."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without the frame's context, which may be the very thing that failed.

    Where the machine lacks something for a while, that is what is said: 503, and to come back.
    """
    if is_passing(sys.exc_info()[1]):
        return unavailable(request)
    told = {"reference": getattr(request, "reference", "")}  # by which the log has it
    return HttpResponse(render_to_string("500.html", told), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """What is said while it lasts, drawn without the frame too; what was typed stands in the page."""
    text = render_to_string("503.html", {"carried": unsent.carried(request)})
    return HttpResponse(text, status=503, headers={"Retry-After": str(COME_BACK)})


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    """The faults that led to this one."""
    while error is not None:
        error = error.__cause__ or error.__context__
        if error is not None:
            yield error


def is_passing(error: BaseException | None) -> bool:
    """Whether a fault is one of the machine that mends itself or is mended without us: the database
    does not answer, a table of it is not there yet, the disk is full."""
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    if isinstance(error, ProgrammingError):
        return getattr(error.__cause__, "sqlstate", "") == NO_TABLE
    return isinstance(error, OperationalError | InterfaceError)
