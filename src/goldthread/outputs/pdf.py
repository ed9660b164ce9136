"""A document as a tagged PDF (PDF/UA-1), the same bytes for the same document."""

import hashlib
from typing import Any

from goldthread.outputs.document import Document
from goldthread.outputs.html import paper
from goldthread.ui.charts import Draw, drawn


class PdfNotPossible(Exception):
    """This machine cannot make a PDF; the sentence says what it lacks and what mends it."""


def pdf(document: Document, *, draw: Draw = drawn) -> bytes:
    """The document with tags, contents with page numbers and its marking on every page.

    Raises PdfNotPossible where the libraries that lay out text are not there.
    """
    weasyprint = _weasyprint()
    source = paper(document, draw=draw)
    written: bytes = weasyprint.HTML(string=source, url_fetcher=_refuse).write_pdf(
        pdf_variant="pdf/ua-1",
        pdf_identifier=hashlib.sha256(source.encode()).digest()[:16],
    )
    return written


def why_no_pdf() -> str:
    """Why this machine cannot make a PDF, in a sentence; "" where it can."""
    try:
        _weasyprint()
    except PdfNotPossible as reason:
        return str(reason)
    return ""


def _weasyprint() -> Any:
    """WeasyPrint, brought in only here: it needs Pango, which a fresh machine may not have."""
    try:
        import weasyprint
    except OSError as missing:
        raise PdfNotPossible(
            "No PDF can be made here because Pango is missing; on Debian or Ubuntu, "
            "“apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 "
            "fonts-liberation” mends it, on macOS “brew install pango”."
        ) from missing
    return weasyprint


def _refuse(url: str, *args: object, **kwargs: object) -> Any:
    """A document holds all that it shows, so whatever asks for an address is refused."""
    raise ValueError(f"a document fetches nothing: {url}")
