"""Pages as somebody sees them: signed in, on the tests' own day."""

import html
import re

import pytest
import time_machine
from django.urls import reverse

from goldthread.accounts.models import Person
from tests.clients import Client
from tests.factories import NOW


@pytest.fixture
def today():
    """The pages read the clock: it stands at the tests' own moment."""
    with time_machine.travel(NOW, tick=False):
        yield


def as_(principal) -> Client:
    """A browser in which this principal is signed in."""
    client = Client()
    client.force_login(Person.objects.get(pk=principal.person_id))
    return client


def at(name, *args):
    return reverse(name, args=args)


def words(response) -> str:
    """The text of the page's main part, without marks, spaces folded."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    main = re.sub(r'<span class="gt-whole">(.*?)</span>', r"\1", main)  # keeps a year on one line
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())


def box(key, part="value"):
    """The name of a box of the grid."""
    return f"{key.indicator}-{key.area}-{key.breakdown}-{part}"


def row_version(response) -> str:
    """The version of the record that a page was drawn from."""
    found = re.search(r'name="row_version" value="(\d+)"', response.content.decode())
    return found[1] if found else ""


def seen(response) -> dict[str, str]:
    """What a page of boxes says of the version that it was drawn from."""
    found = re.search(r'name="version" value="([^"]*)"', response.content.decode())
    return {"version": found[1] if found else "", "row_version": row_version(response)}


def seen_of(return_) -> dict[str, str]:
    """What a page drawn from this version says of it."""
    return {"version": return_.public_id, "row_version": str(return_.row_version)}
