"""The pages for what went wrong: plain words, no path, no trace, the same for missing and hidden."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from goldthread.access import unsent
from goldthread.access.submissions import NotTaken
from goldthread.access.unsent import Why
from goldthread.ui.middleware import not_taken


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
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
    """Drawn without the frame's context, which may be the very thing that failed."""
    told = {"reference": getattr(request, "reference", "")}  # by which the log has it
    return HttpResponse(render_to_string("500.html", told), status=500)
