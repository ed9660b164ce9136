"""The tables of a made-up family given to the product, as a module of it would: one after the other."""

from dataclasses import dataclass, field
from decimal import Decimal

from bench._attacker_family import Cell as FamilyCell
from bench._attacker_family import Family, Leaf, Table, Where

from goldthread.measures import release_set
from goldthread.measures.catalogue import catalogue
from goldthread.measures.suppression import Cell, Protected, Verdict
from goldthread.measures.values import Measured


@dataclass
class Cost:
    """Cells that were kept back for being small, and for the sake of these.

    `for_earlier` of them would be shown if nothing had been published before. `exposed` are the small numbers of which the product says itself that what was published before does
    not let it keep its whole promise.
    """

    primary: int = 0
    secondary: int = 0
    for_earlier: int = 0
    exposed: set[Where] = field(default_factory=set)


def publish(family: Family) -> Cost:
    """Protect each table, given those before it; the family then knows what was shown."""
    cost, earlier = Cost(), []
    for table in family.tables:
        cells = {where: product_cell(family, where, cell) for where, cell in table.cells.items()}
        behind = worked_out_from(family, table).items()
        given = [*cells.values(), *(product_cell(family, *each) for each in behind)]
        alone = release_set.protect_release(given, areas=family.areas)
        protected = alone
        if earlier:
            protected = release_set.protect_release(given, areas=family.areas, earlier=earlier)
        table.shown = frozenset(w for w, cell in cells.items() if protected.shows(cell.name))
        earlier.insert(0, release_set.publication("earlier", cells.values(), protected))
        _count(cost, protected, cells)
        cost.for_earlier += sum(
            alone.shows(cell.name) and not protected.shows(cell.name) for cell in cells.values()
        )
    return cost


def _count(cost: Cost, protected: Protected, cells: dict[Where, Cell]) -> None:
    verdicts = [protected.verdicts[cell.name] for cell in cells.values()]
    cost.primary += verdicts.count(Verdict.PRIMARY)
    cost.secondary += verdicts.count(Verdict.SECONDARY)
    cost.exposed |= {Where(*name[:4]) for name in protected.exposed}


def worked_out_from(family: Family, table: Table) -> dict[Where, FamilyCell]:
    """The numbers behind those of a table that are not in it: of a council, a quarter and an item."""
    found = {}
    for where, cell in table.cells.items():
        items = family.subject.items if where.key == family.subject.key else ()
        for council in family.councils_of(where.area):
            for quarter in family.quarters_of(where.period):
                for item in {where.item, *(() if where.item else items)}:
                    part = where._replace(area=council, period=quarter, item=item)
                    if part not in table.cells:
                        found[part] = _of(family, cell, part, whole=item == where.item)
    return found


def _of(family: Family, cell: FamilyCell, part: Where, *, whole: bool) -> FamilyCell:
    """What one council counted of a cell in one quarter, as it stood when the table was made."""

    def own(leaves: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
        return tuple(
            leaf
            for leaf in leaves
            if (leaf.council, leaf.quarter) == (part.area, part.period)
            and (whole or leaf.item == part.item)
        )

    below = None if cell.below is None else own(cell.below)
    out_of = family.populations[part.area] if cell.out_of else 0
    return FamilyCell(own(cell.above), below, out_of, cell.times)


def product_cell(family: Family, where: Where, cell: FamilyCell) -> Cell:
    """A cell of a table as the product knows it."""
    above, below = family.number(cell.above), family.below(cell)
    if below is None:
        measured = Measured.counted(above)
    else:
        measured = Measured.from_parts(Decimal(above), Decimal(below), cell.times)
    return release_set.cell_for(
        catalogue()[where.key],
        measured,
        area=where.area,
        period=where.period,
        breakdown=where.item,
    )
