"""No page changes a record that is there already without saying which version of it its writer saw."""

import pytest
import time_machine
from django.apps import apps
from django.db.models import F

from goldthread.access.rows import Row
from goldthread.ui.page_forms import PageForms, answers
from tests.factories import NOW
from tests.matrix.rows import rows_of
from tests.matrix.run import data_for, table
from tests.matrix.world import build
from tests.sweeps.test_forms import address_of, everybody, readers

# What is only ever added to has no second version.
ROWS = [
    model
    for model in apps.get_models()
    if issubclass(model, Row) and model._meta.app_label not in ("trail", "access")
]


@pytest.fixture
def world(db):
    with time_machine.travel(NOW, tick=False):
        world = build()
        rows_of(world)
        yield world


def forms_about_rows(world):
    """(address of the table, who, page, where it posts to, the form) for each form about a row."""
    clients = everybody(world)
    names = {address_of(e, world).partition("?")[0]: e for e in table().values()}
    seen = set()
    for expected in table().values():
        if expected.method != "GET" or expected.is_file:
            continue
        for who in readers(expected)[:3]:
            asked = clients[who].get(address_of(expected, world), data_for(expected, world))
            page = PageForms(asked.content, asked.wsgi_request.get_full_path())
            for address, form in page.forms():
                posted_to = names.get(address.partition("?")[0])
                if posted_to is None or not posted_to.row or (posted_to.name, who) in seen:
                    continue
                seen.add((posted_to.name, who))
                yield posted_to, clients[who], asked, address, form


def asks(form):
    """Whether somebody types or chooses anything in this form."""
    hidden = ("hidden", "submit", "button")
    return any(
        box.get("type") not in hidden for box in form.xpath(".//input|.//select|.//textarea")
    )


@pytest.mark.slow
def test_every_form_about_a_record_says_which_version_of_it_was_seen(world):
    without, making = set(), set()
    for expected, _, _, _, form in forms_about_rows(world):
        if asks(form) and expected.makes:
            making.add(expected.name)
        elif asks(form) and "row_version" not in answers(form):
            without.add(expected.name)

    assert sorted(without) == [], "a form that changes a record takes VersionedForm"
    said = {expected.name for expected in table().values() if expected.makes}
    assert said == making, "the table says of these that they make something new"


@pytest.mark.slow
def test_no_form_saves_over_what_somebody_else_changed(world):
    tried, saved = set(), set()
    for expected, client, page, address, form in list(forms_about_rows(world)):
        if expected.makes or expected.merges or "row_version" not in answers(form):
            continue
        for model in ROWS:
            model.objects.update(row_version=F("row_version") + 1)
        answer = client.send(page, address, {})
        tried.add(expected.name)
        if answer.status_code != 409:
            saved.add((expected.name, answer.status_code))

    assert sorted(saved) == []
    assert len(tried) > 12
