"""Release sets from the catalogue: which numbers repeat one another, and which add up to which.

`protect_release` is the one road to the public: tables, charts, files, reports and open data call it with
everything that they would show, and with what was published before; nothing else hides a number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from goldthread.measures.adding_up import Areas, cell_for, cell_named
from goldthread.measures.catalogue import Kind, catalogue
from goldthread.measures.cells import Cell, CellName
from goldthread.measures.side_by_side import read, read_published, side_by_side
from goldthread.measures.suppression import RULE, Protected, SuppressionRule, protect
from goldthread.measures.values import Measured

__all__ = ["Publication", "PublishedNumber", "cell_for", "protect_release", "publication"]


@dataclass(frozen=True)
class PublishedNumber:
    """A figure that stood in a publication, with the numbers behind it, and whether it was shown.

    Plain fields, so that it can be kept as JSON. The numbers are those that were known inside: nobody
    outside was given them where `was_shown` is false.
    """

    key: str
    area: str
    period: str
    breakdown: str
    origin: str
    kind: Kind
    about_people: bool
    was_shown: bool
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @classmethod
    def of(cls, cell: Cell, *, was_shown: bool) -> "PublishedNumber":
        """What is kept of a cell for the sake of what is published later."""
        return cls(
            *cell.name,
            kind=cell.kind,
            about_people=cell.about_people,
            was_shown=was_shown,
            value=cell.value,
            numerator=cell.numerator,
            denominator=cell.denominator,
        )

    @property
    def cell(self) -> Cell:
        """The cell as it was, its parts tied as the catalogue ties them."""
        name = CellName(self.key, self.area, self.period, self.breakdown, self.origin)
        measured = Measured(self.value, self.numerator, self.denominator)
        if self.key in catalogue():
            return cell_named(name, measured)
        return Cell(
            name=name,
            value=self.value,
            kind=self.kind,
            numerator=self.numerator,
            denominator=self.denominator,
            about_people=self.about_people,
        )


@dataclass(frozen=True)
class Publication:
    """A release set as it was published: what was shown of it is public for good, also once withdrawn."""

    title: str
    numbers: tuple[PublishedNumber, ...]


def protect_release(
    cells: Iterable[Cell],
    *,
    areas: Areas,
    earlier: Iterable[Publication] = (),
    rule: SuppressionRule = RULE,
) -> Protected:
    """Protect this release set, given what was published earlier, the newest first.

    Give every cell that would be shown, those that it was worked out from and the items that it is made of:
    a total that is published anew must not tell which of its parts was revised. What can be worked out
    from them and is not among them (the fourth quarter of a year, the other council of a partnership) is
    thought of as well. Keep `publication(...)` of what is given out, and hand it in here next time.
    """
    given = tuple(cells)
    publications = tuple(earlier)
    before = [{number.cell.name: number.cell for number in each.numbers} for each in publications]
    sets = [{cell.name: cell for cell in given}, *before]
    named = frozenset(chain.from_iterable(sets))
    readings = []
    for each, cells_then in zip(publications, before, strict=True):
        shown = frozenset(number.cell.name for number in each.numbers if number.was_shown)
        readings.append(read_published(cells_then, areas, named, shown))
    now = read(sets[0], areas, named)
    behind = [cell for name, cell in now.cells.items() if name not in sets[0]]
    readings += side_by_side(sets, areas)
    return protect(given, now.relations, rule, behind=behind, earlier=readings)


def publication(title: str, cells: Iterable[Cell], protected: Protected) -> Publication:
    """What was given out of a protected set, to be kept for what is published later."""
    numbers = (PublishedNumber.of(cell, was_shown=protected.shows(cell.name)) for cell in cells)
    return Publication(title, tuple(numbers))
