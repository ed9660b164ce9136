"""What stands around every page: titles, header, menu, and what machines ask for."""

import re

import pytest
from django.urls import reverse

from goldthread.house import Role
from tests.factories import AppointmentFactory

pytestmark = pytest.mark.django_db
NAME = "Ada Example"


def tab_of(answer):
    return re.search(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL)[1]


def current_of(answer):
    return [line.label for line in answer.context["frame"].menu if line.current]


def test_no_name_of_a_person_stands_in_the_title_of_a_window(manager, space):
    appointment = AppointmentFactory(space=space, person__name=NAME)
    person = appointment.person
    pages = [
        reverse("person", args=[person.public_id]),
        reverse("recover-person", args=[person.public_id]),
        reverse("end-appointment", args=[appointment.public_id]),
    ]

    for page in pages:
        answer = manager.get(page)
        assert NAME in answer.content.decode()
        assert NAME not in tab_of(answer)


def test_the_name_in_the_header_leads_to_ones_own_account(manager):
    header = manager.get("/").content.decode().partition("</header>")[0]

    assert f'href="{reverse("own-account")}">{manager.person.name}<' in header


def test_the_banner_leads_to_the_other_accounts_of_the_demonstration(manager):
    page = manager.get("/").content.decode()

    assert f'href="{reverse("demonstration")}">Be somebody else</a>' in page


@pytest.mark.parametrize(
    ("page", "label"),
    [("scorecard", "Performance"), ("returns", "Returns"), ("trail", "Administration")],
)
def test_one_entry_of_the_menu_is_marked(manager, page, label):
    assert current_of(manager.get(reverse(page))) == [label]


def test_search_engines_read_public_pages_alone(client):
    answer = client.get("/robots.txt")

    assert answer["Content-Type"] == "text/plain"
    assert "Disallow: /\n" in answer.content.decode()
    assert "Allow: /accessibility/\n" in answer.content.decode()


def test_our_mark_is_where_browsers_look_for_it(client):
    assert client.get("/favicon.ico")["Content-Type"] == "image/svg+xml"


def test_the_trail_is_narrowed_in_the_fields_words(at_work, space, manager):
    manager.get(reverse("trail"))

    page = at_work(Role.BUSINESS_MANAGER, space).get(reverse("trail")).content.decode()

    assert re.search(r'<option value="trail.read"[^>]*>Trail read</option>', page)
