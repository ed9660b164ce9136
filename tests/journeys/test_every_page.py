"""Every address of the matrix in a real Chromium: accessible, within the policy, no wider than the screen."""

from urllib.parse import urlencode

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.urls import reverse

from tests.clients import Client
from tests.factories import NOW
from tests.matrix.rows import rows_of
from tests.matrix.run import data_for, names_of_addresses, table
from tests.matrix.world import OURS, WHO, build

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WIDTHS = (1280, 320)


def pages():
    """The addresses that are pages: opened with GET, by somebody."""
    there = set(names_of_addresses())
    return [
        expected
        for name, expected in sorted(table().items())
        if expected.method == "GET" and not (expected.is_file or expected.nobody) and name in there
    ]


def reader_of(expected):
    """The first role of the table that may open it, and this row of it."""
    hidden = expected.elsewhere[""]
    return next(who for who in WHO if expected.everybody or who in expected.who - hidden)


def window_of(browser, live_server, world, expected, width):
    window = browser.new_context(viewport={"width": width, "height": 900})
    person = world.people[reader_of(expected)]
    if person is not None:
        client = Client()
        client.force_login(person)
        window.add_cookies(
            [
                {
                    "name": "sessionid",
                    "value": client.cookies["sessionid"].value,
                    "url": live_server.url,
                }
            ]
        )
    return window


@pytest.fixture
def world(db):
    with time_machine.travel(NOW, tick=True):
        world = build()
        rows_of(world)
        yield world


@pytest.mark.skipif(
    connection.vendor == "postgresql",
    reason="a page looks the same on both, and the matrix opens each on PostgreSQL too",
)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_accessible_and_fits_the_screen(browser, live_server, world, width):
    axe, faults = Axe(), []
    for expected in pages():
        window = window_of(browser, live_server, world, expected, width)
        page = window.new_page()
        said = []
        page.on("console", lambda message, said=said: said.append(message.text))
        arguments = world.rows.get((expected.row, OURS), {})
        query = urlencode(data_for(expected, world))
        answer = page.goto(
            f"{live_server.url}{reverse(expected.name, kwargs=arguments)}{'?' if query else ''}{query}"
        )
        found = axe.run(page)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if answer.status != 200:
            faults.append(f"{expected.name}: answered {answer.status}")
        faults += [f"{expected.name}: {v['id']}" for v in found.response["violations"]]
        # Chromium advises on the names of password fields; that is no fault of the page.
        told = [text for text in said if "[DOM]" not in text]
        faults += [f"{expected.name}: the console said {text}" for text in told]
        if wider > 0:
            faults.append(f"{expected.name}: {wider} px wider than the screen")
        window.close()

    assert not faults, "\n".join(faults)
