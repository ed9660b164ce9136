"""A document as a tagged PDF (PDF/UA-1), the same bytes for the same document."""

import hashlib
import warnings
from html import escape
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
        finisher=_say_scope,
        pdf_identifier=hashlib.sha256(source.encode()).digest()[:16],
    )
    return written


def line_of_a_page(words: str) -> bytes:
    """One empty page with a small line at its foot, to be laid over the pages of a document."""
    style = (
        "@page { size: A4; margin: 0 }"
        "p { position: absolute; bottom: 5mm; left: 20mm; margin: 0; font: 7pt Liberation Sans }"
    )
    source = f"<style>{style}</style><p>{escape(words)}</p>"
    written: bytes = _weasyprint().HTML(string=source, url_fetcher=_refuse).write_pdf()
    return written


def why_no_pdf() -> str:
    """Why this machine cannot make a PDF, in a sentence; "" where it can."""
    try:
        _weasyprint()
    except PdfNotPossible as reason:
        return str(reason)
    return ""


def _weasyprint() -> Any:
    """WeasyPrint, brought in only here: it needs Pango and a font, which a fresh machine may lack.

    Without any font it warns when it is imported, and ends the whole process when it draws.
    """
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("error", ".*Expect ugly output")
            import weasyprint
    except OSError as missing:
        raise PdfNotPossible(
            "No PDF can be made here because Pango is missing; on Debian or Ubuntu "
            "“apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 "
            "fonts-liberation” mends it, on macOS “brew install pango”."
        ) from missing
    except UserWarning as missing:
        raise PdfNotPossible(
            "No PDF can be made here because no font is installed; on Debian or Ubuntu "
            "“apt-get install fonts-liberation” mends it."
        ) from missing
    return weasyprint


def _say_scope(laid_out: Any, written: Any) -> None:
    """Each header cell says whether it heads a column or a row: some readers go by that alone.

    WeasyPrint 70 names header cells "table-row-column" and gives them no scope.
    """
    for thing in written.objects:
        if isinstance(thing, dict) and thing.get("S") == "/TH" and "ID" in thing:
            row = thing["ID"].string.split("-")[1]
            thing["A"]["Scope"] = "/Column" if row == "0" else "/Row"


def _refuse(url: str, *args: object, **kwargs: object) -> Any:
    """A document holds all that it shows, so whatever asks for an address is refused."""
    raise ValueError(f"a document fetches nothing: {url}")
