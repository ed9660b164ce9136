"""What somebody sent, read before a view's transaction: its bytes, and what they say or why not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from goldthread.files.limits import Unreadable
from goldthread.files.names import refuse_by_name


@dataclass(frozen=True)
class Sent:
    """One upload: `says` is what its reader made of it, or None where `refused` has the sentence."""

    name: str
    content: bytes
    says: Any = None
    refused: str = ""


def sent(
    file: UploadedFile | None,
    *,
    most: int,
    read: Callable[[bytes], Any],
    named: Callable[[str, bytes], None] = refuse_by_name,
) -> Sent | None:
    """An upload as its reader understands it; None where there is none of at most that many bytes.

    What is missing or too large is for the view's form to say; `named` refuses what bears a wrong name.
    """
    if file is None or not file.size or file.size > most:
        return None
    content = file.read()
    file.seek(0)
    try:
        named(file.name or "", content)
        return Sent(file.name or "", content, read(content))
    except Unreadable as refused:
        return Sent(file.name or "", content, refused=str(refused))
