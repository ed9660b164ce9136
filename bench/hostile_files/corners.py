"""Workbooks with hidden places, data beside the table, and merges and names without end."""

from __future__ import annotations

from .model import CANARY_URL, Kit
from .parts import (
    DECL,
    MAIN,
    SHEET,
    SHEETML,
    inline,
    ods,
    ods_cell,
    ods_row,
    row,
    xlsx,
)
from .shapes import many_sheets


def _hidden(kit: Kit) -> None:
    """Write sheets, rows and columns that a reader would not see."""
    family = "hidden"
    for state in ("hidden", "veryHidden", "nonsense"):
        first = xlsx().swap("xl/workbook.xml", 'sheetId="1"', f'sheetId="1" state="{state}"')
        kit.add(family, f"only-sheet-{state}.xlsx", first.zip(), "defused")
        kit.add(
            family,
            f"second-sheet-{state}.xlsx",
            many_sheets(2, f' state="{state}"').zip(),
            "defused",
        )
    kit.add(
        family, "row.xlsx", xlsx(row(7, inline("A7", "secret"), ' hidden="1"')).zip(), "defused"
    )
    kit.add(
        family,
        "row-no-height.xlsx",
        xlsx(row(7, inline("A7", "secret"), ' ht="0" customHeight="1"')).zip(),
        "defused",
    )
    kit.add(
        family,
        "column.xlsx",
        xlsx(head='<cols><col min="2" max="2" width="0" hidden="1"/></cols>').zip(),
        "defused",
    )
    kit.add(
        family,
        "columns-backwards.xlsx",
        xlsx(head='<cols><col min="16384" max="-1" hidden="1"/></cols>').zip(),
        "defused",
    )
    kit.add(
        family,
        "filter.xlsx",
        xlsx(
            tail='<autoFilter ref="A1:C6"><filterColumn colId="0">'
            '<filters><filter val="Ashford"/></filters></filterColumn></autoFilter>'
        ).zip(),
        "defused",
    )
    hide = ' table:visibility="collapse"'
    kit.add(family, "row.ods", ods(ods_row(ods_cell("secret"), hide)).zip(), "defused")
    kit.add(
        family,
        "filtered-row.ods",
        ods(ods_row(ods_cell("secret"), hide.replace("collapse", "filter"))).zip(),
        "defused",
    )
    kit.add(family, "protected.ods", ods(table=' table:protected="true"').zip(), "defused")
    kit.add(
        family,
        "protected.xlsx",
        xlsx(tail='<sheetProtection sheet="1" password="CC1A"/>').zip(),
        "defused",
    )


