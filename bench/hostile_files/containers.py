"""Zips whose fields lie, names climb out, parts are missing or bytes are damaged."""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import tarfile
from io import BytesIO

from .model import CANARY_URL, Kit
from .ole import xls
from .parts import SHEET, Parts, csv_text, ods, xlsx
from .rawzip import Entry, Packed, build, deflated, plain, repeated, stored


def _books() -> dict[str, Parts]:
    """Give an honest book of each zipped kind by its ending."""
    return {"xlsx": xlsx(), "ods": ods()}


def _main(kind: str) -> str:
    """Give the part that holds the figures."""
    return SHEET if kind == "xlsx" else "content.xml"


def _fields(kit: Kit) -> None:
    """Write zips whose headers say what is not so."""
    family = "zip-fields"
    big = struct.pack("<HHQQ", 1, 16, 1 << 40, 1 << 40)
    for kind, book in _books().items():
        main = _main(kind)

        def spoilt(everywhere: bool, book: Parts = book, main: str = main, **lies: object) -> bytes:
            """Give the book with fields changed in its main part or everywhere."""
            entries = plain(book.raw())
            for entry in entries:
                if everywhere or entry.name == main:
                    for field, value in lies.items():
                        setattr(entry, field, value)
            return build(entries)

        kit.add(family, f"encrypted-all.{kind}", spoilt(True, flags=1))
        kit.add(family, f"encrypted-main.{kind}", spoilt(False, flags=1))
        kit.add(family, f"strong-encryption.{kind}", spoilt(True, flags=0x41))
        for method in (1, 6, 9, 14, 93, 95, 98, 99, 65535):
            kit.add(
                family,
                f"method-{method}.{kind}",
                spoilt(False, method=method),
                "defused" if method == 9 else "refused",
            )
        kit.add(
            family,
            f"stored-says-deflated.{kind}",
            build(
                [
                    Entry(e.name, stored(b), method=8)
                    for e, b in zip(plain(book.raw()), book.raw().values(), strict=True)
                ]
            ),
        )
        kit.add(family, f"crc-lie.{kind}", spoilt(False, crc=0xDEADBEEF), "defused")
        kit.add(family, f"size-lie-small.{kind}", spoilt(False, size=1), "defused")
        kit.add(family, f"size-lie-huge.{kind}", spoilt(False, size=0xFFFFFFF0), "defused")
        kit.add(family, f"packed-size-lie.{kind}", spoilt(False, packed_size=0x7FFFFFFF), "defused")
        kit.add(
            family,
            f"zip64-lie.{kind}",
            spoilt(False, size=0xFFFFFFFF, packed_size=0xFFFFFFFF, extra=big, local_extra=big),
            "defused",
        )
        kit.add(family, f"zip64-no-extra.{kind}", spoilt(False, size=0xFFFFFFFF), "defused")
        kit.add(family, f"offset-lie.{kind}", spoilt(False, offset=0x7FFFFFFF))
        kit.add(
            family, f"local-name-differs.{kind}", spoilt(False, local_name="other.xml"), "defused"
        )
        kit.add(family, f"disk-lie.{kind}", spoilt(True, disk=7), "defused")
        kit.add(family, f"symlink-main.{kind}", _symlink(book, main), "refused")
        kit.add(
            family,
            f"symlink-beside.{kind}",
            build(
                [
                    *plain(book.raw()),
                    Entry("link", stored(b"/etc/passwd"), system=3, external=0o120777 << 16),
                ]
            ),
            "defused",
        )
        kit.add(family, f"directory-bit.{kind}", spoilt(False, external=0x10), "defused")
        locator = struct.pack("<IIQI", 0x07064B50, 0, 1 << 60, 1)
        kit.add(
            family,
            f"zip64-locator-lie.{kind}",
            build(plain(book.raw()), before_ending=locator),
            "defused",
        )
        kit.add(
            family,
            f"directory-offset-lie.{kind}",
            build(plain(book.raw()), directory_offset=0xFFFFFFF0),
            "defused",
        )
        kit.add(
            family,
            f"comment-holds-zip.{kind}",
            build(plain(book.raw()), comment=build([Entry("evil.csv", stored(b"a,b"))])),
            "defused",
        )
        twin = Entry(main, deflated(b"<evil/>"))
        kit.add(family, f"duplicate-last.{kind}", build([*plain(book.raw()), twin]), "defused")
        kit.add(family, f"duplicate-first.{kind}", build([twin, *plain(book.raw())]), "defused")
        kit.add(
            family,
            f"duplicate-case.{kind}",
            build([*plain(book.raw()), Entry(main.upper(), twin.packed)]),
            "defused",
        )


