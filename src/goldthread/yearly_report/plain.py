"""Frozen dataclasses as JSON and back: numbers, days and moments as text, so that nothing is rounded."""

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def written(value: Any) -> str:
    """A frozen dataclass as one line of JSON: the same text for the same value on every machine."""
    return json.dumps(to_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(kind: type[T], text: str) -> T:
    """The dataclass that `written` wrote."""
    value: T = from_plain(kind, json.loads(text))
    return value


def to_plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):  # a moment is a day too
        return value.isoformat()
    return value


def from_plain(kind: Any, plain: Any) -> Any:
    """A value of a kind from what JSON held.

    What a kind no longer has is passed over, and what it has gained since takes its default: a
    report that was frozen years ago must still open.
    """
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _one_of(get_args(kind), plain)
    if origin is tuple:
        return tuple(from_plain(get_args(kind)[0], item) for item in plain)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        names = [field.name for field in fields(kind) if field.init and field.name in plain]
        return kind(**{name: from_plain(hints[name], plain[name]) for name in names})
    if kind in (datetime, date):
        return kind.fromisoformat(plain)
    if kind is Decimal or (isinstance(kind, type) and issubclass(kind, Enum)):
        return kind(plain)
    return plain


def _one_of(kinds: tuple[Any, ...], plain: Any) -> Any:
    """Nothing, or one of several kinds: dataclasses are told apart by their own `kind`."""
    if plain is None:
        return None
    offered = [kind for kind in kinds if kind is not type(None)]
    if len(offered) > 1:
        offered = [kind for kind in offered if kind.kind == plain["kind"]]
    return from_plain(offered[0], plain)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
