"""The table of the scorecard: which rows, which values, and what is said of them."""

from dataclasses import replace

import pytest

from goldthread.access.principal import Held
from goldthread.house import Basis, OriginKind, Role
from goldthread.measures.catalogue import catalogue
from goldthread.performance import actions
from goldthread.performance.audiences import MARKING, reader_of
from goldthread.performance.figures.family import workshop
from goldthread.performance.scorecard import (
    Builder,
    Line,
    keys_for,
    rate_of,
)
from goldthread.performance.scorecard_reading import columns_of, lines_of
from goldthread.register.models import Area, Setting
from tests.factories import NOW, TODAY, AreaFactory, SpaceAreaFactory, SpaceFactory
from tests.performance.boards import BEFORE, YEAR, Board
from tests.performance.builders import number, share

pytestmark = pytest.mark.django_db


def built(board, period=YEAR, principal=None, **more):
    principal = principal or board.cast.officer
    lines = lines_of(principal, on=TODAY)
    columns = columns_of(principal, on=TODAY)
    shop = workshop(principal, keys_for(lines), [column.code for column in columns])
    reader = reader_of(principal, on=TODAY)
    builder = Builder(
        shop, period, columns, lambda worked: reader.marking(worked, shop), reader.change, **more
    )
    return builder.build(lines)


def row_of(card, indicator):
    return next(row for row in card.rows if row.indicator.key == indicator)


def cell_of(card, indicator, area):
    return next(cell for cell in row_of(card, indicator).cells if cell.area.code == area.code)


# --- rows ----------------------------------------------------------------------------------------
def test_rows_stand_under_their_priorities_headlines_first_and_the_rest_last():
    board = Board()
    neglect, voice = board.priority("Neglect", order=2), board.priority("Voice", order=1)
    board.place("children_in_need", standing="supporting", priority=neglect)
    board.place("referrals", priority=neglect)
    board.place("lado_referrals")
    board.place("rapid_reviews", priority=voice)
    board.transcribed(YEAR, ("children_in_need", board.east, 50))

    card = built(board)

    assert [group.priority for group in card.groups] == ["Voice", "Neglect", ""]
    assert [row.indicator.key for row in card.groups[1].rows] == ["referrals", "children_in_need"]


def test_context_stands_apart_from_what_matters():
    board = Board()
    board.place("referrals")
    board.place("population", standing="context")
    board.published(YEAR, ("population", board.east, 10_000))

    (_, first), (title, second) = built(board).groups[0].parts

    assert [row.indicator.key for row in first] == ["referrals"]
    assert (title, [row.indicator.key for row in second]) == ("For context", ["population"])


def test_an_indicator_without_a_figure_is_listed_apart_unless_it_is_a_headline():
    board = Board()
    board.place("referrals")
    board.place("contacts", standing="supporting")

    card = built(board)

    assert [row.indicator.key for row in card.rows] == ["referrals"]
    assert [row.key for row in card.without] == ["contacts"]


def test_a_police_forces_figure_lies_across_the_councils_and_only_where_there_is_one():
    board = Board()
    force = AreaFactory(kind=Area.Kind.POLICE_FORCE)
    SpaceAreaFactory(space=board.space, area=force, order=50)
    board.place("referrals", "child_sexual_abuse_offences")
    board.transcribed(
        YEAR, ("child_sexual_abuse_offences", force, 210), ("referrals", board.east, 9)
    )

    card = built(board)

    assert row_of(card, "child_sexual_abuse_offences").wide.shown == "210"
    assert row_of(card, "referrals").wide is None
    assert force.name not in [column.name for column in card.own]


def test_whoever_is_appointed_for_one_area_sees_that_area_and_the_comparators():
    board = Board()
    of_the_east = board.principal(Role.PERFORMANCE_OFFICER, area=board.east)

    columns = columns_of(of_the_east, on=TODAY)

    assert [column.name for column in columns] == [
        board.east.name, board.region.name, board.country.name,
    ]  # fmt: skip


