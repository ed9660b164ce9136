"""Delimited text in strange encodings, of strange sizes and with strange quoting."""

from __future__ import annotations

from collections.abc import Iterator

from .model import Kit
from .parts import HEADER, csv_text

TEXT = csv_text()
LINE = b"Ashford,12,on time\r\n"
START = b"Name,Count,Note\r\n"


def utf7(text: str) -> bytes:
    """Give text in UTF-7."""
    return text.encode("utf-7")


def _encodings(kit: Kit) -> None:
    """Write tables in encodings that are mixed, unmarked or broken."""
    family = "encodings"
    bodies = {
        "utf7": utf7(TEXT + "x,1,<script>\r\n"),
        "utf7-bom": b"+/v8-" + utf7(TEXT),
        "utf16-le-no-bom": TEXT.encode("utf-16-le"),
        "utf16-be-no-bom": TEXT.encode("utf-16-be"),
        "utf16-wrong-bom": b"\xfe\xff" + TEXT.encode("utf-16-le"),
        "utf16-odd-length": TEXT.encode("utf-16") + b"x",
        "utf16-lone-surrogate": TEXT.encode("utf-16") + b"\x00\xd8,\0\x31\0",
        "utf32-le": TEXT.encode("utf-32"),
        "utf32-be": b"\0\0\xfe\xff" + TEXT.encode("utf-32-be"),
        "utf32-no-bom": TEXT.encode("utf-32-le"),
        "invalid-utf8": TEXT.encode() + b"x,1,\xff\xfe\xc3\x28\r\n",
        "overlong-slash": TEXT.encode() + b"x,1,\xc0\xaf\xe0\x80\xaf\r\n",
        "overlong-nul": TEXT.encode() + b"x,1,\xc0\x80\r\n",
        "five-byte": TEXT.encode() + b"x,1,\xf8\x88\x80\x80\x80\xfc\x84\x80\x80\x80\x80\r\n",
        "beyond-unicode": TEXT.encode() + b"x,1,\xf4\x90\x80\x80\r\n",
        "cut-character": TEXT.encode() + "x,1,é".encode()[:-1],
        "mixed-utf8-cp1252": TEXT.encode() + "Rosé,1,naïve\r\n".encode("cp1252"),
        "mixed-utf8-utf16": TEXT.encode() + TEXT.encode("utf-16-le"),
        "two-boms": b"\xef\xbb\xbf\xef\xbb\xbf" + TEXT.encode(),
        "bom-in-middle": TEXT.encode() + b"\xef\xbb\xbf" + TEXT.encode(),
        "ebcdic": TEXT.encode("cp037", "replace"),
        "shift-jis": "名前,数\r\nア,1\r\n".encode("shift-jis"),
        "iso-2022-jp": "名前,数\r\nア,1\r\n".encode("iso-2022-jp"),
        "gb18030": "名称,数\r\n一,1\r\n".encode("gb18030"),
        "hz": "名称,1\r\n".encode("hz"),
        "macroman": TEXT.encode("mac-roman"),
        "cp1252-holes": TEXT.encode("cp1252") + (b"x,1,\x81\x8d\x8f\x90\x9d\r\n"),
        "base64": b"TmFtZSxDb3VudCxOb3RlDQpBc2hmb3JkLDEyLG9uIHRpbWUNCg==",
        "nul-padded": TEXT.encode() + bytes(5000),
        "nul-between": b"\0".join(TEXT.encode("latin-1")[n : n + 1] for n in range(len(TEXT))),
        "ctrl-z": TEXT.encode() + b"\x1a" + LINE * 5,
    }
    for label, body in bodies.items():
        kit.add(family, f"{label}.csv", body, "defused")
    kit.add(family, "random-bytes.csv", kit.rng("random").randbytes(50_000))
    kit.add(family, "all-high-bytes.csv", bytes(range(128, 256)) * 200, "defused")


