"""The reference of the API as a plain page, made from its OpenAPI document."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldthread.access.guard import Request, public
from goldthread.api.service import service


@dataclass(frozen=True)
class Parameter:
    """Something that can be asked along with an address, or sent in a body."""

    name: str
    words: str
    is_needed: bool


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked."""

    method: str
    address: str
    title: str
    words: str
    parameters: tuple[Parameter, ...]
    answers: tuple[Parameter, ...]


@cache
def operations() -> tuple[Operation, ...]:
    """Everything that can be asked, in the order of the document."""
    document: dict[str, Any] = service().get_openapi_schema()
    return tuple(
        _operation(method, address, told, document)
        for address, methods in document["paths"].items()
        for method, told in methods.items()
    )


def _operation(
    method: str, address: str, told: dict[str, Any], document: dict[str, Any]
) -> Operation:
    parameters = [
        Parameter(each["name"], _words(each["schema"]), each.get("required", False))
        for each in told.get("parameters", [])
    ]
    for sent in told.get("requestBody", {}).get("content", {}).values():
        parameters += _fields(sent["schema"], document)
    good: dict[str, Any] = next(iter(told.get("responses", {}).values()), {})
    answers = [
        field
        for each in good.get("content", {}).values()
        for field in _fields(each.get("schema", {}), document)
    ]
    words = told.get("description", "")
    return Operation(
        method.upper(), address, told["summary"], words, tuple(parameters), tuple(answers)
    )


def _fields(schema: dict[str, Any], document: dict[str, Any]) -> list[Parameter]:
    """The fields of a schema; of a list, those of its rows."""
    schema = _named(schema, document)
    properties = schema.get("properties", {})
    if "items" in properties and "total" in properties:
        properties = _named(properties["items"]["items"], document).get("properties", {})
    needed = schema.get("required", [])
    return [Parameter(name, _words(each), name in needed) for name, each in properties.items()]


def _named(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = document["components"]["schemas"][name] if name else schema
    return found


def _words(schema: dict[str, Any]) -> str:
    kinds = [schema, *schema.get("anyOf", [])]
    kind = " or ".join(dict.fromkeys(str(k["type"]) for k in kinds if "type" in k))
    return ". ".join(filter(None, (schema.get("description", "").rstrip("."), kind)))


@public
@require_safe
def reference(request: Request) -> HttpResponse:
    """What programs can ask, how, and what they are answered."""
    context = {"operations": operations(), "document": reverse("api-v1:openapi-json")}
    return render(request, "api/reference.html", context)
