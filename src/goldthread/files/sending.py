"""Handing a kept file out again: as it came in, to be saved and never shown by the browser."""

from datetime import datetime
from typing import Any

from goldthread.access.principal import Principal
from goldthread.files.book.kinds import kind_of_taken
from goldthread.files.handing_out import MEDIA, HandedOut, hand_out
from goldthread.files.models import StoredFile
from goldthread.files.papers import paper_of
from goldthread.files.store import read


def as_attachment(
    file: StoredFile, *, kind: str, by: Principal, at: datetime, subject: Any
) -> HandedOut:
    """The bytes, under a name that ends as what they are; raises store.FileDamaged where they are others.

    They are evidence of what was sent, so no stamp is put into them.
    """
    content = read(file)
    name, media = named_for_what_it_is(file.name, content)
    return hand_out(
        lambda stamp: content,
        name=name,
        media=media,
        kind=kind,
        by=by,
        at=at,
        subject=subject,
        rows=None,
    )


def named_for_what_it_is(name: str, content: bytes) -> tuple[str, str]:
    """(a name that ends as what the bytes are, their media type)."""
    ending = (paper_of(content) or kind_of_taken(content)).value
    has_it = name.lower().endswith(f".{ending}")
    return (name if has_it else f"{name}.{ending}"), MEDIA[ending]
