"""Word documents of our own making: forms to be filled in, chronologies, and hostile ones."""

import zipfile
from io import BytesIO

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

CONTROL = (
    "<w:sdt {ns}><w:sdtPr><w:alias w:val='{alias}'/><w:showingPlcHdr/>{more}</w:sdtPr><w:sdtContent>"
    "<w:p><w:r><w:rPr><w:rStyle w:val='PlaceholderText'/></w:rPr><w:t>{shown}</w:t></w:r></w:p>"
    "</w:sdtContent></w:sdt>"
)
BOX = (
    "<w14:checkbox xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'>"
    "<w14:checked w14:val='0'/></w14:checkbox>"
)


def saved(file) -> bytes:
    there = BytesIO()
    file.save(there)
    return there.getvalue()


def a_form(*more_labels: str) -> bytes:
    """An invented form with cells, a table of children, a control, a box, a bookmark, and lines."""
    file = Document()
    file.add_heading("Part 1: the notification", 1)
    labels = ("Local authority", "Notification reference", "Date of incident", *more_labels)
    table = file.add_table(rows=len(labels), cols=2)
    for row, label in zip(table.rows, labels, strict=True):
        row.cells[0].text = label
    file.add_heading("Part 2: children", 1)
    children = file.add_table(rows=3, cols=3)
    for cell, label in zip(children.rows[0].cells, ("Child", "Age", "Ethnicity"), strict=True):
        cell.text = label
    file.add_heading("Part 3: the case", 1)
    line = file.add_paragraph()
    line.add_run("Date of meeting: ").bold = True
    line.add_run("__________")
    file.add_paragraph("Voice of the child:")
    file.add_paragraph("", style="Quote")
    body = file.element.body
    ends = body.find(qn("w:sectPr"))
    for alias, more in (("Rationale", ""), ("Two or more agencies", BOX)):
        said = CONTROL.format(ns=nsdecls("w"), alias=alias, more=more, shown="Click here")
        ends.addprevious(parse_xml(said))
    marked = file.add_paragraph("Signed off by ")
    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for each in (begin, end):
        each.set(qn("w:id"), "7")
    begin.set(qn("w:name"), "partners")
    marked._p.append(begin)
    marked._p.append(end)
    return saved(file)


def a_chronology(*rows, headings=("Date/time", "Source", "Significant event")) -> bytes:
    file = Document()
    file.add_paragraph("Chronology of the trust")
    table = file.add_table(rows=1, cols=len(headings))
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        cell.text = heading
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return saved(file)


def with_merged_days() -> bytes:
    """Two events of one day, whose cell goes over both rows; and a year that runs across the table."""
    file = Document()
    table = file.add_table(rows=4, cols=2)
    cells = (
        ("Date", "Event"),
        ("2025", ""),
        ("3 February 2025", "Seen at home"),
        ("", "Seen again"),
    )
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(1, 1))
    table.cell(2, 0).merge(table.cell(3, 0))
    return saved(file)


def with_changes() -> bytes:
    """An event of which somebody deleted one word and put in another."""
    file = Document(BytesIO(a_chronology(("04/02/2025", "GP", "Seen "))))
    paragraph = file.tables[0].rows[1].cells[2].paragraphs[0]._p
    for tag, holder, word in (("del", "delText", "twice"), ("ins", "t", "once")):
        change = f"<w:{tag} {nsdecls('w')} w:id='1' w:author='A. Person'><w:r><w:{holder}>{word}</w:{holder}></w:r></w:{tag}>"
        paragraph.append(parse_xml(change))
    return saved(file)


def packed_with(content: bytes, **members: bytes) -> bytes:
    """The document with further members, or others in their place."""
    there = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(there, "w", 8) as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, text in members.items():
            new.writestr(name, text)
    return there.getvalue()


RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
    b' Target="https://elsewhere.example/t.dotm" TargetMode="External"/></Relationships>'
)


def hostile() -> dict[str, bytes]:
    """Documents that are refused, by what is wrong with them."""
    plain = a_form()
    return {
        "a bomb": packed_with(plain, **{"word/media/image1.xml": b" " * 120_000_000}),
        "a template elsewhere": packed_with(plain, **{"word/_rels/settings.xml.rels": RELATIONS}),
        "macros": packed_with(plain, **{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        "another file": packed_with(
            plain, **{"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}
        ),
        "entities": packed_with(
            plain, **{"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}
        ),
        "no Word document": b"PK\x03\x04 and nothing else",
        "a text": b"Dear Panel",
    }
