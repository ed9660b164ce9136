"""A tracker of actions comes in by the one road, as it stood, and shows what is broken in it."""

import pytest

from goldthread.access.decision import Refused
from goldthread.house import ImportedRow, Outcome
from goldthread.improvement.actions.bringing_in import take_actions
from goldthread.improvement.bringing_in import compare_actions
from goldthread.improvement.importing import KINDS, STANDINGS
from goldthread.improvement.models import Action, Finding, Recommendation, Source
from goldthread.improvement.standing import breaks
from tests.factories import NOW, TODAY
from tests.improvement.builders import Cast

pytestmark = pytest.mark.django_db
BLANK = dict.fromkeys(
    ("lead", "standing", "recommendation", "finding", "source", "source_kind"), None
)


@pytest.fixture
def cast():
    return Cast()


def row(cast, number=2, **said):
    values = BLANK | {"action": "Write to referrers", "agency": cast.agency.name, "due_on": TODAY}
    return ImportedRow(number, values | said)


def taken(cast, *rows):
    compared = compare_actions(by=cast.officer, on=TODAY, rows=rows)
    take_actions(by=cast.officer, at=NOW, rows=rows, compared=compared)
    return [each.outcome for each in compared]


def test_the_choices_of_the_columns_are_those_of_the_models():
    assert dict(Source.Kind.choices) == KINDS
    assert dict(Action.Status.choices).items() >= STANDINGS.items()


def test_rows_of_one_recommendation_become_one_line(cast):
    told = {"source": "An audit", "finding": "Nobody is told", "recommendation": "Tell them"}

    taken(cast, row(cast, **told), row(cast, 3, action="Ring them", **told))

    assert [m.objects.count() for m in (Source, Finding, Recommendation, Action)] == [1, 1, 1, 2]


def test_the_same_tracker_again_changes_nothing(cast):
    first, second = taken(cast, row(cast)), taken(cast, row(cast))

    assert (first, second) == ([Outcome.NEW], [Outcome.SAME])
    assert Action.objects.count() == 1


@pytest.mark.parametrize("by", ["name", "email"])
def test_a_lead_is_known_by_name_or_address(cast, by):
    taken(cast, row(cast, lead=getattr(cast.person(cast.lead), by).upper()))

    assert Action.objects.get().lead_id == cast.lead.person_id


def test_a_lead_whom_nobody_here_is_called_stands_on_the_page_of_what_is_broken(cast):
    taken(cast, row(cast, lead="Head of Safeguarding"))

    broken = {each.title: each.rows for each in breaks(cast.officer, on=TODAY)}
    assert [each.led_by for each in broken["Actions without a lead"]] == ["Head of Safeguarding"]


def test_what_a_tracker_calls_done_has_its_test_due_at_once_and_no_evidence(cast):
    taken(cast, row(cast, standing="done"))

    broken = {each.title: each.count for each in breaks(cast.officer, on=TODAY)}
    assert (broken["Tests that are due"], broken["Done without evidence"]) == (1, 1)


def test_an_agency_that_is_not_known_is_told_by_its_name(cast):
    (compared,) = compare_actions(by=cast.officer, on=TODAY, rows=[row(cast, agency="Elsewhere")])

    assert compared.problems == (("agency", "No agency of the partnership is called “Elsewhere”."),)


def test_an_action_that_came_meanwhile_is_not_made_twice(cast):
    rows = [row(cast)]
    compared = compare_actions(by=cast.officer, on=TODAY, rows=rows)
    taken(cast, *rows)

    with pytest.raises(Refused, match="changed since"):
        take_actions(by=cast.officer, at=NOW, rows=rows, compared=compared)
