"""The pages for what went wrong: plain words, no path, no trace, the same for missing and hidden."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from goldthread.access.submissions import NotTaken


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "400.html", {"is_too_large": True}, status=413)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Refused by role: every reason is told. A form that is out of date is another matter."""
    if isinstance(exception, NotTaken):
        return render(request, "ui/form_spent.html", status=403)
    decision = getattr(exception, "decision", None)
    reasons = decision.reasons if decision is not None else ()
    return render(request, "403.html", {"reasons": reasons}, status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "ui/form_expired.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Missing, and hidden from this reader: one page, without the address that was asked for."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without the frame's context, which may be the very thing that failed."""
    return HttpResponse(render_to_string("500.html"), status=500)
