"""The Department's table of statistical neighbours: for each authority the ten most like it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from goldthread.performance.published.tables import Findings, Neighbour

KEY = "statistical_neighbours"
TITLE = "Children's services statistical neighbours"
PUBLICATION = "Statistical neighbours"

_NEIGHBOUR = re.compile(r"sn_?(\d{1,2})", re.IGNORECASE)
_CLOSENESS = re.compile(r"sn_?(\d{1,2})_?p", re.IGNORECASE)


def is_neighbours(heading: Sequence[str]) -> bool:
    """Whether a heading is of this table: an authority, and columns SN_1, SN_1P and so on."""
    names = [name.strip() for name in heading]
    known = {name.lower() for name in names}
    return {"old_la_code", "la_name"} <= known and any(map(_NEIGHBOUR.fullmatch, names))


def read(
    heading: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], problems: Findings
) -> Iterator[Neighbour]:
    """Each neighbour of each authority, nearest first."""
    names = [name.strip() for name in heading]
    place = {name.lower(): at for at, name in enumerate(names)}
    nearest = sorted(
        (int(found[1]), at)
        for at, name in enumerate(names)
        if (found := _NEIGHBOUR.fullmatch(name))
    )
    words = {
        int(found[1]): at for at, name in enumerate(names) if (found := _CLOSENESS.fullmatch(name))
    }
    for number, row in rows:
        if len(row) != len(heading):
            said = f"this row has {len(row)} cells and the heading {len(heading)}"
            problems.add(number, "", said)
            continue
        code, name = row[place["old_la_code"]].strip(), row[place["la_name"]].strip()
        for position, at in nearest:
            other = row[at].strip().removesuffix(".0")
            if not (code.isdigit() and other.isdigit()):
                said = f"“{row[at].strip()}” is not the number of an authority"
                problems.add(number, names[at], said)
                continue
            close = row[words[position]].strip() if position in words else ""
            yield Neighbour(code, name, position, other, close)
