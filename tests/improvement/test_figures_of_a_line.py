"""A figure on a line: drawn by whoever offers it, with the days of the actions; and lines that a figure opens."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from goldthread.house import Noted, Role
from goldthread.improvement.models import Action, Recommendation, Source
from goldthread.inbox.due import due_from
from goldthread.measures.periods import Period
from goldthread.performance import actions
from goldthread.performance.models import ChangeToAnswer
from goldthread.performance.noted_charts import drawn
from tests.clients import Client
from tests.factories import NOW, TODAY, principal_with
from tests.improvement.builders import Cast
from tests.performance.boards import Board

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
KEY = "re_referrals_12m"
FIGURE = f"performance.{KEY}"
YEARS = [str(Period.year(first)) for first in range(2011, 2026)]
QUIET = [20, 22, 19, 21, 20, 18, 21, 22, 19, 20, 21, 20]
LATER = TODAY + timedelta(days=60)


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def board():
    board = Board()
    board.place(KEY)
    for period, value in zip(YEARS, [*QUIET, 21, 20, 40], strict=True):
        board.published(Period.parse(period), (KEY, board.east, value))
    return board


@pytest.fixture
def cast(board):
    return Cast(board.cast.space)


def page_of(cast, row, who=None):
    client = Client()
    client.force_login(cast.person(who or cast.officer))
    return client.get(row.get_absolute_url()).content.decode()


def test_a_chart_tells_what_happened_in_its_period_and_after_the_last(board):
    noted = [
        Noted(Period.parse(YEARS[3]).starts_on, "Action 1 begins"),
        Noted(TODAY + timedelta(days=900), "Action 1 done"),
        Noted(TODAY - timedelta(days=9000), "Before anything is known"),
    ]

    (chart,) = [
        c for c in drawn(board.cast.officer, FIGURE, noted, TODAY) if str(board.east) in c.title
    ]

    for svg in (chart.wide, chart.narrow):
        assert "Action 1 begins" in svg
        assert "Action 1 done" in svg
        assert "Before anything" not in svg
    assert chart.rows


def test_who_may_not_see_the_scorecard_is_drawn_nothing(board):
    chair = principal_with(Role.EXPLOITATION_CHAIR, space=board.cast.space)

    assert drawn(chair, FIGURE, [], TODAY) == []


def test_the_page_of_an_action_shows_its_figure_with_its_own_days(cast):
    action = cast.action(figure=FIGURE)
    cast.done(action)

    page = page_of(cast, action)

    assert "Action 1 begins" in page
    assert "Action 1 done" in page
    assert "Action 1 done" in page_of(cast, action.recommendations.get())


def test_the_figure_of_an_action_is_said_later_on_its_own_form(cast):
    action = cast.action()
    client = Client()
    client.force_login(cast.person(cast.officer))

    client.post(
        reverse("improvement:measure", args=[action.public_id]),
        {"figure": FIGURE, "row_version": 1},
    )

    assert Action.objects.get().figure == FIGURE
    assert "<svg" in page_of(cast, action)


def test_a_figure_that_nobody_offers_any_more_breaks_no_page(cast):
    action = cast.action(figure="gone.figure")

    assert "What it is to move" not in page_of(cast, action)


def answered_with_an_action(board):
    reader = principal_with(Role.PERFORMANCE_OFFICER, space=board.cast.space)
    client = Client()
    client.force_login(Cast.person(None, reader))
    client.post(reverse("changes-look"))
    change = ChangeToAnswer.objects.get()
    return actions.answer_change(
        by=reader,
        at=NOW,
        change=change,
        answer="action",
        because_of="It rose in both towns",
        action="Ask 30 referrers why they refer again",
        owner="The front door's manager",
        due_on=LATER,
        row_version=change.row_version,
    )


def test_an_action_promised_in_an_answer_opens_a_line_that_another_person_decides(board, cast):
    change = answered_with_an_action(board)

    recommendation = Recommendation.objects.get()
    source = Source.objects.get()
    assert (source.kind, source.record_id, source.figure) == ("figure", change.public_id, FIGURE)
    assert recommendation.text == "Ask 30 referrers why they refer again"
    assert "front door" in recommendation.specific
    assert recommendation.status == "proposed"
    kinds = [item.kind for item in due_from(cast.manager, on=TODAY)]
    assert "improvement.recommendations_to_accept" in kinds


def test_the_line_and_the_change_lead_to_one_another(board, cast):
    change = answered_with_an_action(board)
    recommendation = Recommendation.objects.get()
    there = reverse("change", args=[change.public_id])
    client = Client()
    client.force_login(cast.person(cast.manager))

    assert there in page_of(cast, recommendation)
    assert "<svg" in page_of(cast, recommendation)
    assert recommendation.get_absolute_url() in client.get(there).content.decode()


def test_an_answer_without_an_action_opens_no_line(board):
    reader = principal_with(Role.PERFORMANCE_OFFICER, space=board.cast.space)
    client = Client()
    client.force_login(Cast.person(None, reader))
    client.post(reverse("changes-look"))
    change = ChangeToAnswer.objects.get()

    actions.answer_change(
        by=reader,
        at=NOW,
        change=change,
        answer="no_action",
        because_of="Counted anew",
        row_version=change.row_version,
    )

    assert not Source.objects.exists()
