"""Workbooks of strange size, and with shared strings and styles that are out of range."""

from __future__ import annotations

from .model import Kit
from .parts import (
    MAIN,
    SHEETML,
    Parts,
    column,
    inline,
    number,
    ods,
    ods_cell,
    ods_row,
    row,
    xlsx,
)


def many_sheets(count: int, state: str = "", shared: bool = False) -> Parts:
    """Give a workbook of very many sheets."""
    book = xlsx()
    names, links, kinds = [], [], []
    for n in range(2, count + 1):
        names.append(f'<sheet name="S{n}" sheetId="{n}"{state} r:id="rIdS{n}"/>')
        where = 1 if shared else n
        links.append(
            f'<Relationship Id="rIdS{n}" Type="http://schemas.openxmlformats.org/'
            'officeDocument/2006/relationships/worksheet" '
            f'Target="worksheets/sheet{where}.xml"/>'
        )
        if not shared:
            part = f"xl/worksheets/sheet{n}.xml"
            book.parts[part] = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
            kinds.append(f'<Override PartName="/{part}" ContentType="{SHEETML}.worksheet+xml"/>')
    book.swap("xl/workbook.xml", "</sheets>", "".join(names) + "</sheets>")
    book.swap("xl/_rels/workbook.xml.rels", "</Relationships>", "".join(links) + "</Relationships>")
    return book.swap("[Content_Types].xml", "</Types>", "".join(kinds) + "</Types>")


def _sizes(kit: Kit) -> None:
    """Write tables that are, or claim to be, vast."""
    family = "vast-sheet"
    kit.add(family, "sheets-10000.xlsx", many_sheets(10_000).zip(), "defused")
    kit.add(family, "sheets-10000-one-part.xlsx", many_sheets(10_000, shared=True).zip(), "defused")
    kit.add(
        family,
        "sheets-10000.ods",
        ods(
            after="".join(
                f'<table:table table:name="S{n}"><table:table-row><table:table-cell/>'
                "</table:table-row></table:table>"
                for n in range(10_000)
            )
        ).zip(),
        "defused",
    )
    for label, claim in (
        ("rows", "A1:C1048576"),
        ("columns", "A1:XFD6"),
        ("all", "A1:XFD1048576"),
        ("beyond", "A1:ZZZZ99999999"),
        ("backwards", "C6:A1"),
        ("nonsense", "hello"),
        ("empty", ""),
        ("one-cell", "A1"),
        ("negative", "A-1:C-6"),
    ):
        kit.add(family, f"claims-{label}.xlsx", xlsx(dimension=claim).zip(), "defused")
    cells = "".join(number(f"{column(n)}7", 1) for n in range(16_384))
    kit.add(family, "columns-16384.xlsx", xlsx(row(7, cells)).zip(), "defused")
    for ref in (
        "XFD1048576",
        "XFE7",
        "A1048577",
        "ZZZZZZ9",
        "A99999999999",
        "A0",
        "7",
        "A-7",
        "é7",
    ):
        line = "".join(c for c in ref if c.isdigit()) or "7"
        body = xlsx(f'<row r="{line}">{inline(ref, "far")}</row>').zip()
        kit.add(family, f"cell-at-{ref}.xlsx", body, "defused")
    kit.add(
        family,
        "rows-out-of-order.xlsx",
        xlsx(row(3, number("A3", 1)) + row(2, number("B2", 2))).zip(),
        "defused",
    )
    kit.add(
        family,
        "cells-out-of-order.xlsx",
        xlsx(row(7, number("C7", 1) + number("A7", 2) + number("A7", 3))).zip(),
        "defused",
    )
    every = "".join(f'<row r="{n}"/>' for n in range(7, 200_000))
    kit.add(family, "empty-rows-200000.xlsx", xlsx(every).zip(), "defused")
    for label, attributes, inner in (
        ("row-repeat", ' table:number-rows-repeated="1048570"', ods_cell("x")),
        ("row-repeat-2g", ' table:number-rows-repeated="2147483647"', ods_cell(1)),
        ("row-repeat-negative", ' table:number-rows-repeated="-5"', ods_cell(1)),
        ("column-repeat", "", ods_cell(1, ' table:number-columns-repeated="16384"')),
        ("column-repeat-2g", "", ods_cell(1, ' table:number-columns-repeated="2147483647"')),
        (
            "both-repeat",
            ' table:number-rows-repeated="1048570"',
            ods_cell(1, ' table:number-columns-repeated="16384"'),
        ),
        (
            "span-2g",
            "",
            ods_cell(
                1,
                ' table:number-columns-spanned="2147483647" table:number-rows-spanned="2147483647"',
            ),
        ),
        (
            "spaces-2g",
            "",
            (
                '<table:table-cell office:value-type="string"><text:p>a<text:s '
                'text:c="2147483647"/>b</text:p></table:table-cell>'
            ),
        ),
    ):
        kit.add(family, f"{label}.ods", ods(ods_row(inner, attributes)).zip(), "defused")


