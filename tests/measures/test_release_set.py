from decimal import Decimal as D

from goldthread.measures.adding_up import what_follows
from goldthread.measures.catalogue import catalogue
from goldthread.measures.release_set import cell_for, protect_release
from goldthread.measures.suppression import CellName, Verdict, protect
from goldthread.measures.values import Measured

AREAS = {"South Tees": ("Middlesbrough", "Redcar and Cleveland")}


def cell(key, measured, area="Middlesbrough", period="2022-23", breakdown="", **more):
    if not isinstance(measured, Measured):
        measured = Measured.counted(measured)
    return cell_for(
        catalogue()[key], measured, area=area, period=period, breakdown=breakdown, **more
    )


def verdict_of(key, cells, protected):
    return next(protected.verdicts[each.name] for each in cells if each.name.key == key)


def test_a_rate_is_kept_back_with_its_count():
    cells = [
        cell("child_protection_plans", 4),
        cell("population_under_18", 33_499),
        cell("child_protection_rate", Measured.from_parts(4, 33_499, 10_000)),
    ]

    protected = protect_release(cells, areas=AREAS)

    assert verdict_of("child_protection_rate", cells, protected) is Verdict.PRIMARY
    assert verdict_of("population_under_18", cells, protected) is Verdict.SHOWN


def test_a_rate_is_kept_back_where_its_count_is_hidden_for_another():
    cells = [
        cell("child_protection_plans", 4, "Redcar and Cleveland"),
        cell("child_protection_plans", 470),
        cell("child_protection_plans", 474, "South Tees"),
        cell("child_protection_rate", Measured.from_parts(470, 33_499, 10_000)),
    ]

    protected = protect_release(cells, areas=AREAS)

    assert verdict_of("child_protection_rate", cells, protected) is Verdict.SECONDARY


def test_the_share_for_neglect_repeats_the_count_of_its_category():
    plans = {"neglect": 7, "physical_abuse": 3, "sexual_abuse": 40, "emotional_abuse": 50}
    cells = [cell("child_protection_plans", n, breakdown=item) for item, n in plans.items()]
    cells += [
        cell("child_protection_plans", 60, breakdown="multiple"),
        cell("child_protection_plans", 160),
        cell("cp_plans_neglect", Measured.from_parts(7, 160)),
    ]

    protected = protect_release(cells, areas=AREAS)

    assert protected.verdicts[cells[0].name] is Verdict.SECONDARY
    assert verdict_of("cp_plans_neglect", cells, protected) is Verdict.SECONDARY


def test_a_percentage_may_repeat_the_denominator_of_another():
    checks = cell("care_health_checks", Measured.from_parts(80, 90))
    dental = cell("care_dental_checks", Measured.from_parts(70, 90))

    assert dental.denominator_is == checks.part("denominator")


def followed(cells):
    return what_follows({each.name: each for each in cells}, AREAS)


def test_sums_follow_the_nature_of_the_indicator():
    quarters = [f"2022-23 Q{number}" for number in (1, 2, 3, 4)]

    def relations(key):
        cells = [cell(key, 20, period=period) for period in (*quarters, "2022-23")]
        return [[part.period for part in each.parts] for each in followed(cells).relations]

    assert relations("referrals") == [quarters]
    assert relations("child_protection_plans") == [quarters[-1:]]
    assert relations("missing_children") == []


def test_areas_add_up_and_the_one_that_is_left_out_is_worked_out():
    whole = CellName("referrals", "South Tees", "2022-23")
    numbers = {"Middlesbrough": 9, "Redcar and Cleveland": 7, "South Tees": 16}
    cells = [cell("referrals", number, area) for area, number in numbers.items()]

    assert [each.total for each in followed(cells).relations] == [whole]
    (left_out,) = followed(cells[1:]).cells.values()
    assert (left_out.name.area, left_out.value) == ("Middlesbrough", 9)


def test_the_same_figure_from_two_origins_stands_side_by_side():
    cells = [
        cell("private_fostering", 2, origin="document", decision="Printed in 2022-23"),
        cell("private_fostering", 3, origin="return"),
    ]

    protected = protect_release(cells, areas=AREAS)

    assert list(protected.verdicts.values()) == [Verdict.DECIDED, Verdict.PRIMARY]


def test_training_sessions_are_not_people():
    few = cell("training_sessions", 4)

    assert protect([few], []).shows(few.name)


def test_the_parts_of_a_rate_are_those_of_the_same_breakdown():
    rate = cell("child_protection_rate", Measured(D(1), D(6), D(60_000)), breakdown="neglect")

    assert rate.part("numerator").cell.breakdown == "neglect"
    assert rate.part("denominator").cell.breakdown == ""