def _extras(kit: Kit) -> None:
    """Write pivot caches, comments, drawings and other data beside the table."""
    family = "extra-parts"
    fields = "".join(
        f'<cacheField name="f{n}"><sharedItems><s v="secret {n}"/></sharedItems></cacheField>'
        for n in range(50)
    )
    extras = {
        "pivot-cache": (
            "xl/pivotCache/pivotCacheDefinition1.xml",
            "pivotCacheDefinition",
            (
                f'<pivotCacheDefinition xmlns="{MAIN}" refreshOnLoad="1"><cacheSource '
                'type="external" connectionId="1"/><cacheFields>'
                f"{fields}</cacheFields></pivotCacheDefinition>"
            ),
        ),
        "pivot-records": (
            "xl/pivotCache/pivotCacheRecords1.xml",
            "pivotCacheRecords",
            (
                f'<pivotCacheRecords xmlns="{MAIN}" count="99999999"><r><s v="secret"/>'
                "</r></pivotCacheRecords>"
            ),
        ),
        "pivot-table": (
            "xl/pivotTables/pivotTable1.xml",
            "pivotTable",
            f'<pivotTableDefinition xmlns="{MAIN}" name="p" cacheId="999"/>',
        ),
        "comments": (
            "xl/comments1.xml",
            "comments",
            (
                f'<comments xmlns="{MAIN}"><authors><author>x</author></authors><commentList>'
                '<comment ref="A2" authorId="999"><text><t>=cmd|calc &lt;script&gt;</t></text>'
                "</comment></commentList></comments>"
            ),
        ),
        "comments-far": (
            "xl/comments1.xml",
            "comments",
            (
                f'<comments xmlns="{MAIN}"><authors/><commentList><comment '
                'ref="XFD1048576" authorId="-1"><text><t>x</t></text></comment>'
                "</commentList></comments>"
            ),
        ),
        "table-part": (
            "xl/tables/table1.xml",
            "table",
            (
                f'<table xmlns="{MAIN}" id="1" name="T" displayName="T" ref="A1:XFD1048576">'
                '<tableColumns count="999999"/></table>'
            ),
        ),
        "query-table": (
            "xl/queryTables/queryTable1.xml",
            "queryTable",
            (f'<queryTable xmlns="{MAIN}" name="q" connectionId="1" refreshOnLoad="1"/>'),
        ),
        "drawing": (
            "xl/drawings/drawing1.xml",
            "drawing",
            ('<xdr:wsDr xmlns:xdr="u:x"><broken/></xdr:wsDr>'),
        ),
        "calc-chain": (
            "xl/calcChain.xml",
            "calcChain",
            f'<calcChain xmlns="{MAIN}"><c r="ZZZZ9" i="-9"/></calcChain>',
        ),
        "theme-broken": ("xl/theme/theme1.xml", "theme", "<not-closed"),
        "revision-log": (
            "xl/revisions/revisionHeaders.xml",
            "revisionHeaders",
            f'<headers xmlns="{MAIN}" guid="x"/>',
        ),
    }
    for label, (part, kind, xml) in extras.items():
        where = (
            "xl/workbook.xml"
            if kind in ("pivotCacheDefinition", "calcChain", "theme", "revisionHeaders")
            else SHEET
        )
        book = xlsx().put(part, DECL + xml, f"{SHEETML}.{kind}+xml")
        kit.add(
            family, f"{label}.xlsx", book.link(where, "rIdP", kind, f"/{part}").zip(), "defused"
        )
    for label, tail in (
        (
            "validation-far",
            (
                '<dataValidations count="1"><dataValidation type="list" '
                'sqref="A1:XFD1048576"><formula1>[1]S!A1</formula1></dataValidation></dataValidations>'
            ),
        ),
        (
            "conditional-formats",
            '<conditionalFormatting sqref="A1:XFD1048576"><cfRule '
            'type="expression" priority="1"><formula>WEBSERVICE("' + CANARY_URL + '")</formula>'
            "</cfRule></conditionalFormatting>",
        ),
        ("picture-background", '<picture r:id="rIdNone"/>'),
    ):
        kit.add(family, f"{label}.xlsx", xlsx(tail=tail).zip(), "defused")


def _merges(kit: Kit) -> None:
    """Write merged cells and defined names that swallow the sheet or each other."""
    family = "merges-and-names"
    many = "".join(f'<mergeCell ref="A{n}:C{n}"/>' for n in range(1, 50_000))
    for label, cells in (
        ("whole-sheet", '<mergeCell ref="A1:XFD1048576"/>'),
        ("overlapping", '<mergeCell ref="A1:C4"/><mergeCell ref="B2:C6"/>'),
        ("backwards", '<mergeCell ref="C6:A1"/>'),
        ("nonsense", '<mergeCell ref="lots"/>'),
        ("beyond", '<mergeCell ref="A1:ZZZZ99999999"/>'),
        ("fifty-thousand", many),
        ("header", '<mergeCell ref="A1:C1"/>'),
        ("one-column", '<mergeCell ref="A2:A6"/>'),
    ):
        tail = f"<mergeCells>{cells}</mergeCells>"
        kit.add(family, f"merge-{label}.xlsx", xlsx(tail=tail).zip(), "defused")
    for label, names in (
        (
            "recursive",
            ('<definedName name="A_">B_</definedName><definedName name="B_">A_</definedName>'),
        ),
        ("itself", '<definedName name="A_">A_+1</definedName>'),
        ("auto-open", '<definedName name="Auto_Open" hidden="1">Figures!$A$1</definedName>'),
        ("no-sheet", '<definedName name="x" localSheetId="9999">Nowhere!$A$1</definedName>'),
        (
            "fifty-thousand",
            "".join(f'<definedName name="n{n}">n{n + 1}</definedName>' for n in range(50_000)),
        ),
        (
            "print-area-all",
            ('<definedName name="_xlnm.Print_Area" localSheetId="0">Figures!$A:$XFD</definedName>'),
        ),
    ):
        book = xlsx().swap(
            "xl/workbook.xml", "</sheets>", f"</sheets><definedNames>{names}</definedNames>"
        )
        kit.add(family, f"name-{label}.xlsx", book.zip(), "defused")


def make(kit: Kit) -> None:
    """Write every file of this module."""
    for part in (_hidden, _extras, _merges):
        part(kit)
