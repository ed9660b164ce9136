"""Large made-up record files, checked and worked out by the command itself in a process of its own."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

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
        yield _one(what, path, words)


def _one(what: str, path: Path, words: tuple[str, ...]) -> dict[str, Any]:
    command = [sys.executable, "-m", "goldthread", "records", words[0], str(path), *words[1:]]
    variables = {**os.environ, "PYTHONPATH": f"{HERE / 'src'}{os.pathsep}{HERE}"}
    began = perf_counter()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:  # a process between, so that its children's peak is of this one command alone
        code = subprocess.call(
            command, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        os.write(writer, f"{code} {peak}".encode())
        os._exit(0)
    os.close(writer)
    code, peak = os.read(reader, 100).decode().split()
    os.waitpid(child, 0)
    os.close(reader)
    return {
        "what": what,
        "megabytes": path.stat().st_size / 1e6,
        "seconds": perf_counter() - began,
        "peak_mb": int(peak) // 1024,
        "exit": int(code),
    }
