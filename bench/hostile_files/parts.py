"""Honest workbooks held as named parts, which the hostile makers then spoil."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from .rawzip import build, plain

Cell = str | int | float
HEADER: tuple[Cell, ...] = ("Name", "Count", "Note")
ROWS: tuple[tuple[Cell, ...], ...] = (
    HEADER,
    ("Ashford", 12, "on time"),
    ("Birch Lane", 7, "late"),
    ("Café Rouge", 31, "checked"),
    ("Dunmore", 0, "none seen"),
    ("Elmside", 104, "part year"),
)

DECL = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCREL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKGREL = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET = "xl/worksheets/sheet1.xml"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"


class Parts:
    """A zip package held as text and bytes by part name."""

    def __init__(self, parts: dict[str, str | bytes]) -> None:
        """Keep the parts in their order."""
        self.parts = parts

    def put(self, name: str, body: str | bytes, kind: str = "") -> Parts:
        """Add or replace a part and, where a kind is given, list its content type."""
        self.parts[name] = body
        if kind:
            line = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
            self.swap("[Content_Types].xml", "</Types>", line)
        return self

    def text(self, name: str) -> str:
        """Give a part as text."""
        body = self.parts[name]
        return body if isinstance(body, str) else body.decode("utf-8")

    def swap(self, name: str, old: str, new: str) -> Parts:
        """Replace the first finding of some text in a part, which must be there."""
        body = self.text(name)
        if old not in body:
            raise ValueError(f"{old!r} is not in {name}")
        self.parts[name] = body.replace(old, new, 1)
        return self

    def link(self, source: str, ident: str, kind: str, target: str, outside: bool = False) -> Parts:
        """Add a relationship to the relationships part of a source part."""
        folder, _, leaf = source.rpartition("/")
        name = f"{folder}/_rels/{leaf}.rels" if folder else f"_rels/{leaf}.rels"
        if name not in self.parts:
            self.parts[name] = f'{DECL}<Relationships xmlns="{PKGREL}"></Relationships>'
        mode = ' TargetMode="External"' if outside else ""
        kind = kind if ":" in kind else f"{DOCREL}/{kind}"
        line = (
            f'<Relationship Id="{ident}" Type="{kind}" Target={quoteattr(target)}{mode}/>'
            "</Relationships>"
        )
        return self.swap(name, "</Relationships>", line)

    def drop(self, name: str) -> Parts:
        """Leave a part out."""
        del self.parts[name]
        return self

    def raw(self) -> dict[str, bytes]:
        """Give every part as bytes."""
        return {
            name: body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
            for name, body in self.parts.items()
        }

    def zip(self) -> bytes:
        """Give the package as a zip."""
        return build(plain(self.raw()))


def column(index: int) -> str:
    """Give the letters of a column counted from nought."""
    letters = ""
    index += 1
    while index:
        index, left = divmod(index - 1, 26)
        letters = chr(65 + left) + letters
    return letters


def inline(ref: str, text: str) -> str:
    """Give a cell holding text in place."""
    return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def number(ref: str, value: object) -> str:
    """Give a cell holding a number as written."""
    return f'<c r="{ref}"><v>{value}</v></c>'


def row(index: int, cells: str, attributes: str = "") -> str:
    """Give a row of cells."""
    return f'<row r="{index}"{attributes}>{cells}</row>'


def rows_xml(rows: Sequence[Sequence[Cell]], strings: list[str] | None = None) -> str:
    """Give table rows as sheet data, texts by shared index where a list is given."""
    lines = []
    for r, cells in enumerate(rows, 1):
        out = ""
        for c, value in enumerate(cells):
            ref = f"{column(c)}{r}"
            if not isinstance(value, str):
                out += number(ref, value)
            elif strings is None:
                out += inline(ref, value)
            else:
                if value not in strings:
                    strings.append(value)
                out += f'<c r="{ref}" t="s"><v>{strings.index(value)}</v></c>'
        lines.append(row(r, out))
    return "".join(lines)


def sheet_xml(data: str, head: str = "", tail: str = "", dimension: str = "A1:C6") -> str:
    """Give a worksheet part around some sheet data."""
    return (
        f'{DECL}<worksheet xmlns="{MAIN}" xmlns:r="{DOCREL}"><dimension ref="{dimension}"/>'
        f"{head}<sheetData>{data}</sheetData>{tail}</worksheet>"
    )


STYLES = (
    f'{DECL}<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/>'
    '<name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/>'
    '</fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>'
    "<left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>"
)
CORE = (
    f'{DECL}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>agency</dc:creator>'
    "</cp:coreProperties>"
)


def xlsx(
    extra: str = "",
    head: str = "",
    tail: str = "",
    dimension: str = "A1:C6",
    rows: Sequence[Sequence[Cell]] = ROWS,
) -> Parts:
    """Give an honest workbook of one small table, with anything extra in its sheet."""
    strings: list[str] = []
    sheet = sheet_xml(rows_xml(rows, strings) + extra, head, tail, dimension)
    table = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'{DECL}<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/'
            'vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{SHEETML}.sheet.main+xml"/>'
            f'<Override PartName="/{SHEET}" ContentType="{SHEETML}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{SHEETML}.styles+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHEETML}.sharedStrings+xml"'
            '/><Override PartName="/docProps/core.xml" ContentType="application/'
            'vnd.openxmlformats-package.core-properties+xml"/></Types>'
        ),
        "_rels/.rels": f'{DECL}<Relationships xmlns="{PKGREL}"></Relationships>',
        "xl/workbook.xml": (
            f'{DECL}<workbook xmlns="{MAIN}" xmlns:r="{DOCREL}"><workbookPr/><sheets>'
            '<sheet name="Figures" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": f'{DECL}<Relationships xmlns="{PKGREL}"></Relationships>',
        SHEET: sheet,
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": (
            f'{DECL}<sst xmlns="{MAIN}" count="{len(strings)}" uniqueCount="{len(strings)}">'
            f"{table}</sst>"
        ),
        "docProps/core.xml": CORE,
    }
    book = Parts(parts)
    book.link("", "rId1", "officeDocument", "xl/workbook.xml")
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    book.link("", "rId2", core, "docProps/core.xml")
    book.link("xl/workbook.xml", "rId1", "worksheet", "worksheets/sheet1.xml")
    book.link("xl/workbook.xml", "rId2", "styles", "styles.xml")
    book.link("xl/workbook.xml", "rId3", "sharedStrings", "sharedStrings.xml")
    return book


def ods_cell(value: Cell, attributes: str = "") -> str:
    """Give an ods cell of text or number."""
    if isinstance(value, str):
        return (
            f'<table:table-cell office:value-type="string"{attributes}>'
            f"<text:p>{escape(value)}</text:p></table:table-cell>"
        )
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}"{attributes}>'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def ods_row(cells: str, attributes: str = "") -> str:
    """Give an ods row of cells."""
    return f"<table:table-row{attributes}>{cells}</table:table-row>"


def ods(
    extra: str = "",
    before: str = "",
    after: str = "",
    table: str = "",
    rows: Sequence[Sequence[Cell]] = ROWS,
) -> Parts:
    """Give an honest ods of one small table, with anything extra put at the named places."""
    names = " ".join(
        f'xmlns:{short}="{OASIS}{long}:1.0"'
        for short, long in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("script", "script"),
            ("draw", "drawing"),
            ("style", "style"),
        )
    )
    names += (
        ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:of="urn:oasis:names:tc:'
        'opendocument:xmlns:of:1.2" xmlns:dom="http://www.w3.org/2001/xml-events"'
    )
    body = "".join(ods_row("".join(ods_cell(v) for v in line)) for line in rows)
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (
            ("/", ODS_TYPE),
            ("content.xml", "text/xml"),
            ("styles.xml", "text/xml"),
            ("meta.xml", "text/xml"),
        )
    )
    space = f'xmlns:manifest="{OASIS}manifest:1.0"'
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return Parts(
        {
            "mimetype": ODS_TYPE,
            "META-INF/manifest.xml": (
                f'{head}<manifest:manifest {space} manifest:version="1.2">{listed}'
                "</manifest:manifest>"
            ),
            "content.xml": (
                f'{head}<office:document-content {names} office:version="1.2">{before}<office:body>'
                f'<office:spreadsheet><table:table table:name="Figures"{table}>{body}{extra}'
                f"</table:table>{after}</office:spreadsheet></office:body></office:document-content>"
            ),
            "styles.xml": f'{head}<office:document-styles {names} office:version="1.2"/>',
            "meta.xml": f'{head}<office:document-meta {names} office:version="1.2"/>',
        }
    )


def csv_text(rows: Sequence[Sequence[Cell]] = ROWS, sep: str = ",", end: str = "\r\n") -> str:
    """Give a table as delimited text, quoting only where it must."""

    def one(value: Cell) -> str:
        """Give one field."""
        text = str(value)
        if any(mark in text for mark in (sep, '"', "\n", "\r")):
            return '"' + text.replace('"', '""') + '"'
        return text

    return "".join(sep.join(one(v) for v in line) + end for line in rows)


def table_with(value: Cell) -> tuple[tuple[Cell, ...], ...]:
    """Give the honest rows with one more, whose note is the given value."""
    return (*ROWS, ("Fernhill", 5, value))
