"""Whoever ends the only appointment of an agency that owes a return is told so before they do."""

import pytest

from goldthread.accounts.models import Appointment
from goldthread.house import Role
from goldthread.performance import actions
from tests.factories import NOW, AppointmentFactory, principal_with
from tests.performance.builders import Q1, Cast, number, share
from tests.performance.pages import as_, at, today, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]
WARNING = "Nobody else at"


@pytest.fixture
def cast():
    made = Cast()
    Appointment.objects.filter(person_id=made.lead.person_id).delete()
    return made


def page_of_ending(cast, somebody=None):
    person = (somebody or cast.submitter).person_id
    appointment = Appointment.objects.get(person_id=person)
    manager = principal_with(Role.BUSINESS_MANAGER, space=cast.space)
    return words(as_(manager).get(at("end-appointment", appointment.public_id)))


def test_ending_the_only_appointment_of_an_agency_that_owes_returns_warns(cast):
    cast.asked()
    cast.asked(Q1.following())

    said = page_of_ending(cast)

    owed = f"{Q1.label} and {Q1.following().label}"
    assert f"{WARNING} {cast.agency} can fill in a return, and it still owes what was" in said
    assert f"asked for {owed}. Invite somebody else there first" in said


def test_nothing_is_warned_of_where_somebody_else_can_fill_it_in(cast):
    cast.asked()
    cast.of_agency(Role.DATA_SUBMITTER)

    assert WARNING not in page_of_ending(cast)


def test_nothing_is_warned_of_where_nothing_is_owed(cast):
    answers = {cast.key("referrals"): number(200), cast.key("re_referrals_12m"): share(40, 200)}
    cast.accepted(answers)

    assert WARNING not in page_of_ending(cast)


def test_a_return_that_was_sent_back_is_still_owed(cast):
    answers = {cast.key("referrals"): number(200), cast.key("re_referrals_12m"): share(40, 200)}
    return_ = cast.filled_in(answers)
    actions.submit(return_=return_, by=cast.submitter, at=NOW)
    about = {cast.key("referrals"): "Is this so?"}
    actions.send_back(return_=return_, about=about, by=cast.officer, at=NOW)

    assert WARNING in page_of_ending(cast)


def test_whoever_fills_in_no_return_is_warned_of_none(cast):
    cast.asked()
    reader = AppointmentFactory(space=cast.space, role=Role.PRACTITIONER, agency=cast.agency)
    appointment = Appointment.objects.get(pk=reader.pk)
    manager = principal_with(Role.BUSINESS_MANAGER, space=cast.space)

    page = as_(manager).get(at("end-appointment", appointment.public_id))

    assert WARNING not in words(page)
