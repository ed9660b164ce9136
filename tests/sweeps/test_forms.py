"""Every form of every page carries its key, and no address takes a post without one."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.urls import reverse

from goldthread.access.submissions import FIELD
from tests.matrix.forms import address_of, everybody, openable, readers
from tests.matrix.rows_of_programs import programs
from tests.matrix.run import data_for

SOURCE = Path(__file__).parents[2] / "src" / "goldthread"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))


class PostForms(HTMLParser):
    """The names of the fields in each form of a page that is posted."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.is_in_one = [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        of = dict(attrs)
        if tag == "form":
            self.is_in_one = of.get("method", "").lower() == "post"
            if self.is_in_one:
                self.forms.append([])
        elif self.is_in_one and tag in ("input", "select", "textarea", "button"):
            self.forms[-1].append(of.get("name"))

    def handle_endtag(self, tag):
        if tag == "form":
            self.is_in_one = False


@pytest.mark.slow
def test_every_form_of_every_page_carries_its_key(world):
    clients, seen, keyless = everybody(world), 0, []
    for expected in openable():
        if expected.method != "GET" or expected.is_file:
            continue
        for who in readers(expected)[:3]:
            page = clients[who].get(address_of(expected, world), data_for(expected, world))
            for fields in PostForms(page.content.decode()).forms:
                seen += 1
                if fields.count(FIELD) != 1:
                    keyless.append((expected.name, who))

    assert keyless == []
    assert seen > 100


@pytest.mark.slow
def test_no_address_takes_a_post_without_a_key(world):
    clients, taken = everybody(world), []
    for expected in openable():
        who = readers(expected)[0]
        answer = clients[who].post(
            address_of(expected, world), data_for(expected, world), without_key=True
        )
        # A program's address knows no session; its own key is asked for in tests/api/test_sending.py.
        refused = (401, 405) if expected.token else (403, 405)
        if answer.status_code not in refused:
            taken.append((expected.name, who, answer.status_code))

    assert taken == []


def test_the_sign_in_librarys_addresses_take_no_post_without_a_key(client, db):
    for name in ("account_login", "account_reset_password", "account_signup", "account_logout"):
        assert client.post(reverse(name), {}, without_key=True).status_code == 403, name


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_form_of_a_template_has_the_tag_that_brings_the_key(path):
    text = path.read_text()

    assert text.lower().count('method="post"') == text.count("{% csrf_token %}")


@pytest.mark.slow
def test_every_address_can_be_opened_again(world):
    clients, refused = everybody(world), []
    bearers = programs(world, clients)
    for expected in openable():
        who = readers(expected)[0]
        address = address_of(expected, world)
        asking = bearers if expected.token else clients
        status = asking[who].get(address, data_for(expected, world)).status_code
        led_back = 405 if expected.token else 302
        if status != (led_back if expected.method == "POST" else 200):
            refused.append((expected.name, who, status))

    assert refused == []
