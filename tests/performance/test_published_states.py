"""The pages of published statistics in each of their states, in a real Chromium."""

import pytest
import time_machine

from tests.factories import NOW
from tests.performance.pages import at
from tests.performance.published_files import MIDDLESBROUGH, csv_bytes
from tests.performance.test_published_pages import Council, table
from tests.performance.test_return_states import faults, open_as

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
__all__ = ["open_as"]


@pytest.fixture
def council():
    with time_machine.travel(NOW, tick=True):
        yield Council()


def send(page, content, name):
    page.set_input_files(
        "input[type=file]", {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Import").click()


def test_a_table_is_imported_and_checked_by_a_second_person(council, open_as):
    page = open_as(council.cast.officer, at("published-statistics"))
    assert faults(page) == []
    page.get_by_role("button", name="Import a table").click()
    assert faults(page) == []
    send(page, table(MIDDLESBROUGH), f"{'children_in_need_referrals_' * 4}2013_to_2024.csv")

    assert page.get_by_role("heading", name="5 figures imported").is_visible()
    assert faults(page) == []
    page.get_by_role("link", name="this import").click()
    assert page.get_by_text("another person checks it").is_visible()
    assert faults(page) == []

    address = page.url[page.url.index("/performance") :]
    second = open_as(council.principal("partnership_officer"), address)
    second.get_by_role("button", name="They are as published").click()
    assert second.get_by_text("The figures count in this partnership").is_visible()
    assert faults(second) == []


def test_a_strange_table_is_refused(council, open_as):
    page = open_as(council.cast.officer, at("import-published-statistics"))
    send(page, csv_bytes([["a", "b"], [1, 2]]), f"{'strange_' * 15}.csv")

    assert page.title().startswith("Error: ")
    assert faults(page) == []


def test_an_import_that_was_taken_back(council, open_as):
    file = council.imported()
    page = open_as(council.importer, at("published-import-take-back", file.public_id))
    assert faults(page) == []
    page.get_by_label("Why are these figures taken back?").fill("It was a draft of the release.")
    page.get_by_role("button", name="Take it back").click()

    assert page.get_by_text("Its figures count no more").is_visible()
    assert faults(page) == []
