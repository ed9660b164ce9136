"""Names and codes in past records that only look the same, or would be more than one line."""

import pytest
import time_machine

from goldthread.register.models import Agency, Membership
from tests.factories import NOW
from tests.imports.pages import bring_in, csv, manager, page, sent, space_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]


@pytest.fixture
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("name", ["Élan Trust", "ÉLAN TRUST", "Straße House"])
def test_a_name_beyond_english_letters_is_known_again(name):
    client, by = manager()
    bring_in(client, sent(client, csv(f"{name},Other,,,,")))

    said = page(client, sent(client, csv(f"{name},Other,,,,")))

    assert "All of it is there already" in said
    assert Agency.objects.filter(memberships__space=space_of(by)).count() == 1


def test_a_urn_in_the_digits_of_another_script_is_none():
    client, _ = manager()
    row = sent(client, csv("١٢٣٤٥٦,School,,", heads="URN,Name,Since,Source"), "schools")

    assert "A URN has six digits." in page(client, row)


@pytest.mark.parametrize("code", ["a/../../b", 'a"; b', "a b", "ünder"])
def test_a_code_is_letters_digits_and_what_joins_them(code):
    client, _ = manager()
    row = sent(client, csv(f'Ferry Company,Other,,"{code.replace(chr(34), chr(34) * 2)}",,'))

    assert "letters, digits" in page(client, row)


def test_what_is_one_line_stays_one_line():
    client, by = manager()
    bring_in(client, sent(client, csv('"Ferry\nBcc: Company",Other,,,,')))

    assert Membership.objects.get(space=space_of(by)).agency.name == "Ferry Bcc: Company"
