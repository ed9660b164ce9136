"""How an indicator is judged: on its page, with the partnership's targets and rebasings."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
import time_machine
from django.urls import reverse

from goldthread.access.decision import Refused
from goldthread.house import Role
from goldthread.measures.catalogue import Polarity, catalogue
from goldthread.measures.judging import Place, judge
from goldthread.measures.periods import Period
from goldthread.performance import actions
from goldthread.performance.audiences import FUNNEL_DRAWN_IN
from goldthread.performance.judged import Where
from goldthread.performance.models import Rebase, Target
from goldthread.performance.settled import terms_of
from goldthread.register.models import Area, Setting
from goldthread.trail.models import Entry
from tests.factories import NOW, TODAY, AreaFactory, SpaceFactory, principal_with
from tests.performance.boards import Board
from tests.performance.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
KEY = "re_referrals_12m"
YEARS = [str(Period.year(first)) for first in range(2008, 2024)]
QUIET = [20, 22, 19, 21, 20, 18, 21, 22, 19, 20, 21, 20]


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def board():
    return Board()


def publish(board, values, area=None):
    for period, value in zip(YEARS[-len(values) :], values, strict=True):
        board.published(Period.parse(period), (KEY, area or board.east, value))


def page(board, role=Role.PERFORMANCE_OFFICER):
    response = board.browser(role).get(reverse("indicator", args=[KEY]))
    assert response.status_code == 200
    return Page.of(response)


def set_target(board, value, **more):
    return actions.set_target(
        **{
            "by": board.cast.officer,
            "at": NOW,
            "space": board.space,
            "indicator": catalogue()[KEY],
            "area": None,
            "value": None if value is None else D(value),
            "holds_from": TODAY,
            "reason": "The executive agreed it",
        }
        | more
    )


def rebase(board, values, from_period, **more):
    places = [
        Place(period, D(value)) for period, value in zip(YEARS[-len(values) :], values, strict=True)
    ]
    return actions.rebase(
        **{
            "by": board.cast.officer,
            "at": NOW,
            "space": board.space,
            "indicator": catalogue()[KEY],
            "area": board.east,
            "from_period": from_period,
            "reason": "A new front door",
            "judged": judge(places, polarity=Polarity.DOWN),
        }
        | more
    )


# --- on the page -----------------------------------------------------------------------------------
def test_a_special_cause_is_told_by_icon_words_shape_and_table(board):
    publish(board, [*QUIET, 40])

    shown = page(board)

    assert "Special cause, concerning: higher" in shown.one("p", "gt-judgements").text
    chart = shown.one("figure", "gt-chart")
    assert "as it lies outside the limits" in chart.one("figcaption").text
    assert "concerning" in chart.one("p", "gt-chart__key").text
    assert "special cause, concerning: outside the limits" in chart.one("table").all("tr")[-1].text


def test_what_varies_by_chance_is_called_no_change(board):
    publish(board, QUIET)

    assert "Common cause: no significant change" in page(board).one("p", "gt-judgements").text


def test_a_short_series_has_an_interval_and_no_verdict(board):
    publish(board, QUIET[:5])

    shown = page(board)

    assert "12 are needed before anything is judged" in shown.text
    assert "Special cause" not in shown.text


def test_a_target_is_passed_missed_or_met_by_chance(board):
    publish(board, QUIET)
    set_target(board, 30)

    assert "Will consistently meet the target of 30%" in page(board).text

    set_target(board, 20)
    assert "Hits and misses the target of 20% by chance" in page(board).text

    set_target(board, None)
    assert "the target" not in page(board).one("figure", "gt-chart").one("figcaption").text


def test_the_page_that_was_drawn_before_is_not_shown_once_a_target_is_set(board):
    publish(board, QUIET)
    before = page(board).text

    set_target(board, 30)

    assert "meet the target" not in before
    assert "meet the target" in page(board).text


# --- targets ---------------------------------------------------------------------------------------
def test_a_target_of_an_area_stands_above_that_of_every_area(board):
    set_target(board, 20)
    set_target(board, 15, area=board.east)

    settled = terms_of(board.cast.officer, [KEY], on=TODAY).settled

    assert settled.target(Where(KEY, board.east.code)) == 15
    assert settled.target(Where(KEY, board.west.code)) == 20


def test_a_target_holds_from_its_day_on(board):
    set_target(board, 20, holds_from=TODAY + timedelta(days=3))

    assert terms_of(board.cast.officer, [KEY], on=TODAY).settled.targets == {}
    later = terms_of(board.cast.officer, [KEY], on=TODAY + timedelta(days=3))
    assert later.settled.target(Where(KEY, board.east.code)) == 20


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"reason": " "}, "Say why"),
        ({"value": 120}, "No value of this indicator"),
        ({"holds_from": TODAY - timedelta(days=1)}, "from today or a day to come"),
        ({"indicator": catalogue()["referrals"]}, "no target can be met"),
    ],
)
def test_a_target_without_sense_is_refused(board, more, words):
    with pytest.raises(Refused, match=words):
        set_target(board, **{"value": 20} | more)


def test_a_target_is_told_to_the_trail_and_is_the_partnerships_own(board):
    set_target(board, 20)

    assert Entry.objects.filter(kind="performance.target.set").count() == 1
    other = principal_with(Role.PERFORMANCE_OFFICER, space=SpaceFactory())
    assert terms_of(other, [KEY], on=TODAY).settled.targets == {}


def test_a_target_is_set_on_its_page(board):
    publish(board, QUIET)
    client = board.browser(Role.PERFORMANCE_OFFICER)
    typed = {
        "area": "all",
        "value": "25",
        "holds_from_day": TODAY.day,
        "holds_from_month": TODAY.month,
        "holds_from_year": TODAY.year,
        "reason": "Agreed by the executive",
    }

    answer = client.post(reverse("indicator-target", args=[KEY]), typed)

    assert answer.status_code == 302
    assert Target.objects.get().value == 25
    listed = client.get(reverse("indicator-target", args=[KEY])).content.decode()
    assert "Agreed by the executive" in listed


# --- rebasings -------------------------------------------------------------------------------------
def test_a_rebasing_breaks_the_chart_with_its_reason(board):
    publish(board, [*QUIET, 30, 31, 30, 31])
    rebase(board, [*QUIET, 30, 31, 30, 31], YEARS[-4])

    shown = page(board)

    assert "Rebased: A new front door" in shown.one("figure", "gt-chart").text
    assert "4 points under these terms" in shown.text


def test_a_rebasing_that_leaves_too_little_before_it_is_refused(board):
    with pytest.raises(Refused, match="Fewer than 12 points"):
        rebase(board, QUIET, YEARS[-3])


def test_a_rebasing_from_a_period_without_a_value_is_refused(board):
    with pytest.raises(Refused, match="no value in this series"):
        rebase(board, QUIET, "1999-00")


def test_a_rebasing_without_a_reason_is_refused(board):
    with pytest.raises(Refused, match="Say what changed"):
        rebase(board, [*QUIET, 30], YEARS[-1], reason=" ")


def test_a_rebasing_that_is_taken_back_moves_no_limit_and_stays_on_record(board):
    publish(board, [*QUIET, 30])
    made = rebase(board, [*QUIET, 30], YEARS[-1])

    actions.take_back_rebasing(
        by=board.cast.officer, at=NOW, rebasing=made, reason="A slip", row_version=made.row_version
    )

    assert "Rebased" not in page(board).text
    assert Rebase.objects.get().taken_back_because == "A slip"
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"performance.rebased", "performance.rebasing.taken_back"} <= kinds


def test_who_may_not_set_up_the_scorecard_neither_sets_a_target_nor_rebases(board):
    scrutineer = principal_with(Role.INDEPENDENT_SCRUTINEER, space=board.space)

    with pytest.raises(Refused):
        set_target(board, 20, by=scrutineer)
    with pytest.raises(Refused):
        rebase(board, [*QUIET, 30], YEARS[-1], by=scrutineer)


def test_a_rebasing_is_made_on_its_page(board):
    publish(board, [*QUIET, 30, 31])
    client = board.browser(Role.PERFORMANCE_OFFICER)
    typed = {"area": board.east.code, "from_period": YEARS[-2], "reason": "A new front door"}

    answer = client.post(reverse("indicator-rebase", args=[KEY]), typed)

    assert answer.status_code == 302
    assert Rebase.objects.get().from_period == YEARS[-2]


# --- beside the average ----------------------------------------------------------------------------
def test_a_rate_far_from_the_countrys_stands_beyond_its_limits(board):
    year = Period.parse("2024-25")
    board.published(
        year,
        ("referrals", board.east, 900),
        ("population_under_18", board.east, 10_000),
        ("referrals", board.west, 510),
        ("population_under_18", board.west, 10_000),
        ("referrals_rate", board.country, 500),
    )

    response = board.browser(Role.LEAD_SAFEGUARDING_PARTNER).get(
        reverse("indicator", args=["referrals_rate"])
    )

    shown = Page.of(response).text
    assert f"Beside the average of {board.country.name}" in shown
    assert "above the 99.8% limit" in shown
    assert "within the limits: as chance would have it" in shown


def test_the_funnel_names_the_own_areas_and_holds_the_other_councils_that_were_published(board):
    year = Period.parse("2024-25")
    others = [AreaFactory(kind=Area.Kind.COUNCIL) for _ in range(12)]
    for area, count in [(board.east, 900), *((other, 900) for other in others)]:
        board.published(year, ("referrals", area, count), ("population_under_18", area, 10_000))
    board.published(year, ("referrals_rate", board.country, 500))

    response = board.browser(Role.LEAD_SAFEGUARDING_PARTNER).get(
        reverse("indicator", args=["referrals_rate"])
    )

    shown = Page.of(response)
    drawn = next(f for f in shown.all("figure", "gt-chart") if "by size of area" in f.text)
    assert board.east.name in drawn.texts("text")
    assert others[0].name not in drawn.texts("text")
    assert others[0].name in drawn.one("table").text
    assert "Of 12 other councils 12 lie beyond the 95% limits" in shown.text
    assert "The limits are not widened" in shown.text


def test_the_funnel_is_widened_where_the_partnership_has_set_it(board):
    year = Period.parse("2024-25")
    others = [AreaFactory(kind=Area.Kind.COUNCIL) for _ in range(12)]
    counts = [560, *(300 + 40 * at for at in range(12))]
    for area, count in zip((board.east, *others), counts, strict=True):
        board.published(year, ("referrals", area, count), ("population_under_18", area, 10_000))
    board.published(year, ("referrals_rate", board.country, 500))
    address = reverse("indicator", args=["referrals_rate"])
    client = board.browser(Role.LEAD_SAFEGUARDING_PARTNER)

    narrow = Page.of(client.get(address))
    Setting.objects.create(
        space=board.space,
        name=FUNNEL_DRAWN_IN,
        value=10,
        reason="Agreed",
        holds_from=year.starts_on,
    )
    wide = Page.of(client.get(address))

    told = [
        next(f for f in each.all("figure", "gt-chart") if "by size of area" in f.text)
        .one("figcaption")
        .text
        for each in (narrow, wide)
    ]
    assert "above the 95% limit" in told[0]
    assert "within the limits" in told[1]
    assert "The limits are not widened for it" in narrow.text
    assert "The limits are widened, as this partnership has set" in wide.text


def test_without_other_councils_the_funnel_says_so(board):
    year = Period.parse("2024-25")
    board.published(
        year, ("referrals", board.east, 900), ("population_under_18", board.east, 9_000)
    )
    board.published(year, ("referrals_rate", board.country, 500))

    response = board.browser(Role.LEAD_SAFEGUARDING_PARTNER).get(
        reverse("indicator", args=["referrals_rate"])
    )

    assert "No release that was imported holds this figure" in Page.of(response).text


def test_what_has_no_parts_is_not_held_against_the_average(board):
    publish(board, QUIET)
    board.published(Period.parse(YEARS[-1]), (KEY, board.country, 22))

    assert "Beside the average" not in page(board).text


# --- on the scorecard ------------------------------------------------------------------------------
def test_the_scorecard_says_how_a_long_series_varies_and_not_that_a_year_was_worse(board):
    board.place(KEY)
    publish(board, [*QUIET, 40])

    response = board.browser(Role.LEAD_SAFEGUARDING_PARTNER).get(
        reverse("scorecard"), {"period": YEARS[-1]}
    )

    cell = Page.of(response).one("table", "gt-score").one("tbody").one("td").text
    assert "concerning, higher" in cell
    assert "worse" not in cell


def test_a_short_series_keeps_the_words_of_its_change(board):
    board.place(KEY)
    publish(board, [20, 40])

    response = board.browser(Role.LEAD_SAFEGUARDING_PARTNER).get(
        reverse("scorecard"), {"period": YEARS[-1]}
    )

    assert "concerning" not in Page.of(response).text
