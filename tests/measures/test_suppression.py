"""Small numbers stay hidden, also from a reader who does sums."""

from decimal import Decimal as D
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from goldthread.measures.catalogue import Kind
from goldthread.measures.suppression import (
    Cell,
    CellName,
    Quantity,
    Relation,
    Stricter,
    SuppressionRule,
    Verdict,
    is_small,
    protect,
)


def name(area, period="2022-23", breakdown="", key="referrals"):
    return CellName(key, area, period, breakdown)


def count(number, *where, **more):
    return Cell(name=name(*where), value=None if number is None else D(number), **more)


def share(above, below, *where, **more):
    value = D(above) * 100 / D(below) if below else None
    return Cell(
        name=name(*where, key="re_referrals_12m"),
        value=value,
        kind=Kind.PERCENTAGE,
        numerator=D(above),
        denominator=D(below),
        **more,
    )


def total_of(*parts, total="All"):
    return Relation(name(total), tuple(name(part) for part in parts))


def verdicts(protected):
    return {each.area: verdict for each, verdict in protected.verdicts.items()}


@pytest.mark.parametrize(
    ("number", "verdict"),
    [
        (0, Verdict.SHOWN),
        (1, Verdict.PRIMARY),
        (5, Verdict.PRIMARY),
        (6, Verdict.SHOWN),
        (None, Verdict.SHOWN),
    ],
)
def test_counts_of_one_to_five_are_kept_back(number, verdict):
    cell = count(number, "North")

    assert protect([cell], []).verdicts == {cell.name: verdict}
    assert is_small(cell) is (verdict is Verdict.PRIMARY)


@pytest.mark.parametrize(
    ("above", "below", "verdict"),
    [
        (3, 400, Verdict.PRIMARY),
        (0, 5, Verdict.PRIMARY),
        (0, 6, Verdict.SHOWN),
        (6, 6, Verdict.SHOWN),
        (0, 0, Verdict.SHOWN),
    ],
)
def test_a_percentage_goes_with_a_small_part(above, below, verdict):
    cell = share(above, below, "North")

    assert protect([cell], []).verdicts == {cell.name: verdict}


def test_the_sum_of_scores_behind_a_mean_is_not_a_number_of_children():
    few_points = Cell(
        name=name("North"), value=D("0.1"), kind=Kind.MEAN, numerator=D(4), denominator=D(40)
    )
    few_children = Cell(
        name=name("North"), value=D(14), kind=Kind.MEAN, numerator=D(56), denominator=D(4)
    )

    assert not is_small(few_points)
    assert is_small(few_children)


def test_meetings_and_page_views_are_never_small():
    assert not is_small(count(3, "North", about_people=False))
    assert not is_small(Cell(name=name("North"), value=D(4), kind=Kind.MEAN, about_people=False))


def test_one_hidden_part_takes_the_smallest_other_with_it():
    cells = [count(3, "North"), count(40, "South"), count(30, "East"), count(73, "All")]

    protected = protect(cells, [total_of("North", "South", "East")])

    assert verdicts(protected) == {
        "North": Verdict.PRIMARY,
        "South": Verdict.SHOWN,
        "East": Verdict.SECONDARY,
        "All": Verdict.SHOWN,
    }
    assert not protected.shows(name("East"))
    assert protected.exposed == ()


def test_two_small_parts_of_a_small_sum_take_a_third_with_them():
    cells = [count(1, "North"), count(2, "South"), count(60, "East"), count(63, "All")]

    protected = protect(cells, [total_of("North", "South", "East")])

    assert verdicts(protected)["East"] is Verdict.SECONDARY


def test_two_small_parts_of_a_wide_enough_sum_need_no_third():
    cells = [count(4, "North"), count(3, "South"), count(60, "East"), count(67, "All")]

    protected = protect(cells, [total_of("North", "South", "East")])

    assert verdicts(protected)["East"] is Verdict.SHOWN


def test_a_zero_is_hidden_only_where_nothing_else_helps():
    cells = [count(3, "North"), count(0, "South"), count(40, "East"), count(43, "All")]

    protected = protect(cells, [total_of("North", "South", "East")])

    assert verdicts(protected)["South"] is Verdict.SHOWN
    assert verdicts(protected)["East"] is Verdict.SECONDARY


