"""OLE compound files and BIFF8 workbooks made by hand."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from .parts import ROWS, Cell

MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR = 512


def _entry(
    name: str, kind: int, right: int, child: int, start: int, size: int, ident: bytes = bytes(16)
) -> bytes:
    """Give one directory record."""
    raw = name.encode("utf-16-le")[:62] + b"\0\0"
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBB3I", len(raw) if name else 0, kind, 1, FREE, right, child)
        + ident
        + bytes(20)
        + struct.pack("<IQ", start, size)
    )


def compound(streams: dict[str, bytes], root_id: bytes = bytes(16)) -> bytes:  # noqa: C901, PLR0915 -- a format laid out in one go
    """Lay streams, whose names may hold slashes for storages, into a compound file."""
    sectors: list[bytes] = []
    fat: list[int] = []

    def lay(data: bytes) -> int:
        """Place data in a chain of sectors and give the first."""
        first = len(sectors)
        count = (len(data) + SECTOR - 1) // SECTOR
        for n in range(count):
            sectors.append(data[n * SECTOR : (n + 1) * SECTOR].ljust(SECTOR, b"\0"))
            fat.append(first + n + 1 if n + 1 < count else END)
        return first

    tree: dict[str, list[str]] = {"": []}
    for path in streams:
        bits = path.split("/")
        for depth in range(len(bits)):
            parent, whole = "/".join(bits[:depth]), "/".join(bits[: depth + 1])
            tree.setdefault(parent, [])
            if whole not in tree[parent]:
                tree[parent].append(whole)
    order = [""]
    for path in order:
        leaf = {c: c.rpartition("/")[2] for c in tree.get(path, [])}
        if path in tree:
            tree[path].sort(key=lambda c: (len(leaf[c]), leaf[c].upper()))
        order += tree.get(path, [])
    place = {path: n for n, path in enumerate(order)}
    records = []
    for path in order:
        parent = path.rpartition("/")[0]
        kin = tree.get(parent, []) if path else []
        after = kin.index(path) + 1 if path else 0
        right = place[kin[after]] if path and after < len(kin) else FREE
        child = place[tree[path][0]] if tree.get(path) else FREE
        name = path.rpartition("/")[2]
        if path in streams:
            data = streams[path].ljust(4096, b"\0")
            records.append(_entry(name, 2, right, FREE, lay(data), len(data)))
        elif path:
            records.append(_entry(name, 1, right, child, 0, 0))
        else:
            records.append(_entry("Root Entry", 5, FREE, child, END, 0, root_id))
    while len(records) % 4:
        records.append(_entry("", 0, FREE, FREE, 0, 0))
    directory = lay(b"".join(records))
    tables = 1
    while (len(sectors) + tables) > tables * 128:
        tables += 1
    spots = list(range(len(sectors), len(sectors) + tables))
    fat += [FAT] * tables
    fat += [FREE] * (tables * 128 - len(fat))
    header = (
        MAGIC
        + bytes(16)
        + struct.pack("<5H6s", 0x3E, 3, 0xFFFE, 9, 6, bytes(6))
        + struct.pack("<9I", 0, tables, directory, 0, 4096, END, 0, END, 0)
        + struct.pack("<109I", *(spots + [FREE] * (109 - tables)))
    )
    return header + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def record(kind: int, body: bytes = b"") -> bytes:
    """Give one BIFF record."""
    return struct.pack("<HH", kind, len(body)) + body


def _bof(kind: int) -> bytes:
    """Give the record that opens a globals or sheet stream."""
    return record(0x0809, struct.pack("<4H2I", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def biff(
    rows: Sequence[Sequence[Cell]] = ROWS,
    sheets: Sequence[tuple[str, int, int]] = (("Figures", 0, 0),),
    globals_extra: bytes = b"",
    first: bytes = b"",
    sheet_extra: bytes = b"",
    start_lie: int | None = None,
    index_lie: int = 0,
) -> bytes:
    """Give a BIFF8 workbook stream whose sheets are (name, visibility, type)."""
    texts: list[str] = []
    cells = b""
    for r, line in enumerate(rows):
        for c, value in enumerate(line):
            if isinstance(value, str):
                if value not in texts:
                    texts.append(value)
                where = texts.index(value) + index_lie
                cells += record(0x00FD, struct.pack("<3HI", r, c, 15, where))
            else:
                cells += record(0x0203, struct.pack("<3Hd", r, c, 15, float(value)))
    font = struct.pack("<5H4B2B", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 5, 0) + b"Arial"
    looks = b"".join(
        record(
            0x00E0,
            struct.pack(
                "<3H2B2sIIH", 0, 0, 1 if n == 15 else 0xFFF5, 0x20, 0, bytes(2), 0, 0, 0x20C0
            ),
        )
        for n in range(16)
    )
    looks = record(0x0031, font) * 4 + looks + record(0x0293, struct.pack("<HBB", 0x8000, 0, 255))
    table = b"".join(struct.pack("<HB", len(t), 0) + t.encode("latin-1", "replace") for t in texts)
    head = _bof(5) + first + record(0x0042, struct.pack("<H", 1200)) + looks
    tail = (
        globals_extra
        + record(0x00FC, struct.pack("<2I", len(texts), len(texts)) + table)
        + record(0x000A)
    )
    size = sum(12 + len(name) for name, _, _ in sheets)
    spot = len(head) + size + len(tail)
    size_box = struct.pack("<2I3H", 0, len(rows), 0, 3, 0)
    page = (
        _bof(0x10)
        + record(0x0200, size_box)
        + cells
        + sheet_extra
        + record(0x023E, struct.pack("<3H3I", 0x06B6, 0, 0, 64, 0, 0))
        + record(0x000A)
    )
    bounds = b"".join(
        record(
            0x0085,
            struct.pack(
                "<I4B",
                spot + n * len(page) if start_lie is None else start_lie,
                shown,
                kind,
                len(name),
                0,
            )
            + name.encode("latin-1"),
        )
        for n, (name, shown, kind) in enumerate(sheets)
    )
    return head + bounds + tail + page * len(sheets)


def xls(stream: bytes | None = None, more: dict[str, bytes] | None = None) -> bytes:
    """Give an xls file of a workbook stream and any further streams."""
    whole = {"Workbook": biff() if stream is None else stream, **(more or {})}
    return compound(whole, bytes.fromhex("2008020000000000C000000000000046"))
