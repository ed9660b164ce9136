"""The API itself: every module's endpoints, found by what it names in its `module.py`."""

from importlib import import_module
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError

from goldthread.access.decision import Overtaken, Refused
from goldthread.api.answers import PREFIX, problem
from goldthread.house import registry

DESCRIPTION = (
    "Reads the figures of a safeguarding partnership, and takes an agency's returns. Every request"
    " bears a token that a person made for themselves: it can do what they may, and no more."
)


class NoPaths(NinjaAPI):
    """Answers what is not there as what may not be known: neither the address nor the reason is told."""

    def get_root_path(self, path_params: dict[str, Any]) -> str:
        """Where its addresses begin."""
        return PREFIX

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        match exc:
            case Http404():
                return problem(404)
            case Overtaken():
                return problem(409, " ".join(exc.decision.reasons))
            case Refused():
                return problem(403, " ".join(exc.decision.reasons))
            case ValidationError():
                return problem(422, problems=[_place(error) for error in exc.errors])
            case HttpError():
                return problem(exc.status_code, str(exc))
        raise exc


def _place(error: dict[str, Any]) -> dict[str, str]:
    """One problem of a request's form: where it is, and what it is, without what was sent."""
    where = [str(part) for part in error["loc"] if part not in ("query", "body", "path")]
    return {"place": ".".join(where[:6])[:120], "sentence": error["msg"]}


def service() -> NinjaAPI:
    """The API with the endpoints of every module; a router given to two of them is built anew."""
    api = NoPaths(
        title="Goldthread",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        openapi_url="openapi.json",
        urls_namespace="api-v1",
    )
    for router in routers():
        api.add_router("", router)
    return api


def routers() -> list[Router]:
    """The router of each module that offers endpoints."""
    found = []
    for module in registry:
        if module.endpoints:
            place, name = module.endpoints.split(":")
            found.append(getattr(import_module(place), name))
    return found