def test_a_table_of_two_ways_is_closed_with_a_square():
    periods, areas = ("Q1", "Q2", "Q3"), ("North", "South", "East")
    numbers, relations = {("North", "Q1"): 2}, []
    for at, (area, quarter) in enumerate(product(areas, periods)):
        numbers.setdefault((area, quarter), 20 + at)
    for area in areas:
        numbers[area, "year"] = sum(numbers[area, quarter] for quarter in periods)
        relations.append(Relation(name(area, "year"), tuple(name(area, q) for q in periods)))
    for period in (*periods, "year"):
        numbers["All", period] = sum(numbers[area, period] for area in areas)
        relations.append(Relation(name("All", period), tuple(name(a, period) for a in areas)))
    relations.append(Relation(name("All", "year"), tuple(name("All", q) for q in periods)))

    protected = protect([count(n, *where) for where, n in numbers.items()], relations)

    hidden = {(n.area, n.period) for n in protected.verdicts if not protected.shows(n)}
    assert hidden == {("North", "Q1"), ("North", "Q2"), ("South", "Q1"), ("South", "Q2")}


def test_a_percentage_goes_with_the_count_that_its_part_repeats():
    cells = [
        count(3, "North"),
        count(40, "South"),
        count(43, "All"),
        share(10, 40, "South", denominator_is=Quantity(name("South"), "value")),
    ]

    protected = protect(cells, [total_of("North", "South")])

    assert protected.verdicts[cells[3].name] is Verdict.SECONDARY


def test_a_mean_goes_with_the_small_count_that_its_numerator_repeats():
    mean = Cell(
        name=name("North", key="contacts_a_month"),
        value=D("0.25"),
        kind=Kind.MEAN,
        numerator=D(3),
        denominator=D(12),
        numerator_is=Quantity(name("North"), "value"),
    )

    assert not protect([count(3, "North"), mean], []).shows(mean.name)


def test_numerators_that_add_up_are_protected_like_counts():
    cells = [share(3, 80, "North"), share(30, 90, "South"), share(33, 170, "All")]
    where = [each.name for each in cells]

    protected = protect(cells, [Relation(where[2], (where[0], where[1]))])

    assert [protected.verdicts[each] for each in where] == [
        Verdict.PRIMARY,
        Verdict.SECONDARY,
        Verdict.SHOWN,
    ]


def test_what_a_decision_made_public_is_shown_and_reckoned_with():
    cells = [
        count(3, "North"),
        count(2, "South", decision="Printed in the report of 2022-23"),
        count(40, "East"),
        count(45, "All"),
    ]

    protected = protect(cells, [total_of("North", "South", "East")])

    assert verdicts(protected) == {
        "North": Verdict.PRIMARY,
        "South": Verdict.DECIDED,
        "East": Verdict.SECONDARY,
        "All": Verdict.SHOWN,
    }


def test_what_can_no_longer_be_protected_is_named():
    printed = {"decision": "Printed in the report of 2022-23"}
    cells = [count(3, "North"), count(40, "South", **printed), count(43, "All", **printed)]

    protected = protect(cells, [total_of("North", "South")])

    assert not protected.shows(name("North"))
    assert protected.exposed == (name("North"),)


def test_a_number_that_a_decision_shows_elsewhere_is_exposed():
    rate = Cell(
        name=name("North", key="referrals_rate"),
        value=D(3),
        kind=Kind.RATE,
        numerator=D(3),
        denominator=D(10_000),
        numerator_is=Quantity(name("North"), "value"),
        decision="Printed in the report of 2022-23",
    )

    protected = protect([count(3, "North"), rate], [])

    assert protected.exposed == (name("North"),)


def test_the_last_quarter_of_a_stock_goes_with_its_year():
    cells = [count(4, "North", "2022-23 Q4"), count(4, "North", "2022-23")]

    protected = protect(cells, [Relation(cells[1].name, (cells[0].name,))])

    assert not any(map(protected.shows, protected.verdicts))
    assert protected.exposed == ()


def test_a_sum_that_does_not_hold_is_taken_as_one_that_a_reader_can_mend():
    cells = [count(3, "North"), count(40, "South"), count(44, "All")]

    assert verdicts(protect(cells, [total_of("North", "South")]))["South"] is Verdict.SECONDARY


def test_a_missing_part_does_not_betray_the_others():
    cells = [count(3, "North"), count(40, "South"), count(None, "East"), count(43, "All")]

    protected = protect(cells, [total_of("North", "South", "East")])

    assert verdicts(protected)["South"] is Verdict.SECONDARY
    assert verdicts(protected)["East"] is Verdict.SHOWN


