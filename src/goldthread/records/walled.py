"""Records that were sent to a server, read behind the walls of `files.apart`: what comes out is sums and counts.

Run in a process of its own that reaches neither the network nor a disk. Nothing that stands in a cell, and no
name that the sender gave to anything, is in what it gives back.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from goldthread.files.limits import MEGABYTE, Limits, Unreadable
from goldthread.measures.periods import PeriodKind
from goldthread.records.findings import Findings, Level
from goldthread.records.given_files import open_files
from goldthread.records.layout import annex_a, census, ssda903
from goldthread.records.reading.given import Held

READER = f"{__name__}:make"
LIMITS = Limits(memory=4096 * MEGABYTE, processor_seconds=400, seconds=400)
# What DuckDB asks of the machine before it opens: how much memory and how many cores its group may use.
READS = ("/proc/self/cgroup", "/sys/fs/cgroup")
NOTHING = (
    "No list of Annex A, census or table of the looked-after children return was found in what was sent: "
    "look at it with records check, on your own machine."
)
SAID = 60  # lines of the summary
_ROW = re.compile(r"(row|line) \d+")
_QUOTED = re.compile(r"'[^']*'")


def make(
    stream: BinaryIO,
    *,
    sizes: list[int],
    first: str,
    last: str,
    by: str,
    area: str,
    as_at: list[str],
    since: str,
    on: str,
    tell: Callable[[str], None] = lambda line: print(line, file=sys.stderr, flush=True),
) -> dict[str, Any]:
    """The file of figures as `records indicators` writes it, and how much was read and is wrong.

    `sizes` are those of the files that follow one another in the stream; days are written as 2026-03-31.
    Raises Unreadable where none of them holds records. `tell` is given lines such as "read 4000".
    """
    today = date.fromisoformat(on)
    files = [Held(Path(name), name, stream.read(size)) for name, size in _named(sizes)]
    opened = open_files(files, on=today, keep=True, reached=lambda many: tell(f"read {many}"))
    if not opened.tables and not opened.children:
        raise Unreadable(NOTHING)
    tell(f"figures {opened.many}")
    # The engine begins only now: it would begin threads before the walls stand.
    from goldthread.records import engines, making
    from goldthread.records.days import periods

    wanted = making.Wanted(
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        by=by,
        as_at=tuple(map(date.fromisoformat, as_at)),
        since=date.fromisoformat(since) if since else None,
        area=area,
    )
    asked = periods(wanted.first, wanted.last, PeriodKind(by))
    with engines.connected("duckdb", settings=engines.BEHIND_WALLS) as connection:
        lines = making.lines(opened, wanted, asked, connection, on=today)
    errors, warnings = (opened.findings.many(level) for level in (Level.ERROR, Level.WARNING))
    text = making.as_file(lines, opened, wanted, on=today, summary=summary(opened.findings))
    return {"csv": text, "errors": errors, "warnings": warnings, "read": opened.many}


def _named(sizes: list[int]) -> Iterator[tuple[str, int]]:
    for number, size in enumerate(sizes, start=1):
        yield f"file {number}", size


def summary(findings: Findings) -> list[str]:
    """How often what is wrong in which list and column: in our own words alone, the most frequent first."""
    ours = _own_words()
    counted = Counter(
        (
            each.level.value,
            each.list if each.list.split(":")[0] in ours else "",
            each.column if each.column in ours else "",
            _QUOTED.sub("…", _ROW.sub(r"another \1", each.sentence)),
        )
        for each in findings
    )
    said = []
    for (level, *place, sentence), many in counted.most_common(SAID):
        where = ", ".join(filter(None, place)) or "in the files"
        said.append(f"{many:,} times {level}: {where}: {sentence}")
    if len(counted) > SAID:
        said.append(f"{len(counted) - SAID:,} more kinds of finding")
    return said


def _own_words() -> set[str]:
    """The names of lists, modules and columns that stand in our own layouts."""
    found: set[str] = set()
    for source in (annex_a(), ssda903()):
        for layout in source.lists.values():
            title = layout.title.split(":")[0]
            found |= {title, f"List {layout.number} ({layout.title})"}
            found |= {column.name for column in layout.columns}
    for key, module in census().modules.items():
        found |= {key, *module.elements}
    return found