def _symlink(book: Parts, main: str) -> bytes:
    """Give a book whose main part is a symbolic link to a local file."""
    entries = plain(book.raw())
    for entry in entries:
        if entry.name == main:
            entry.packed = stored(b"/etc/passwd")
            entry.system, entry.external = 3, 0o120777 << 16
    return build(entries)


SLIPS = (
    "../../../../tmp/hostile-slip",
    "/tmp/hostile-slip",
    "..\\..\\hostile-slip",
    "C:\\hostile-slip",
    "\\\\127.0.0.1\\share\\x",
    "xl/../../../hostile-slip",
    "a\0b.xml",
    "CON",
    "x" * 60_000,
    "\u202eslx.x",
    "xl/worksheets/../../../x",
    "./././x",
    "",
    "/",
    "....//....//x",
    "~/.bashrc",
    "$(touch x)",
    "file:///etc/passwd",
)


def _slips(kit: Kit) -> None:
    """Write zips with an entry whose name climbs out of its folder."""
    for n, name in enumerate(SLIPS):
        for kind, book in _books().items():
            body = build([*plain(book.raw()), Entry(name, deflated(b"slipped"))])
            kit.add("zip-slip", f"slip-{n:02}.{kind}", body, "defused")


def _structure(kit: Kit) -> None:
    """Write packages with parts missing, empty, cyclic or pointing elsewhere."""
    family = "package-shape"
    for kind, book in _books().items():
        for name in list(book.parts):
            label = name.replace("/", "-").strip("[]-_.")
            needed = name in ("xl/workbook.xml", SHEET, "content.xml")
            again = _books()[kind]
            kit.add(
                family,
                f"without-{label}.{kind}",
                again.drop(name).zip(),
                "refused" if needed else "defused",
            )
            again = _books()[kind]
            kit.add(
                family,
                f"empty-{label}.{kind}",
                again.put(name, "").zip(),
                "refused" if needed else "defused",
            )
        kit.add(
            family,
            f"in-a-folder.{kind}",
            build(plain({f"folder/{n}": b for n, b in book.raw().items()})),
        )
        kit.add(family, f"no-entries.{kind}", build([]))
        kit.add(family, f"only-a-csv.{kind}", build([Entry("a.csv", stored(b"Name\r\n"))]))
        kit.add(
            family, f"prefix-junk.{kind}", build(plain(book.raw()), prefix=b"junk" * 500), "defused"
        )
        kit.add(family, f"tail-junk.{kind}", book.zip() + b"junk" * 100, "defused")
    both = xlsx()
    both.parts.update(ods().parts)
    kit.add(family, "both-kinds.xlsx", both.zip(), "defused")
    kit.add(family, "both-kinds.ods", both.zip(), "defused")
    family = "relationships"
    rels = "xl/_rels/workbook.xml.rels"
    for n, target in enumerate(
        (
            "../workbook.xml",
            "workbook.xml",
            "/xl/workbook.xml",
            "worksheets/nowhere.xml",
            "",
            "../../../../etc/passwd",
            "file:///etc/passwd",
            f"{CANARY_URL}/sheet.xml",
            "//127.0.0.1/share/sheet.xml",
            "worksheets\\sheet1.xml",
            "worksheets/%2e%2e/sheet1.xml",
            "C:\\Windows\\win.ini",
            "styles.xml",
            "_rels/workbook.xml.rels",
        )
    ):
        book = xlsx().swap(rels, "worksheets/sheet1.xml", target)
        kit.add(family, f"sheet-target-{n:02}.xlsx", book.zip(), "defused")
        book = xlsx().swap("_rels/.rels", "xl/workbook.xml", target)
        kit.add(family, f"book-target-{n:02}.xlsx", book.zip(), "defused")
    outside = f'{CANARY_URL}/s.xml" TargetMode="External'
    kit.add(
        family,
        "sheet-outside.xlsx",
        xlsx().swap(rels, "worksheets/sheet1.xml", outside).zip(),
        "refused",
    )
    kit.add(
        family,
        "same-ident-twice.xlsx",
        xlsx().swap(rels, 'Id="rId2"', 'Id="rId1"').zip(),
        "defused",
    )
    kit.add(
        family,
        "cycle.xlsx",
        xlsx()
        .link(SHEET, "rIdA", "worksheet", "sheet1.xml")
        .link(SHEET, "rIdB", "officeDocument", "../workbook.xml")
        .zip(),
        "defused",
    )
    kit.add(
        family,
        "two-main-parts.xlsx",
        xlsx().link("", "rId9", "officeDocument", "xl/other.xml").zip(),
        "defused",
    )
    kit.add(
        family,
        "template-outside.xlsx",
        xlsx().link("xl/workbook.xml", "rId9", "attachedTemplate", CANARY_URL, outside=True).zip(),
        "defused",
    )


