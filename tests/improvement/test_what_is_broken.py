"""The standing page of what is broken: each kind of break, and nothing that is whole."""

from datetime import timedelta

import pytest

from goldthread.accounts.models import Appointment
from goldthread.improvement import actions
from goldthread.improvement.standing import breaks
from tests.factories import NOW, TODAY
from tests.improvement.builders import LATER, TEST_ON, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def broken(cast, on=TODAY):
    return {
        each.title: [str(row) for row in each.rows]
        for each in breaks(cast.officer, on=on)
        if each.count
    }


def test_a_finding_breaks_off_until_something_is_recommended_or_a_reason_is_given(cast):
    finding = cast.finding()
    assert list(broken(cast)) == ["Findings from which nothing follows"]

    actions.end_here(
        by=cast.officer, at=NOW, finding=finding, because_of="Put right", row_version=1
    )

    assert broken(cast) == {}


def test_a_strength_from_which_nothing_follows_is_whole(cast):
    cast.finding(kind="strength")

    assert broken(cast) == {}


def test_an_action_whose_test_failed_is_broken_until_something_is_shown_of_it(cast):
    action = cast.tested(cast.done(), "not", next_on=LATER)

    assert broken(cast) == {"Tested, and not embedded": [str(action)]}
    cast.evidence(action, at=NOW + timedelta(days=1))
    assert broken(cast) == {}


def test_an_accepted_recommendation_breaks_off_until_an_action_is_taken_on(cast):
    recommendation = cast.accepted()
    assert list(broken(cast)) == ["Accepted recommendations without an action"]

    cast.action(recommendation)

    assert broken(cast) == {}


def test_an_action_is_overdue_the_day_after_its_day(cast):
    cast.action(due_on=TODAY)

    assert broken(cast) == {}
    assert list(broken(cast, on=LATER)) == ["Overdue actions"]


def test_an_action_breaks_when_its_lead_has_left_until_it_is_handed_over(cast):
    action = cast.action()
    Appointment.objects.filter(person_id=cast.lead.person_id).update(ends_on=TODAY)
    assert broken(cast) == {}
    assert list(broken(cast, on=LATER)) == ["Actions whose lead has left"]

    actions.hand_over(
        by=cast.officer,
        at=NOW,
        action=action,
        lead=cast.person(cast.partner),
        because_of="She left",
        row_version=1,
    )

    assert broken(cast, on=LATER) == {}


def test_a_test_is_due_on_its_day(cast):
    cast.done()

    assert broken(cast) == {}
    assert list(broken(cast, on=TEST_ON)) == ["Tests that are due"]


def test_an_agency_lead_sees_the_breaks_of_their_own_actions_alone(cast):
    cast.action()
    other = Cast(cast.space)
    other.action(title="Somebody else's")

    (overdue,) = [each for each in breaks(cast.lead, on=TEST_ON) if each.count]

    assert [str(row) for row in overdue.rows] == ["Outcome sent in 5 working days"]
