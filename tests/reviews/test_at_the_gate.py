"""What a case tells the gate: whom a draft about it may not name."""

import pytest

from goldthread.house import Role, registry
from goldthread.reviews import publishing
from goldthread.sweep.watched import Person
from tests.factories import SpaceFactory, principal_with
from tests.reviews.builders import BORN_ON, MOTHER, NAME, NUMBER, Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return Case()


@pytest.fixture
def incident(case):
    row = case.incident()
    case.child(row)
    case.mother(row)
    return case.notified(case.decided(row))


def test_the_people_of_a_case_are_looked_for_by_all_their_names(incident):
    watched = publishing.watched(incident)

    assert watched.people == (
        Person(
            called="Child A",
            names=(NAME,),
            other_names=("Kaydie",),
            born_on=BORN_ON,
            numbers=(NUMBER,),
        ),
        Person(called="Mother", names=(MOTHER,)),
    )
    assert watched.references == ("SIN-4471",)
    assert incident.happened_on in watched.dates


def test_a_case_is_found_by_its_reference_where_only_one_is_called_so(incident):
    assert publishing.by_reference(incident.reference) == incident
    assert publishing.by_reference(f"{incident.space.code} {incident.reference}") == incident

    Case(space=SpaceFactory()).incident()

    assert publishing.by_reference(incident.reference) is None
    assert publishing.by_reference(f"{incident.space.code} {incident.reference}") == incident
    assert publishing.by_reference("Child A") is None


def test_only_those_of_the_case_are_offered_it(case, incident):
    outsider = principal_with(Role.PARTNERSHIP_OFFICER, space=case.space)

    assert publishing.offers(case.by("officer")) == [(incident.public_id, str(incident))]
    assert publishing.offers(outsider) == []
    assert publishing.find(outsider, incident.public_id) is None


def test_the_house_knows_that_a_case_may_be_published():
    assert "reviews.incident" in [kind.kind for kind in registry.published_kinds()]
