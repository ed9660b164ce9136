"""Families protected badly on purpose, each in a way that has happened: the attacker must break them all."""

from collections.abc import Iterable, Iterator
from itertools import product

from bench._attacker_family import SUBJECTS, Family, Leaf, Subject, Table, Where

YEAR = "2022-23"
QUARTERS = tuple(f"{YEAR} Q{number}" for number in (1, 2, 3, 4))
PLANS = next(each for each in SUBJECTS if each.key == "child_protection_plans")
ENDED = next(each for each in SUBJECTS if each.key == "cp_plans_ended")
ENQUIRIES = next(each for each in SUBJECTS if each.key == "section_47_enquiries")
TOWNS = ("North", "South", "East", "West")


def every() -> Iterator[tuple[str, Family]]:
    """Each family with what was done wrong."""
    yield "only what is small is hidden: a row with its total", _one_row(3, 40, 25)
    yield "one cell is hidden in a table of two ways", _two_ways({("North", 0)})
    yield (
        "two cells are hidden in a row, one in each column",
        _two_ways({("North", 0), ("North", 1)}),
    )
    yield (
        "a square of hidden cells lacks a corner",
        _two_ways({("North", 0), ("North", 1), ("South", 0)}),
    )
    yield "the year less three quarters", _year_less_quarters()
    yield "a hidden count, its rate and a known population", _rate()
    yield "a hidden numerator, its percentage and denominator", _percentage()
    yield "the share of an item gives away the item", _share_of_an_item()
    yield "the region less the other partnership", _region_less_partnership()
    yield "the whole less its other items", _whole_less_items()
    yield "an earlier table has the total", _earlier_total()
    yield "an earlier table has the cell that was hidden with it", _earlier_partner()
    yield "a revised total beside an earlier one", _revised_total()
    yield "two hidden numbers that add up to 2", _one_row(1, 1, 25, hidden=("North", "South"))
    yield (
        "two hidden numbers, both small, that add up to 10",
        _one_row(5, 5, 25, hidden=("North", "South")),
    )
    yield "a council that stands in no table", _left_out()
    yield "a percentage and its small rest are in different tables", _across_tables()


def _family(
    subject: Subject, numbers: dict[Leaf, int], areas: dict[str, tuple[str, ...]]
) -> Family:
    councils = tuple(dict.fromkeys(leaf.council for leaf in numbers))
    family = Family(subject, areas, councils, (YEAR,))
    for council, quarter in product(councils, QUARTERS):
        whole = tuple(Leaf(subject.key, council, quarter, item) for item in subject.items)
        shares = [Leaf(share, council, quarter) for share in subject.shares]
        family.truth |= dict.fromkeys((*whole, *shares), 0)
        family.parts += [(share, whole) for share in shares]
    family.truth |= numbers
    family.populations = dict.fromkeys(councils, 30_000)
    return family


def _publish(
    family: Family, wanted: Iterable[Where], hidden: Iterable[Where] = (), *, parts: bool = False
) -> Family:
    cells = {where: family.cell(where) for where in wanted}
    family.tables.append(Table(cells, parts, frozenset(cells.keys() - set(hidden))))
    return family


def _plans(numbers: dict[str, int], areas: dict[str, tuple[str, ...]] | None = None) -> Family:
    """Plans on the last day of the year, one number for each council."""
    leaves = {Leaf(PLANS.key, town, QUARTERS[3], "neglect"): n for town, n in numbers.items()}
    return _family(PLANS, leaves, areas or {"All": tuple(numbers)})


def _of(area: str, item: str = "", key: str = PLANS.key) -> Where:
    return Where(key, area, YEAR, item)


def _one_row(*numbers: int, hidden: tuple[str, ...] = ("North",)) -> Family:
    towns = TOWNS[: len(numbers)]
    family = _plans(dict(zip(towns, numbers, strict=True)))
    return _publish(family, map(_of, (*towns, "All")), map(_of, hidden))


