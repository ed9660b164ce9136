"""Handing a kept file out again: as it came in, to be saved and never shown by the browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from goldthread.files.models import StoredFile
from goldthread.files.store import read

# What is not one of these is bytes and no more, whatever it was called.
TYPES = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ANYTHING = "application/octet-stream"


def as_attachment(file: StoredFile) -> HttpResponse:
    """The bytes under the name that they came with; raises store.FileDamaged where they are others."""
    _, dot, ending = file.name.lower().rpartition(".")
    return HttpResponse(
        read(file),
        content_type=TYPES.get(f"{dot}{ending}", ANYTHING),
        headers={
            "Content-Disposition": content_disposition_header(True, file.name) or "attachment",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )
