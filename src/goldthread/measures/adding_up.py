"""What adds up to what by the catalogue, and which numbers follow from others without being among them."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from goldthread.measures.catalogue import Indicator, Kind, Nature, catalogue
from goldthread.measures.cells import Cell, CellName, Quantity, Relation
from goldthread.measures.periods import Period, PeriodKind
from goldthread.measures.values import Measured

Areas = Mapping[str, tuple[str, ...]]  # the areas that make up a larger one, such as a partnership


def cell_for(
    indicator: Indicator,
    measured: Measured,
    *,
    area: str,
    period: str,
    breakdown: str = "",
    origin: str = "",
    decision: str = "",
) -> Cell:
    """The cell of one figure, tied to the numbers elsewhere that its parts repeat."""

    def number(key: str, item: str) -> Quantity | None:
        if not key:
            return None
        part = "value" if catalogue()[key].kind is Kind.COUNT else "denominator"
        return Quantity(CellName(key, area, period, item, origin), part)

    above, _, item = indicator.same_numerator_as.partition(" ")
    below = indicator.denominator_key or indicator.same_denominator_as
    return Cell(
        name=CellName(indicator.key, area, period, breakdown, origin),
        value=measured.value,
        kind=indicator.kind,
        numerator=measured.numerator,
        denominator=measured.denominator,
        numerator_is=number(indicator.numerator_key or above, item or breakdown),
        denominator_is=number(below, "" if indicator.is_derived else breakdown),
        decision=decision,
        about_people=indicator.about_people,
    )


def cell_named(name: CellName, measured: Measured) -> Cell:
    """The cell of that name, of an indicator of the catalogue."""
    return cell_for(
        catalogue()[name.key],
        measured,
        area=name.area,
        period=name.period,
        breakdown=name.breakdown,
        origin=name.origin,
    )


def _sums(name: CellName, areas: Areas) -> tuple[Relation, ...]:
    """The relations in which a cell is the total."""
    return _sums_of(name, areas.get(name.area, ()))


@lru_cache(maxsize=2**16)  # asked for again and again of each cell of a set
def _sums_of(name: CellName, parts: tuple[str, ...]) -> tuple[Relation, ...]:
    return tuple(_over(name, parts))


def _over(name: CellName, areas: tuple[str, ...]) -> Iterator[Relation]:
    indicator = catalogue()[name.key]
    if areas:
        yield Relation(name, tuple(name._replace(area=area) for area in areas))
    period = Period.parse(name.period)
    if period.kind is PeriodKind.YEAR and indicator.nature is not Nature.DISTINCT:
        quarters = period.quarters()[-1:] if indicator.nature is Nature.STOCK else period.quarters()
        yield Relation(name, tuple(name._replace(period=str(quarter)) for quarter in quarters))
    if not name.breakdown:
        for breakdown in filter(lambda each: each.adds_up, indicator.breakdowns):
            items = (item for item, _ in breakdown.items)
            yield Relation(name, tuple(name._replace(breakdown=item) for item in items))


def _wholes(name: CellName, areas: Areas) -> tuple[Relation, ...]:
    """The relations in which a cell is one of the parts."""
    return _wholes_of(name, tuple(each for each in areas.items() if name.area in each[1]))


@lru_cache(maxsize=2**16)
def _wholes_of(
    name: CellName, within: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[Relation, ...]:
    indicator = catalogue()[name.key]
    period = Period.parse(name.period)
    wholes = [(name._replace(area=area), parts) for area, parts in within]
    if period.kind is PeriodKind.QUARTER:
        wholes.append((name._replace(period=str(period.in_year())), ()))
    if name.breakdown and any(
        name.breakdown in dict(each.items) for each in indicator.breakdowns if each.adds_up
    ):
        wholes.append((name._replace(breakdown=""), ()))
    sums = (each for whole in wholes for each in _sums_of(*whole))
    return tuple(each for each in sums if name in each.parts)


@dataclass(frozen=True)
class Following:
    """What can be worked out from some cells, and everything that adds up among all of these.

    `failing` are sums that would leave less than nothing for what is missing of them.
    """

    cells: Mapping[CellName, Cell]
    relations: tuple[Relation, ...]
    failing: tuple[Relation, ...]


def what_follows(
    cells: Mapping[CellName, Cell], areas: Areas, elsewhere: Set[CellName] = frozenset()
) -> Following:
    """Cells that can be worked out from these and are not among them, and everything that adds up.

    The count that a rate repeats; the one part of a sum that is missing; of several, the rest together;
    a sum of which all parts are there, where it is tied to others, or stands in another publication
    (`elsewhere`), where it may have been another number.
    """
    following = _Following(cells, areas, elsewhere)
    following.go()
    relations, failing = following.relations.values(), following.failing
    return Following(following.found, tuple(relations), tuple(failing))


class _Following:
    def __init__(
        self, cells: Mapping[CellName, Cell], areas: Areas, elsewhere: Set[CellName]
    ) -> None:
        self.areas = areas
        self.elsewhere = elsewhere
        self.held = dict(cells)
        self.found: dict[CellName, Cell] = {}
        self.relations: dict[tuple[CellName, tuple[CellName, ...]], Relation] = {}
        self.failing: dict[Relation, None] = {}

    def go(self) -> None:
        for cell in list(self.held.values()):
            self._hold_repeated(cell)
        known, partly = 0, dict[Relation, None]()
        while known < len(self.held):  # a number that was found can tie others together
            known, waiting = len(self.held), list(self.held)
            while waiting:
                name = waiting.pop()
                for relation in (*_sums(name, self.areas), *_wholes(name, self.areas)):
                    before = len(self.found)
                    if not self._completed(relation):
                        for wider in self._spread(relation):
                            if not self._completed(wider):
                                partly[wider] = None
                    waiting += list(self.found)[before:]
        for relation in partly:
            self._with_the_rest(relation)

    def _completed(self, relation: Relation) -> bool:
        """Whether all of a relation is there, once the one number that it lacks is worked out."""
        named = (relation.total, *relation.parts)
        missing = [name for name in named if name not in self.held]
        if len(missing) > 1:
            return False
        if missing:
            (name,) = missing
            is_alone = name == relation.total or len(relation.parts) == 1
            if is_alone and not self._is_tied(name, relation):
                return True
            number = self._number(name, relation)
            if number is None:
                self.failing[relation] = None
                return True
            self._hold(cell_named(name, number))
        else:
            self._hold_smaller(relation)
        self.relations[relation.total, relation.parts] = relation
        return True

    def _spread(self, relation: Relation) -> Iterator[Relation]:
        """A relation with what is missing of it put as its own parts, and these as theirs, in each order."""
        if relation.total in self.held:
            parts = {
                tuple(each for part in relation.parts for each in self._parted(part, order))
                for order in permutations(range(3))
            }
            yield from (Relation(relation.total, each) for each in sorted(parts))

    def _parted(self, name: CellName, order: tuple[int, ...]) -> Iterator[CellName]:
        """A cell that is there; else those of its parts that are, and what is missing beside them."""
        if name not in self.held:
            sums = list(_sums(name, self.areas))
            for kind in order:
                for relation in (each for each in sums if _kind_of_sum(each) == kind):
                    parts = [each for p in relation.parts for each in self._parted(p, order)]
                    if any(each in self.held for each in parts):
                        yield from parts
                        return
        yield name

    def _is_tied(self, name: CellName, relation: Relation) -> bool:
        """Whether a cell that is not there stands elsewhere, or in another sum with a number that is."""
        if name in self.elsewhere:
            return True
        others = (*_sums(name, self.areas), *_wholes(name, self.areas))
        return any(
            each in self.held
            for other in others
            if other != relation
            for each in (other.total, *other.parts)
        )

    def _hold_smaller(self, relation: Relation) -> None:
        """Of a number that follows in two ways, as where one was revised, hold the smaller above 0."""
        for name in (relation.total, *relation.parts):
            if name in self.found and (other := self._number(name, relation)):
                cell = cell_named(name, other)
                ours, theirs = (list(each.quantities.values()) for each in (self.found[name], cell))
                if theirs[0] > 0 and not 0 < ours[0] <= theirs[0]:
                    self.held[name] = self.found[name] = cell

    def _with_the_rest(self, relation: Relation) -> None:
        """Take the parts that are missing as one number, where the total and some parts are there."""
        parts = tuple(name for name in relation.parts if name in self.held)
        missing = sorted(set(relation.parts) - set(parts))
        if relation.total not in self.held or not parts or not missing:
            return
        rest = relation.total._replace(origin=f"{relation.total.origin} {_listed(missing)}")
        rest = rest._replace(area="", period=relation.total.period, breakdown="")
        some = Relation(relation.total, (*parts, rest))
        number = self._number(rest, some)
        if number is None:
            self.failing[some] = None
        else:
            if rest not in self.held:
                self._hold(cell_named(rest, number))
            self.relations[some.total, some.parts] = some

    def _number(self, name: CellName, relation: Relation) -> Measured | None:
        """What the other numbers of a relation leave for one; None where they say nothing that can be."""
        total = relation.total
        others = [self.held[each] for each in (total, *relation.parts) if each != name]
        every = [list(cell.quantities.values()) for cell in others]
        if not all(every):
            return None
        numbers = [
            sum(column) if name == total else column[0] - sum(column[1:])
            for column in zip(*every, strict=True)
        ]
        if min(numbers) < 0 or (_is_share(name) and numbers[0] > numbers[1]):
            return None
        return Measured(numbers[0]) if len(numbers) == 1 else Measured(None, *numbers)

    def _hold(self, cell: Cell) -> None:
        self.held[cell.name] = self.found[cell.name] = cell
        self._hold_repeated(cell)

    def _hold_repeated(self, cell: Cell) -> None:
        """Hold the count that a part repeats: a rate gives it away, whether or not it is shown itself."""
        for quantity, number in cell.quantities.items():
            if quantity.part == "value" and quantity.cell not in self.held:
                self._hold(cell_named(quantity.cell, Measured(number)))


def _is_share(name: CellName) -> bool:
    return catalogue()[name.key].kind is Kind.PERCENTAGE


def _kind_of_sum(relation: Relation) -> int:
    """Over what a relation adds up: 0 areas, 1 periods, 2 items."""
    total, part = relation.total, relation.parts[0]
    return (total.area != part.area, total.period != part.period, True).index(True)


def _listed(missing: list[CellName]) -> str:
    return "; ".join(" ".join(filter(None, name[1:4])) for name in missing)
