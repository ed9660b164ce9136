"""A zip that unpacks to itself for ever, after Russ Cox's construction."""

from __future__ import annotations

import struct
import zlib

from .rawzip import Entry, Packed, central, ending, local

LENGTHS = [
    (3, 0),
    (4, 0),
    (5, 0),
    (6, 0),
    (7, 0),
    (8, 0),
    (9, 0),
    (10, 0),
    (11, 1),
    (13, 1),
    (15, 1),
    (17, 1),
    (19, 2),
    (23, 2),
    (27, 2),
    (31, 2),
    (35, 3),
    (43, 3),
    (51, 3),
    (59, 3),
    (67, 4),
    (83, 4),
    (99, 4),
    (115, 4),
    (131, 5),
    (163, 5),
    (195, 5),
    (227, 5),
]


class _Bits:
    """Bits in the order that deflate wants them."""

    def __init__(self) -> None:
        """Start with none."""
        self.bits: list[int] = []

    def low(self, value: int, width: int) -> None:
        """Add a number, least bit first."""
        self.bits += [value >> n & 1 for n in range(width)]

    def code(self, value: int, width: int) -> None:
        """Add a Huffman code, greatest bit first."""
        self.bits += [value >> n & 1 for n in reversed(range(width))]

    def symbol(self, value: int) -> None:
        """Add a symbol of the fixed literal and length code from 256 upwards."""
        if value < 280:
            self.code(value - 256, 7)
        else:
            self.code(0xC0 + value - 280, 8)

    def copy(self, length: int, distance: int) -> None:
        """Add a copy of some length from some distance back."""
        index = max(n for n, (low, _) in enumerate(LENGTHS) if low <= length)
        low, wide = LENGTHS[index]
        self.symbol(257 + index)
        self.low(length - low, wide)
        base, code, extra = 1, 0, 0
        while distance >= base + (1 << extra):
            base += 1 << extra
            code += 1
            extra = max(0, code // 2 - 1)
        self.code(code, 5)
        self.low(distance - base, extra)

    def bytes(self) -> bytes:
        """Give the bits as bytes."""
        padded = self.bits + [0] * (-len(self.bits) % 8)
        return bytes(
            sum(bit << n for n, bit in enumerate(padded[at : at + 8]))
            for at in range(0, len(padded), 8)
        )


def _literal(size: int) -> bytes:
    """Give the five-byte header of a stored block."""
    return struct.pack("<BHH", 0, size, size ^ 0xFFFF)


def _again(size: int, last: bool = False) -> bytes:
    """Give a block that repeats the last so many bytes, five bytes long unless it is the last."""
    ways = [[size]] if last else [[size], *([a, size - a] for a in range(3, size - 2))]
    for way in ways:
        for empty in (False, True):
            bits = _Bits()
            bits.low(1 if last else 0, 1)
            bits.low(1, 2)
            for length in way:
                bits.copy(length, size)
            bits.symbol(256)
            if empty:
                bits.low(0, 1)
                bits.low(1, 2)
                bits.symbol(256)
            if last or len(bits.bits) == 40:
                return bits.bytes()
    raise ValueError(f"no five-byte copy of {size}")


def _join(head: bytes, tail: bytes) -> bytes:
    """Give the deflate stream and tail that, with the head before it, unpack to themselves."""
    p, s1 = len(head) + 5, _again_tail(len(tail))
    size = len(s1) + len(tail)
    r4, l4, l0, l1 = _again(20), _literal(20), _literal(0), _literal(5)
    rp, lp, ls = _again(p), _literal(p), _literal(size)
    return b"".join(
        [
            lp,
            head,
            lp,
            rp,
            l1,
            rp,
            l1,
            l1,
            l4,
            rp,
            l1,
            l1,
            l4,
            r4,
            l4,
            r4,
            l4,
            r4,
            l4,
            r4,
            l4,
            r4,
            l0,
            l0,
            ls,
            r4,
            l0,
            l0,
            ls,
            s1,
            tail,
            s1,
        ]
    )


def _again_tail(tail: int) -> bytes:
    """Give the last copy, whose own length counts towards what it copies."""
    for guess in range(3, 9):
        block = _again(tail + guess, last=True)
        if len(block) == guess:
            return block
    raise ValueError("no last copy")


def _whole(name: str, crc: int, comment: bytes) -> bytes:
    """Give the quine for a claimed checksum."""
    entry = Entry(name, Packed(b"", crc, 0))
    sizes = (0, 0)
    for _ in range(4):
        entry.packed_size, entry.size = sizes
        head = local(entry)
        directory = central(entry, 0)
        start = len(head) + sizes[0]
        tail = directory + ending(1, len(directory), start, comment)
        stream = _join(head, tail)
        sizes = (len(stream), len(head) + len(stream) + len(tail))
    return head + stream + tail


def quine(name: str, comment: bytes = b"") -> bytes:
    """Give a zip of one entry, named in 30 or 31 letters, that is the zip itself."""
    zero = zlib.crc32(_whole(name, 0, comment))
    rows = []
    for bit in range(32):
        moved = zlib.crc32(_whole(name, 1 << bit, comment)) ^ zero ^ (1 << bit)
        rows.append((moved, 1 << bit))
    goal, answer = zero, 0
    for bit in range(32):
        pivot = next((r for r in rows if r[0] >> bit & 1), None)
        if pivot is None:
            if goal >> bit & 1:
                raise ValueError("this name has no quine; change its comment")
            continue
        rows.remove(pivot)
        rows = [(a ^ pivot[0], b ^ pivot[1]) if a >> bit & 1 else (a, b) for a, b in rows]
        if goal >> bit & 1:
            goal, answer = goal ^ pivot[0], answer ^ pivot[1]
    return _whole(name, answer, comment)
