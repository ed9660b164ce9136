"""Handing a kept file out again: as it came in, to be saved and never shown by the browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from goldthread.files.book.kinds import Kind, kind_of_taken
from goldthread.files.models import StoredFile
from goldthread.files.store import read

TYPES = {
    Kind.CSV: "text/csv",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.XLS: "application/vnd.ms-excel",
    Kind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
}


def as_attachment(file: StoredFile) -> HttpResponse:
    """The bytes, under a name that ends as what they are; raises store.FileDamaged where they are others."""
    content = read(file)
    kind = kind_of_taken(content)
    ending = f".{kind.value}"
    name = file.name if file.name.lower().endswith(ending) else f"{file.name}{ending}"
    return HttpResponse(
        content,
        content_type=TYPES[kind],
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )
