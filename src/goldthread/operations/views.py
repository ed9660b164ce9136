"""Addresses that machines ask: they tell of the installation, and of nobody's records."""

import hmac

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from goldthread.access.guard import Request, public_without_transaction
from goldthread.operations.health import READINESS, look
from goldthread.operations.metrics import registry


@public_without_transaction
def health(request: Request) -> HttpResponse:
    """Whether this process answers: what begins it again where it does not asks here."""
    return JsonResponse({"well": True})


@public_without_transaction
def ready(request: Request) -> HttpResponse:
    """Whether this process can serve pages: what spreads requests over several asks here."""
    faults = look(READINESS)
    return JsonResponse({"ready": not faults, "faults": faults}, status=503 if faults else 200)


@public_without_transaction
def metrics(request: Request) -> HttpResponse:
    """How the installation fares, for Prometheus; not found without the token of the settings."""
    token, _, given = settings.GOLDTHREAD_METRICS_TOKEN, *_bearer(request)
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        raise Http404
    text = generate_latest(registry(at=timezone.now()))
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)


def _bearer(request: Request) -> tuple[str, str]:
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    return kind, given if kind == "Bearer" else ""