def _damage(kit: Kit) -> None:
    """Write honest files cut short or with bits turned over."""
    honest = {**{kind: book.zip() for kind, book in _books().items()}, "xls": xls()}
    for kind in ("xlsx", "ods"):
        body = honest[kind]
        for percent in (1, 5, 10, 25, 40, 50, 60, 75, 90, 95, 99):
            kit.add("zip-truncated", f"at-{percent}.{kind}", body[: len(body) * percent // 100])
        for short in (1, 2, 10, 21, 22):
            kit.add("zip-truncated", f"short-{short}.{kind}", body[:-short])
        kit.add("zip-truncated", f"tail-only.{kind}", body[-200:])
    honest["csv"] = csv_text().encode()
    for kind, body in honest.items():
        for n in range(12):
            rng = kit.rng(f"flip{kind}{n}")
            spoilt = bytearray(body)
            for _ in range(1 + n * 3):
                spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
            kit.add("bit-flips", f"flip-{n:02}.{kind}", bytes(spoilt), "defused")
        middle = bytearray(body)
        third = len(body) // 3
        middle[third : 2 * third] = bytes(third)
        kit.add("bit-flips", f"zeroed-middle.{kind}", bytes(middle), "defused")


def _foreign(kit: Kit) -> None:
    """Write other archives under honest names."""
    family = "foreign-archives"
    text = csv_text().encode()
    tar = BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as out:
        info = tarfile.TarInfo("../figures.csv")
        info.size = len(text)
        out.addfile(info, BytesIO(text))
    packed = gzip.compress(text, mtime=0)
    bodies = {
        "gzip": packed,
        "gzip-bomb": _gzip_bomb(),
        "bzip2": bz2.compress(text),
        "bzip2-bomb": bz2.compress(bytes(50_000_000)),
        "xz": lzma.compress(text),
        "seven-zip": b"7z\xbc\xaf\x27\x1c\0\x04" + kit.rng("7z").randbytes(4000),
        "rar4": b"Rar!\x1a\x07\0" + kit.rng("rar").randbytes(4000),
        "rar5": b"Rar!\x1a\x07\x01\0" + kit.rng("rar5").randbytes(4000),
        "zstd": b"\x28\xb5\x2f\xfd\x24" + bytes(4000),
        "lz4": b"\x04\x22\x4d\x18" + bytes(4000),
        "cab": b"MSCF" + bytes(4000),
        "tar": tar.getvalue(),
        "iso": bytes(32_769) + b"CD001",
        "compress": b"\x1f\x9d\x90" + bytes(4000),
        "ar": b"!<arch>\n" + bytes(500),
        "sqlite": b"SQLite format 3\0" + bytes(4000),
        "parquet": b"PAR1" + bytes(400) + b"PAR1",
        "class": b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(400),
        "elf": b"\x7fELF\x02\x01\x01" + (bytes(4000)),
        "pickle": b"\x80\x04cos\nsystem\n(S'touch /tmp/hostile-ran'\ntR.",
    }
    for label, body in bodies.items():
        kit.add(family, f"{label}.xlsx", body)
        kit.add(family, f"{label}.csv", body)
    for ending, label in (("gz", "gzip"), ("7z", "seven-zip"), ("rar", "rar5"), ("tar", "tar")):
        kit.add(family, f"figures.{ending}", bodies[label])


def _gzip_bomb() -> bytes:
    """Give a gzip that unpacks to two gigabytes."""
    body: Packed = repeated(b"", bytes(1 << 20), 2048, b"")
    end = struct.pack("<II", body.crc, body.size & 0xFFFFFFFF)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + body.data + end


def make(kit: Kit) -> None:
    """Write every file of this module."""
    for part in (_fields, _slips, _structure, _damage, _foreign):
        part(kit)