def _strings(kit: Kit) -> None:
    """Write shared string tables that swell or do not hold what is asked of them."""
    family = "shared-strings"
    for index in ("9999", "-1", "4294967296", "1e3", "1.5", "", "abc", "0x1", " 1 ", "\uff19"):
        cell = f'<c r="C7" t="s"><v>{index}</v></c>'
        kit.add(
            family,
            f"index-{index.strip() or 'none'}.xlsx",
            xlsx(row(7, number("B7", 1) + cell)).zip(),
            "defused",
        )
    part = "xl/sharedStrings.xml"
    for label, old, new in (
        ("count-lie", 'count="', 'count="99999999'),
        ("negative-count", 'count="', 'count="-'),
        ("one-10m-text", "</sst>", f"<si><t>{'A' * 10_000_000}</t></si></sst>"),
        ("million-empty", "</sst>", "<si/>" * 1_000_000 + "</sst>"),
        ("million-runs", "</sst>", "<si>" + "<r><t>a</t></r>" * 500_000 + "</si></sst>"),
        ("phonetic", "</t>", '</t><rPh sb="0" eb="99999"><t>hidden</t></rPh>'),
    ):
        kit.add(family, f"{label}.xlsx", xlsx().swap(part, old, new).zip(), "defused")
    wide = "".join(row(n, f'<c r="A{n}" t="s"><v>14</v></c>') for n in range(7, 2007))
    one = "<si><t>" + "B" * 1_000_000 + "</t></si></sst>"
    book = xlsx(wide).swap(part, "</sst>", one)
    kit.add(family, "one-megabyte-used-2000-times.xlsx", book.zip(), "defused")
    kit.add(family, "missing.xlsx", xlsx().drop(part).zip(), "defused")
    kit.add(family, "empty-part.xlsx", xlsx().put(part, "").zip(), "defused")


def _styles(kit: Kit) -> None:
    """Write styles that are out of range or without number."""
    family = "styles"
    for index in ("-1", "99999", "4294967296", "abc", "1.5", ""):
        cell = f'<c r="B7" s="{index}"><v>4</v></c>'
        kit.add(family, f"index-{index or 'none'}.xlsx", xlsx(row(7, cell)).zip(), "defused")
    part = "xl/styles.xml"
    for label, old, new in (
        ("format-negative", 'numFmtId="14"', 'numFmtId="-14"'),
        ("format-unknown", 'numFmtId="14"', 'numFmtId="99999"'),
        (
            "formats-50000",
            "<fonts",
            "<numFmts>"
            + "".join(f'<numFmt numFmtId="{n}" formatCode="0"/>' for n in range(200, 50_200))
            + "</numFmts><fonts",
        ),
        (
            "format-code-1m",
            "<fonts",
            '<numFmts><numFmt numFmtId="200" formatCode="'
            + "[" * 1_000_000
            + '"/></numFmts><fonts',
        ),
        ("looks-500000", "</cellXfs>", '<xf numFmtId="0"/>' * 500_000 + "</cellXfs>"),
        (
            "hides-value",
            "<fonts",
            ('<numFmts><numFmt numFmtId="14" formatCode=";;;"/></numFmts><fonts'),
        ),
    ):
        kit.add(family, f"{label}.xlsx", xlsx().swap(part, old, new).zip(), "defused")
    kit.add(family, "missing.xlsx", xlsx().drop(part).zip(), "defused")


def make(kit: Kit) -> None:
    """Write every file of this module."""
    for part in (_sizes, _strings, _styles):
        part(kit)
