"""Which list a table is, by its headings; what its name says is held against them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from goldthread.records.findings import Place
from goldthread.records.layout import Column, Layout, Source
from goldthread.records.spelling import compared, nearest

HEADINGS_WITHIN = 20  # rows in which the line of headings must come
FEWEST = 3  # headings known, for a line to be the line of headings
LONGEST_HEADING = 80  # letters of a heading that are shown
_NUMBER = re.compile(r"(?:^|\b)(?:list|annex a|l)\s*(\d{1,2})(?:\b|$)|^(\d{1,2})(?:\b|$)")


@dataclass(frozen=True)
class Matched:
    """A line of headings understood: the list, and where each of its columns stands."""

    source: Source
    layout: Layout
    at: Mapping[str, int]  # key of a column: its place in the row
    unknown: tuple[tuple[int, str], ...]
    twice: tuple[tuple[int, str], ...]
    bare: tuple[int, ...]  # places without a heading
    width: int  # places in the line of headings

    @property
    def missing(self) -> list[Column]:
        """The columns that are needed and not there."""
        return [c for c in self.layout.columns if c.needed and c.key not in self.at]


def match(cells: Iterable[Any], sources: Iterable[Source]) -> Matched | None:
    """The list that these cells are the headings of: the one that knows the most of them.

    None where no list knows enough, or two lists know them equally well.
    """
    written = [compared(cell) if isinstance(cell, str) else "" for cell in cells]
    shown = ["" if c is None else str(c).strip()[:LONGEST_HEADING] for c in cells]
    found = [
        _laid_beside(written, shown, source, layout)
        for source in sources
        for layout in source.lists.values()
    ]
    fitting = [each for each in found if len(each.at) >= FEWEST and _has_its_key(each)]
    if not fitting:
        return None
    ranked = sorted(fitting, key=_fit, reverse=True)
    if len(ranked) > 1 and _fit(ranked[0]) == _fit(ranked[1]):
        return None
    return ranked[0]


def _laid_beside(written: list[str], shown: list[str], source: Source, layout: Layout) -> Matched:
    at: dict[str, int] = {}
    unknown, twice = [], []
    for place, heading in enumerate(written):
        column = layout.headings.get(heading)
        if column is None:
            if heading:
                unknown.append((place, shown[place]))
        elif column.key in at:
            twice.append((place, shown[place]))
        else:
            at[column.key] = place
    bare = tuple(place for place, heading in enumerate(shown) if not heading)
    return Matched(source, layout, at, tuple(unknown), tuple(twice), bare, len(shown))


def _has_its_key(found: Matched) -> bool:
    """Whether at least one column is there that only some lists have, so that it is not any list."""
    common = {"child", "sex", "ethnicity", "born_on", "age", "disability", "team", "worker"}
    return bool(set(found.at) - common) or found.layout.key in ("header",)


def _fit(found: Matched) -> tuple[float, int]:
    return len(found.at) - len(found.unknown) - len(found.missing) / 2, len(found.at)


def tell(found: Matched, place: Place, row: int) -> None:
    """Tell of headings that are not known, with the nearest; stand twice; or are missing."""
    absent = {
        heading: column.name
        for column in found.layout.columns
        if column.key not in found.at
        for heading in column.headings
    }
    present = {
        heading: column.name
        for column in found.layout.columns
        if column.key in found.at
        for heading in column.headings
    }
    for _, heading in found.unknown:
        like = nearest(compared(heading), absent)
        there = "" if like else nearest(compared(heading), present)
        if there:
            sentence = (
                f"This heading is not known, and the column is not used. The nearest, "
                f"'{present[there]}', is there already."
            )
        elif like:
            sentence = (
                f"This heading is not known, and the column is not used. The nearest is "
                f"'{absent[like]}': if it is that, give it that heading."
            )
        else:
            sentence = "This heading is not one of the list's: the column is not used."
        place.warning(sentence, row, heading)
    for _, heading in found.twice:
        place.error(
            "Another column has a heading of the same meaning: only the first is used.",
            row,
            heading,
        )
    for column in found.missing:
        place.error("The list lacks this column.", row, column.name)


def said_number(name: str) -> int:
    """The number of the list that a name of a sheet or file says; 0 where it says none."""
    found = _NUMBER.search(compared(name.rsplit(".", 1)[0] if "." in name else name))
    return int(found[1] or found[2]) if found else 0


def lines(rows: Iterable[tuple[int, list[Any]]]) -> Iterator[tuple[int, list[Any]]]:
    """The first lines of a table, in which its headings must come."""
    for seen, (number, row) in enumerate(rows):
        if seen >= HEADINGS_WITHIN:
            return
        yield number, row
