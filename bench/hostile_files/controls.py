"""Honest tables that must be read."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile

import openpyxl  # type: ignore[import-untyped]
import xlsxwriter  # type: ignore[import-untyped]

from .model import Kit
from .ole import xls
from .parts import ROWS, csv_text, ods, xlsx
from .rawzip import build, plain

DAY = datetime.datetime(2020, 1, 1)  # noqa: DTZ001 -- a workbook knows no time zones


def _from_openpyxl() -> bytes:
    """Give a workbook written by openpyxl, with its times made steady."""
    book = openpyxl.Workbook()
    page = book.active
    if page is None:
        raise RuntimeError("openpyxl gave a workbook without a sheet")
    page.title = "Figures"
    for line in ROWS:
        page.append(line)
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", b"2020-01-01T00:00:00Z", core)
    return build(plain(parts))


def _from_xlsxwriter() -> bytes:
    """Give a workbook written by xlsxwriter, with its time made steady."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": DAY})
    page = book.add_worksheet("Figures")
    for number, line in enumerate(ROWS):
        page.write_row(number, 0, line)
    book.close()
    with zipfile.ZipFile(out) as made:
        return build(plain({name: made.read(name) for name in made.namelist()}))


def _quoted() -> str:
    """Give the table with every field in quotes."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(ROWS)
    return out.getvalue()


def make(kit: Kit) -> None:
    """Write every honest file."""
    text = csv_text()
    bodies: dict[str, bytes] = {
        "by-hand.xlsx": xlsx().zip(),
        "openpyxl.xlsx": _from_openpyxl(),
        "xlsxwriter.xlsx": _from_xlsxwriter(),
        "by-hand.xls": xls(),
        "minimal.ods": ods().zip(),
        "utf8.csv": text.encode(),
        "utf8-bom.csv": text.encode("utf-8-sig"),
        "utf16.csv": text.encode("utf-16"),
        "utf16-be.csv": b"\xfe\xff" + text.encode("utf-16-be"),
        "cp1252.csv": text.encode("cp1252"),
        "semicolons.csv": csv_text(sep=";").encode(),
        "tabs.csv": csv_text(sep="\t").encode(),
        "unix-lines.csv": csv_text(end="\n").encode(),
        "quoted.csv": _quoted().encode(),
        "no-last-line-end.csv": text.rstrip("\r\n").encode(),
    }
    for name, body in bodies.items():
        kit.add("control", name, body, "read")
