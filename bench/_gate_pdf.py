"""PDF drafts with one thing left behind in each: where people leave names, one function for each place."""

import io
from collections.abc import Callable
from html import escape

import weasyprint
from bench._gate_word import NOTHING_TOLD, Line
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import NameObject, StreamObject, create_string_object

LOOK = "@page {{ size: A4; margin: 2cm; {page} }} body {{ font-size: 11pt; {body} }} {more}"
TITLE = "<title>Draft report</title>"


def page_of(
    body: str, *, head: str = TITLE, page: str = "", more: str = "", form: bool = False
) -> bytes:
    """A PDF of these words of HTML, the same each time."""
    look = LOOK.format(page=page, body="", more=more)
    text = f'<html lang="en"><head>{head}<style>{look}</style></head><body>{body}</body></html>'
    return weasyprint.HTML(string=text).write_pdf(
        pdf_identifier=b"gate", pdf_forms=form, pdf_variant="pdf/ua-1", pdf_tags=True
    )


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{escape(each)}</p>" for each in texts)


def table(rows: list[list[str]]) -> str:
    cells = ("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows)
    return f'<table style="width: 90%">{"".join(cells)}</table>'


def plain(line: Line) -> str:
    return f"<p>{escape(line.text)}</p>"


def bullet(line: Line) -> str:
    own = escape(line.planted)
    return f"<ul><li>{escape(line.before)}<i>{own}</i>{escape(line.after)}</li></ul>"


def cell(line: Line) -> str:
    return table([["What was seen", "What was done"], [line.text, "Taken to supervision"]])


def _broken(line: Line) -> str:
    first, _, second = line.planted.partition("/")
    return f"<p>{escape(line.before + first)}<br>{escape(second + line.after)}</p>"


def _over_pages(line: Line) -> str:
    first, _, second = line.planted.partition("/")
    own = f'<p style="page-break-before: always">{escape(second + line.after)}</p>'
    return f"<p>{escape(line.before + first)}</p>{own}"


def _cells(line: Line) -> str:
    return table([line.planted.split("|")])


def _one_by_one(line: Line) -> str:
    letters = "".join(
        f'<span style="position: absolute; left: {n * 6}mm">{escape(letter)}</span>'
        for n, letter in enumerate(line.planted)
    )
    return f'<p style="position: relative; height: 8mm">{letters}</p>'


def _styled(style: str) -> Callable[[Line], str]:
    return lambda line: (
        f'<p>The home was cold. <span style="{style}">{escape(line.text)}</span></p>'
    )


def _under_a_bar(line: Line) -> str:
    bar = '<span style="position: absolute; left: 0; top: 0; width: 17cm; height: 8mm; background: black"></span>'
    return f'<p style="position: relative">{escape(line.text)}{bar}</p>'


def _off_the_page(line: Line) -> str:
    return (
        f'<p style="position: absolute; left: 30cm; top: 2cm; width: 9cm">{escape(line.text)}</p>'
    )


def _small_numbers(line: Line) -> str:
    rows = [["Group", "Children"], ["All children", "412"], [line.before.rstrip("|"), line.planted]]
    return table(rows)


def _picture(line: Line) -> str:
    dot = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
    return f'<p><img src="{dot}" alt="{escape(line.text)}"></p>'


IN_THE_BODY: dict[str, Callable[[Line], str]] = {
    "line break inside": _broken,
    "hyphen at the end of a line": _broken,
    "page break inside": _over_pages,
    "over cells": _cells,
    "letters set one by one": _one_by_one,
    "white text": _styled("color: white"),
    "one-point text": _styled("font-size: 0.5pt"),
    "under a black bar": _under_a_bar,
    "off the page": _off_the_page,
    "link target": lambda line: f'<p>See <a href="{escape(line.text)}">the report</a>.</p>',
    "outline": lambda line: (
        f"<h1 style=\"bookmark-label: '{escape(line.text)}'\">First interview</h1>"
    ),
    "alternative text": _picture,
    "table with small numbers": _small_numbers,
}


def with_carrier(carrier: str, line: Line, texts: list[str]) -> bytes:
    """A draft of clean texts with the line in its place."""
    body = paragraphs(texts)
    if carrier in IN_THE_BODY:
        return page_of(body + IN_THE_BODY[carrier](line))
    if carrier in ("header", "footer"):
        edge = {"header": "top", "footer": "bottom"}[carrier]
        return page_of(body, page=f"@{edge}-center {{ content: '{line.text}' }}")
    if carrier == "form field":
        return page_of(f'{body}<p><input name="who" value="{escape(line.text)}"></p>', form=True)
    if carrier == "earlier version":
        return _earlier(page_of(paragraphs([line.text])), page_of(body))
    writer = PdfWriter(clone_from=io.BytesIO(page_of(body)))
    _CHANGES[carrier](writer, line)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _told(key: str) -> Callable[[PdfWriter, Line], None]:
    return lambda writer, line: writer.add_metadata({key: line.text})


def _annotation(writer: PdfWriter, line: Line, author: str = NOTHING_TOLD) -> None:
    note = Text(rect=(50, 550, 200, 650), text=line.text)
    note[NameObject("/T")] = create_string_object(author)
    writer.add_annotation(0, note)


def _annotation_author(writer: PdfWriter, line: Line) -> None:
    _annotation(writer, Line("", "Please check the order here.", ""), line.planted)


def _attachment(writer: PdfWriter, line: Line) -> None:
    writer.add_attachment("notes.txt", line.text.encode())


def _attachment_name(writer: PdfWriter, line: Line) -> None:
    writer.add_attachment(line.text, b"Nothing is written here yet.")


def _metadata_stream(writer: PdfWriter, line: Line) -> None:
    stream = StreamObject()
    stream.set_data(
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>'
        f"{escape(line.text)}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF>"
        '</x:xmpmeta><?xpacket end="w"?>'.encode()
    )
    stream[NameObject("/Type")] = NameObject("/Metadata")
    stream[NameObject("/Subtype")] = NameObject("/XML")
    writer._root_object[NameObject("/Metadata")] = writer._add_object(stream)


_CHANGES: dict[str, Callable[[PdfWriter, Line], None]] = {
    "title property": _told("/Title"),
    "author property": _told("/Author"),
    "keywords property": _told("/Keywords"),
    "custom property": _told("/CaseSubject"),
    "annotation": _annotation,
    "annotation author": _annotation_author,
    "attachment": _attachment,
    "attachment's name": _attachment_name,
    "metadata stream": _metadata_stream,
}
CARRIERS = (*IN_THE_BODY, "header", "footer", "form field", "earlier version", *_CHANGES)


def _earlier(first: bytes, then: bytes) -> bytes:
    """The first version, with the second saved after it as programs do: both lie in the file."""
    writer = PdfWriter(io.BytesIO(first), incremental=True)
    page = PdfReader(io.BytesIO(then)).pages[0]
    own = writer.pages[0]
    for key in ("/Contents", "/Resources"):
        own[NameObject(key)] = page[key].clone(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
