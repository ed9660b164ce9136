"""Word drafts with one thing left behind in each: where people leave names, one function for each place."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook
from PIL import Image

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}/relationships" xmlns:a="{DRAWING}/main" '
    f'xmlns:pic="{DRAWING}/picture" xmlns:wp="{DRAWING}/wordprocessingDrawing" '
    f'xmlns:c="{DRAWING}/chart" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
LONG_AGO = (2026, 1, 5, 9, 0, 0)
STAMP = "2026-01-05T09:00:00Z"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NOTHING_TOLD = "Business unit"


@dataclass(frozen=True)
class Line:
    """A sentence with what is planted in it; `|` parts cells and `/` parts lines, where a place asks."""

    before: str
    planted: str
    after: str

    @property
    def text(self) -> str:
        return self.before + self.planted + self.after


@dataclass
class Word:
    """A document in the making."""

    body: list[str] = field(default_factory=list)
    parts: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    relations: list[tuple[str, str, bool]] = field(default_factory=list)
    section: str = ""
    core: dict[str, str] = field(default_factory=dict)
    more: dict[str, tuple[str, bytes]] = field(default_factory=dict)  # parts of the package

    def part(self, name: str, kind: str, content: str | bytes, relation: str = "") -> str:
        """Put a part beside the document; gives the name of its relation."""
        data = content.encode() if isinstance(content, str) else content
        self.parts[name] = (kind, data)
        return self.relation(relation, name) if relation else ""

    def relation(self, kind: str, target: str, *, outside: bool = False) -> str:
        kind = kind if kind.startswith("http") else f"{OFFICE}/relationships/{kind}"
        self.relations.append((kind, target, outside))
        return f"rId{len(self.relations)}"

    def made(self) -> bytes:
        """The file."""
        core = "".join(f"<{k}>{escape(v)}</{k}>" for k, v in self.core.items())
        everything = {
            "word/document.xml": (
                f"{WORD}.document.main+xml",
                f"<w:document {SPACES}><w:body>{''.join(self.body)}"
                f"<w:sectPr>{self.section}</w:sectPr></w:body></w:document>".encode(),
            ),
            "docProps/core.xml": (
                "application/vnd.openxmlformats-package.core-properties+xml",
                (
                    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
                    'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
                    f"{core}</cp:coreProperties>"
                ).encode(),
            ),
            **{f"word/{name}": part for name, part in self.parts.items()},
            **self.more,
        }
        relations = "".join(
            f'<Relationship Id="rId{n}" Type="{kind}" Target={quoteattr(target)}'
            f"{' TargetMode=' + quoteattr('External') if outside else ''}/>"
            for n, (kind, target, outside) in enumerate(self.relations, 1)
        )
        kinds = "".join(
            f'<Override PartName="/{name}" ContentType="{kind}"/>'
            for name, (kind, _) in everything.items()
            if "/_rels/" not in name
        )
        root = (
            f'<Relationship Id="r1" Type="{OFFICE}/relationships/officeDocument" '
            'Target="word/document.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats'
            '.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        )
        for n, name in enumerate(self.more, 3):
            if name.startswith("docProps/"):
                kind = "custom" if "custom" in name else "extended"
                root += (
                    f'<Relationship Id="r{n}" Type="{OFFICE}/relationships/{kind}-properties" '
                    f'Target="{name}"/>'
                )
        return _zipped(
            {
                "[Content_Types].xml": (
                    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
                    f'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
                    f"{kinds}</Types>"
                ).encode(),
                "_rels/.rels": _relations(root),
                "word/_rels/document.xml.rels": _relations(relations),
                **{name: content for name, (_, content) in everything.items()},
            }
        )


def _relations(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{rows}</Relationships>'.encode()


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            head = b"" if name.endswith((".jpg", ".xlsx", ".png")) else b'<?xml version="1.0"?>'
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), head + content)
    return out.getvalue()


def run(text: str, look: str = "") -> str:
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def table(rows: list[list[str]], properties: str = "") -> str:
    cells = (
        "<w:tr>" + "".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(cells)}</w:tbl>"


def clean(paragraphs: list[str]) -> Word:
    """A document of these paragraphs, and nothing told of who made it."""
    word = Word([paragraph(run(each)) for each in paragraphs])
    word.core = {"dc:title": "Draft report", "dc:creator": NOTHING_TOLD}
    return word


def plain(word: Word, line: Line) -> None:
    word.body.append(paragraph(run(line.text)))


def bullet(word: Word, line: Line) -> None:
    word.body.append(
        paragraph(run("• "), run(line.before), run(line.planted, "<w:i/>"), run(line.after))
    )


def cell(word: Word, line: Line) -> None:
    word.body.append(
        table([["What was seen", "What was done"], [line.text, "Taken to supervision"]])
    )


def _split_runs(word: Word, line: Line) -> None:
    at = len(line.planted) // 2
    rest = run(line.planted[at:], "<w:b/>")
    word.body.append(
        paragraph(run(line.before + line.planted[:at]), "<w:proofErr w:type='spellStart'/>", rest)
    )
    word.body.append(paragraph(run(line.after)))


def _cells(word: Word, line: Line) -> None:
    word.body.append(table([line.planted.split("|")]))


def _down(word: Word, line: Line) -> None:
    word.body.append(table([[each] for each in line.planted.split("/")]))


def _broken(word: Word, line: Line) -> None:
    first, _, second = line.planted.partition("/")
    word.body.append(
        paragraph(run(line.before + first), "<w:r><w:br/></w:r>", run(second + line.after))
    )


def _with(mark: str) -> Callable[[Word, Line], None]:
    def put(word: Word, line: Line) -> None:
        at = len(line.planted) // 2
        planted = line.planted[:at] + mark + line.planted[at:]
        word.body.append(paragraph(run(line.before + planted + line.after)))

    return put


def _soft_hyphen(word: Word, line: Line) -> None:
    at = len(line.planted) // 2
    word.body.append(
        paragraph(
            run(line.before + line.planted[:at]),
            "<w:r><w:softHyphen/></w:r>",
            run(line.planted[at:] + line.after),
        )
    )


def _no_break(word: Word, line: Line) -> None:
    word.body.append(paragraph(run(line.text.replace(" ", "\u00a0"))))


def _at_edge(kind: str, which: str = "default") -> Callable[[Word, Line], None]:
    def put(word: Word, line: Line) -> None:
        tag = {"header": "hdr", "footer": "ftr"}[kind]
        content = f"<w:{tag} {SPACES}>{paragraph(run(line.text))}</w:{tag}>"
        own = word.part(f"{kind}1.xml", f"{WORD}.{kind}+xml", content, kind)
        word.section += f'<w:{kind}Reference w:type="{which}" r:id="{own}"/>'
        word.section += "<w:titlePg/>" if which == "first" else ""

    return put


def _note(kind: str) -> Callable[[Word, Line], None]:
    def put(word: Word, line: Line) -> None:
        own = f'<w:{kind} w:id="2">{paragraph(run(line.text))}</w:{kind}>'
        content = f"<w:{kind}s {SPACES}>{own}</w:{kind}s>"
        word.part(f"{kind}s.xml", f"{WORD}.{kind}s+xml", content, f"{kind}s")
        word.body.append(
            paragraph(run("As was told."), f'<w:r><w:{kind}Reference w:id="2"/></w:r>')
        )

    return put


def _text_box(word: Word, line: Line) -> None:
    word.body.append(
        paragraph(
            '<w:r><w:drawing><wp:anchor><wp:docPr id="9" name="Box"/><a:graphic><a:graphicData>'
            f"<wps:wsp><wps:txbx><w:txbxContent>{paragraph(run(line.text))}</w:txbxContent>"
            "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
        )
    )


def _comment(word: Word, line: Line, author: str = NOTHING_TOLD) -> None:
    own = (
        f'<w:comment w:id="0" w:author={quoteattr(author)} w:initials="BU" w:date="{STAMP}">'
        f"{paragraph(run(line.text))}</w:comment>"
    )
    content = f"<w:comments {SPACES}>{own}</w:comments>"
    word.part("comments.xml", f"{WORD}.comments+xml", content, "comments")
    word.body.append(
        paragraph(
            '<w:commentRangeStart w:id="0"/>',
            run("This was not recorded."),
            '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        )
    )


def _comment_author(word: Word, line: Line) -> None:
    _comment(word, Line("", "Please check the order here.", ""), line.planted)


def _tracked(tag: str) -> Callable[[Word, Line], None]:
    def put(word: Word, line: Line) -> None:
        text = run(line.text)
        if tag == "del":
            text = text.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        word.body.append(
            paragraph(
                run("The home was cold. "),
                f'<w:{tag} w:id="7" w:author="{NOTHING_TOLD}" w:date="{STAMP}">{text}</w:{tag}>',
            )
        )

    return put


def _tracked_author(word: Word, line: Line) -> None:
    word.body.append(
        paragraph(
            f'<w:ins w:id="7" w:author={quoteattr(line.planted)} w:date="{STAMP}">'
            f"{run('The home was cold.')}</w:ins>"
        )
    )


def _looking(look: str) -> Callable[[Word, Line], None]:
    def put(word: Word, line: Line) -> None:
        word.body.append(paragraph(run("The home was cold. "), run(line.text, look)))

    return put


def _core(tag: str) -> Callable[[Word, Line], None]:
    def put(word: Word, line: Line) -> None:
        word.core[tag] = line.text

    return put


def _manager(word: Word, line: Line) -> None:
    kind = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    content = (
        f'<Properties xmlns="{OFFICE}/extended-properties"><Manager>{escape(line.text)}</Manager>'
        "</Properties>"
    )
    word.more["docProps/app.xml"] = (kind, content.encode())


def _custom(word: Word, line: Line) -> None:
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    content = (
        f'<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Subject of review">'
        f"<vt:lpwstr>{escape(line.text)}</vt:lpwstr></property></Properties>"
    )
    word.more["docProps/custom.xml"] = (kind, content.encode())


def _custom_xml(word: Word, line: Line) -> None:
    content = f"<case><subject>{escape(line.text)}</subject></case>".encode()
    word.more["customXml/item1.xml"] = ("application/xml", content)
    word.relation("customXml", "../customXml/item1.xml")


def _picture(
    word: Word, *, name: str = "", words: str = "", file: str = "image1", told: str = ""
) -> None:
    picture = Image.new("RGB", (8, 8), "#777777")
    exif = Image.Exif()
    if told:
        exif[0x013B] = told
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    own = word.part(f"media/{file}.jpg", "image/jpeg", out.getvalue(), "image")
    word.body.append(
        paragraph(
            '<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><wp:docPr id="3" '
            f'name="Picture 3" descr={quoteattr(words)}/><a:graphic><a:graphicData><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="4" name={quoteattr(name or "Picture 3")}/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{own}"/></pic:blipFill></pic:pic></a:graphicData>'
            "</a:graphic></wp:inline></w:drawing></w:r>"
        )
    )


def _link(word: Word, line: Line) -> None:
    own = word.relation("hyperlink", line.text, outside=True)
    word.body.append(paragraph(f'<w:hyperlink r:id="{own}">{run("the report")}</w:hyperlink>'))


def _bookmark(word: Word, line: Line) -> None:
    word.body.append(
        paragraph(
            f'<w:bookmarkStart w:id="5" w:name={quoteattr(line.text)}/>',
            run("The first visit"),
            '<w:bookmarkEnd w:id="5"/>',
        )
    )


def _field(word: Word, line: Line) -> None:
    word.body.append(
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
            f'{escape(line.text)}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/>'
            f'</w:r>{run("A picture")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
    )


def _control(word: Word, line: Line) -> None:
    word.body.append(
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(line.text)}/></w:sdtPr><w:sdtContent>"
        f"{paragraph(run('Child A'))}</w:sdtContent></w:sdt>"
    )


def _choice(word: Word, line: Line) -> None:
    word.body.append(
        '<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="Child A" w:value="Child A"/>'
        f"<w:listItem w:displayText={quoteattr(line.text)} w:value={quoteattr(line.text)}/>"
        f"</w:dropDownList></w:sdtPr><w:sdtContent>{paragraph(run('Child A'))}</w:sdtContent></w:sdt>"
    )


def _settings(word: Word, content: str) -> None:
    word.part(
        "settings.xml",
        f"{WORD}.settings+xml",
        f"<w:settings {SPACES}>{content}</w:settings>",
        "settings",
    )


def _variable(word: Word, line: Line) -> None:
    own = f'<w:docVar w:name="subject" w:val={quoteattr(line.text)}/>'
    _settings(word, f"<w:docVars>{own}</w:docVars>")


def _template(word: Word, line: Line) -> None:
    _settings(word, '<w:attachedTemplate r:id="rId1"/>')
    target = f'<Relationship Id="rId1" Type="{OFFICE}/relationships/attachedTemplate" '
    target += f'Target={quoteattr(line.text)} TargetMode="External"/>'
    word.parts["_rels/settings.xml.rels"] = ("", _relations(target))


def _workbook(word: Word, line: Line) -> None:
    book = Workbook()
    book.active.append(["Child A", line.text])
    book.properties.creator = NOTHING_TOLD
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:  # again, without the clock of this machine
        files = {name: archive.read(name) for name in archive.namelist()}
    fixed = io.BytesIO()
    with zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", STAMP.encode(), content)
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), content)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    word.part("embeddings/book1.xlsx", kind, fixed.getvalue(), "package")
    word.body.append(paragraph(run("See the table that is put in here.")))


def _chart(word: Word, line: Line) -> None:
    content = (
        f"<c:chartSpace {SPACES}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>"
        f"{escape(line.text)}</a:t></a:r></a:p></c:rich></c:tx></c:title></c:chart></c:chartSpace>"
    )
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    own = word.part("charts/chart1.xml", kind, content, "chart")
    word.body.append(
        paragraph(
            '<w:r><w:drawing><wp:inline><wp:docPr id="6" name="Chart 6"/><a:graphic>'
            f'<a:graphicData><c:chart r:id="{own}"/></a:graphicData></a:graphic></wp:inline>'
            "</w:drawing></w:r>"
        )
    )


def _small_numbers(word: Word, line: Line) -> None:
    what = line.before.rstrip("|")
    word.body.append(table([["Group", "Children"], ["All children", "412"], [what, line.planted]]))


def _caption(word: Word, line: Line) -> None:
    word.body += [table([["Who", "What"], ["Child A", "seen"]]), paragraph(run(line.text))]


def _glossary(word: Word, line: Line) -> None:
    content = (
        f"<w:glossaryDocument {SPACES}><w:docParts><w:docPart><w:docPartBody>"
        f"{paragraph(run(line.text))}</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>"
    )
    word.part("glossary/document.xml", f"{WORD}.document.glossary+xml", content, "glossaryDocument")


def _description(word: Word, line: Line) -> None:
    own = f"<w:tblDescription w:val={quoteattr(line.text)}/>"
    word.body.append(table([["Month", "Visits"], ["May", "12"]], own))


SHAPES = (plain, bullet, cell)
CARRIERS: dict[str, Callable[[Word, Line], None]] = {
    "split over runs": _split_runs,
    "split over cells": _cells,
    "name down a column": _down,
    "date over cells": _cells,
    "postcode over cells": _cells,
    "line break inside": _broken,
    "soft hyphen": _soft_hyphen,
    "zero width": _with("\u200b"),
    "spaced letters": plain,
    "no-break spaces": _no_break,
    "accents and look-alikes": plain,
    "header": _at_edge("header"),
    "footer": _at_edge("footer"),
    "first-page header": _at_edge("header", "first"),
    "footnote": _note("footnote"),
    "endnote": _note("endnote"),
    "text box": _text_box,
    "comment": _comment,
    "comment author": _comment_author,
    "tracked insertion": _tracked("ins"),
    "tracked deletion": _tracked("del"),
    "tracked author": _tracked_author,
    "moved from": _tracked("moveFrom"),
    "hidden text": _looking("<w:vanish/>"),
    "white text": _looking('<w:color w:val="FFFFFF"/>'),
    "one-point text": _looking('<w:sz w:val="2"/>'),
    "title property": _core("dc:title"),
    "subject property": _core("dc:subject"),
    "keywords property": _core("cp:keywords"),
    "author property": _core("dc:creator"),
    "last saved by property": _core("cp:lastModifiedBy"),
    "manager property": _manager,
    "custom property": _custom,
    "custom XML": _custom_xml,
    "alternative text": lambda word, line: _picture(word, words=line.text),
    "file name of a picture": lambda word, line: _picture(word, name=line.text),
    "name of a picture": lambda word, line: _picture(word, file=line.text.removesuffix(".jpg")),
    "picture's own data": lambda word, line: _picture(word, told=line.text),
    "link target": _link,
    "bookmark": _bookmark,
    "field code": _field,
    "content control": _control,
    "drop-down choice": _choice,
    "document variable": _variable,
    "attached template": _template,
    "embedded workbook": _workbook,
    "chart": _chart,
    "small number in a table": _small_numbers,
    "table caption": _caption,
    "glossary part": _glossary,
    "table description": _description,
}
