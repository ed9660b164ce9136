"""People and their roles from a spreadsheet: prepared in silence, asked when that is meant."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldthread.accounts import actions
from goldthread.accounts.models import Appointment, Offer, Person
from goldthread.house import Role
from goldthread.messages.models import Letter
from tests.factories import AgencyFactory, AppointmentFactory, MembershipFactory, SpaceFactory
from tests.imports.pages import NOW, bring_in, csv, manager, page, sent, space_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
HEADS = "Name,E-mail address,Role,Agency,Until"
JO = "Jo Hartwell,Jo.Hartwell@ferry.example,Data submitter,Ferry Company,31/12/2030"
KIM = "Kim Vale,kim@unit.example,Partnership officer,,"


@pytest.fixture
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def at_work():
    """A client of the business manager, their principal, and an agency of the partnership."""
    client, by = manager()
    agency = AgencyFactory(name="Ferry Company", code="ferry")
    MembershipFactory(space=space_of(by), agency=agency, standing="relevant")
    return client, by, agency


def people(*rows):
    return csv(*rows, heads=HEADS)


def brought_in(client, *rows):
    bring_in(client, sent(client, people(*rows), "people"))


def ask(client, *offers):
    return client.post(reverse("send-offers"), {"offers": [each.public_id for each in offers]})


def test_roles_are_prepared_and_nobody_is_written_to(at_work):
    client, _, agency = at_work

    brought_in(client, JO, KIM)

    jo = Offer.objects.get(person__email="jo.hartwell@ferry.example")
    assert (jo.status, jo.role, jo.agency, str(jo.ends_on)) == (
        "prepared",
        "data_submitter",
        agency,
        "2030-12-31",
    )
    assert jo.person.name == "Jo Hartwell"
    assert Offer.objects.get(person__email="kim@unit.example").agency is None
    assert not Letter.objects.exists()
    assert not Appointment.objects.filter(person=jo.person).exists()


def test_what_is_prepared_can_be_answered_by_nobody(at_work):
    client, *_ = at_work
    brought_in(client, JO)
    offer = Offer.objects.get()

    assert actions.offers_to(offer.person_id, on=NOW.date()) == []


def test_a_letter_goes_once_the_invitations_are_sent(at_work):
    client, *_ = at_work
    brought_in(client, JO, KIM)
    jo, kim = Offer.objects.order_by("person__name")

    answer = ask(client, jo)

    assert answer.status_code == 302
    assert [letter.to for letter in Letter.objects.all()] == ["jo.hartwell@ferry.example"]
    jo.refresh_from_db()
    kim.refresh_from_db()
    assert (jo.status, kim.status) == ("waiting", "prepared")
    assert "1 role came in from a spreadsheet" in client.get(reverse("people")).content.decode()


def test_what_was_sent_is_not_sent_twice(at_work):
    client, *_ = at_work
    brought_in(client, JO)
    offer = Offer.objects.get()
    ask(client, offer)

    answer = ask(client, offer)

    assert answer.status_code == 422
    assert Letter.objects.count() == 1


def test_a_role_asked_for_by_hand_meanwhile_is_not_asked_for_again(at_work):
    client, by, agency = at_work
    brought_in(client, JO)
    prepared = Offer.objects.get()
    actions.offer_appointment(
        by=by,
        at=NOW,
        space=space_of(by),
        email=prepared.person.email,
        role=Role.DATA_SUBMITTER,
        agency=agency,
        starts_on=NOW.date(),
    )

    ask(client, prepared)

    assert sorted(Offer.objects.values_list("status", flat=True)) == ["waiting", "withdrawn"]
    assert Letter.objects.count() == 1


def test_the_same_file_twice_prepares_nothing_more(at_work):
    client, *_ = at_work
    brought_in(client, JO, KIM)
    before = list(Offer.objects.values())

    again = sent(client, people(JO, KIM), "people")
    said = page(client, again)
    bring_in(client, again)

    assert "All of it is there already" in said
    assert list(Offer.objects.values()) == before


def test_whoever_holds_the_role_already_is_left_alone(at_work):
    client, by, agency = at_work
    held = AppointmentFactory(space=space_of(by), role=Role.DATA_SUBMITTER, agency=agency)

    row = sent(client, people(f"Jo,{held.person.email.upper()},Data submitter,ferry,"), "people")

    assert "All of it is there already" in page(client, row)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (["Jo,jo@a.example,Data submitter,,"], "Choose the agency of the data submitter"),
        (["Jo,jo@a.example,Data submitter,Nobody Knows It,"], "No agency of the partnership has"),
        (["Jo,jo@a.example,Partnership officer,Ferry Company,"], "serves the whole partnership"),
        (["Jo,jo@a.example,Delegated safeguarding partner,Ferry Company,"], "statutory"),
        (["Jo,jo@a.example,Wizard,,"], "Wizard"),
        (["Jo,not an address,Partnership officer,,"], "e-mail"),
        (["Jo,jo@a.example,Partnership officer,,01/01/2020"], "must not lie before"),
        ([KIM, KIM], "stands twice"),
        (
            ["Jo,jo@a.example,Performance officer,,", "Jo,jo@a.example,Data submitter,ferry,"],
            "may not be data submitter and performance officer",
        ),
    ],
)
def test_what_may_not_be_is_told_at_its_row(at_work, rows, sentence):
    client, *_ = at_work

    row = sent(client, people(*rows), "people")
    said = page(client, row)
    bring_in(client, row)

    assert sentence in said
    assert not Offer.objects.exists()


def test_one_does_not_appoint_oneself(at_work):
    client, by, _ = at_work
    own = Person.objects.get(pk=by.person_id).email

    row = sent(client, people(f"Me,{own},Learning officer,,"), "people")

    assert "You cannot appoint yourself" in page(client, row)


def test_a_role_in_another_partnership_is_not_told(at_work):
    client, *_ = at_work
    elsewhere = AppointmentFactory(space=SpaceFactory(), role=Role.PERFORMANCE_OFFICER)

    row = sent(client, people(f"Jo,{elsewhere.person.email},Data submitter,ferry,"), "people")

    assert "1 new" in page(client, row)


def test_who_may_not_appoint_cannot_bring_people_in(at_work):
    _, by, _ = at_work
    client, _ = manager(space=space_of(by), role=Role.PARTNERSHIP_OFFICER)

    assert client.get(reverse("send-import", args=["people"])).status_code == 403
    assert client.get(reverse("send-offers")).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_rows(at_work):
    client, *_ = at_work

    def queries(count):
        rows = [f"P {n},p{count}-{n}@a.example,Partnership officer,," for n in range(count)]
        row = sent(client, people(*rows), "people")
        with CaptureQueriesContext(connection) as caught:
            bring_in(client, row)
        return len(caught)

    assert queries(60) <= queries(5) + 2