def test_a_missing_total_betrays_nothing():
    cells = [count(3, "North"), count(40, "South"), count(None, "All")]

    assert verdicts(protect(cells, [total_of("North", "South")]))["South"] is Verdict.SHOWN


def test_a_part_of_nothing_does_not_betray_the_others():
    cells = [
        share(3, 80, "North"),
        share(30, 90, "South"),
        share(0, 0, "East"),
        share(33, 170, "All"),
    ]
    where = [each.name for each in cells]

    protected = protect(cells, [Relation(where[3], tuple(where[:3]))])

    assert protected.verdicts[where[1]] is Verdict.SECONDARY


def test_a_value_without_parts_is_kept_back_unless_the_rule_or_a_decision_shows_it():
    untested = Cell(name=name("North"), value=D(46), kind=Kind.PERCENTAGE)
    decided = Cell(name=name("South"), value=D(46), kind=Kind.PERCENTAGE, decision="Printed")

    protected = protect([untested, decided], [])
    lenient = protect([untested], [], SuppressionRule(shows_untested=True))

    assert verdicts(protected) == {"North": Verdict.PRIMARY, "South": Verdict.DECIDED}
    assert verdicts(lenient) == {"North": Verdict.SHOWN}


def test_a_partnership_may_keep_a_stricter_rule():
    strict = SuppressionRule(smallest_shown=10, protection=D(9))

    assert verdicts(protect([count(9, "North")], [], strict)) == {"North": Verdict.PRIMARY}


@pytest.mark.parametrize(
    ("about", "smallest", "is_shown"),
    [
        ("child_deaths_notified", 10, False),
        ("child_death_panel", 10, False),
        ("", 10, False),
        ("referrals", 10, True),
        ("", 2, True),
    ],
)
def test_a_stricter_limit_is_about_a_figure_an_agency_or_all(about, smallest, is_shown):
    rule = SuppressionRule(stricter=(Stricter(about, smallest, "The partners' minutes"),))
    deaths = Cell(name=CellName("child_deaths_notified", "North", "2022-23"), value=D(8))

    assert protect([deaths], [], rule).shows(deaths.name) is is_shown


def test_no_stricter_limit_shows_what_the_usual_rule_keeps_back():
    rule = SuppressionRule(stricter=(Stricter("", 2, "The partners' minutes"),))

    assert rule.smallest_of("referrals") == SuppressionRule.smallest_shown


def test_a_stricter_limit_leaves_a_wider_range():
    rule = SuppressionRule(stricter=(Stricter("child_death_panel", 10, "The partners' minutes"),))
    cells = [
        Cell(name=CellName("child_deaths_notified", area, "2022-23"), value=D(number))
        for area, number in (("North", 8), ("South", 30), ("All", 38))
    ]
    total = Relation(cells[2].name, tuple(cell.name for cell in cells[:2]))

    protected = protect(cells, [total], rule)

    assert [protected.shows(cell.name) for cell in cells] == [False, False, True]
    assert rule.room_of("child_deaths_notified") == 9


def test_names_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="stands twice"):
        protect([count(3, "North"), count(3, "North")], [])
    with pytest.raises(ValueError, match="not in the set"):
        protect([count(3, "North")], [total_of("North", total="Nowhere")])


# What follows plays the attacker with another solver and its own reading of the tables.

SMALL_OFTEN = st.one_of(st.integers(0, 9), st.integers(0, 60))


def with_totals(numbers, axes):
    """The numbers with every total over every axis, and which parts make which whole."""
    numbers, sums = dict(numbers), []
    for axis, members, total in axes:
        for rest in sorted({where[:axis] + where[axis + 1 :] for where in numbers}):
            parts = [(*rest[:axis], member, *rest[axis:]) for member in members]
            whole = (*rest[:axis], total, *rest[axis:])
            numbers[whole] = sum(numbers[part] for part in parts)
            sums.append((whole, parts))
    return numbers, sums


@st.composite
def tables(draw):
    """Areas by quarters by items, with every total; shares of them; some decisions."""
    areas = [f"area {n}" for n in range(draw(st.integers(1, 3)))]
    quarters = [f"Q{n}" for n in range(draw(st.integers(1, 3)))]
    items = [f"item {n}" for n in range(draw(st.integers(0, 3)))]
    cells = {where: draw(SMALL_OFTEN) for where in product(areas, quarters, items or [""])}
    axes = [(1, quarters, "year"), (0, areas, "All")]
    numbers, sums = with_totals(cells, [(2, items, "")] * bool(items) + axes)
    shares = {}
    if draw(st.booleans()):
        leaves = product(areas, quarters, [""])
        shares, _ = with_totals({at: draw(st.integers(0, numbers[at])) for at in leaves}, axes)
    decided = draw(
        st.sets(st.sampled_from(sorted(numbers)), max_size=draw(st.sampled_from([0, 2])))
    )
    return numbers, sums, shares, decided


