"""A zip writer that can be told to lie in any field, and deflate streams made by repetition."""

from __future__ import annotations

import functools
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

DOS_TIME = 0
DOS_DATE = (2020 - 1980) << 9 | 1 << 5 | 1


@dataclass(frozen=True)
class Packed:
    """Compressed bytes with the checksum and size of what they unpack to."""

    data: bytes
    crc: int
    size: int
    method: int = 8


@dataclass
class Entry:
    """One zip entry, whose fields may be overridden with lies."""

    name: str | bytes
    packed: Packed
    flags: int = 0
    local_name: str | bytes | None = None
    crc: int | None = None
    packed_size: int | None = None
    size: int | None = None
    method: int | None = None
    extra: bytes = b""
    local_extra: bytes = b""
    external: int = 0
    system: int = 0
    version: int = 20
    offset: int | None = None
    disk: int = 0
    comment: bytes = b""


def deflated(data: bytes) -> Packed:
    """Deflate a body."""
    press = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Packed(press.compress(data) + press.flush(), zlib.crc32(data), len(data))


def stored(data: bytes) -> Packed:
    """Store a body as it is."""
    return Packed(data, zlib.crc32(data), len(data), 0)


def _times(matrix: Sequence[int], vector: int) -> int:
    """Multiply a GF(2) matrix by a vector."""
    total = 0
    index = 0
    while vector:
        if vector & 1:
            total ^= matrix[index]
        vector >>= 1
        index += 1
    return total


@functools.cache
def _zeros(power: int) -> tuple[int, ...]:
    """Give the matrix that carries a checksum past two to the power zero bits."""
    if power == 0:
        return (0xEDB88320, *(1 << n for n in range(31)))
    half = _zeros(power - 1)
    return tuple(_times(half, column) for column in half)


def crc_join(first: int, second: int, second_size: int) -> int:
    """Give the checksum of two joined bodies from the checksum of each."""
    bits = second_size * 8
    power = 0
    while bits:
        if bits & 1:
            first = _times(_zeros(power), first)
        bits >>= 1
        power += 1
    return first ^ second


def crc_repeat(crc: int, size: int, times: int) -> int:
    """Give the checksum of a body repeated many times."""
    total, done = 0, 0
    step, width = crc, size
    while times:
        if times & 1:
            total = crc_join(total, step, width)
            done += width
        step, width = crc_join(step, step, width), width * 2
        times >>= 1
    return total


def _flushed(data: bytes) -> bytes:
    """Deflate a piece on its own so that it can be repeated anywhere in a stream."""
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    return press.compress(data) + press.flush(zlib.Z_FULL_FLUSH)


def repeated(head: bytes, chunk: bytes, times: int, tail: bytes) -> Packed:
    """Make the deflate stream of a head, a chunk repeated and a tail without unpacking it."""
    data = _flushed(head) + _flushed(chunk) * times + deflated(tail).data
    crc = crc_join(
        zlib.crc32(head), crc_repeat(zlib.crc32(chunk), len(chunk), times), len(chunk) * times
    )
    crc = crc_join(crc, zlib.crc32(tail), len(tail))
    return Packed(data, crc, len(head) + len(chunk) * times + len(tail))


def _raw(name: str | bytes) -> bytes:
    """Give a name as bytes."""
    return name if isinstance(name, bytes) else name.encode("utf-8", "surrogatepass")


def _fields(entry: Entry) -> tuple[int, int, int, int, int, int, int]:
    """Give the fields that the local and central headers share."""
    packed = entry.packed
    return (
        entry.flags | (0 if isinstance(entry.name, bytes) or entry.name.isascii() else 0x800),
        packed.method if entry.method is None else entry.method,
        DOS_TIME,
        DOS_DATE,
        packed.crc if entry.crc is None else entry.crc,
        len(packed.data) if entry.packed_size is None else entry.packed_size,
        packed.size if entry.size is None else entry.size,
    )


def local(entry: Entry) -> bytes:
    """Give the local header of an entry, without its data."""
    name = _raw(entry.name if entry.local_name is None else entry.local_name)
    return (
        struct.pack("<IH5H", 0x04034B50, entry.version, *_fields(entry)[:4], 0)[:14]
        + struct.pack("<3I2H", *_fields(entry)[4:], len(name), len(entry.local_extra))
        + name
        + entry.local_extra
    )


def central(entry: Entry, offset: int) -> bytes:
    """Give the central directory record of an entry."""
    name = _raw(entry.name)
    where = offset if entry.offset is None else entry.offset
    return (
        struct.pack("<I6H", 0x02014B50, entry.system << 8 | 20, entry.version, *_fields(entry)[:4])
        + struct.pack(
            "<3I5H",
            *_fields(entry)[4:],
            len(name),
            len(entry.extra),
            len(entry.comment),
            entry.disk,
            0,
        )
        + struct.pack("<2I", entry.external, where)
        + name
        + entry.extra
        + entry.comment
    )


def ending(
    count: int,
    size: int,
    offset: int,
    comment: bytes = b"",
    total: int | None = None,
    disk: int = 0,
) -> bytes:
    """Give the end of central directory record."""
    both = count if total is None else total
    return (
        struct.pack(
            "<I4H2IH",
            0x06054B50,
            disk,
            disk,
            min(count, 65535),
            min(both, 65535),
            size,
            offset,
            len(comment),
        )
        + comment
    )


def build(
    entries: Sequence[Entry],
    prefix: bytes = b"",
    comment: bytes = b"",
    count: int | None = None,
    directory_size: int | None = None,
    directory_offset: int | None = None,
    before_ending: bytes = b"",
    shifted: bool = True,
) -> bytes:
    """Join entries into a zip, telling whichever lies were asked for."""
    body = bytearray(prefix)
    base = 0 if shifted else len(prefix)
    offsets = []
    for entry in entries:
        offsets.append(len(body) - base)
        body += local(entry) + entry.packed.data
    start = len(body) - base
    directory = b"".join(central(e, o) for e, o in zip(entries, offsets, strict=True))
    body += directory + before_ending
    return bytes(body) + ending(
        len(entries) if count is None else count,
        len(directory) if directory_size is None else directory_size,
        start if directory_offset is None else directory_offset,
        comment,
    )


def plain(parts: dict[str, bytes]) -> list[Entry]:
    """Turn a mapping of names to bodies into honest entries."""
    return [
        Entry(name, stored(body) if name == "mimetype" else deflated(body))
        for name, body in parts.items()
    ]