# --- values --------------------------------------------------------------------------------------
def test_a_stated_value_and_one_worked_out_look_unlike_a_counted_one():
    board = Board()
    board.place("referrals", "re_referrals_12m")
    board.transcribed(
        YEAR,
        ("referrals", board.east, 30),
        ("referrals", board.west, 12),
        ("re_referrals_12m", board.east, "18.06"),
    )

    card = built(board)

    assert cell_of(card, "referrals", board.east).basis is Basis.COUNTED
    assert cell_of(card, "referrals", board.whole).basis is Basis.DERIVED
    stated = cell_of(card, "re_referrals_12m", board.east)
    assert (stated.basis, stated.shown) == (Basis.STATED, "18.06%")


def test_a_change_is_printed_with_its_judgement_apart():
    board = Board()
    board.place("missing_more_than_once")
    for period, count in ((BEFORE, 74), (YEAR, 108)):
        board.transcribed(period, ("missing_more_than_once", board.east, count))

    cell = cell_of(built(board), "missing_more_than_once", board.east)

    assert (cell.change.words, cell.judgement) == ("up 45.9%", "worse")


def test_a_small_number_keeps_its_change_and_loses_its_judgement():
    board = Board()
    board.place("private_fostering")
    for period, count in ((BEFORE, 12), (YEAR, 2)):
        board.transcribed(period, ("private_fostering", board.east, count))

    cell = cell_of(built(board), "private_fostering", board.east)

    assert (cell.change.words, cell.judgement) == ("down 83.3%", "too few to say")


def test_the_limit_below_which_nothing_is_judged_is_the_partnerships_to_set():
    board = Board()
    board.place("missing_more_than_once")
    for period, count in ((BEFORE, 74), (YEAR, 108)):
        board.transcribed(period, ("missing_more_than_once", board.east, count))
    settle(board, "performance.too_few_below", 100)

    assert cell_of(built(board), "missing_more_than_once", board.east).judgement == "too few to say"


def test_no_change_is_told_between_two_sources():
    board = Board()
    board.place("re_referrals_12m")
    board.published(BEFORE, ("re_referrals_12m", board.east, 26))
    board.transcribed(YEAR, ("re_referrals_12m", board.east, "37.6"))

    cell = cell_of(built(board), "re_referrals_12m", board.east)

    assert cell.change is None
    assert cell.unlike


def test_a_change_is_told_within_one_source_although_another_is_better_for_the_year_before():
    board = Board()
    board.place("referrals")
    board.transcribed(BEFORE, ("referrals", board.east, 500))
    board.published(BEFORE, ("referrals", board.east, 200))
    board.published(YEAR, ("referrals", board.east, 220))

    assert cell_of(built(board), "referrals", board.east).change.words == "up 10%"


def test_a_change_across_two_wordings_is_not_judged():
    board = Board()
    board.place("lado_referrals")
    actions.define(
        by=board.cast.officer,
        at=NOW,
        space=board.space,
        indicator="lado_referrals",
        text="Only those that reach the threshold.",
        holds_from=YEAR.starts_on,
        reason="Agreed with the region",
    )
    for period, count in ((BEFORE, 90), (YEAR, 60)):
        board.transcribed(period, ("lado_referrals", board.east, count))

    cell = cell_of(built(board), "lado_referrals", board.east)

    assert cell.judgement == "definition changed"
    assert cell.line == ()


def test_a_small_line_is_of_the_source_of_the_value_beside_it():
    board = Board()
    board.place("referrals")
    for back, count in enumerate((400, 300, 200)):
        board.published(YEAR.and_before(3)[back], ("referrals", board.east, count))
    for period, count in ((BEFORE, 11), (YEAR, 12)):
        board.transcribed(period, ("referrals", board.east, count))

    cell = cell_of(built(board), "referrals", board.east)

    assert {speaker.kind for speaker in cell.worked.speakers} == {OriginKind.DOCUMENT}
    assert cell.line == (11, 12)
    assert cell.line_words == "From 11 in 2023-24 to 12"


def test_a_small_line_leaves_a_gap_where_a_period_has_no_value():
    board = Board()
    board.place("referrals")
    for period, count in ((YEAR.and_before(3)[0], 5), (YEAR, 7)):
        board.transcribed(period, ("referrals", board.east, count))

    assert cell_of(built(board), "referrals", board.east).line == (5, None, 7)


