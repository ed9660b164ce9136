"""Honest bodies under hostile names, wrong endings, and files that hold next to nothing."""

from __future__ import annotations

from .active import EXE
from .model import Kit, Wants
from .ole import MAGIC, xls
from .parts import csv_text, ods, xlsx

OVERRIDE = "\u202e"


def _endings(kit: Kit) -> None:
    """Write honest and hostile bodies under endings that are not theirs."""
    family = "wrong-ending"
    bodies = {"xlsx": xlsx().zip(), "ods": ods().zip(), "csv": csv_text().encode(), "xls": xls()}
    for true, body in bodies.items():
        for false in bodies:
            if true != false:
                kit.add(family, f"{true}-as.{false}", body, "defused")
        for false in ("exe", "pdf", "zip", "png"):
            kit.add(family, f"{true}-as.{false}", body)
    for false in bodies:
        kit.add(family, f"program-as.{false}", EXE)
    kit.add(family, "no-ending", bodies["csv"])
    kit.add(family, "ends-in-a-point.", bodies["csv"])
    kit.add(family, "program.scr", EXE)
    kit.add(family, "program.lnk", b"L\0\0\0\x01\x14\x02\0" + bytes(100))


def _names(kit: Kit) -> None:
    """Write honest tables under names that climb, hide, clash or overflow."""
    family = "file-names"
    text, book = csv_text(), xlsx().zip()
    on_disk: tuple[tuple[str, Wants], ...] = (
        ("figures.pdf.csv", "defused"),
        ("figures.csv.exe", "refused"),
        ("figures.xlsx.js", "refused"),
        ("figures.csv ", "defused"),
        ("figures.csv.", "defused"),
        (f"figures{OVERRIDE}vsc.exe", "refused"),
        (f"figures{OVERRIDE}xslx.csv", "defused"),
        ("figures.CSV", "defused"),
        ("figures.cSv", "defused"),
        (".csv", "defused"),
        ("..csv", "defused"),
        ("-rf.csv", "defused"),
        ("--help.csv", "defused"),
        ("CON.csv", "defused"),
        ("NUL.csv", "defused"),
        ("COM1.csv", "defused"),
        ("aux", "refused"),
        ("LPT1.xlsx", "defused"),
        ("figures.csv:hidden.exe", "refused"),
        ("x" * 251 + ".csv", "defused"),
        ("\u00e9" * 125 + ".csv", "defused"),
        ("..%2f..%2fetc%2fpasswd.csv", "defused"),
        ("..\\..\\windows\\x.csv", "defused"),
        ("C:\\Windows\\x.csv", "defused"),
        ("\\\\127.0.0.1\\share\\x.csv", "defused"),
        ("\uff0e\uff0e\uff0fetc.csv", "defused"),
        ("..\u2215..\u2215x.csv", "defused"),
        ("figures%00.csv", "defused"),
        ("figures.csv%00.exe", "refused"),
        ("<img src=x onerror=alert(1)>.csv", "defused"),
        ("$(touch x).csv", "defused"),
        ("`id`.csv", "defused"),
        ("a;b|c&d.csv", "defused"),
        ("'; DROP TABLE x; --.csv", "defused"),
        ("{{7*7}}.csv", "defused"),
        ("=cmd|calc.csv", "defused"),
        ("a\nb.csv", "defused"),
        ("a\r\nSet-Cookie: x=y.csv", "defused"),
        ("a\tb.csv", "defused"),
        ('a"b.csv', "defused"),
        ("a\x1b[2Jb.csv", "defused"),
        ("figures\u200b.csv", "defused"),
        ("figures.c\u200bsv", "refused"),
        ("figures.\u0441sv", "refused"),
        ("cafe\u0301.csv", "defused"),
        ("\ufefffigures.csv", "defused"),
        ("~$figures.xlsx", "defused"),
        ("web.config.csv", "defused"),
        (".htaccess.csv", "defused"),
        ("%s%n%x.csv", "defused"),
        (" .csv", "defused"),
        ("\U0001f4a9.csv", "defused"),
        ("desktop.ini", "refused"),
    )
    for name, wants in on_disk:
        kit.add(family, name, book if name.endswith(".xlsx") else text, wants)
    family = "sent-names"
    sent: tuple[tuple[str, Wants], ...] = (
        ("../../../../tmp/hostile-up.csv", "defused"),
        ("/etc/cron.d/hostile.csv", "defused"),
        ("/tmp/hostile-abs.csv", "defused"),
        ("figures\0.csv", "defused"),
        ("figures.csv\0.exe", "refused"),
        ("figures.exe\0.csv", "defused"),
        ("x" * 5_000 + ".csv", "defused"),
        ("x/" * 3_000 + "a.csv", "defused"),
        ("", "defused"),
        (".", "refused"),
        ("..", "refused"),
        ("/", "refused"),
        ("./figures.csv", "defused"),
        ("figures.csv/", "defused"),
        ("figures.csv/.", "defused"),
        ("....//....//x.csv", "defused"),
        ("file:///etc/passwd.csv", "defused"),
        ("http://127.0.0.1:47999/x.csv", "defused"),
        ("a\ud800b.csv", "defused"),
        ('x.csv"; filename="y.exe', "defused"),
        ("~/.ssh/x.csv", "defused"),
        ("/dev/stdin.csv", "defused"),
        ("/proc/self/environ.csv", "defused"),
    )
    for n, (name, wants) in enumerate(sent):
        kit.add(family, f"sent-{n:02}.csv", text, wants, name)


