"""Which records a page is about: those whose random ids stand in its address, noted as they are read.

A view need not say so. The guard watches each view; whoever keeps account of readings is told before
the answer goes out, in the transaction of the view.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse

from goldthread.access.addresses import is_random_id


@dataclass
class Opened:
    """The ids that an address names, the rows found under them, and the rows already told of."""

    asked: frozenset[str] = frozenset()
    rows: dict[str, Any] = field(default_factory=dict)
    told: set[tuple[str, str]] = field(default_factory=set)

    def is_told(self, row: Any) -> bool:
        return (row._meta.label_lower, row.public_id) in self.told


Teller = Callable[[HttpRequest, Opened, HttpResponse], None]

_watch: ContextVar[Opened | None] = ContextVar("opened", default=None)
_tellers: list[Teller] = []


def told_to(teller: Teller) -> Teller:
    """Have a function told of every view that a guard let in, with the records that it is about."""
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


@contextmanager
def watching(named: Iterable[Any]) -> Iterator[Opened]:
    """Note the rows that are read by one of these ids from an address."""
    seen = Opened(frozenset(n for n in named if isinstance(n, str) and is_random_id(n)))
    token = _watch.set(seen)
    try:
        yield seen
    finally:
        _watch.reset(token)


def watched(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, telling what it showed."""

    def answer(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        with watching(kwargs.values()) as seen:
            response = view(request, *args, **kwargs)
            for tell in _tellers:
                tell(request, seen, response)
        return response

    return answer


def note(row: Any) -> None:
    """Called for each row that comes from the database."""
    seen = _watch.get()
    if seen is not None and seen.asked and row.__dict__.get("public_id") in seen.asked:
        seen.rows.setdefault(row.public_id, row)


def note_told(row: Any) -> None:
    """Called for each record of which something was told, so that it is not told twice."""
    seen = _watch.get()
    if seen is not None:
        seen.told.add((row._meta.label_lower, row.public_id))


def in_view() -> Opened:
    """What the view under way has read so far; nothing outside a view."""
    return _watch.get() or Opened()
