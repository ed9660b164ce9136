"""Photographs and other pictures, which are never tables whatever they are called."""

from __future__ import annotations

import struct
import zlib

from .model import Kit
from .rawzip import repeated


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """Give one chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, pixels: bytes, extra: bytes = b"", depth: int = 8) -> bytes:
    """Give a grey PNG around compressed pixels."""
    head = struct.pack(">2I5B", width, height, depth, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", head)
        + extra
        + png_chunk(b"IDAT", pixels)
        + png_chunk(b"IEND", b"")
    )


def flood(size: int) -> bytes:
    """Give a PNG of black that unpacks to a square of the given side, one bit a pixel."""
    line = bytes(1 + (size + 7) // 8)
    times = size // 100
    body = repeated(b"", line * 100, times, b"")
    total = body.size % 65521
    return png(size, size, b"\x78\x9c" + body.data + struct.pack(">I", total << 16 | 1), depth=1)


def _exif() -> bytes:
    """Give an EXIF segment with a place on the map."""

    def field(tag: int, kind: int, count: int, value: bytes) -> bytes:
        """Give one field of a directory."""
        return struct.pack(">HHI", tag, kind, count) + value.ljust(4, b"\0")

    gps_at = 8 + 2 + 12 + 4
    numbers_at = gps_at + 2 + 4 * 12 + 4
    place = struct.pack(">12I", 51, 1, 30, 1, 2647, 100, 0, 1, 7, 1, 4012, 100)
    first = struct.pack(">H", 1) + field(0x8825, 4, 1, struct.pack(">I", gps_at)) + bytes(4)
    gps = (
        struct.pack(">H", 4)
        + b"".join(
            (
                field(1, 2, 2, b"N"),
                field(2, 5, 3, struct.pack(">I", numbers_at)),
                field(3, 2, 2, b"W"),
                field(4, 5, 3, struct.pack(">I", numbers_at + 24)),
            )
        )
        + bytes(4)
    )
    body = b"Exif\0\0MM\0\x2a" + struct.pack(">I", 8) + first + gps + place
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def jpeg(columns: int = 60, lines: int = 85, claim: tuple[int, int] | None = None) -> bytes:
    """Give a grey JPEG of a page of lines, made of flat blocks, with a place in its EXIF."""
    bits = ""
    last = 0
    for y in range(lines):
        for x in range(columns):
            ink = y % 3 == 1 and 5 < x < columns - 5 and (x * 7 + y * 13) % 11 < 8
            level = -60 if ink else 100
            step, last = level - last, level
            width = abs(step).bit_length()
            value = step if step >= 0 else step + (1 << width) - 1
            bits += f"{width:04b}" + (f"{value:0{width}b}" if width else "") + "0"
    bits += "1" * (-len(bits) % 8)
    scan = bytes(int(bits[n : n + 8], 2) for n in range(0, len(bits), 8)).replace(
        b"\xff", b"\xff\0"
    )

    def segment(mark: int, body: bytes) -> bytes:
        """Give one marked segment."""
        return bytes((0xFF, mark)) + struct.pack(">H", len(body) + 2) + body

    wide, high = claim or (columns * 8, lines * 8)
    steps = bytes((0, 0, 0, 12)) + bytes(12)
    return (
        b"\xff\xd8"
        + _exif()
        + segment(0xDB, b"\0" + bytes([8] * 64))
        + segment(0xC0, struct.pack(">BHHB", 8, high, wide, 1) + b"\x01\x11\0")
        + segment(0xC4, b"\0" + steps + bytes(range(12)))
        + segment(0xC4, b"\x10\x01" + bytes(15) + b"\0")
        + segment(0xDA, b"\x01\x01\0\0\x3f\0")
        + scan
        + b"\xff\xd9"
    )


def make(kit: Kit) -> None:
    """Write every picture."""
    family = "pictures"
    page = jpeg()
    small = png(8, 8, zlib.compress(bytes(72)))
    words = png_chunk(b"tEXt", b"Comment\0Name,Count,Note\r\n=cmd|calc")
    swollen = png_chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(20_000_000)))
    brand = struct.pack(">I", 24) + b"ftypheic" + bytes(4) + b"mif1heic"
    tiff = (
        b"II*\0\x08\0\0\0"
        + struct.pack("<H", 2)
        + struct.pack("<HHII", 256, 4, 1, 60_000)
        + struct.pack("<HHII", 257, 4, 1, 60_000)
        + bytes(4)
    )
    loop = b"II*\0\x08\0\0\0" + struct.pack("<H", 0) + struct.pack("<I", 8)
    bodies: dict[str, bytes] = {
        "page.jpg": page,
        "page-of-figures.jpeg": page,
        "page-as.xlsx": page,
        "page-as.csv": page,
        "page-as.ods": page,
        "huge-claim.jpg": jpeg(8, 8, (65_500, 65_500)),
        "cut.jpg": page[: len(page) // 2],
        "flood-60000.png": flood(60_000),
        "flood-60000-as.xlsx": flood(60_000),
        "flood-header-only.png": png(60_000, 60_000, zlib.compress(b"")),
        "size-2g.png": png(0x7FFFFFFF, 0x7FFFFFFF, b""),
        "words.png": png(8, 8, zlib.compress(bytes(72)), words),
        "profile-bomb.png": png(8, 8, zlib.compress(bytes(72)), swollen),
        "small-as.csv": small,
        "scan.tiff": tiff,
        "loop.tif": loop,
        "scan-as.xls": tiff,
        "phone.heic": brand + bytes(4000),
        "phone-as.xlsx": brand + bytes(4000),
        "phone.avif": brand.replace(b"heic", b"avif") + bytes(4000),
        "page.webp": b"RIFF\x24\0\0\0WEBPVP8 " + bytes(24),
        "page.gif": b"GIF89a\xff\xff\xff\xff" + bytes(30) + b";",
        "page.bmp": b"BM" + struct.pack("<IIIIii", 70, 0, 54, 40, 60_000, 60_000) + bytes(40),
        "page.ico": b"\0\0\x01\0\x01\0" + bytes(100),
        "layers.psd": b"8BPS\0\x01" + bytes(100),
        "drawing.emf": b"\x01\0\0\0\x6c\0\0\0" + bytes(32) + b" EMF" + bytes(60),
        "drawing.wmf": b"\xd7\xcd\xc6\x9a" + bytes(100),
        "sound.wav": b"RIFF\x24\0\0\0WAVEfmt " + bytes(40),
        "film.mp4": struct.pack(">I", 24) + b"ftypmp42" + bytes(2000),
    }
    for name, body in bodies.items():
        kit.add(family, name, body)
