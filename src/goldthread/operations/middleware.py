"""Watches each request: its time and answer for the metrics, its reference for the log."""

import logging
import secrets
from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest, HttpResponse

from goldthread.operations.logs import reference
from goldthread.operations.metrics import ANSWERS, SECONDS

_log = logging.getLogger("goldthread.requests")


class Watched:
    """Outermost middleware. Tells the name of the page and never its address, which names a record."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reference = secrets.token_hex(4)  # type: ignore[attr-defined]
        token = reference.set(request.reference)  # type: ignore[attr-defined]
        begun = perf_counter()
        try:
            response = self.get_response(request)
            self._tell(request, response.status_code, perf_counter() - begun)
        finally:
            reference.reset(token)
        return response

    def _tell(self, request: HttpRequest, status: int, seconds: float) -> None:
        view = request.resolver_match.view_name if request.resolver_match else "no such page"
        method = request.method if request.method in ("GET", "POST", "HEAD") else "other"
        SECONDS.labels(view, method).observe(seconds)
        ANSWERS.labels(view, status).inc()
        facts = {"view": view, "method": method, "status": status, "ms": round(1000 * seconds)}
        _log.info("%(method)s %(view)s %(status)s in %(ms)s ms", facts, extra=facts)