def release(table):
    numbers, sums, shares, decided = table
    cells = [
        count(number, *where, decision="Printed" if where in decided else "")
        for where, number in numbers.items()
    ]
    for where, above in shares.items():
        repeated = Quantity(name(*where), "value")
        cells.append(share(above, numbers[where], *where, denominator_is=repeated))
    relations = [
        Relation(name(*whole), tuple(name(*part) for part in parts)) for whole, parts in sums
    ]
    for whole, parts in shared(sums, shares):
        where = [name(*each, key="re_referrals_12m") for each in (whole, *parts)]
        relations.append(Relation(where[0], tuple(where[1:])))
    return cells, relations


def shared(sums, shares):
    return [(whole, parts) for whole, parts in sums if {whole, *parts} <= shares.keys()]


def what_an_attacker_knows(table, protected):
    """Variables in order, and rows over them: what is equal to what, and what is at most 0."""
    numbers, sums, shares, _ = table
    variables = [("count", where) for where in numbers] + [("above", where) for where in shares]
    column = {variable: at for at, variable in enumerate(variables)}
    equal, at_most = [], []

    def row(factors):
        return [factors.get(at, 0) for at in range(len(variables))]

    for whole, parts in sums:
        line = {column["count", part]: -1 for part in parts} | {column["count", whole]: 1}
        equal.append((row(line), 0))
    for whole, parts in shared(sums, shares):
        line = {column["above", part]: -1 for part in parts} | {column["above", whole]: 1}
        equal.append((row(line), 0))
    for where, number in numbers.items():
        if protected.shows(name(*where)):
            equal.append((row({column["count", where]: 1}), number))
    for where, above in shares.items():
        at_most.append(row({column["above", where]: 1, column["count", where]: -1}))
        if protected.shows(name(*where, key="re_referrals_12m")):
            equal.append((row({column["above", where]: 1}), above))
            equal.append((row({column["count", where]: 1}), numbers[where]))
    return variables, equal, at_most


def ranges_of_hidden(table, protected):
    """What the attacker finds for every hidden count and numerator: least and greatest."""
    variables, equal, at_most = what_an_attacker_knows(table, protected)
    known = {"A_ub": at_most, "b_ub": [0] * len(at_most)} if at_most else {}
    if equal:
        known |= {"A_eq": [row for row, _ in equal], "b_eq": [to for _, to in equal]}
    for at, (kind, where) in enumerate(variables):
        cell = name(*where, key="referrals" if kind == "count" else "re_referrals_12m")
        if protected.shows(cell):
            continue
        ends = []
        for sign in (1, -1):
            aim = [sign * (each == at) for each in range(len(variables))]
            found = linprog(aim, **known)
            if found.status == 2:
                # The true numbers always fit. What has no bound is called infeasible by the solver's
                # presolve now and then.
                found = linprog(aim, **known, options={"presolve": False})
            assert found.status in (0, 3)
            ends.append(sign * found.fun if found.status == 0 else float("inf"))
        yield kind, where, cell, ends


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(tables())
def test_an_attacker_who_does_sums_can_not_pin_a_hidden_number(table):
    protected = protect(*release(table))

    numbers, _, shares, decided = table
    assert decided or not protected.exposed
    for kind, where, cell, (least, most) in ranges_of_hidden(table, protected):
        kept_for_its_own_sake = kind == "count" or 0 < shares[where] < 6
        if kept_for_its_own_sake and cell not in protected.exposed:
            assert most - least >= 5 - 1e-6, (cell, numbers[where], least, most)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_nothing_small_is_shown_without_a_decision(table):
    cells, relations = release(table)

    protected = protect(cells, relations)

    for cell in cells:
        verdict = protected.verdicts[cell.name]
        assert (verdict is Verdict.DECIDED) is bool(cell.decision)
        assert not (is_small(cell) and verdict is Verdict.SHOWN)


@settings(max_examples=30, deadline=None)
@given(tables())
def test_the_same_set_is_always_protected_in_the_same_way(table):
    cells, relations = release(table)

    assert protect(cells, relations) == protect(cells, relations)
