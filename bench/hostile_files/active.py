"""Macros, scripts, OLE files, embedded objects and other things that would like to run."""

from __future__ import annotations

from .model import CANARY_URL, Kit
from .ole import MAGIC, biff, compound, record, xls
from .parts import DECL, DOCREL, SHEET, SHEETML, Parts, ods, xlsx

EXE = (
    b"MZ\x90\0"
    + bytes(56)
    + b"\x40\0\0\0"
    + b"PE\0\0\x4c\x01\x01\0"
    + bytes(200)
    + b"This program cannot be run in DOS mode."
).ljust(2048, b"\0")
VBA = (
    'Attribute VB_Name = "ThisWorkbook"\r\nPrivate Sub Workbook_Open()\r\n'
    '    Shell "calc.exe", vbNormalFocus\r\nEnd Sub\r\nSub Auto_Open()\r\n'
    f'    CreateObject("MSXML2.XMLHTTP").Open "GET", "{CANARY_URL}/vba", False\r\nEnd Sub\r\n'
).encode()
VBA_STREAMS = {
    "VBA/dir": b"\x01\0\x04\0\0\0\x01\0\0\0",
    "VBA/_VBA_PROJECT": b"\xcc\x61\xff\xff\0\0\0",
    "VBA/ThisWorkbook": VBA,
    "PROJECT": b'ID="{0}"\r\nDocument=ThisWorkbook/&H00000000\r\n',
    "PROJECTwm": b"ThisWorkbook\0",
}
MACRO_MAIN = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
VBA_KIND = "application/vnd.ms-office.vbaProject"
VBA_REL = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"


def with_macros(main: str = MACRO_MAIN) -> Parts:
    """Give a workbook with a macro project and a chosen main content type."""
    book = xlsx().put("xl/vbaProject.bin", compound(VBA_STREAMS), VBA_KIND)
    book.link("xl/workbook.xml", "rIdVba", VBA_REL, "vbaProject.bin")
    return book.swap("[Content_Types].xml", f"{SHEETML}.sheet.main+xml", main)


def binary_book() -> Parts:
    """Give a workbook whose parts are the binary kind."""
    book = xlsx()
    kind = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    book.swap("[Content_Types].xml", "/xl/workbook.xml", "/xl/workbook.bin")
    book.swap("[Content_Types].xml", f"{SHEETML}.sheet.main+xml", kind)
    book.swap("_rels/.rels", "xl/workbook.xml", "xl/workbook.bin")
    book.drop("xl/workbook.xml").put("xl/workbook.bin", b"\x83\x01\0\x84\x01\0")
    book.drop("xl/_rels/workbook.xml.rels").drop(SHEET)
    return book.put(
        "xl/worksheets/sheet1.bin", b"\x81\x01\0\x82\x01\0", "application/vnd.ms-excel.worksheet"
    )


def _macros(kit: Kit) -> None:
    """Write workbooks with macros under honest and false names."""
    family = "macros"
    body = with_macros().zip()
    for kind in ("xlsm", "xltm", "xlam", "xlsx", "xls", "ods", "csv"):
        kit.add(family, f"macro-book.{kind}", body)
    kit.add(family, "stray-project.xlsx", with_macros(f"{SHEETML}.sheet.main+xml").zip(), "defused")
    kit.add(
        family,
        "unlisted-project.xlsx",
        xlsx().put("xl/vbaProject.bin", compound(VBA_STREAMS)).zip(),
        "defused",
    )
    for kind in ("xlsb", "xlsx", "xls", "ods"):
        kit.add(family, f"binary-book.{kind}", binary_book().zip())
    template = xlsx().swap("[Content_Types].xml", ".sheet.main+xml", ".template.main+xml")
    kit.add(family, "template.xltx", template.zip())
    sheet = xlsx().put(
        "xl/macrosheets/sheet9.xml",
        f'{DECL}<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<sheetData><row r="1"><c r="A1"><f>EXEC("calc.exe")</f></c></row></sheetData>'
        "</xm:macrosheet>",
        "application/vnd.ms-excel.macrosheet+xml",
    )
    kit.add(
        family,
        "excel4-macro-sheet.xlsx",
        sheet.link(
            "xl/workbook.xml",
            "rIdM",
            "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
            "macrosheets/sheet9.xml",
        ).zip(),
        "defused",
    )


