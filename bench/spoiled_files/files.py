"""Workbooks, CSV files and containers that are not what they seem, and sound ones to hold them against."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from openpyxl import Workbook, load_workbook

from .census import SOUND
from .model import (
    Ends,
    Spoiled,
    Told,
    as_book,
    as_csv,
    cell,
    episodes,
    header,
    plans,
    referrals,
    saved,
)

LIST, BOOK = "list_3.csv", "annex_a.xlsx"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
BAD = "31/04/2025"


def sound() -> Iterator[Spoiled]:
    """What must be read without an error: who sees errors everywhere has read nothing."""
    for name, files in (
        ("annex-a-list", ((LIST, as_csv(referrals())),)),
        ("annex-a-workbook", ((BOOK, as_book(List_3=referrals(), List_7=plans())),)),
        ("census", (("cin.xml", SOUND.encode()),)),
        ("looked-after", (("header.csv", as_csv(header())), ("episodes.csv", as_csv(episodes())))),
    ):
        yield Spoiled("", name, files, (), "understood")


def _bytes(name: str, content: bytes, words: str, file: str = LIST, ends: Ends = "told") -> Spoiled:
    wants = (Told(words),) if words else ()
    return Spoiled("", name, ((file, content),), wants, ends)


def _spoiled_book() -> Workbook:
    rows = cell(referrals(), 4, "Date of referral", BAD)
    return load_workbook(BytesIO(as_book(List_3=rows)))


def _sound_book() -> Workbook:
    return load_workbook(BytesIO(as_book(List_3=referrals())))


def books() -> Iterator[Spoiled]:
    """Sheets that are hidden, misnamed, moved or empty, and what is wrong within them."""
    want = (Told("day|date", 4, "Date of referral"),)
    named = as_book(Sheet1=cell(referrals(), 4, "Date of referral", BAD))
    yield Spoiled("", "sheet-named-sheet1", ((BOOK, named),), want)
    named = as_book(Referrals_Q1=cell(referrals(), 4, "Date of referral", BAD))
    yield Spoiled("", "sheet-named-by-hand", ((BOOK, named),), want)
    book = load_workbook(
        BytesIO(as_book(Notes=[["Made up"]], List_3=cell(referrals(), 4, "Date of referral", BAD)))
    )
    book["List 3"].sheet_state = "hidden"
    yield Spoiled("", "hidden-list", ((BOOK, saved(book)),), (*want, Told("sheet is hidden")))
    yield from _faulty()
    yield from _hidden()
    book = _spoiled_book()
    book["List 3"].insert_rows(1, 3)
    book["List 3"]["A1"] = "Annex A"
    want = (Told("day|date", 7, "Date of referral"),)
    yield Spoiled("", "three-rows-above", ((BOOK, saved(book)),), want)
    book = _spoiled_book()
    book["List 3"].insert_cols(1)
    want = (Told("day|date", 4, "Date of referral"),)
    yield Spoiled("", "empty-first-column", ((BOOK, saved(book)),), want)
    empty = Workbook()
    yield _bytes("no-rows-in-any-sheet", saved(empty), "empty|list|nothing|no row|heading", BOOK)
    two = as_book(List_3=referrals(), List_3_old=referrals())
    yield _bytes("same-list-in-two-sheets", two, "twice|same|already|once|again", BOOK)


def _faulty() -> Iterator[Spoiled]:
    """Cells that are merged, worked out by nobody, or in error."""
    book = _sound_book()
    book["List 3"].merge_cells("A5:A6")
    yield Spoiled(
        "",
        "merged-cells",
        ((BOOK, saved(book)),),
        (Told("blank|empty|must|merged", 6, "Child Unique ID"),),
    )
    book = _sound_book()
    book["List 3"]["F5"] = "=TODAY()-30"
    yield Spoiled(
        "",
        "formula-never-worked-out",
        ((BOOK, saved(book)),),
        (Told("formula|blank|empty|worked out", 5, "Date of referral"),),
    )
    book = _sound_book()
    book["List 3"]["B5"] = "#REF!"
    book["List 3"]["B5"].data_type = "e"
    yield Spoiled(
        "", "cell-in-error", ((BOOK, saved(book)),), (Told("error|fault|formula", 5, "Gender"),)
    )
    book = load_workbook(BytesIO(as_book(List_7=plans())))
    book["List 7"]["M3"] = "#VALUE!"
    book["List 7"]["M3"].data_type = "e"
    want_end = Told("error|fault|formula", 3, "Child Protection Plan End Date")
    yield Spoiled("", "needless-cell-in-error", ((BOOK, saved(book)),), (want_end,))


def _hidden() -> Iterator[Spoiled]:
    """Rows and columns that nobody sees who looks at the workbook, and that are read all the same."""
    book = _spoiled_book()
    book["List 3"].row_dimensions[4].hidden = True
    wants = Told("day|date", 4, "Date of referral"), Told("row is hidden", 4)
    yield Spoiled("", "hidden-row", ((BOOK, saved(book)),), wants)
    book = _sound_book()
    sheet = book["List 3"]
    sheet.auto_filter.ref = "A1:K7"
    for row in (3, 4, 6):
        sheet.row_dimensions[row].hidden = True
    yield Spoiled("", "filter-left-on", ((BOOK, saved(book)),), (Told("2 more|filter", 3),))
    book = _sound_book()
    book["List 3"].column_dimensions["F"].hidden = True
    want = Told("column is hidden", 1, "Date of referral")
    yield Spoiled("", "hidden-column", ((BOOK, saved(book)),), (want,))
    book = _sound_book()
    book["List 3"].row_dimensions[40].hidden = True  # beneath the list
    book.create_sheet("Codes").sheet_state = "hidden"
    yield Spoiled("", "hidden-where-nothing-is", ((BOOK, saved(book)),), (), "understood")


def separators() -> Iterator[Spoiled]:
    """CSV files that are separated, quoted or ended in other ways."""
    rows = cell(referrals(), 4, "Date of referral", BAD)
    want = (Told("day|date", 4, "Date of referral"),)
    for name, content in (
        ("semicolons", as_csv(rows, ";")),
        ("tabs", as_csv(rows, "\t")),
        ("bars", as_csv(rows, "|")),
        ("old-mac-line-ends", as_csv(rows, ends="\r")),
        ("no-last-line-end", as_csv(rows).rstrip()),
        ("commas-at-every-end", as_csv(rows).replace(b"\r\n", b",,,\r\n")),
        ("empty-lines-at-the-end", as_csv(rows) + b"\r\n" * 50),
    ):
        yield Spoiled("", name, ((LIST, content),), want)
    led = b"sep=;\r\n" + as_csv(rows, ";")
    yield Spoiled("", "sep-line", ((LIST, led),), (Told("day|date", 5, "Date of referral"),))
    whole = b"".join(
        b'"' + line.replace(b'"', b'""') + b'"\r\n' for line in as_csv(rows).splitlines()
    )
    yield _bytes("each-line-in-quotes", whole, "heading|list|quot|column|known")
    open_quote = as_csv(referrals()).replace(b"East", b'"East', 1)
    yield _bytes("quote-never-closed", open_quote, "quot")
    within = as_csv(referrals()).replace(b"Worker 3", b'Wor"ker 3')
    yield _bytes("quote-within", within, "", ends="understood")
    lines = cell(
        cell(referrals(), 3, "Allocated Team", "East\nand North"), 5, "Date of referral", BAD
    )
    yield Spoiled(
        "",
        "line-break-in-a-cell",
        ((LIST, as_csv(lines)),),
        (Told("day|date", None, "Date of referral"),),
    )


def encodings() -> Iterator[Spoiled]:
    """CSV files whose letters are written otherwise than in UTF-8."""
    rows = cell(referrals(), 4, "Date of referral", BAD)
    text = as_csv(rows).decode()
    want = (Told("day|date", 4, "Date of referral"),)
    for name, content in (
        ("utf16", text.encode("utf-16")),
        ("utf16-big-end-first", b"\xfe\xff" + text.encode("utf-16-be")),
        ("utf8-with-mark", text.encode("utf-8-sig")),
        ("windows", text.replace("East", "Côté ’").encode("cp1252")),
    ):
        yield Spoiled("", name, ((LIST, content),), want)
    no_mark = text.encode("utf-16-le")
    yield Spoiled(
        "",
        "utf16-without-mark",
        ((LIST, no_mark),),
        (Told("day|date|letters|encod|UTF|written|zero"),),
    )
    yield _bytes(
        "zero-bytes",
        as_csv(rows).replace(b"East", b"Ea\x00st"),
        "zero|NUL|sign|character|text|letters",
    )
    double = (
        as_csv(referrals()) + b"\xef\xbb\xbf" + as_csv(referrals()[:1]) + as_csv(referrals())[200:]
    )
    yield _bytes("mark-in-the-middle", double, "heading|code|date|number|mark|again")
    half = text.encode().replace(b"East", b"Ea\xc3\x28st")
    yield _bytes("broken-letters", half, "letters|UTF-8|encod|sign|character|day|date")
    yield _bytes("noise", bytes(range(256)) * 40, "text|letters|list|known|zero|sign|CSV|character")


def containers() -> Iterator[Spoiled]:
    """Files that are of another kind than their name, or of none."""
    book = as_book(List_3=referrals())
    yield _bytes("empty", b"", "empty|nothing|no row")
    yield _bytes("empty-workbook-file", b"", "empty|nothing", BOOK)
    yield _bytes("empty-xml", b"", "empty|nothing", "cin.xml")
    yield _bytes("white-space", b"  \r\n\r\n\t", "empty|nothing|no row|heading")
    yield _bytes(
        "workbook-cut-off", book[: len(book) // 2], "workbook|whole|cut|broken|open|read", BOOK
    )
    yield _bytes(
        "old-workbook-renamed", OLE + b"\x00" * 4096, "old|xls|password|kind|workbook", BOOK
    )
    name = "EncryptedPackage".encode("utf-16-le")
    yield _bytes(
        "password", OLE + b"\x00" * 2000 + name + b"\x00" * 2000, "password|protected", BOOK
    )
    yield _bytes("old-workbook", OLE + b"\x00" * 4096, "old|xlsx|workbook|save", "annex_a.xls")
    yield _bytes("csv-named-workbook", as_csv(referrals()), "", BOOK, "understood")
    yield _bytes("workbook-named-csv", book, "", ends="understood")
    page = b"<html><body><table><tr><td>Child Unique ID</td></tr></table></body></html>"
    yield _bytes("web-page-named-workbook", page, "page|HTML|workbook|kind|not a", BOOK)
    yield _bytes("web-page-named-csv", page, "page|HTML|heading|list|known|kind")
    yield _bytes(
        "pdf-named-csv",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"1 0 obj\n" * 50,
        "PDF|kind|heading|list|known|text",
    )
    yield _bytes(
        "picture-named-workbook",
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 500,
        "picture|workbook|kind|not a",
        BOOK,
    )
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(LIST, as_csv(referrals()))
    yield _bytes("lists-in-a-zip", packed.getvalue(), "zip|archive|pack|unpack|kind", "annex_a.zip")
    yield _bytes("zip-named-workbook", packed.getvalue(), "workbook|zip|archive|kind|sheet", BOOK)
    yield _bytes("word-named-workbook", _word(), "workbook|Word|kind|sheet", BOOK)
    yield _bytes("swollen-workbook", _swollen(book), "large|unpack|swell|limit|MB|big", BOOK)
    yield _bytes(
        "json", b'[{"Child Unique ID": "KID70301"}]', "JSON|kind|CSV|know|headings", "annex_a.json"
    )
    yield _bytes("no-ending", as_csv(referrals()), "", "annex_a_list_3", "either")


def _word() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return out.getvalue()


def _swollen(book: bytes) -> bytes:
    """A workbook whose one sheet unpacks to a gigabyte and more of blank space."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(book)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            if entry != "xl/worksheets/sheet1.xml":
                new.writestr(entry, old.read(entry))
                continue
            with new.open(entry, "w", force_zip64=True) as sheet:
                for _ in range(1100):
                    sheet.write(b" " * 1024 * 1024)
    return out.getvalue()