def _two_ways(hidden: set[tuple[str, int]]) -> Family:
    """Councils by quarters of a flow, with every total."""
    towns, key = TOWNS[:3], ENQUIRIES.key
    numbers = {
        Leaf(key, town, quarter): 2 if (at, number) == (0, 0) else 20 + 4 * at + number
        for at, town in enumerate(towns)
        for number, quarter in enumerate(QUARTERS)
    }
    family = _family(ENQUIRIES, numbers, {"All": towns})
    wanted = [Where(key, *each) for each in product((*towns, "All"), (*QUARTERS, YEAR))]
    return _publish(family, wanted, [Where(key, town, QUARTERS[n]) for town, n in hidden])


def _year_less_quarters() -> Family:
    numbers = {Leaf(ENQUIRIES.key, "North", q): n for q, n in zip(QUARTERS, (21, 4, 30, 18))}  # noqa: B905 -- four of each
    family = _family(ENQUIRIES, numbers, {})
    wanted = [Where(ENQUIRIES.key, "North", period) for period in (*QUARTERS, YEAR)]
    return _publish(family, wanted, [wanted[1]])


def _rate() -> Family:
    family = _plans({"North": 4, "South": 50})
    return _publish(family, [_of("North"), _of("North", key=PLANS.rate)], [_of("North")])


def _percentage() -> Family:
    family = _plans({"North": 40})
    family.truth[Leaf(PLANS.shares[0], "North", QUARTERS[3])] = 3
    return _publish(family, [_of("North"), _of("North", key=PLANS.shares[0])])


def _share_of_an_item() -> Family:
    leaves = {
        Leaf(PLANS.key, "North", QUARTERS[3], item): number
        for item, number in zip(PLANS.items, (3, 20, 30, 40, 7), strict=True)
    }
    family = _family(PLANS, leaves, {})
    share = _of("North", key=PLANS.item_share[0])
    hidden = [_of("North", "neglect"), _of("North", "multiple")]
    return _publish(family, [_of("North"), share, *hidden], hidden)


def _region_less_partnership() -> Family:
    areas = {"P": TOWNS[:2], "Q": TOWNS[2:], "Region": ("P", "Q")}
    family = _plans(dict(zip(TOWNS, (30, 40, 1, 2), strict=True)), areas)
    return _publish(family, map(_of, ("P", "Q", "Region")), [_of("Q")])


def _whole_less_items() -> Family:
    leaves = {
        Leaf(ENDED.key, "North", QUARTERS[0], item): number
        for item, number in zip(ENDED.items, (12, 4, 30, 9), strict=True)
    }
    family = _family(ENDED, leaves, {})
    wanted = [Where(ENDED.key, "North", QUARTERS[0], item) for item in ("", *ENDED.items)]
    return _publish(family, wanted, [wanted[2]])


def _earlier_total() -> Family:
    family = _plans({"North": 3, "South": 40})
    _publish(family, [_of("All")])
    return _publish(family, map(_of, ("North", "South")), [_of("North")])


def _earlier_partner() -> Family:
    family = _plans({"North": 3, "South": 40, "East": 25})
    _publish(family, map(_of, ("South", "East")))
    hidden = list(map(_of, ("North", "South")))
    return _publish(family, map(_of, ("North", "South", "East", "All")), hidden)


def _revised_total() -> Family:
    """One council came later to another number; the other, hidden both times, did not."""
    family = _plans({"North": 3, "South": 40})
    hidden = list(map(_of, ("North", "South")))
    _publish(family, map(_of, ("North", "South", "All")), hidden)
    leaf = Leaf(PLANS.key, "South", QUARTERS[3], "neglect")
    family.version[leaf] = 1
    family.truth[leaf._replace(version=1)] = 44
    return _publish(family, map(_of, ("North", "South", "All")), [_of("North")])


def _left_out() -> Family:
    family = _plans({"North": 50, "South": 3})
    return _publish(family, map(_of, ("North", "All")))


def _across_tables() -> Family:
    """The numerator stands in one table, its percentage in the next: the denominator follows."""
    family = _plans({"North": 5, "South": 90})
    family.truth[Leaf(PLANS.shares[0], "North", QUARTERS[3])] = 5
    _publish(family, [_of("North"), _of("All")], [_of("North")])
    return _publish(family, [_of("North", key=PLANS.shares[0])], parts=True)
