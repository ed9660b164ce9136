"""Drafts in Word and PDF that carry a name in each place where one can be left."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

NAME = "Kayleigh"


def word(write: Callable[[Any], None]) -> bytes:
    """A Word document that somebody wrote into."""
    document = Document()
    document.core_properties.author = ""
    write(document)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def with_member(content: bytes, name: str, text: bytes) -> bytes:
    """The document with one more part in its package."""
    held = io.BytesIO(content)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, text)
    return held.getvalue()


def changed(document: Any, kind: str, text: str, *, before: str = "", after: str = "") -> None:
    """A paragraph with a tracked change in its middle."""
    paragraph = document.add_paragraph(before)
    tag = "delText" if kind in ("del", "moveFrom") else "t"
    xml = f'<w:{kind} {nsdecls("w")} w:author="P Quill"><w:r><w:{tag}>{text}</w:{tag}></w:r></w:{kind}>'
    paragraph._p.append(parse_xml(xml))
    paragraph.add_run(after)


def styled(document: Any, text: str, how: str) -> None:
    """A paragraph whose letters a reader does not see."""
    run = document.add_paragraph("Seen. ").add_run(text)
    if how == "hidden":
        run.font.hidden = True
    elif how == "white":
        run.font.color.rgb = RGBColor(255, 255, 255)
    else:
        run.font.size = Pt(1)


def raw(document: Any, xml: str) -> None:
    """A piece of WordprocessingML at the end of a paragraph of its own."""
    document.add_paragraph()._p.append(parse_xml(xml.replace("NS", nsdecls("w"), 1)))


TEXT_BOX = (
    "<w:r NS><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent><w:p><w:r>"
    f"<w:t>{NAME}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
FIELD = f'<w:r NS><w:instrText> HYPERLINK "mailto:{NAME}@example.org" </w:instrText></w:r>'
BOOKMARK = f'<w:bookmarkStart NS w:id="9" w:name="{NAME}_plan"/>'
ALTERNATIVE = (
    "<w:r NS><w:drawing><wp:inline xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'>"
    f"<wp:docPr id='1' name='Picture 1' descr='{NAME} at school'/></wp:inline></w:drawing></w:r>"
)


def pdf(*drawn: str, write: Callable[[PdfWriter], None] | None = None) -> bytes:
    """A PDF whose pages are drawn by these instructions."""
    writer = PdfWriter()
    writer.metadata = None
    for instructions in drawn:
        page = writer.add_blank_page(400, 400)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = StreamObject()
        stream.set_data(instructions.encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    if write is not None:
        write(writer)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def said(text: str, *, way: str = "0 g", x: int = 50, y: int = 200) -> str:
    """Instructions that write a text on a page."""
    return f"q BT {way} /F1 12 Tf {x} {y} Td ({text}) Tj ET Q\n"


def noted(writer: PdfWriter) -> None:
    writer.add_annotation(0, FreeText(text=f"ask {NAME}", rect=(10, 10, 60, 30)))


def layered(writer: PdfWriter) -> None:
    group = writer._add_object(
        DictionaryObject(
            {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject(NAME)}
        )
    )
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {
            NameObject("/OCGs"): ArrayObject([group]),
            NameObject("/D"): DictionaryObject({NameObject("/OFF"): ArrayObject([group])}),
        }
    )


def attached(writer: PdfWriter) -> None:
    writer.add_attachment("notes.txt", f"seen with {NAME}".encode())
