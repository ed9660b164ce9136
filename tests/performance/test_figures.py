import pytest

from goldthread.house import Audience, Basis, FigureRequest, OriginKind
from goldthread.measures.periods import Period
from goldthread.performance.figures.family import read, series
from tests.factories import AreaFactory, SpaceAreaFactory
from tests.performance.builders import Cast, number, published, share, transcribed

pytestmark = pytest.mark.django_db
YEAR = Period.parse("2024-25")


def ask(cast, key, period="2024-25", area=None, **more):
    request = FigureRequest(f"performance.{key}", (area or cast.area).code, period, **more)
    return read(cast.officer, [request], Audience.WORKING)[0]


def test_a_returned_figure_knows_its_return_and_who_accepted_it():
    cast = Cast(indicators=("referrals",))
    cast.accepted({cast.key("referrals"): number(1234)}, YEAR.quarters()[0])

    figure = ask(cast, "referrals", "2024-25 Q1")

    assert (figure.shown, figure.basis) == ("1,234", Basis.COUNTED)
    assert figure.origin.kind is OriginKind.RETURN
    assert figure.origin.accepted_by == cast.officer.name
    assert figure.origin.signed_by == cast.submitter.name


def test_a_flow_adds_up_to_its_year_and_names_its_quarters():
    cast = Cast(indicators=("referrals",))
    for place, quarter in enumerate(YEAR.quarters(), start=1):
        cast.accepted({cast.key("referrals"): number(100 * place)}, quarter)

    figure = ask(cast, "referrals")

    assert (figure.value, figure.basis) == (1000, Basis.DERIVED)
    assert [parent.period for parent in figure.parents] == [str(q) for q in YEAR.quarters()]


def test_a_stock_is_that_of_the_last_quarter():
    cast = Cast(indicators=("child_protection_plans",))
    for place, quarter in enumerate(YEAR.quarters(), start=1):
        cast.accepted({cast.key("child_protection_plans"): number(100 * place)}, quarter)

    assert ask(cast, "child_protection_plans").value == 400


def test_a_percentage_of_a_year_is_worked_out_from_the_parts_again():
    cast = Cast(indicators=("re_referrals_12m",))
    for numerator, quarter in zip((10, 20, 30, 90), YEAR.quarters(), strict=True):
        cast.accepted({cast.key("re_referrals_12m"): share(numerator, 200)}, quarter)

    figure = ask(cast, "re_referrals_12m")

    assert (figure.shown, figure.numerator, figure.denominator) == ("18.8%", 150, 800)


def test_a_year_without_a_quarter_has_no_value_and_says_which():
    cast = Cast(indicators=("referrals",))
    for quarter in YEAR.quarters()[:3]:
        cast.accepted({cast.key("referrals"): number(5)}, quarter)

    figure = ask(cast, "referrals")

    assert figure.value is None
    assert figure.missing == "No value for 2024-25 without quarter 4"


def test_a_partnerships_figure_is_the_sum_of_its_councils():
    cast = Cast(indicators=("referrals",), areas=2)
    whole = AreaFactory(kind="partnership")
    SpaceAreaFactory(space=cast.space, area=whole)
    for area in cast.areas:
        area.within.add(whole)
    lines = {cast.key("referrals", area=area): number(50) for area in cast.areas}
    cast.accepted(lines, YEAR.quarters()[0])

    figure = ask(cast, "referrals", "2024-25 Q1", area=whole)

    assert figure.value == 100
    assert {parent.area for parent in figure.parents} == {area.code for area in cast.areas}


def test_a_partnerships_year_is_added_from_the_years_of_its_councils():
    cast = Cast(indicators=("missing_children",), areas=2)
    whole = AreaFactory(kind="partnership")
    SpaceAreaFactory(space=cast.space, area=whole)
    for area in cast.areas:
        area.within.add(whole)
    lines = {cast.key("missing_children", area=area): number(30) for area in cast.areas}
    cast.accepted(lines, YEAR)
    cast.accepted(lines, YEAR.quarters()[0])

    figure = ask(cast, "missing_children", area=whole)

    assert figure.value == 60
    assert {parent.period for parent in figure.parents} == {"2024-25"}


def test_partnerships_add_up_to_the_area_that_they_make_together():
    cast = Cast(indicators=("referrals",), areas=2)
    together = AreaFactory(kind="partnership")
    SpaceAreaFactory(space=cast.space, area=together)
    for council in cast.areas:
        partnership = AreaFactory(kind="partnership")
        council.within.add(partnership)
        partnership.within.add(together)
    lines = {cast.key("referrals", area=area): number(50) for area in cast.areas}
    cast.accepted(lines, YEAR.quarters()[0])

    figure = ask(cast, "referrals", "2024-25 Q1", area=together)

    assert figure.value == 100
    assert [parent.value for parent in figure.parents] == [50, 50]


def test_a_figure_that_nobody_gave_says_so():
    figure = ask(Cast(), "referrals")

    assert (figure.value, figure.missing) == (None, "Nothing has been returned or published.")


def test_another_partnerships_figures_are_not_seen():
    theirs = Cast(indicators=("referrals",))
    theirs.accepted({theirs.key("referrals"): number(77)}, YEAR.quarters()[0])
    ours = Cast()

    assert ask(ours, "referrals", "2024-25 Q1", area=theirs.area).value is None


def test_queries_do_not_grow_with_the_figures_asked(django_assert_num_queries):
    cast = Cast(indicators=("referrals", "child_protection_plans"), areas=2)
    lines = {cast.key(i, area=a): number(9) for i in cast.indicators for a in cast.areas}
    cast.accepted(lines, YEAR.quarters()[0])

    with django_assert_num_queries(6):
        ask(cast, "referrals")
    with django_assert_num_queries(6):
        read(
            cast.officer,
            [
                FigureRequest(f"performance.{key}", area.code, str(quarter))
                for key in cast.indicators
                for area in cast.areas
                for quarter in YEAR.quarters()
            ],
            Audience.WORKING,
        )


def test_a_series_runs_up_to_a_period_in_order():
    cast = Cast(indicators=("referrals",))
    for place, quarter in enumerate(YEAR.quarters()):
        cast.accepted({cast.key("referrals"): number(place)}, quarter)

    found = series(
        cast.officer, "performance.referrals", [cast.area.code], until="2024-25 Q4", count=3
    )

    assert [figure.value for figure in found[cast.area.code]] == [1, 2, 3]


def test_a_rate_is_divided_by_the_official_population_not_by_one_that_a_document_repeats():
    cast = Cast(indicators=("referrals",))
    for quarter in YEAR.quarters():
        cast.accepted({cast.key("referrals"): number(25)}, quarter)
    published(cast.area, "population_under_18", "2024-25", 27_176)
    transcribed(cast, "population_under_18", YEAR, 28_992)

    figure = ask(cast, "referrals_rate")

    assert figure.parents[1].value == 27_176
    assert figure.parents[1].origin.kind is OriginKind.RELEASE
