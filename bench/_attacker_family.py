"""Made-up families of tables for the attacker: what is true, what adds up, and what was published when.

A family is written down in its smallest numbers, council by quarter by item, and every cell of a table is a
sum of these. Nothing here knows how the product protects a table.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from random import Random
from typing import NamedTuple


class Where(NamedTuple):
    """A cell of a table."""

    key: str
    area: str
    period: str
    item: str = ""


class Leaf(NamedTuple):
    """A smallest number; `version` counts how often it has been revised."""

    key: str
    council: str
    quarter: str
    item: str = ""
    version: int = 0


@dataclass(frozen=True)
class Subject:
    """A count of the catalogue with its items, and the shares and rate that are made of it."""

    key: str
    items: tuple[str, ...]
    is_stock: bool = False
    shares: tuple[str, ...] = ()
    item_share: tuple[str, str] = ("", "")  # a share whose numerator is one of the items
    rate: str = ""


SUBJECTS = (
    Subject(
        "cp_plans_ended",
        ("in_care", "child_in_need", "closed", "other"),
        shares=("cp_plans_ended_after_two_years",),
    ),
    Subject(
        "child_protection_plans",
        ("neglect", "physical_abuse", "sexual_abuse", "emotional_abuse", "multiple"),
        is_stock=True,
        shares=("cp_plans_two_years",),
        item_share=("cp_plans_neglect", "neglect"),
        rate="child_protection_rate",
    ),
    Subject("emergency_attendances", ("self_harm", "alcohol_or_drugs", "assault")),
    Subject(
        "lado_cases_concluded",
        ("substantiated", "malicious", "false", "unsubstantiated", "unfounded"),
        shares=("lado_concluded_in_3_months",),
    ),
    Subject("section_47_enquiries", ("",), rate="section_47_rate"),
    Subject("children_in_care", ("",), is_stock=True, shares=("placed_over_20_miles",)),
)


@dataclass(frozen=True)
class Cell:
    """What a cell counts and, of a share or rate, out of how many: the leaves that are added up."""

    above: tuple[Leaf, ...]
    below: tuple[Leaf, ...] | None = None
    out_of: int = 0  # a population that everybody knows, in place of `below`
    times: int = 100


@dataclass
class Table:
    """A publication: its cells as they were then, and which of them the public was shown."""

    cells: dict[Where, Cell]
    gives_parts: bool
    shown: frozenset[Where] = frozenset()


@dataclass
class Family:
    """Tables that belong together. `wholes` are leaves of which the others are a part: n of d."""

    subject: Subject
    areas: Mapping[str, tuple[str, ...]]
    councils: tuple[str, ...]
    years: tuple[str, ...]
    truth: dict[Leaf, int] = field(default_factory=dict)
    parts: list[tuple[Leaf, tuple[Leaf, ...]]] = field(default_factory=list)
    populations: dict[str, int] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    version: dict[Leaf, int] = field(default_factory=dict)

    def number(self, leaves: tuple[Leaf, ...]) -> int:
        """What some leaves add up to."""
        return sum(self.truth[leaf] for leaf in leaves)

    def below(self, cell: Cell) -> int | None:
        """The denominator of a share or rate; None of a count."""
        return self.number(cell.below) if cell.below is not None else cell.out_of or None

    def councils_of(self, area: str) -> tuple[str, ...]:
        """The councils in an area."""
        parts = self.areas.get(area)
        return (area,) if parts is None else sum(map(self.councils_of, parts), ())

    def leaves(self, key: str, area: str, period: str, items: tuple[str, ...]) -> tuple[Leaf, ...]:
        """The leaves of a cell, as they stand now."""
        return tuple(
            self.newest(Leaf(key, council, quarter, item))
            for council in self.councils_of(area)
            for quarter in self.quarters_of(period)
            for item in items
        )

    def quarters_of(self, period: str) -> tuple[str, ...]:
        """The quarters that a period's number is made of: of a stock's year its last."""
        if " " in period:
            return (period,)
        quarters = tuple(f"{period} Q{number}" for number in (1, 2, 3, 4))
        return quarters[-1:] if self.subject.is_stock else quarters

    def newest(self, leaf: Leaf) -> Leaf:
        """A leaf as it stands now."""
        return leaf._replace(version=self.version.get(leaf, 0))

    def cell(self, where: Where) -> Cell:
        """A cell as it stands now."""
        subject, (key, area, period, item) = self.subject, where
        whole = self.leaves(subject.key, area, period, subject.items)
        if key == subject.key:
            return Cell(self.leaves(key, area, period, (item,)) if item else whole)
        if key == subject.item_share[0]:
            return Cell(self.leaves(subject.key, area, period, subject.item_share[1:]), whole)
        if key == subject.rate:
            people = sum(self.populations[each] for each in self.councils_of(area))
            return Cell(whole, out_of=people, times=10_000)
        return Cell(self.leaves(key, area, period, ("",)), whole)


def random_family(seed: int) -> Family:
    """A family of a random shape with random numbers, its tables without what was shown."""
    random = Random(seed)
    family = _shape(random)
    _fill(family, random)
    for number in range(random.choice((1, 1, 2, 2, 3))):
        if number and random.random() < 0.5:
            _revise(family, random)
        family.tables.append(_table(family, random))
    return family


def _shape(random: Random) -> Family:
    councils = tuple(f"council {letter}" for letter in "ABCDE"[: random.randint(2, 5)])
    areas = {"partnership 1": councils}
    if len(councils) >= 4:
        areas = {
            "partnership 1": councils[:2],
            "partnership 2": councils[2:],
            "region": ("partnership 1", "partnership 2"),
        }
    years = ("2021-22", "2022-23")[: random.choice((1, 1, 2))]
    return Family(random.choice(SUBJECTS), areas, councils, years)


def _fill(family: Family, random: Random) -> None:
    subject, usual = family.subject, random.choice((2, 4, 10, 30))
    weight = {item: random.choice((0.2, 1, 1, 3)) for item in subject.items}
    quarters = [f"{year} Q{number}" for year in family.years for number in (1, 2, 3, 4)]
    for council in family.councils:
        family.populations[council] = random.randint(15_000, 60_000)
        size = random.choice((0.3, 1, 1, 2))
        for quarter in quarters:
            for item in subject.items:
                mean = usual * weight[item] * size
                number = 0 if random.random() < 0.1 else round(random.expovariate(1 / mean))
                family.truth[Leaf(subject.key, council, quarter, item)] = number
            _fill_shares(family, council, quarter, random)


def _fill_shares(family: Family, council: str, quarter: str, random: Random) -> None:
    subject = family.subject
    whole = tuple(Leaf(subject.key, council, quarter, item) for item in subject.items)
    for share in subject.shares:
        leaf = Leaf(share, council, quarter)
        family.truth[leaf] = round(family.number(whole) * random.random() ** 2)
        family.parts.append((leaf, whole))


def _revise(family: Family, random: Random) -> None:
    """Some councils send a year's return again: late cases, mistakes; the rest in it stays as it was."""
    for council, year in product(family.councils, family.years):
        if random.random() < 0.25:
            for leaf in [each for each in family.truth if each.version == 0]:
                if leaf.council == council and leaf.quarter.startswith(year):
                    _revise_leaf(family, leaf, random)
    for part, whole in [each for each in family.parts if each[0].version == 0]:
        _revise_share(family, part, tuple(map(family.newest, whole)))


