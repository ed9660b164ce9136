"""What was published before is reckoned with, and so is what can be worked out and was never shown."""

from decimal import Decimal as D

import pytest

from goldthread.measures.adding_up import cell_named
from goldthread.measures.cells import CellName
from goldthread.measures.release_set import protect_release, publication
from goldthread.measures.suppression import Verdict
from goldthread.measures.values import Measured

AREAS = {"South Tees": ("Middlesbrough", "Redcar")}
YEAR = "2022-23"
QUARTERS = [f"{YEAR} Q{number}" for number in (1, 2, 3, 4)]


def cell(number, area="Middlesbrough", period=YEAR, breakdown="", key="child_protection_plans"):
    return cell_named(CellName(key, area, period, breakdown), Measured(D(number)))


def referrals(number, *where):
    return cell(number, *where, key="referrals")


def given_out(*cells, earlier=()):
    return publication("Before", cells, protect_release(cells, areas=AREAS, earlier=earlier))


def shown(cells, *, earlier=()):
    protected = protect_release(cells, areas=AREAS, earlier=earlier)
    return [protected.shows(each.name) for each in cells]


def test_the_other_council_that_a_table_leaves_out_is_not_given_away():
    assert shown([cell(40), cell(43, "South Tees")]) == [False, True]
    assert shown([cell(40), cell(63, "South Tees")]) == [True, True]


def test_the_quarter_that_a_table_leaves_out_is_not_given_away():
    quarters = [referrals(20, "Redcar", period) for period in QUARTERS[:3]]

    assert not all(shown([*quarters, referrals(62, "Redcar")]))
    assert all(shown([*quarters, referrals(70, "Redcar")]))


def test_what_is_left_of_a_whole_is_not_given_away_where_it_is_small():
    assert not all(shown([cell(40), cell(37, breakdown="neglect")]))
    assert all(shown([cell(40), cell(30, breakdown="neglect")]))


def test_a_year_that_is_not_shown_still_ties_its_quarters_to_the_other_council():
    quarters = [referrals(20, "Middlesbrough", period) for period in QUARTERS]

    cells = [*quarters, referrals(3, "Redcar"), referrals(83, "South Tees")]

    assert shown(cells) != [True, True, True, True, False, True]


def test_a_new_table_does_not_give_away_what_an_earlier_one_kept_back():
    before = given_out(cell(3, "Redcar"), cell(40), cell(43, "South Tees"))
    assert [number.was_shown for number in before.numbers] == [False, False, True]

    assert shown([cell(40)]) == [True]
    assert shown([cell(40)], earlier=[before]) == [False]


def test_an_earlier_total_is_reckoned_with():
    before = given_out(cell(43, "South Tees"))

    assert shown([cell(40), cell(3, "Redcar")]) == [True, False]
    assert shown([cell(40), cell(3, "Redcar")], earlier=[before]) == [False, False]


def test_what_was_shown_before_is_not_hidden_in_vain():
    before = given_out(cell(40), cell(63, "South Tees"), cell(23, "Redcar"))

    now = [cell(40), cell(3, period="2022-23 Q4")]

    assert shown(now, earlier=[before])[0]


def test_a_number_that_was_revised_to_a_small_one_is_kept_back_and_stays_so():
    before = given_out(cell(7, "Redcar"), cell(40), cell(47, "South Tees"))
    now = [cell(4, "Redcar"), cell(41), cell(45, "South Tees")]

    protected = protect_release(now, areas=AREAS, earlier=[before])

    assert list(protected.verdicts.values()) == [Verdict.PRIMARY, Verdict.SECONDARY, Verdict.SHOWN]
    assert protected.exposed == ()


def test_what_nobody_can_keep_back_any_more_is_named():
    before = given_out(cell(43, "South Tees"), cell(40))
    assert [number.was_shown for number in before.numbers] == [True, False]
    careless = [cell(43, "South Tees"), cell(40)]
    one_by_one = [given_out(each) for each in careless]

    protected = protect_release([cell(3, "Redcar")], areas=AREAS, earlier=one_by_one)

    assert not protected.shows(CellName("child_protection_plans", "Redcar", YEAR))
    assert [name.area for name in protected.exposed] == ["Redcar"]


