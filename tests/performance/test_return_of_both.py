"""One agency of two partnerships answers their collaboration once."""

from datetime import timedelta

import pytest

from goldthread.access.decision import Refused
from goldthread.accounts.principals import principal_for
from goldthread.house import Role
from goldthread.performance import actions
from goldthread.performance.models import Observation
from tests.factories import (
    NOW,
    TODAY,
    AppointmentFactory,
    MembershipFactory,
    PersonFactory,
    SpaceAreaFactory,
    collaboration_of,
    principal_with,
)
from tests.performance.builders import Q1, Cast, number
from tests.performance.pages import as_, at, today, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]


@pytest.fixture
def answered():
    """Two partnerships of an area each, and their collaboration, whose officer asked for both areas."""
    south, north = Cast(areas=1), Cast(areas=1)
    both = collaboration_of(south.space, north.space)
    for cast in (south, north):
        SpaceAreaFactory(space=both, area=cast.area)
    MembershipFactory(space=both, agency=south.agency)
    officer = principal_with(Role.PERFORMANCE_OFFICER, space=both)
    submitter = AppointmentFactory(space=both, role=Role.DATA_SUBMITTER, agency=south.agency)
    submits = principal_for(submitter.person, on=TODAY, chosen=both.code)
    asked = actions.ask_for_return(
        by=officer,
        at=NOW,
        space=both,
        agency=south.agency,
        period=Q1,
        areas=[south.area, north.area],
        indicators=["children_in_need_plans"],
        due_on=Q1.ends_on + timedelta(days=30),
    )
    version = actions.start_return(request=asked, by=submits, at=NOW)
    typed = {
        south.key("children_in_need_plans"): number(31),
        north.key("children_in_need_plans"): number(47),
    }
    actions.save_answers(return_=version, typed=typed, by=submits, at=NOW)
    version.refresh_from_db()
    actions.submit(return_=version, by=submits, at=NOW)
    actions.accept(return_=version, by=officer, at=NOW)
    return south, north, both


def test_one_return_to_the_collaboration_stands_on_each_partnerships_scorecard(answered):
    south, north, _ = answered
    for cast, own, others in ((south, "31", "47"), (north, "47", "31")):
        actions.place(
            by=cast.officer,
            at=NOW,
            space=cast.space,
            indicator="children_in_need_plans",
            priority=None,
            standing="headline",
            order=0,
        )
        officer = AppointmentFactory(
            space=cast.space, role=Role.PERFORMANCE_OFFICER, person=PersonFactory()
        )
        page = words(
            as_(principal_for(officer.person, on=TODAY)).get(at("scorecard"), {"period": str(Q1)})
        )
        assert own in page.split()
        assert others not in page.split()
    assert Observation.objects.count() == 2


def test_a_partnership_does_not_ask_again_for_what_its_collaboration_asked(answered):
    south, _, _ = answered
    south.indicators = ("children_in_need_plans",)

    with pytest.raises(Refused, match="is already asked for"):
        south.asked()

    south.indicators = ("assessments_completed",)
    south.asked()


def test_a_partnerships_board_says_who_asked_once_and_leaves_reminding_to_them(answered):
    south, _, both = answered
    asked = actions.ask_for_return(
        by=principal_with(Role.PERFORMANCE_OFFICER, space=both),
        at=NOW,
        space=both,
        agency=south.agency,
        period=Q1.following(),
        areas=[south.area],
        indicators=["children_in_need_plans"],
        due_on=Q1.following().ends_on + timedelta(days=30),
    )

    page = as_(south.officer).get(at("returns-board"), {"period": str(Q1.following())})

    assert f"asked once by {both.name}" in words(page)
    assert (
        asked.public_id not in page.content.decode().partition("<tbody")[2].partition("remind-")[2]
    )
    assert "not yours" in words(page)
    said = words(as_(south.officer).get(at("return", asked.public_id)))
    assert "this one return counts for each of them" in said