def _revise_leaf(family: Family, leaf: Leaf, random: Random) -> None:
    number = family.truth[family.newest(leaf)]
    if leaf.key == family.subject.key and random.random() < 0.2:
        number = max(0, number + random.choice((-2, -1, 1, 1, 2, 3)))
    family.version[leaf] = family.version.get(leaf, 0) + 1
    family.truth[family.newest(leaf)] = number


def _revise_share(family: Family, part: Leaf, whole: tuple[Leaf, ...]) -> None:
    """A part stays at most its whole, whatever became of that."""
    newest = family.newest(part)
    family.truth[newest] = min(family.truth[newest], family.number(whole))
    if (newest, whole) not in family.parts:
        family.parts.append((newest, whole))


def _table(family: Family, random: Random) -> Table:
    """A table of some areas, periods and items, with or without shares."""
    every = [*family.councils, *family.areas]
    areas = [area for area in every if random.random() < 0.8] or every
    quarters = [f"{year} Q{number}" for year in family.years for number in (1, 2, 3, 4)]
    periods = {
        "years": list(family.years),
        "quarters": quarters,
        "both": [*family.years, *quarters],
        "some": random.sample([*family.years, *quarters], k=random.randint(2, 5)),
    }[random.choice(("years", "years", "quarters", "both", "some"))]
    subject = family.subject
    items = {
        "whole": [""],
        "all": ["", *subject.items],
        "some": random.sample(subject.items, k=random.randint(1, len(subject.items))),
    }[random.choice(("whole", "all", "all", "some"))]
    wanted = [Where(subject.key, *each) for each in product(areas, periods, dict.fromkeys(items))]
    for key in filter(None, (*subject.shares, subject.item_share[0], subject.rate)):
        if random.random() < 0.5:
            wanted += [Where(key, *each) for each in product(areas, periods)]
    cells = {where: family.cell(where) for where in wanted}
    return Table(cells, gives_parts=random.random() < 0.5)


def everything(family: Family) -> Iterator[Where]:
    """Every cell that there could be, of all areas, periods and items."""
    quarters = [f"{year} Q{number}" for year in family.years for number in (1, 2, 3, 4)]
    places = list(product([*family.councils, *family.areas], [*family.years, *quarters]))
    for place in places:
        for item in dict.fromkeys(("", *family.subject.items)):
            yield Where(family.subject.key, *place, item)
        for share in family.subject.shares:
            yield Where(share, *place)
