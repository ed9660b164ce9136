"""Two people in one record: the second sees both versions, keeps what they typed, and saves knowingly."""

from datetime import date

import pytest
from django import forms as django_forms
from django.http import HttpResponse

from goldthread.access.decision import Overtaken, because
from goldthread.access.guard import Forbidden, requires
from goldthread.accounts.permissions import SEE_PEOPLE
from goldthread.house import Role
from goldthread.ui import forms
from goldthread.ui.versions import Difference
from tests.factories import SpaceFactory, principal_with

KINDS = [("a", "A plan"), ("Groups", [("b", "A meeting")])]


class ExampleForm(forms.VersionedForm):
    title = django_forms.CharField()
    due_on = django_forms.DateField()
    kinds = django_forms.MultipleChoiceField(choices=KINDS)
    is_done = django_forms.BooleanField(required=False)


SAVED = {
    "title": "Theirs",
    "due_on": date(2026, 4, 3),
    "kinds": ["a"],
    "is_done": True,
    "row_version": 4,
}
TYPED = {"title": "Mine", "due_on": "2026-05-01", "kinds": ["a", "b"], "row_version": "3"}


def test_both_versions_are_told_field_by_field_in_words():
    form = ExampleForm(TYPED, initial=SAVED)

    assert not form.is_valid()
    assert form.differences == (
        Difference("Title", "Theirs", "Mine"),
        Difference("Due on", "3 April 2026", "1 May 2026"),
        Difference("Kinds", "A plan", "A plan and A meeting"),
        Difference("Is done", "Yes", "No"),
    )


def test_what_was_typed_stays_in_the_form_under_the_version_that_stands():
    form = ExampleForm(TYPED, initial=SAVED)
    form.is_valid()

    assert 'value="Mine"' in str(form["title"])
    assert 'value="4"' in str(form["row_version"])
    assert ExampleForm(form.data, initial=SAVED).is_valid()


def test_a_form_of_the_version_that_stands_is_taken():
    form = ExampleForm(TYPED | {"row_version": "4"}, initial=SAVED)

    assert form.is_valid()
    assert form.differences == ()


@pytest.mark.django_db
@pytest.mark.parametrize("overtaken", [1, 2])
def test_a_view_that_was_overtaken_is_asked_once_more(rf, overtaken):
    asked = []

    @requires(SEE_PEOPLE)
    def view(request):
        asked.append(request)
        if len(asked) <= overtaken:
            raise Overtaken(because((True, "Somebody else saved it.")))
        return HttpResponse("both versions")

    request = rf.get("/")
    request.principal = principal_with(Role.BUSINESS_MANAGER, space=SpaceFactory())
    if overtaken == 1:
        assert view(request).content == b"both versions"
    else:
        with pytest.raises(Forbidden):
            view(request)
    assert len(asked) == 2
