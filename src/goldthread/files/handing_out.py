"""The one road out: a file that somebody takes says who took it, and the trail says what they took."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from goldthread.access.principal import Principal
from goldthread.files.stamp import WORKING, Stamp
from goldthread.trail.record import record

PUBLIC = "Public"
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_NEVER_SHOWN = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


class HandedOut(HttpResponse):
    """A file on its way out; only this module makes one, and the sweep knows the rest by that."""

    def __init__(self, content: bytes, *, name: str, media: str) -> None:
        disposition = content_disposition_header(True, name) or "attachment"
        headers = {"Content-Disposition": disposition, **_NEVER_SHOWN}
        super().__init__(content, content_type=media, headers=headers)


def hand_out(
    make: Callable[[Stamp], bytes],
    *,
    name: str,
    media: str,
    kind: str,
    by: Principal,
    at: datetime,
    subject: Any,
    rows: int | None,
    marking: str = WORKING,
) -> HandedOut:
    """The file that `make` gives for a stamp, told in the trail in the transaction that it is made in.

    `kind` ends with ".exported"; `rows` is how many records or lines it holds, None for a document;
    `at` is in the reader's zone. A `make` that uses no stamp gives out what must stay as it is.
    """
    if not kind.endswith(".exported"):
        raise ValueError(f"what is handed out is told as exported, not as {kind}")
    space = by.space.name if by.space else ""
    content = make(Stamp(by.name, at, space, marking))
    facts = {"file": name, "rows": rows, "marking": marking}
    record(kind, by=by, at=at, subject=subject, after=facts)
    return HandedOut(content, name=name, media=media)


def hand_out_published(content: bytes, *, name: str, media: str) -> HandedOut:
    """A file that is published: nobody is asked who they are, so nothing is told of them."""
    return HandedOut(content, name=name, media=media)
