"""Each role at each address of the administration; what is expected is written by hand."""

import pytest
from django.urls import reverse

from goldthread.house import Role
from tests.factories import AgencyFactory, AppointmentFactory, MembershipFactory

pytestmark = pytest.mark.django_db

BUSINESS_UNIT = {
    Role.BUSINESS_MANAGER,
    Role.PARTNERSHIP_OFFICER,
    Role.PERFORMANCE_OFFICER,
    Role.LEARNING_OFFICER,
}
SEES_PEOPLE = BUSINESS_UNIT | {Role.SERVICE_ADMINISTRATOR, Role.INFORMATION_GOVERNANCE_AUDITOR}
ADMITS_PEOPLE = {Role.BUSINESS_MANAGER, Role.SERVICE_ADMINISTRATOR}
READS_TRAIL = {Role.BUSINESS_MANAGER, Role.INFORMATION_GOVERNANCE_AUDITOR}
EVERYBODY = set(Role)

EXPECTED = {
    "people": SEES_PEOPLE,
    "person": SEES_PEOPLE,
    "appoint": ADMITS_PEOPLE,
    "end-appointment": ADMITS_PEOPLE,
    "recover-person": ADMITS_PEOPLE,
    "sign-out-person": ADMITS_PEOPLE,
    "trail": READS_TRAIL,
    "sign-ins": {Role.SERVICE_ADMINISTRATOR, Role.INFORMATION_GOVERNANCE_AUDITOR},
    "own-account": EVERYBODY,
    "conflicts": EVERYBODY,
    "declare-conflict": EVERYBODY,
    "choose-space": EVERYBODY,
    "home": EVERYBODY,
    "partnership": EVERYBODY,
    "structure": EVERYBODY,
    "agencies": EVERYBODY,
    "agency": EVERYBODY,
}


@pytest.fixture
def paths(space):
    somebody = AppointmentFactory(space=space)
    agency = MembershipFactory(space=space, agency=AgencyFactory()).agency
    arguments = {
        "person": [somebody.person.public_id],
        "sign-out-person": [somebody.person.public_id],
        "recover-person": [somebody.person.public_id],
        "end-appointment": [somebody.public_id],
        "agency": [agency.public_id],
        "declare-conflict": ["register.agency", agency.public_id],
    }
    return {name: reverse(name, args=arguments.get(name)) for name in EXPECTED}


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_its_pages_and_no_others(role, at_work, space, paths):
    client = at_work(role, space)

    opened = {name for name, path in paths.items() if client.get(path).status_code == 200}
    refused = {name for name, path in paths.items() if client.get(path).status_code == 403}

    expected = {name for name, roles in EXPECTED.items() if role in roles}
    assert opened == expected
    assert refused == set(EXPECTED) - expected


@pytest.mark.parametrize("name", [name for name, roles in EXPECTED.items() if name != "home"])
def test_who_is_not_signed_in_is_asked_to(client, paths, name):
    answer = client.get(paths[name])

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("role", Role)
def test_verifying_the_trail_is_for_those_who_read_it(role, at_work, space):
    answer = at_work(role, space).post(reverse("verify-trail"))

    assert answer.status_code == (200 if role in READS_TRAIL else 403)


def test_a_refusal_tells_who_may(at_work, space):
    answer = at_work(Role.DATA_SUBMITTER, space).get(reverse("people"))

    assert "you need to be" in answer.content.decode()


@pytest.mark.parametrize("role", Role)
def test_the_menu_offers_what_opens(role, at_work, space):
    page = at_work(role, space).get("/").content.decode()

    assert (reverse("people") in page) == (role in SEES_PEOPLE)
    assert reverse("partnership") in page
