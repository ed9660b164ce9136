"""Setting up the scorecard: limits from a day on, and which indicators stand on it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from goldthread.access.decision import Refused
from goldthread.house import Role
from goldthread.performance import actions
from goldthread.performance.audiences import MARKING
from goldthread.performance.limits import LIMITS, kept_limit
from goldthread.performance.models import ScorecardLine
from goldthread.register.models import Setting
from goldthread.register.small_numbers import public_rule
from goldthread.trail.models import Entry
from tests.factories import NOW, TODAY
from tests.performance.boards import YEAR, Board
from tests.performance.builders import number
from tests.performance.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
SMALL = LIMITS["small-numbers"]
QUARTER = YEAR.quarters()[0]


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def board():
    return Board()


def settle(board, value, *, holds_from=TODAY, by=None, **more):
    by = by or board.cast.officer
    seen = kept_limit(board.cast.officer, SMALL, on=TODAY).version
    return actions.settle(
        **{"by": by, "at": NOW, "space": board.space, "limit": SMALL, "value": value}
        | {"holds_from": holds_from, "reason": "The executive agreed it", "row_version": seen}
        | more
    )


def typed(value, on=TODAY, **more):
    return {
        "value": value,
        "holds_from_day": on.day,
        "holds_from_month": on.month,
        "holds_from_year": on.year,
        "reason": "The executive agreed it",
        "row_version": 0,
    } | more


# --- limits --------------------------------------------------------------------------------------
def test_a_limit_that_is_set_on_the_page_holds_on_the_source_card(board):
    board.returned(QUARTER, ("lado_referrals", board.east, number(8)))
    asked = {"key": "lado_referrals", "area": board.east.code, "period": str(QUARTER)}
    scrutineer = board.browser(Role.INDEPENDENT_SCRUTINEER)
    before = scrutineer.get(reverse("source-card"), asked).content.decode()

    answer = board.browser().post(reverse("scorecard-limit", args=[SMALL.slug]), typed(9))
    after = scrutineer.get(reverse("source-card"), asked).content.decode()

    assert answer.status_code == 302
    assert MARKING not in Page.of_text(before).one("main").text
    assert MARKING in Page.of_text(after).one("main").text


def test_a_limit_of_a_day_to_come_does_not_hold_yet(board):
    settle(board, 9, holds_from=TODAY + timedelta(days=1))

    kept = kept_limit(board.cast.officer, SMALL, on=TODAY)

    assert (kept.value, kept.coming[0].value) == (SMALL.default, 9)


def test_what_is_set_twice_for_a_day_is_kept_once_and_the_trail_has_both(board):
    settle(board, 9)
    settle(board, 8)

    assert Setting.objects.get(space=board.space, name=SMALL.name).value == 8
    told = Entry.objects.filter(kind="performance.limit.set", space_id=board.space.pk)
    assert [entry.history.after["value"] for entry in told.order_by("number")] == [9, 8]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"value": 51}, "from 0 to 50"),
        ({"value": -1}, "from 0 to 50"),
        ({"holds_from": TODAY - timedelta(days=1)}, "not from a day gone by"),
        ({"reason": " "}, "Say why"),
        ({"row_version": 7}, "Somebody else set this limit"),
    ],
)
def test_a_limit_is_refused_with_the_reason(board, wrong, why):
    with pytest.raises(Refused, match=why):
        settle(board, **{"value": 5} | wrong)


@pytest.mark.parametrize("slug", ["small-numbers-for-the-public", "child-deaths-for-the-public"])
@pytest.mark.parametrize(
    ("wrong", "why"), [({"value": 5}, "from 6 to 50"), ({"source": " "}, "Name the document")]
)
def test_what_the_public_is_shown_only_gets_stricter_and_by_a_document(board, slug, wrong, why):
    given = {"value": 10, "source": "Minutes", "limit": LIMITS[slug], "row_version": 0}

    with pytest.raises(Refused, match=why):
        settle(board, **given | wrong)


def test_a_stricter_limit_for_the_public_is_taken_by_the_rule_and_marked_for_the_board(board):
    board.returned(QUARTER, ("lado_referrals", board.east, number(8)))
    limit = LIMITS["small-numbers-for-the-public"]
    settle(board, 10, limit=limit, source="Minutes of the executive", row_version=0)

    (kept,) = public_rule(board.space.pk, on=TODAY).stricter

    assert (kept.smallest_shown, kept.source) == (10, "Minutes of the executive")
    asked = {"key": "lado_referrals", "area": board.east.code, "period": str(QUARTER)}
    page = board.browser(Role.INDEPENDENT_SCRUTINEER).get(reverse("source-card"), asked)
    assert MARKING in Page.of_text(page.content.decode()).one("main").text


def test_a_partnership_officer_does_not_set_a_limit(board):
    with pytest.raises(Refused):
        settle(board, 5, by=board.principal(Role.PARTNERSHIP_OFFICER))


def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(board):
    answer = board.browser().post(
        reverse("scorecard-limit", args=[SMALL.slug]), typed(9, TODAY - timedelta(days=1))
    )

    assert answer.status_code == 422
    assert "not from a day gone by" in answer.content.decode()
    assert 'value="9"' in answer.content.decode()


def test_the_page_shows_the_value_that_holds_and_why(board):
    settle(board, 9)

    shown = Page.of(board.browser().get(reverse("scorecard-set-up")))

    assert "Small numbers: below 9" in shown.texts("h2")
    assert "The executive agreed it" in shown.text


def test_an_unknown_limit_is_not_found(board):
    assert board.browser().get(reverse("scorecard-limit", args=["nothing"])).status_code == 404


# --- what stands on the scorecard ----------------------------------------------------------------
def placed(**more):
    return {"indicator": "referrals", "priority": "none", "standing": "headline", "order": 3} | more


def test_an_indicator_is_put_under_a_priority_and_stands_there(board):
    neglect = board.priority("Neglect")
    board.transcribed(YEAR, ("referrals", board.east, 300))
    browser = board.browser()

    answer = browser.post(reverse("scorecard-lines"), placed(priority=neglect.public_id))

    assert answer.status_code == 302
    assert "Neglect" in Page.of(browser.get(reverse("scorecard"))).text
    line = ScorecardLine.objects.get(space=board.space)
    assert (line.indicator, line.priority, line.order) == ("referrals", neglect, 3)
    assert Entry.objects.filter(kind="performance.scorecard.placed").exists()


def test_an_indicator_stands_on_the_scorecard_once(board):
    board.place("referrals")
    answer = board.browser().post(reverse("scorecard-lines"), placed())

    assert answer.status_code == 422
    with pytest.raises(Refused, match="stands on the scorecard already"):
        board.place("referrals")


def test_another_partnerships_priority_is_no_choice(board):
    theirs = Board().priority("Theirs")

    answer = board.browser().post(reverse("scorecard-lines"), placed(priority=theirs.public_id))

    assert answer.status_code == 422
    with pytest.raises(Refused, match="another partnership's"):
        board.place("referrals", priority=theirs)


def test_a_line_is_moved_and_what_somebody_else_saved_is_not_overwritten(board):
    board.place("referrals")
    line = ScorecardLine.objects.get(space=board.space)
    address, browser = reverse("scorecard-line", args=[line.public_id]), board.browser()
    seen = {"row_version": line.row_version}

    first = browser.post(address, placed(standing="context") | seen)
    second = browser.post(address, placed(standing="supporting") | seen)

    line.refresh_from_db()
    assert (first.status_code, second.status_code) == (302, 409)
    assert line.standing == "context"
    assert "Somebody else changed this" in second.content.decode()


def test_an_indicator_that_is_taken_off_can_come_back_the_same_day(board):
    board.place("referrals")
    line = ScorecardLine.objects.get(space=board.space)
    browser = board.browser()
    address = reverse("scorecard-line-off", args=[line.public_id])

    asked = browser.get(address)
    browser.post(address, {"row_version": line.row_version})
    gone = browser.get(reverse("scorecard-line", args=[line.public_id]))
    again = browser.post(reverse("scorecard-lines"), placed())
    new = ScorecardLine.objects.get(space=board.space, ends_on=None)
    browser.post(
        reverse("scorecard-line-off", args=[new.public_id]), {"row_version": new.row_version}
    )

    assert "Its figures and its page stay." in asked.content.decode()
    assert gone.status_code == 404
    assert again.status_code == 302
    line.refresh_from_db()
    assert line.ends_on == TODAY - timedelta(days=1)
    assert not ScorecardLine.objects.filter(space=board.space, ends_on=None).exists()


@pytest.mark.parametrize("role", [Role.PARTNERSHIP_OFFICER, Role.INDEPENDENT_SCRUTINEER])
def test_others_are_refused_and_shown_no_way_there(board, role):
    board.transcribed(YEAR, ("referrals", board.east, 300))
    browser = board.browser(role)

    assert browser.get(reverse("scorecard-set-up")).status_code == 403
    assert reverse("scorecard-set-up") not in browser.get(reverse("scorecard")).content.decode()
