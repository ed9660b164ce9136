"""The API itself: every module's endpoints, found by what it names in its `module.py`."""

from importlib import import_module
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from ninja import NinjaAPI, Router, Schema
from ninja.errors import HttpError, ValidationError

from goldthread.access.decision import Overtaken, Refused
from goldthread.api.answers import PREFIX, WORDS, problem
from goldthread.house import registry

# Of an operation that needs no token: `openapi_extra=OPEN`, beside a name that begins with "open-".
OPEN: dict[str, Any] = {"security": []}
DESCRIPTION = (
    "Reads the figures of a safeguarding partnership, and takes an agency's returns. Every request"
    " bears a token that a person made for themselves: it can do what they may, and no more. Open data"
    " needs none."
)


class ErrorOut(Schema):
    """What is wrong: one sentence and, of a form, each problem with its place."""

    status: int
    sentence: str
    problems: list[dict[str, str]] = []
    questions: list[dict[str, str]] = []


class ProblemAnswer(Schema):
    """How everything that is wrong is answered."""

    error: ErrorOut


def _errors(*, is_open: bool) -> dict[str, Any]:
    """Every error that any operation may answer with; what is open asks for no token."""
    shape = {"application/json": {"schema": {"$ref": "#/components/schemas/ProblemAnswer"}}}
    told = {status: words for status, words in WORDS.items() if not (is_open and status == 401)}
    return {str(status): {"description": words, "content": shape} for status, words in told.items()}


class NoPaths(NinjaAPI):
    """Answers what is not there as what may not be known: neither the address nor the reason is told."""

    def get_openapi_schema(self, **where: Any) -> Any:
        """The document, with what holds for every operation: its token, or none, and its errors."""
        document = super().get_openapi_schema(**where)
        components = document["components"]
        components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        made = ProblemAnswer.model_json_schema(ref_template="#/components/schemas/{model}")
        components["schemas"] |= {**made.pop("$defs"), "ProblemAnswer": made}
        document["security"] = [{"token": []}]
        for methods in document["paths"].values():
            for operation in methods.values():
                operation["responses"] |= _errors(is_open=operation.get("security") == [])
        return document

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
            case RawPostDataException():  # a form: what stands before the API has read it
                return problem(415)
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
