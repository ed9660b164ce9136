"""Children's numbers that lost the noughts in front of them: then one child is counted as two.

A spreadsheet takes the noughts off when it reads a number as one. Each finding is a warning, since some
councils' numbers differ in length by themselves.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from goldthread.records.findings import Place
from goldthread.records.reading.tables import Table

FEWEST = 10  # different numbers, for their usual length to say something
MOST_SHORT = 5  # at most one in so many may be shorter, where none shows a nought
ELSEWHERE = (
    "The same figures stand with noughts in front of them in row {row} of {where}: a spreadsheet takes "
    "noughts off. The two are counted as two children."
)
PADDED = (
    "Other numbers here have {width} figures and noughts in front, and this one has {has}: a "
    "spreadsheet may have taken its noughts off."
)
SHORT = (
    "{short:,} of {all:,} children's numbers have fewer figures than the usual {width}, this row's "
    "among them. Where your system writes noughts in front, a spreadsheet has taken them off, and "
    "children will not match between files."
)


@dataclass(frozen=True)
class Numbered:
    """The children's numbers of one list, each with the first row in which it stands."""

    place: Place
    column: str
    rows: Mapping[str, int]

    @property
    def figures(self) -> Iterator[tuple[str, int]]:
        """Those that are figures alone."""
        return ((number, row) for number, row in self.rows.items() if number.isdecimal())


def numbered(table: Table) -> Numbered | None:
    """The children's numbers of a list; None where it has none."""
    column = table.layout.by_key.get("child")
    if column is None or column.key not in table.columns:
        return None
    rows: dict[str, int] = {}
    for row, number in zip(table.rows, table.column("child"), strict=True):
        if isinstance(number, str):
            rows.setdefault(number, row)
    return Numbered(table.place, column.name, rows)


def check_identifiers(lists: Sequence[Numbered]) -> None:
    """Tell of children's numbers that seem to have lost noughts in front."""
    longest: dict[str, tuple[str, int, str]] = {}
    for each in lists:
        for number, row in each.figures:
            known = longest.get(number.lstrip("0"))
            if known is None or len(known[0]) < len(number):
                longest[number.lstrip("0")] = number, row, each.place.list
    for each in lists:
        told = _elsewhere(each, longest)
        _alone(each, told)


def _elsewhere(each: Numbered, longest: Mapping[str, tuple[str, int, str]]) -> set[str]:
    """Tell of the numbers that are longer by noughts in another place; gives them."""
    told = set()
    for number, row in each.figures:
        other, its_row, where = longest[number.lstrip("0")]
        if other != number:
            told.add(number)
            each.place.warning(ELSEWHERE.format(row=its_row, where=where), row, each.column)
    return told


def _alone(each: Numbered, told: set[str]) -> None:
    """Tell of numbers that are shorter than the others of their own list."""
    left = {number: row for number, row in each.figures if number not in told}
    padded = {len(number) for number in left if number.startswith("0")}
    if len(padded) == 1:
        width = padded.pop()
        for number, row in left.items():
            if len(number) < width:
                each.place.warning(PADDED.format(width=width, has=len(number)), row, each.column)
        return
    lengths = Counter(map(len, left))
    if padded or sum(lengths.values()) < FEWEST:
        return
    width = lengths.most_common(1)[0][0]
    short = [row for number, row in left.items() if len(number) < width]
    if short and len(short) * MOST_SHORT <= len(left):
        sentence = SHORT.format(short=len(short), all=len(left), width=width)
        each.place.warning(sentence, short[0], each.column)
