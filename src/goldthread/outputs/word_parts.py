"""What python-docx leaves to its users: fields, bookmarks, links, alternative text, clean properties."""

from datetime import UTC
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_UNDERLINE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from goldthread.outputs.document import Document

_INK, _QUIET, _LINK = (
    RGBColor(0x16, 0x26, 0x3A),
    RGBColor(0x50, 0x5A, 0x5F),
    RGBColor(0x1A, 0x4F, 0x8B),
)
_FONT, _GOLD = "Arial", "C58B00"
_SIZES = {"Normal": 11, "Title": 26, "Subtitle": 14, "Heading 1": 18, "Heading 2": 14, "Heading 3": 12,
          "Heading 4": 11, "Heading 5": 11, "Caption": 11, "Quote": 11}  # fmt: skip
_OWN = {
    "Note": 10,
    "Cell": 3,
    "Card": 3,
    "toc 1": 3,
    "toc 2": 3,
    "toc 3": 3,
    "toc 4": 3,
}  # pt below
# What the template of python-docx carries along: a picture of somebody's page and empty stores.
_LEFT_BEHIND = ("/thumbnail", "/customXml", "/stylesWithEffects")
_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/extended-properties"><Application>Goldthread'
    b"</Application></Properties>"
)
_ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold


def prepare(file: WordDocument, document: Document) -> None:
    """Styles, language, running lines and properties; nothing of the template's maker stays."""
    _clean(file)
    _styles(file, document.language)
    _properties(file, document)
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = Cm(2.2)
    section.bottom_margin = Cm(2)
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    head.add_run(document.marking).bold = True
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot.add_run("Page ")
    _field(foot, "PAGE", "1")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES", "1")


def turn_sideways(file: WordDocument) -> None:
    """What follows stands on pages that lie on their long side."""
    section = file.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def _clean(file: WordDocument) -> None:
    for holder in (file.part.package, file.part):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.endswith(_LEFT_BEHIND):
                del holder.rels[key]
            elif relation.reltype.endswith("/extended-properties"):
                relation.target_part._blob = _APPLICATION


def _properties(file: WordDocument, document: Document) -> None:
    moment = document.created_at.astimezone(UTC).replace(tzinfo=None)
    known = file.core_properties
    known.title, known.subject, known.language = (
        document.title,
        document.subtitle,
        document.language,
    )
    known.author = known.last_modified_by = document.publisher
    known.created = known.modified = moment
    known.comments = known.keywords = known.category = ""
    known.revision = 1


def _styles(file: WordDocument, language: str) -> None:
    for name, after in _OWN.items():
        style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = file.styles["Normal"]
        style.paragraph_format.space_after = Pt(after)
        if name.startswith("toc"):
            style.paragraph_format.left_indent = Cm(0.6 * (int(name[-1]) - 1))
        elif name != "Card":
            style.font.size = Pt(9.5)
    file.styles["Cell"].paragraph_format.space_before = Pt(3)
    for name, size in _SIZES.items():
        style = file.styles[name]
        style.font.size, style.font.color.rgb, style.font.italic = Pt(size), _INK, False
        _one_font(style.element.get_or_add_rPr())
    _one_font(file.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}"))
    file.styles["Caption"].paragraph_format.keep_with_next = True
    file.styles["Caption"].font.bold = True
    file.styles["Quote"].paragraph_format.left_indent = Cm(0.8)
    file.styles["Subtitle"].font.color.rgb = _QUIET
    for name in ("Title", "Subtitle"):
        for spaced in file.styles[name].element.rPr.findall(qn("w:spacing")):
            file.styles[name].element.rPr.remove(spaced)
    for line in file.styles["Title"].element.pPr.iter(qn("w:bottom")):
        line.set(qn("w:color"), _GOLD)
        line.attrib.pop(qn("w:themeColor"), None)
    link = file.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = _LINK, True
    file.styles.add_style("Figure", WD_STYLE_TYPE.CHARACTER).font.underline = WD_UNDERLINE.DOTTED
    stated = file.styles.add_style("Stated figure", WD_STYLE_TYPE.CHARACTER)
    stated.font.underline, stated.font.italic = WD_UNDERLINE.DASH, True
    for spoken in file.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), language)
    for spoken in file.settings.element.iter(qn("w:themeFontLang")):
        spoken.set(qn("w:val"), language)


