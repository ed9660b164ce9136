"""No page changes a record that is there already without saying which version of it its writer saw."""

import pytest
from django.db.models import F

from goldthread.ui.page_forms import answers
from tests.matrix.forms import RECORDS, forms_found
from tests.matrix.run import table


def asks(form):
    """Whether somebody types or chooses anything in this form."""
    hidden = ("hidden", "submit", "button")
    return any(
        box.get("type") not in hidden for box in form.xpath(".//input|.//select|.//textarea")
    )


@pytest.mark.slow
def test_every_form_about_a_record_says_which_version_of_it_was_seen(world):
    without, making = set(), set()
    for found in forms_found(world):
        if not found.to.row or not asks(found.form):
            continue
        if found.to.makes:
            making.add(found.to.name)
        elif "row_version" not in answers(found.form):
            without.add(found.to.name)

    assert sorted(without) == [], "a form that changes a record takes VersionedForm"
    said = {expected.name for expected in table().values() if expected.makes}
    assert said == making, "the table says of these that they make something new"


@pytest.mark.slow
def test_no_form_saves_over_what_somebody_else_changed(world):
    tried, saved = set(), set()
    every_form = list(forms_found(world))
    for model in RECORDS:
        model.objects.update(row_version=F("row_version") + 1)
    for found in every_form:
        to = found.to
        if to.makes or to.merges or "row_version" not in answers(found.form):
            continue
        answer = found.client.post(found.address, found.typed())
        tried.add(to.name)
        if answer.status_code != 409:
            saved.add((to.name, answer.status_code))

    assert sorted(saved) == []
    assert len(tried) > 12
