"""The invented lines stand as they are told: some late, one that failed its test, two to tested impact."""

import pytest

from goldthread.accounts import demonstration as people
from goldthread.house import Rung
from goldthread.improvement import answering, passages
from goldthread.improvement import demonstration as lines
from goldthread.improvement.models import (
    Action,
    ActionDecision,
    Benchmark,
    ChallengeEvent,
    LookBack,
)
from goldthread.improvement.standing import breaks
from goldthread.register import demonstration as register
from tests.demonstration.readable import EASTMARCH
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk():
    for loader in (register, people):
        loader.load(EASTMARCH.parent, today=TODAY, now=NOW)
    lines.load(EASTMARCH.parent, today=TODAY, now=NOW)
    return lines.Walk({}, NOW)


def test_the_lines_stand_in_every_state_walked_by_many_people(walk):
    assert Action.objects.count() == 60
    late = [action for action in Action.objects.all() if action.is_late(TODAY)]
    assert len(late) == 15
    assert ActionDecision.objects.filter(kind="reopened").count() == 1
    assert LookBack.objects.filter(verdict="partly").count() == 2
    for action in Action.objects.filter(status="achieved"):
        deciders = set(action.decisions.values_list("decided_by", flat=True))
        assert len(deciders) == action.decisions.count() == 2
        assert action.lead_id not in deciders
    assert Action.objects.filter(status="achieved").count() == 2
    assert len(set(ActionDecision.objects.values_list("decided_by", flat=True))) > 3


def test_the_page_of_what_is_broken_has_something_to_show(walk):
    by = walk.whoever(lines.OFFICER, NOW)

    broken = {each.title: each.count for each in breaks(by, on=TODAY)}

    assert broken["Overdue actions"] == 15
    assert broken["Tests that are due"] == 1
    assert broken["Accepted recommendations without an action"] == 1


def test_a_panel_was_heard_and_another_is_to_come(walk):
    heard = ChallengeEvent.objects.get(status="concluded")
    assert heard.challenges.exclude(verdict="").count() == 3
    assert heard.challenges.filter(test__isnull=False).count() == 2
    assert heard.ended_by_id not in heard.challenges.values_list("judged_by", flat=True)
    ahead = ChallengeEvent.objects.get(status="planned")
    assert ahead.held_on > TODAY
    assert ahead.challenges.filter(answer="").exists()


def test_two_lines_can_be_told_in_the_report_from_an_incident_to_a_tested_impact(walk):
    by = walk.whoever(lines.OFFICER, NOW)
    keys = [f"improvement.line.{row.public_id}" for row in Action.objects.filter(status="achieved")]

    told = passages.read(by, keys)

    assert len(told) == 2
    assert all(each.rung is Rung.VOICE for each in told)


def test_the_fifteen_recommendations_of_the_tees_stand_as_published(walk):
    case = Benchmark.objects.get(space__code="STSCP")
    points = list(case.points.prefetch_related("standings"))

    told = answering.counted(points, {each.pk: list(each.standings.all()) for each in points})

    assert told == "15: 12 met, 3 partly"
    assert {each.agency_id for point in points for each in point.standings.all()} == {None}


def test_an_invented_letter_waits_for_answers(walk):
    letter = Benchmark.objects.get(space__code="EWSCP")

    assert letter.status == Benchmark.Status.ASKED
    assert letter.points.filter(standings__stands="").exists()