def test_that_a_number_in_no_table_is_small_is_known_to_nobody():
    """Redcar's eight small numbers add up to 8, as the earlier table said: each is known to be 1.

    That the whole region has at most 5 of "other" says the same of four of them only to somebody who knows
    that Middlesbrough has some, and no table names Middlesbrough.
    """

    def ended(number, item="", period=YEAR, area="Redcar"):
        return cell(number, area, period, item, "cp_plans_ended")

    before = given_out(
        *(ended(40), ended(32, "in_care"), ended(2, "child_in_need"), ended(2, "closed")),
        *(ended(4, "other"), ended(5, "other", area="South Tees")),
    )
    some = [ended(1, item, each) for item in ("child_in_need", "closed") for each in QUARTERS[:2]]
    some += [ended(1, "other", each) for each in QUARTERS]

    protected = protect_release(some, areas=AREAS, earlier=[before])

    assert {each.name for each in some} <= set(protected.exposed)


@pytest.mark.parametrize(("one", "other", "alone"), [(5, 5, False), (4, 3, True), (3, 40, True)])
def test_who_knows_which_numbers_are_small_does_not_know_them(one, other, alone):
    small = [
        cell(one, period=QUARTERS[0], key="referrals"),
        referrals(other, "Redcar", QUARTERS[0]),
    ]
    others = [referrals(one + other, "South Tees", QUARTERS[0])]

    assert shown([*small, *others])[-1] is alone


def test_a_rate_does_not_give_away_the_count_that_stands_in_no_table():
    def rate(number, area, population):
        name = CellName("first_time_entrants_rate", area, YEAR)
        return cell_named(name, Measured.from_parts(number, population, 100_000))

    assert shown([rate(3, "Redcar", 13_000)]) == [False]
    assert shown([rate(30, "Redcar", 13_000)]) == [True]
    assert shown([rate(40, "Middlesbrough", 15_000), rate(43, "South Tees", 28_000)]) != [
        True,
        True,
    ]


def test_a_total_with_last_years_numbers_does_not_give_away_which_council_became_small():
    """Middlesbrough and Hartlepool stand in the earlier table only; one of them sent its return again."""
    areas = {"Tees": ("Middlesbrough", "Hartlepool", "Redcar")}
    before = [cell(6), cell(89, "Hartlepool")]
    protected = protect_release(before, areas=areas)
    earlier = publication("Before", before, protected)
    assert all(number.was_shown for number in earlier.numbers)

    now = [cell(19, "Redcar"), cell(112, "Tees")]  # 112 - 19 - 89 leaves 4

    assert all(protect_release(now, areas=areas).shows(each.name) for each in now)
    protected = protect_release(now, areas=areas, earlier=[earlier])
    assert not all(protected.shows(each.name) for each in now)


def test_a_later_table_does_not_give_away_what_a_number_was_before_it_was_revised():
    """Redcar's 3 was kept back, and has become 9 since; its neighbours' numbers are those of then."""
    areas = {"Tees": ("Middlesbrough", "Hartlepool", "Redcar")}
    first = [cell(3, "Redcar"), cell(63, "Tees")]
    before = publication("First", first, protect_release(first, areas=areas))
    assert [number.was_shown for number in before.numbers] == [False, True]

    now = [cell(20), cell(40, "Hartlepool"), cell(9, "Redcar")]

    assert all(protect_release(now, areas=areas).shows(each.name) for each in now)
    protected = protect_release(now, areas=areas, earlier=[before])
    assert not all(protected.shows(each.name) for each in now[:2])
    assert protected.exposed == ()


def test_a_total_that_fell_with_one_council_is_not_given_away_by_the_table_that_leaves_it_out():
    """South Tees' 6 for neglect were published. Redcar sent its return again: one fewer, and only for neglect."""

    def plans(area, total, neglect, multiple):
        items = (("neglect", neglect), ("multiple", multiple), ("physical_abuse", 2))
        others = [cell(0, area, YEAR, item) for item in ("sexual_abuse", "emotional_abuse")]
        return [cell(total, area), *(cell(n, area, YEAR, item) for item, n in items), *others]

    middlesbrough, before, now = plans("Middlesbrough", 13, 1, 10), 5, 4
    earlier = given_out(
        *middlesbrough, *plans("Redcar", 7, before, 0), cell(6, "South Tees", YEAR, "neglect")
    )
    assert earlier.numbers[-1].was_shown

    cells = [*middlesbrough, *plans("Redcar", 6, now, 0)]

    protected = protect_release(cells, areas=AREAS, earlier=[earlier])
    redcar = CellName("child_protection_plans", "Redcar", YEAR)
    assert not protected.shows(redcar)
    assert protected.exposed == ()
