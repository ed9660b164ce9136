"""The spreadsheet of a return, made for just the lines that are asked."""

import io
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import xlsxwriter

from goldthread.files.stamp import Stamp
from goldthread.outputs import spreadsheet
from goldthread.performance.asked import PARTS, Asked, Line, LineKey, Problem, Typed
from goldthread.performance.blanks import Why
from goldthread.performance.sheets.form import (
    COLUMNS,
    FIRST_ROW,
    HIDDEN,
    SHEET,
    TEMPLATE_VERSION,
)

# What people read stands first; the columns by which the file is understood again stand last.
HEADS = (
    *("area", "what is asked", *PARTS, "question", "answer", "definition"),
    *("area_code", "period", "indicator", "breakdown"),
)
WIDTHS = (22, 44, 13, 13, 13, 40, 40, 60, 12, 12, 24, 24)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # without it spreadsheet programs misread accents in a CSV file
FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "head": {"bold": True, "bg_color": "#14263b", "font_color": "#ffffff", "text_wrap": True},
    "plain": {"text_wrap": True, "valign": "top"},
    "quiet": {"font_color": "#4a555e", "valign": "top"},
    "open": {"locked": False, "bg_color": "#fff8e5", "border": 1, "valign": "top"},
    "answer": {"locked": False, "bg_color": "#fff8e5", "border": 1, "text_wrap": True},
    "closed": {"bg_color": "#f3f5f7"},
}
WHYS = 3  # column of the hidden sheet: a list typed into a validation cannot hold a comma

Questions = Mapping[LineKey, str]


def template(
    asked: Asked,
    *,
    request_id: str,
    agency: str,
    due: str,
    typed: Mapping[LineKey, Typed] | None = None,
    questions: Iterable[Problem] = (),
    stamp: Stamp,
) -> bytes:
    """The workbook of a return, ready to be filled in or, once begun, to be gone on with.

    A hidden sheet says which return it is for; the cells to be typed in take numbers only.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    formats = {name: book.add_format(look) for name, look in FORMATS.items()}
    sheet = book.add_worksheet(SHEET)
    title = f"{agency}: figures for {asked.period.label}"
    _head(sheet, title, due, formats)
    sheet.write_string(3, 0, str(stamp))
    asked_back = _by_line(questions)
    for row, line in enumerate(asked.lines(), start=FIRST_ROW - 1):
        cells = _cells(line, asked, typed or {}, asked_back)
        _write_line(sheet, row, line, cells, formats)
    hidden = book.add_worksheet(HIDDEN)
    said = {"request": request_id, "version": TEMPLATE_VERSION, "period": str(asked.period)}
    for row, pair in enumerate(said.items()):
        for column, text in enumerate(pair):
            hidden.write_string(row, column, text)
    _offer_reasons(sheet, hidden, rows=len(asked.lines()))
    hidden.very_hidden()
    spreadsheet.mark(book, title, stamp)
    book.close()
    return buffer.getvalue()


def csv_template(
    asked: Asked,
    *,
    typed: Mapping[LineKey, Typed] | None = None,
    questions: Iterable[Problem] = (),
    stamp: Stamp,
) -> bytes:
    """The same lines as a CSV file."""
    heads = (*COLUMNS, *(head for head in HEADS if head not in COLUMNS))
    asked_back = _by_line(questions)
    lines = (_cells(line, asked, typed or {}, asked_back) for line in asked.lines())
    rows = [[cells[head] for head in heads] for cells in lines]
    return BYTE_ORDER_MARK + spreadsheet.stamped_csv(spreadsheet.csv(heads, rows), stamp)


def _by_line(questions: Iterable[Problem]) -> Questions:
    found: dict[LineKey, str] = {}
    for question in questions:
        if question.key is not None:
            found[question.key] = "; ".join(
                filter(None, (found.get(question.key, ""), question.sentence))
            )
    return found


def _cells(
    line: Line, asked: Asked, typed: Mapping[LineKey, Typed], questions: Questions
) -> dict[str, str | Decimal | None]:
    """Every cell of a line by its column's name."""
    there = typed.get(line.key, Typed({}))
    numbers = {part: Decimal(there.text(part)) if there.text(part) else None for part in PARTS}
    return {
        "area": line.area_name,
        "what is asked": line.words,
        **numbers,
        "question": questions.get(line.key, ""),
        "answer": there.answer,
        "definition": line.indicator.formula,
        "area_code": line.key.area,
        "period": str(asked.period),
        "indicator": line.key.indicator,
        "breakdown": line.key.breakdown,
    }


def _head(sheet: Any, title: str, due: str, formats: dict[str, Any]) -> None:
    says = (
        "Fill in the yellow cells with numbers, no formulas and no percentages. Where a number is "
        "missing, choose why from the list in the answer column; where one is unusual, write why there. "
        "A total that repeats another line may be left empty."
    )
    sheet.write_string(0, 0, title, formats["title"])
    sheet.write_string(1, 0, says)
    sheet.write_string(2, 0, f"Send it by {due}. Leave the other columns as they are.")
    for column, (name, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(FIRST_ROW - 2, column, name, formats["head"])
    sheet.freeze_panes(FIRST_ROW - 1, 2)
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST_ROW - 2)


def _write_line(
    sheet: Any,
    row: int,
    line: Line,
    cells: dict[str, str | Decimal | None],
    formats: dict[str, Any],
) -> None:
    for column, name in enumerate(HEADS):
        value = cells[name]
        if name in PARTS:
            look = formats["open" if name in line.parts else "closed"]
            if value is None:
                sheet.write_blank(row, column, None, look)
            else:
                sheet.write_number(row, column, value, look)
            if name in line.parts:
                sheet.data_validation(row, column, row, column, _numbers_only(line))
        else:
            look = {"answer": "answer", "area": "plain", "what is asked": "plain"}.get(name)
            wraps = "plain" if name in ("question", "definition") else "quiet"
            sheet.write_string(row, column, value, formats[look or wraps])


def _offer_reasons(sheet: Any, hidden: Any, *, rows: int) -> None:
    """A list of the reasons for a blank in the answer's column; whatever else is written is taken too."""
    for row, why in enumerate(Why):
        hidden.write_string(row, WHYS, why.value)
    column = HEADS.index("answer")
    offered = {
        "validate": "list",
        "source": f"={HIDDEN}!$D$1:$D${len(Why)}",
        "show_error": False,
        "input_title": "Blank, or unusual?",
        "input_message": "Choose a reason from the list, or say why in a few words.",
    }
    sheet.data_validation(FIRST_ROW - 1, column, FIRST_ROW - 2 + rows, column, offered)


def _numbers_only(line: Line) -> dict[str, Any]:
    """What the spreadsheet program itself refuses, before the file is ever sent."""
    fractions = line.indicator.parts_may_be_fractions
    return {
        "validate": "decimal" if fractions else "integer",
        "criteria": ">=",
        "value": 0,
        "error_title": "A number of 0 or more",
        "error_message": "Type a number of 0 or more, or leave the cell empty and say why.",
    }
