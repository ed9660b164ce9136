"""The log: one line for each event, for a person or for a program, and nothing about anybody in it.

An exception's words may hold what somebody typed or what a record says ("Key (email)=(...) already
exists"), so a fault is told by its kind and by the lines of code that it came through.
"""

import logging
from contextvars import ContextVar
from traceback import extract_tb
from typing import Any

from pythonjsonlogger.json import JsonFormatter

# The reference of the request being answered; the page of a fault shows it too.
reference: ContextVar[str] = ContextVar("reference", default="")


def kinds_and_places(fault: Any) -> str:
    """The chain of an exception: each one's kind, and where in the code it passed; no words of it."""
    _, error, _ = fault
    told = []
    while error is not None:
        places = (f"{each.filename}:{each.lineno}" for each in extract_tb(error.__traceback__))
        told.append(" < ".join([type(error).__name__, *reversed(list(places))]))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join(told)


class WithReference(logging.Filter):
    """Puts the reference of the request on each record, and takes its address away.

    An address names a record, and that of an invitation opens an account.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.reference = reference.get()
        request = record.__dict__.pop("request", None)
        if request is not None:
            match = request.resolver_match
            page = match.view_name if match else "no such page"
            written = request.path.encode("unicode_escape").decode("ascii")  # as Django writes it
            said = record.getMessage()
            record.msg = said.replace(request.path, page).replace(written, page)
            record.args = ()
        return True


class Lines(logging.Formatter):
    """For a person at a terminal."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 -- the name is the library's
        return kinds_and_places(ei)


class Json(JsonFormatter):
    """For the programs that collect logs: one JSON object on a line."""

    def formatException(self, ei: Any) -> str:  # noqa: N802
        return kinds_and_places(ei)