# --- comparators ---------------------------------------------------------------------------------
def test_a_count_is_compared_by_the_rate_that_is_worked_out_from_it():
    board = Board()
    board.place("referrals")
    board.transcribed(YEAR, ("referrals", board.east, 4231))
    board.published(
        YEAR, ("referrals", board.country, 640_430), ("referrals_rate", board.country, "538.1")
    )

    compared = cell_of(built(board), "referrals", board.country)

    assert compared.worked.place.indicator == "referrals_rate"
    assert (compared.number, compared.unit) == ("538.1", "per 10,000")


def test_a_count_without_a_rate_is_not_compared_at_all():
    board = Board()
    board.place("lado_referrals")
    board.transcribed(YEAR, ("lado_referrals", board.east, 106))
    board.published(YEAR, ("lado_referrals", board.country, 9000))

    assert row_of(built(board), "lado_referrals").comparators == (None, None)


def test_counts_can_all_be_had_as_rates():
    board = Board()
    board.place("referrals", "lado_referrals")
    board.transcribed(YEAR, ("referrals", board.east, 300), ("lado_referrals", board.east, 20))
    board.published(YEAR, ("population_under_18", board.east, 20_000))

    card = built(board, as_rates=True)

    assert cell_of(card, "referrals_rate", board.east).shown == "150.0 per 10,000"
    assert row_of(card, "lado_referrals").is_filled


def test_every_rate_is_of_a_count():
    rates = [rate_of(row) for row in catalogue().values()]

    assert all(catalogue()[rate.numerator_key].kind == "count" for rate in rates if rate)


# --- audiences -----------------------------------------------------------------------------------
def settle(board, name, value):
    Setting.objects.create(
        space=board.space, name=name, value=value, reason="Agreed", holds_from=YEAR.starts_on
    )


def with_small_counts():
    board = Board()
    board.place("lado_referrals", "rapid_reviews")
    board.returned(YEAR, ("lado_referrals", board.east, number(4)))
    board.transcribed(YEAR, ("rapid_reviews", board.east, 2))
    return board


def marking(board, principal, indicator="lado_referrals"):
    cell = cell_of(built(board, principal=principal), indicator, board.east)
    assert cell.shown, "a marked number is shown all the same"
    return cell.marking


@pytest.mark.parametrize("role", [Role.INDEPENDENT_SCRUTINEER, Role.LEAD_SAFEGUARDING_PARTNER])
def test_the_board_sees_a_small_count_marked(role):
    board = with_small_counts()

    assert marking(board, board.principal(role)) == MARKING


def test_the_business_unit_sees_a_small_count_as_it_is():
    board = with_small_counts()

    assert marking(board, board.principal(Role.LEARNING_OFFICER)) == ""


def test_an_agency_sees_its_own_small_count_as_it_is_and_anothers_marked():
    board = with_small_counts()

    assert marking(board, board.cast.lead) == ""
    assert marking(board, board.principal(Role.AGENCY_LEAD)) == MARKING


def test_a_role_in_a_collaboration_takes_no_marking_away_in_the_partnership():
    board = with_small_counts()
    lead = board.principal(Role.AGENCY_LEAD)
    elsewhere = Held(Role.PERFORMANCE_OFFICER, SpaceFactory().pk)
    both = replace(lead, held=(*lead.held, elsewhere), spaces=lead.spaces | {elsewhere.space_id})

    assert marking(board, both) == MARKING


def test_what_was_published_already_is_not_marked():
    board = with_small_counts()

    assert marking(board, board.principal(Role.INDEPENDENT_SCRUTINEER), "rapid_reviews") == ""


def test_a_percentage_of_few_children_is_marked_too():
    board = Board()
    board.place("re_referrals_12m")
    board.returned(YEAR.quarters()[0], ("re_referrals_12m", board.east, share(3, 40)))
    scrutineer = board.principal(Role.INDEPENDENT_SCRUTINEER)

    card = built(board, YEAR.quarters()[0], principal=scrutineer)

    assert cell_of(card, "re_referrals_12m", board.east).marking == MARKING


def test_a_partnership_sets_what_is_small():
    board = with_small_counts()
    settle(board, "performance.small_below", 3)

    assert marking(board, board.principal(Role.INDEPENDENT_SCRUTINEER)) == ""


def test_a_line_without_a_priority_is_built_by_the_plain_code_alone():
    assert keys_for([Line("referrals")]) == {"referrals", "referrals_rate"}