def _one_font(properties: Any) -> None:
    """The theme's fonts would win over a font that is named, so they are taken out."""
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _element(tag: str, /, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field that Word works out; `shown` stands until it does."""
    _field_begins(paragraph, instruction)
    paragraph.add_run(shown)
    _field_ends(paragraph)


def _field_begins(paragraph: Paragraph, instruction: str, **attributes: str) -> None:
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="begin", **attributes))
    told = _element("w:instrText")
    told.text = instruction
    told.set(qn("xml:space"), "preserve")
    paragraph.add_run()._r.append(told)
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="separate"))


def _field_ends(paragraph: Paragraph) -> None:
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="end"))


def contents(
    file: WordDocument, title: str, depth: int, listed: list[tuple[int, str, str]]
) -> None:
    """Word's own contents field, filled in so that it reads well before Word adds page numbers.

    `listed` are (level, heading, bookmark).
    """
    file.add_paragraph(title, style="Caption")
    paragraph = file.add_paragraph(style="toc 1")
    _field_begins(paragraph, f'TOC \\o "1-{depth}" \\h \\z \\u', dirty="true")
    for number, (level, text, place) in enumerate(listed):
        if number:
            paragraph = file.add_paragraph(style=f"toc {level}")
        add_run(inward_link(paragraph, place), paragraph, text, None)
    _field_ends(paragraph)


def bookmark(paragraph: Paragraph, name: str) -> None:
    """Makes the paragraph a place that links lead to."""
    number = name.rpartition("_")[2]
    start = _element("w:bookmarkStart", id=number, name=name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(_element("w:bookmarkEnd", id=number))


def inward_link(paragraph: Paragraph, place: str) -> Any:
    link = _element("w:hyperlink", anchor=place, history="1")
    paragraph._p.append(link)
    return link


def outward_link(paragraph: Paragraph, address: str) -> Any:
    link = OxmlElement("w:hyperlink")
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), relation)
    paragraph._p.append(link)
    return link


def add_run(holder: Any, paragraph: Paragraph, text: str, style: str | None) -> Run:
    """A run inside a paragraph or a link of it; "\\n" is a line break."""
    written = paragraph.add_run(text, style)
    if holder is not paragraph:
        holder.append(written._r)
    return written


def numbering_from_one(file: WordDocument, style: str) -> int:
    """A numbering of its own for one list: without it Word goes on from the list before."""
    numbering = file.part.numbering_part.element
    used = file.styles[style].element.pPr.numPr.numId.val
    abstract = next(n.abstractNumId.val for n in numbering.num_lst if n.numId == used)
    own = numbering.add_num(abstract)
    own.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(own.numId)


def number_with(paragraph: Paragraph, numbering: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering


def describe(picture: Any, title: str, description: str) -> None:
    """Alternative text for an inline picture."""
    properties = picture._inline.docPr
    properties.set("descr", description)
    properties.set("title", title)


def table(file: WordDocument, rows: int, columns: int, caption: str) -> list[list[_Cell]]:
    """The cells, row by row, of a table whose first row is its header on every page."""
    made = file.add_table(rows, columns)
    properties = made._tbl.tblPr
    borders = _element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color="C9D1D9"))
    properties.append(borders)
    look = properties.find(qn("w:tblLook"))
    if look is not None:  # the order of these is fixed: borders stand before the look
        properties.append(look)
    if caption:
        properties.append(_element("w:tblCaption", val=caption))
    for number, row in enumerate(made._tbl.tr_lst):
        kept = row.get_or_add_trPr()
        kept.append(_element("w:cantSplit"))
        if number == 0:
            kept.append(_element("w:tblHeader"))
    # python-docx's own way to the cells counts through the whole table for each.
    return [[_Cell(tc, made) for tc in row.tc_lst] for row in made._tbl.tr_lst]


def repacked(package: bytes) -> bytes:
    """The package with one moment and one maker on every part, so that bytes depend on it alone."""
    packed = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name, _ZIP_MOMENT)
            part.compress_type, part.create_system, part.external_attr = ZIP_DEFLATED, 0, 0
            new.writestr(part, old.read(name))
    return packed.getvalue()
