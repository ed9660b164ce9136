"""Changes that need an answer: found once, kept as they were, and answered."""

import pytest
import time_machine
from django.urls import reverse

from goldthread.access.decision import Refused
from goldthread.house import Role
from goldthread.inbox.due import due_from
from goldthread.measures.periods import Period
from goldthread.performance import actions
from goldthread.performance.models import ChangeToAnswer, ScorecardLine
from goldthread.trail.models import Entry
from tests.factories import NOW, TODAY, GroupFactory, SpaceFactory, principal_with
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
    board = Board()
    board.place(KEY)
    return board


def publish(board, values, first=0):
    for period, value in zip(YEARS[first : first + len(values)], values, strict=True):
        board.published(Period.parse(period), (KEY, board.east, value))


def look(board):
    answer = board.browser(Role.PERFORMANCE_OFFICER).post(reverse("changes-look"))
    assert answer.status_code == 302
    return list(ChangeToAnswer.objects.order_by("pk"))


def answered(board, change, **more):
    return actions.answer_change(
        **{"by": board.cast.officer, "at": NOW, "change": change, "row_version": change.row_version}
        | more
    )


def test_a_special_cause_is_kept_with_its_chart_and_only_once(board):
    publish(board, [*QUIET, 40])

    look(board)
    (change,) = look(board)

    assert (change.area, change.period) == (board.east, YEARS[12])
    assert change.variation == "concerning_high"
    assert "<svg" in change.chart
    assert change.points[-1][0] == YEARS[12]


def test_what_varies_by_chance_asks_nobody(board):
    publish(board, QUIET)

    assert look(board) == []


def test_a_change_that_goes_on_is_the_same_change(board):
    publish(board, [*QUIET, 40])
    look(board)
    publish(board, [41], first=13)

    assert len(look(board)) == 1


def test_a_change_the_other_way_is_another(board):
    publish(board, [*QUIET, 40])
    look(board)
    publish(board, [20, 21, 1], first=13)

    found = look(board)

    assert [each.variation for each in found] == [
        "concerning_high",
        "improving_low",
    ]


def test_the_chart_stays_as_it_was_when_figures_change(board):
    publish(board, [*QUIET, 40])
    (change,) = look(board)
    publish(board, [22], first=13)

    shown = board.browser(Role.LEAD_SAFEGUARDING_PARTNER).get(
        reverse("change", args=[change.public_id])
    )

    assert change.sentence in Page.of(shown).text
    assert YEARS[13] not in Page.of(shown).one("figure", "gt-chart").text


def test_it_goes_to_the_group_that_answers_for_the_indicator(board):
    group = GroupFactory(space=board.space, name="Front door group")
    line = ScorecardLine.objects.get(indicator=KEY)
    actions.place_anew(
        by=board.cast.officer,
        at=NOW,
        line=line,
        priority=None,
        standing=line.standing,
        order=line.order,
        group=group,
        row_version=line.row_version,
    )
    publish(board, [*QUIET, 40])

    (change,) = look(board)

    assert change.group == group
    client = board.browser(Role.PERFORMANCE_OFFICER)
    mine = client.get(reverse("changes"), {"group": group.public_id}).content.decode()
    assert "Front door group" in mine


def test_it_is_due_from_those_who_may_answer_until_somebody_has(board):
    publish(board, [*QUIET, 40])
    (change,) = look(board)
    partner = principal_with(
        Role.DELEGATED_SAFEGUARDING_PARTNER, space=board.space, agency=board.cast.agency
    )
    kinds = [item.kind for item in due_from(partner, on=TODAY)]
    assert "performance.changes_to_answer" in kinds

    answered(board, change, answer="no_action", because_of="One family of nine")

    kinds = [item.kind for item in due_from(partner, on=TODAY)]
    assert "performance.changes_to_answer" not in kinds


def test_no_action_wants_a_reason_and_an_action_who_and_until_when(board):
    publish(board, [*QUIET, 40])
    (change,) = look(board)

    with pytest.raises(Refused, match="why no action"):
        answered(board, change, answer="no_action")
    with pytest.raises(Refused, match="who does it"):
        answered(board, change, answer="action", action="Audit ten")
    with pytest.raises(Refused, match="until when"):
        answered(board, change, answer="action", action="Audit ten", owner="The council")


def test_an_answer_is_given_once_and_told_to_the_trail(board):
    publish(board, [*QUIET, 40])
    (change,) = look(board)

    done = answered(
        board, change, answer="action", action="Audit ten", owner="The council", due_on=TODAY
    )

    assert (done.action, done.owner, done.due_on) == ("Audit ten", "The council", TODAY)
    assert Entry.objects.filter(kind="performance.change.answered").count() == 1
    with pytest.raises(Refused, match="answered already"):
        answered(board, done, answer="no_action", because_of="So")


def test_it_is_answered_on_its_page(board):
    publish(board, [*QUIET, 40])
    (change,) = look(board)
    client = board.browser(Role.BUSINESS_MANAGER)
    address = reverse("change-answer", args=[change.public_id])

    lacking = client.post(address, {"answer": "no_action", "row_version": change.row_version})
    assert lacking.status_code == 422
    assert "Say why no action is needed" in lacking.content.decode()

    typed = {
        "answer": "no_action",
        "because": "One family of nine",
        "row_version": change.row_version,
    }
    assert client.post(address, typed).status_code == 302
    shown = client.get(reverse("changes")).content.decode()
    assert "One family of nine" in shown


def test_an_agency_neither_answers_nor_looks(board):
    publish(board, [*QUIET, 40])
    (change,) = look(board)

    with pytest.raises(Refused):
        answered(board, change, by=board.cast.lead, answer="no_action", because_of="So")


def test_another_partnership_sees_nothing_of_it(board):
    publish(board, [*QUIET, 40])
    look(board)
    other = principal_with(Role.PERFORMANCE_OFFICER, space=SpaceFactory())

    assert not ChangeToAnswer.objects.visible_to(other).exists()