def _ole(kit: Kit) -> None:
    """Write OLE compound files."""
    family = "ole"
    project = {f"_VBA_PROJECT_CUR/{k}": v for k, v in VBA_STREAMS.items()}
    kit.add(family, "macros.xls", xls(more=project), "defused")
    kit.add(family, "macros-as.xlsx", xls(more=project), "defused")
    macro = biff(sheets=(("Figures", 0, 0), ("Macro1", 2, 1)))
    kit.add(family, "excel4-very-hidden.xls", xls(macro), "defused")
    name = record(0x0018, b"\x20\0\0\x01\0\0\x02\0\0\0\0\0\0\0\0\x01")
    kit.add(family, "auto-open-name.xls", xls(biff(globals_extra=name)), "defused")
    lock = record(0x002F, b"\x01\0\x01\0\x01\0" + bytes(range(48)))
    kit.add(family, "password.xls", xls(biff(first=lock)))
    kit.add(family, "sheet-start-lie.xls", xls(biff(start_lie=0x7FFFFFFF)))
    kit.add(family, "string-index-lie.xls", xls(biff(index_lie=9_999_999)), "defused")
    kit.add(family, "record-length-lie.xls", xls(biff()[:-400] + b"\x03\x02\xff\xff\x01"))
    sealed = {
        "EncryptionInfo": b"\x04\0\x04\0\x40\0\0\0<encryption/>",
        "EncryptedPackage": b"\x10\x27\0\0\0\0\0\0" + kit.rng("sealed").randbytes(9000),
    }
    for kind in ("xlsx", "xls", "ods"):
        kit.add(family, f"encrypted-office.{kind}", compound(sealed))
    kit.add(family, "word-inside.xls", compound({"WordDocument": b"\xec\xa5" + bytes(500)}))
    kit.add(family, "installer-inside.xls", compound({"\u4840\u3f3f\u4577": EXE}))
    kit.add(family, "message.xls", compound({"__properties_version1.0": bytes(64)}))
    for n in range(3):
        kit.add(family, f"random-{n}.xls", MAGIC + kit.rng(f"ole{n}").randbytes(20_000))
    loop = bytearray(xls())
    loop[-2048:] = b"".join(n.to_bytes(4, "little") for n in range(512))
    kit.add(family, "looped-chains.xls", bytes(loop))
    kit.add(family, "header-only.xls", xls()[:512])
    kit.add(family, "cut-in-half.xls", xls()[: len(xls()) // 2])


def _ods_active(kit: Kit) -> None:
    """Write ods files with scripts, events and outside references."""
    family = "ods-active"
    module = (
        '<?xml version="1.0"?><script:module xmlns:script="http://openoffice.org/2000/'
        'script" script:name="Module1" script:language="StarBasic">Sub Main\n'
        'Shell("calc.exe")\nEnd Sub</script:module>'
    )
    library = (
        '<?xml version="1.0"?><library:library xmlns:library="http://openoffice.org/2000/'
        'library" library:name="Standard"><library:element library:name="Module1"/>'
        "</library:library>"
    )

    def basic() -> Parts:
        """Give an ods with a Basic library."""
        return (
            ods(before=EVENT)
            .put("Basic/Standard/Module1.xml", module)
            .put("Basic/Standard/script-lb.xml", library)
            .put("Basic/script-lc.xml", library.replace("library:library", "library:libraries"))
        )

    kit.add(family, "basic.ods", basic().zip(), "defused")
    kit.add(
        family,
        "python-script.ods",
        ods(before=EVENT.replace("Basic", "Python"))
        .put("Scripts/python/x.py", "import os\nos.system('touch /tmp/hostile-ran')\n")
        .zip(),
        "defused",
    )
    for label, event in (
        ("on-load", "dom:load"),
        ("on-print", "office:print"),
        ("on-save", "office:save"),
    ):
        kit.add(
            family, f"{label}.ods", ods(before=EVENT.replace("dom:load", event)).zip(), "defused"
        )
    far = f'xlink:type="simple" xlink:href="{CANARY_URL}/t.ods"'
    outside = {
        "table-source": f'<table:table-source {far} table:table-name="Sheet1"/>',
        "shapes-image": f"<table:shapes><draw:frame><draw:image {far}/></draw:frame>"
        "</table:shapes>",
        "shapes-object": f"<table:shapes><draw:frame><draw:object {far}/></draw:frame>"
        "</table:shapes>",
        "plugin": f"<table:shapes><draw:frame><draw:plugin {far}/></draw:frame></table:shapes>",
        "applet": '<table:shapes><draw:frame><draw:applet draw:code="x.class" '
        f"{far}/></draw:frame></table:shapes>",
    }
    for label, xml in outside.items():
        kit.add(family, f"{label}.ods", ods(extra=xml).zip(), "defused")
    kit.add(
        family,
        "dde-links.ods",
        ods(
            after='<table:dde-links><table:dde-link><office:dde-source office:name="x" '
            'office:dde-application="cmd" office:dde-topic="/c calc" office:dde-item="A1" '
            'office:automatic-update="true"/></table:dde-link></table:dde-links>'
        ).zip(),
        "defused",
    )
    kit.add(
        family,
        "database-range.ods",
        ods(
            after='<table:database-ranges><table:database-range table:name="x" '
            'table:target-range-address="Figures.A1:Figures.C9"><table:database-source-sql '
            'table:database-name="x" table:sql-statement="DROP TABLE x"/></table:database-range>'
            "</table:database-ranges>"
        ).zip(),
        "defused",
    )
    for label, kind in (
        ("template", "spreadsheet-template"),
        ("text", "text"),
        ("drawing", "graphics"),
        ("presentation", "presentation"),
    ):
        book = ods()
        book.parts["mimetype"] = f"application/vnd.oasis.opendocument.{kind}"
        kit.add(family, f"mimetype-{label}.ods", book.zip(), "defused")


EVENT = (
    '<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" '
    'script:event-name="dom:load" xlink:href="vnd.sun.star.script:Standard.Module1.Main?language='
    'Basic&amp;location=document" xlink:type="simple"/></office:event-listeners></office:scripts>'
)


def _embedded(kit: Kit) -> None:
    """Write workbooks that carry objects."""
    family = "embedded"
    package = compound({"\x01Ole10Native": b"\0\x08\0\0\x02\0calc.exe\0C:\\calc.exe\0" + EXE})

    def carry(name: str, body: bytes | str, kind: str, rel: str) -> bytes:
        """Give a workbook whose sheet is tied to one further part."""
        book = xlsx().put(f"xl/{name}", body, kind)
        return book.link(SHEET, "rIdE", rel, f"../{name}").zip()

    binary = "application/octet-stream"
    kit.add(
        family,
        "ole-package.xlsx",
        carry(
            "embeddings/oleObject1.bin",
            package,
            "application/vnd.openxmlformats-officedocument.oleObject",
            "oleObject",
        ),
        "defused",
    )
    kit.add(family, "exe.xlsx", carry("embeddings/calc.exe", EXE, binary, "package"), "defused")
    kit.add(family, "script.xlsx", carry("embeddings/x.vbs", b"x=1", binary, "package"), "defused")
    control = (
        '<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" ax:classid='
        '"{8856F961-340A-11D0-A96B-00C04FD705A2}" ax:persistence="persistPropertyBag"/>'
    )
    kit.add(
        family,
        "activex.xlsx",
        carry(
            "activeX/activeX1.xml",
            DECL + control,
            "application/vnd.ms-office.activeX+xml",
            "control",
        ),
        "defused",
    )
    kit.add(
        family,
        "activex-binary.xlsx",
        carry("activeX/activeX1.bin", package, "application/vnd.ms-office.activeX", "control"),
        "defused",
    )
    kit.add(
        family,
        "printer-settings.xlsx",
        carry(
            "printerSettings/p.bin",
            EXE,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings",
            "printerSettings",
        ),
        "defused",
    )
    custom = f"<x xmlns=\"u:x\"><secret>{'S' * 2000}</secret><b>=cmd|'/c calc'!A1</b></x>"
    kit.add(
        family,
        "custom-xml.xlsx",
        carry(
            "../customXml/item1.xml".replace("../", ""),
            custom,
            "application/xml",
            f"{DOCREL}/customXml",
        ),
        "defused",
    )
    kit.add(
        family,
        "custom-ui.xlsx",
        xlsx()
        .put(
            "customUI/customUI.xml",
            '<customUI xmlns="http://schemas.microsoft.com/office/2006/01/'
            'customui" onLoad="Auto_Open"/>',
        )
        .link(
            "",
            "rIdUi",
            "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility",
            "customUI/customUI.xml",
        )
        .zip(),
        "defused",
    )
    kit.add(
        family,
        "web-extension.xlsx",
        carry(
            "webextensions/w.xml",
            f'<we:webextension xmlns:we="u:we" store="{CANARY_URL}"/>',
            "application/vnd.ms-office.webextension+xml",
            "webextension",
        ),
        "defused",
    )
    kit.add(family, "exe-object.ods", ods().put("Object 1", EXE).zip(), "defused")
    kit.add(
        family, "ole-object.ods", ods().put("ObjectReplacements/Object 1", package).zip(), "defused"
    )
    kit.add(
        family,
        "java-class.ods",
        ods().put("x.class", b"\xca\xfe\xba\xbe\0\0\0\x34").zip(),
        "defused",
    )


def make(kit: Kit) -> None:
    """Write every file of this module."""
    for part in (_macros, _ole, _ods_active, _embedded):
        part(kit)
