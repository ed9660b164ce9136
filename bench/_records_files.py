"""Large made-up record files, checked and worked out by the command itself in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from _measured import measured

from tests.records.made_up import MadeUp, census, write_workbook

HERE = Path(__file__).resolve().parent.parent
PERIODS = ("--from", "2025-10-01", "--to", "2026-03-31", "--by", "quarter")


def measure(children: int, folder: Path) -> Iterator[dict[str, Any]]:
    """Each file and command in turn, as it was measured."""
    annex, xml, small = folder / "annex_a.xlsx", folder / "census.xml", folder / "small.xml"
    write_workbook(annex, MadeUp(children).lists())
    census(xml, children)
    census(small, children // 4)
    out = str(folder / "out.csv")
    wanted = (
        (f"Annex A of {children:,} children: check", annex, ("check",)),
        (
            f"Annex A of {children:,} children: indicators",
            annex,
            ("indicators", *PERIODS, "--out", out),
        ),
        (f"census of {children // 4:,} children: check", small, ("check",)),
        (f"census of {children:,} children: check", xml, ("check",)),
        (
            f"census of {children:,} children: indicators",
            xml,
            ("indicators", *PERIODS, "--out", out),
        ),
    )
    for what, path, words in wanted:
        command = ["-m", "goldthread", "records", words[0], str(path), *words[1:]]
        yield _one(what, path, command)
    sent = str(Path(__file__).with_name("_records_sent.py"))
    for what, path in (("Annex A", annex), ("census", xml)):
        said = f"{what} of {children:,} children: sent, behind walls"
        yield _one(said, path, [sent, str(path)])


def _one(what: str, path: Path, words: list[str]) -> dict[str, Any]:
    command = [sys.executable, *words]
    variables = {**os.environ, "PYTHONPATH": f"{HERE / 'src'}{os.pathsep}{HERE}"}
    nowhere = subprocess.DEVNULL
    found = measured(command, env=variables, stdout=nowhere, stderr=nowhere)
    return {
        "what": what,
        "megabytes": path.stat().st_size / 1e6,
        "seconds": found.seconds,
        "processor_seconds": found.processor,
        "peak_mb": found.megabytes,
        "exit": found.exit,
    }
