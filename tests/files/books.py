"""Spreadsheets of every kind that is taken, made for the tests."""

import io
import zipfile
from xml.sax.saxutils import escape

import openpyxl
import xlwt

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def xlsx(rows=(), *, name="Sheet1", formats=()):
    """A workbook of one sheet; `formats` gives a cell's number format by its address."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for place, look in dict(formats).items():
        sheet[place].number_format = look
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xls(rows=(), *, name="Sheet1", formats=()):
    """An old workbook of one sheet; a text that begins with = is a formula. `formats` by (row, column)."""
    return xls_of({name: rows}, formats)


def xls_of(tables, formats=()):
    """An old workbook of several sheets."""
    book = xlwt.Workbook()
    for name, rows in tables.items():
        sheet = book.add_sheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                look = xlwt.easyxf(num_format_str=dict(formats).get((at, column), "General"))
                if isinstance(value, str) and value.startswith("="):
                    value = xlwt.Formula(value[1:])
                if value is not None:
                    sheet.write(at, column, value, look)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods_of(tables):
    """An OpenDocument spreadsheet of several sheets of texts and numbers."""
    return ods({name: "".join(ods_row(*row) for row in rows) for name, rows in tables.items()})


def ods(sheets, *, add=(), manifest=MANIFEST):
    """A spreadsheet whose sheets are given as the XML of their rows, by name."""
    tables = "".join(
        f'<table:table table:name="{name}" table:style-name="ta{at}">{rows}</table:table>'
        for at, (name, rows) in enumerate(dict(sheets).items())
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES}>'
        '<office:scripts/><office:automatic-styles><style:style style:name="ta1">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        mimetype = "application/vnd.oasis.opendocument.spreadsheet"
        packed.writestr("mimetype", mimetype, compress_type=zipfile.ZIP_STORED)
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", manifest)
        for member, text in dict(add).items():
            packed.writestr(member, text)
    return buffer.getvalue()


def ods_row(*cells, times=1):
    """A row of an OpenDocument sheet from texts, numbers and ready-made cells."""
    made = "".join(cell if str(cell).startswith("<table:") else ods_cell(cell) for cell in cells)
    return f'<table:table-row table:number-rows-repeated="{times}">{made}</table:table-row>'


def ods_cell(value):
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def repacked(content, add=(), replace=None):
    """The same packed file with members added or replaced."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in (replace or {}):
                new.writestr(name, old.read(name))
        for name, text in (*dict(add).items(), *(replace or {}).items()):
            new.writestr(name, text)
    return buffer.getvalue()