def _line_of(size: int, piece: bytes) -> Iterator[bytes]:
    """Give one long line in pieces."""
    for _ in range(size // len(piece)):
        yield piece


def _sizes(kit: Kit) -> None:
    """Write text that is very long in some direction."""
    family = "vast-csv"
    block = LINE * 1000
    kit.add_stream(
        family,
        "lines-1000000.csv",
        [START, *(b"Ashford,1,x\n" * 1000 for _ in range(1000))],
        "defused",
    )
    kit.add(family, "unclosed-quote-5m.csv", START + b'"' + block * 260, "defused")
    kit.add_stream(family, "one-line-20m.csv", _line_of(20_000_000, b"a" * 100_000), "defused")
    kit.add_stream(
        family, "one-line-commas-10m.csv", _line_of(10_000_000, b"," * 100_000), "defused"
    )
    kit.add_stream(family, "one-line-quotes-5m.csv", _line_of(5_000_000, b'"' * 100_000), "defused")
    kit.add_stream(family, "line-ends-5m.csv", _line_of(5_000_000, b"\n" * 100_000), "defused")
    kit.add_stream(family, "spaces-5m.csv", _line_of(5_000_000, b" " * 100_000), "defused")
    kit.add_stream(family, "nuls-5m.csv", _line_of(5_000_000, bytes(100_000)), "refused")
    kit.add(
        family,
        "columns-100000.csv",
        ",".join(f"c{n}" for n in range(100_000))
        + "\r\n"
        + ",".join("1" for _ in range(100_000))
        + "\r\n",
        "defused",
    )
    kit.add(
        family,
        "ragged.csv",
        "".join(",".join("x" * 1 for _ in range(n)) + "\r\n" for n in range(1, 500)),
        "defused",
    )
    kit.add(
        family, "one-cell-5m.csv", START + b'a,1,"' + b"x\r\n" * 1_700_000 + b'"\r\n', "defused"
    )
    kit.add(family, "rows-of-nothing.csv", START + b",,\r\n" * 200_000, "defused")
    kit.add(
        family,
        "unique-names-200000.csv",
        START + b"".join(b"n%d,1,x\r\n" % n for n in range(200_000)),
        "defused",
    )


def _quoting(kit: Kit) -> None:
    """Write text whose quotes and separators disagree."""
    family = "csv-shape"
    bodies = {
        "quote-in-middle": 'Name,Count,Note\r\na"b,1,c"d\r\n',
        "text-after-quote": 'Name,Count,Note\r\n"a"x,1,"b"y\r\n',
        "unclosed-at-end": 'Name,Count,Note\r\na,1,"b',
        "only-quotes": '"""""""',
        "backslash-quotes": 'Name,Count,Note\r\n"a\\"b",1,c\r\n',
        "mixed-separators": "Name;Count,Note\r\na,1;b\r\nc\t2,d\r\n",
        "sep-line": "sep=;\r\nName;Count;Note\r\na;1;b\r\n",
        "sep-line-lie": "sep=|\r\n" + TEXT,
        "mixed-line-ends": "Name,Count,Note\ra,1,b\nc,2,d\r\n\n\re,3,f",
        "cr-only": csv_text(end="\r"),
        "header-only": "Name,Count,Note\r\n",
        "no-header": "a,1,b\r\nc,2,d\r\n",
        "header-twice": TEXT + TEXT,
        "comment-lines": "# notes\r\n# more\r\n" + TEXT,
        "more-cells-than-header": "Name,Count,Note\r\na,1,b,secret,more\r\n",
        "fewer-cells": "Name,Count,Note\r\na\r\n",
        "nel-line-ends": csv_text(end="\x85"),
        "line-separator-ends": csv_text(end="\u2028"),
        "unit-separators": csv_text(sep="\x1f"),
    }
    for label, body in bodies.items():
        kit.add(family, f"{label}.csv", body, "defused")
    kit.add(
        family,
        "prose.csv",
        "Dear colleague,\r\nPlease find our figures below.\r\nRegards",
        "defused",
    )
    kit.add(family, "json.csv", '[{"Name": "a", "Count": 1}]', "defused")
    kit.add(family, "names-only.csv", csv_text((HEADER[:1], ("Ashford",))), "defused")


def make(kit: Kit) -> None:
    """Write every file of this module."""
    for part in (_encodings, _sizes, _quoting):
        part(kit)
