"""A spreadsheet to fill in: the columns of one kind, and what each of them takes."""

import io

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from goldthread.files.stamp import Stamp
from goldthread.house import CellKind, Importable, ImportColumn
from goldthread.outputs.spreadsheet import mark

CHOICES = "Choices"
LAST_ROW = 5000  # down to which a cell offers its choices

TAKES = {
    CellKind.TEXT: "Text",
    CellKind.DAY: "A date, such as 31/03/2026",
    CellKind.EMAIL: "An e-mail address",
}


def template(kind: Importable, stamp: Stamp) -> bytes:
    """A workbook with the headings to fill in below, and a sheet that explains them."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#f3f2f1"}
    )
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(kind.title[:31])
    about = book.add_worksheet("What goes where")
    for column, (text, width) in enumerate(
        (("Column", 26), ("Needed", 10), ("What it takes", 50), ("What it is", 60), ("Example", 30))
    ):
        about.set_column(column, column, width)
        about.write_string(0, column, text, head)
    for place, one in enumerate(kind.columns):
        sheet.set_column(place, place, 26)
        sheet.write_string(0, place, one.label, head)
        takes = TAKES.get(one.kind) or "One of: " + ", ".join(one.choices.values())
        needed = "Yes" if one.required else "No"
        for column, text in enumerate((one.label, needed, takes, one.words, one.example)):
            about.write_string(place + 1, column, text, wrap)
    chosen = [(place, one) for place, one in enumerate(kind.columns) if one.choices]
    for column, (place, one) in enumerate(chosen):
        _offer(book, sheet, place, one, column)
    about.write_string(len(kind.columns) + 2, 0, str(stamp))
    sheet.freeze_panes(1, 0)
    mark(book, kind.title, stamp)
    book.close()
    return buffer.getvalue()


def _offer(
    book: xlsxwriter.Workbook, sheet: Worksheet, place: int, one: ImportColumn, column: int
) -> None:
    """Let the cells of a column be chosen; the choices stand in a sheet, since a cell's own list holds
    255 letters."""
    choices = book.get_worksheet_by_name(CHOICES) or book.add_worksheet(CHOICES)
    choices.set_column(column, column, 40)
    for row, text in enumerate((one.label, *one.choices.values())):
        choices.write_string(row, column, text)
    first, last = (xl_rowcol_to_cell(row, column, True, True) for row in (1, len(one.choices)))
    source = f"={CHOICES}!{first}:{last}"
    sheet.data_validation(1, place, LAST_ROW, place, {"validate": "list", "source": source})