def _tiny(kit: Kit) -> None:
    """Write files that hold nothing, or no more than a mark."""
    family = "tiny"
    for kind in ("xlsx", "xls", "ods", "csv"):
        kit.add(family, f"empty.{kind}", b"")
        kit.add(family, f"one-nul.{kind}", b"\0")
        kit.add(family, f"one-letter.{kind}", b"a", "defused" if kind == "csv" else "refused")
        kit.add(family, f"magic-only.{kind}", MAGIC if kind == "xls" else b"PK\x03\x04")
        kit.add(family, f"ending-only.{kind}", b"PK\x05\x06" + bytes(18))
    for label, body in (
        ("bom-utf8", b"\xef\xbb\xbf"),
        ("bom-utf16-le", b"\xff\xfe"),
        ("bom-utf16-be", b"\xfe\xff"),
        ("bom-utf32", b"\xff\xfe\0\0"),
        ("newline", b"\n"),
        ("crlf-only", b"\r\n\r\n"),
        ("spaces", b"   "),
        ("commas", b",,,,\r\n,,,,\r\n"),
        ("quote", b'"'),
    ):
        kit.add(family, f"{label}.csv", body, "defused" if label == "quote" else "refused")


def _sparse(kit: Kit) -> None:
    """Write files that claim to be large and take no room."""
    family = "sparse"
    book, sheet, text = xlsx().zip(), ods().zip(), csv_text().encode()
    size = 24_000_000
    kit.add_sparse(family, "nothing-24m.csv", b"", size, b"", "refused")
    kit.add_sparse(family, "nothing-24m.xlsx", b"", size, b"", "refused")
    kit.add_sparse(family, "nothing-24m.ods", b"", size, b"", "refused")
    kit.add_sparse(family, "nothing-24m.xls", b"", size, b"", "refused")
    kit.add_sparse(family, "table-then-nothing.csv", text, size, b"", "defused")
    kit.add_sparse(family, "book-then-nothing.xlsx", book, size, b"", "refused")
    kit.add_sparse(family, "nothing-then-book.xlsx", b"", size, book, "defused")
    kit.add_sparse(family, "nothing-then-book.ods", b"", size, sheet, "defused")
    kit.add_sparse(family, "ole-then-nothing.xls", MAGIC, size, b"", "refused")
    kit.add_sparse(family, "nothing-300m.csv", b"", 300_000_000, b"", "refused")


def make(kit: Kit) -> None:
    """Write every file of this module."""
    for part in (_endings, _names, _tiny, _sparse):
        part(kit)
