"""Challenge events: a panel of peers hears each agency, and what it finds counts in the line."""

from datetime import timedelta

import pytest

from goldthread.access.decision import Refused
from goldthread.house import Role, Rung
from goldthread.improvement import actions
from goldthread.improvement.lines import line_of, thread
from goldthread.improvement.models import Action, Challenge, ChallengeEvent
from goldthread.inbox.due import due_from
from tests.factories import NOW, TODAY, AgencyFactory, MembershipFactory
from tests.improvement.builders import Cast

pytestmark = pytest.mark.django_db
HELD_ON = TODAY + timedelta(days=14)
HELD = NOW + timedelta(days=14)
AFTER = HELD_ON + timedelta(days=90)


@pytest.fixture
def cast():
    return Cast()


def peer_of(cast):
    """An agency lead of another agency."""
    agency = AgencyFactory()
    MembershipFactory(space=cast.space, agency=agency)
    return Cast(cast.space, agency).lead


def called(cast, *put, **more):
    return actions.call_event(
        **{"by": cast.officer, "at": NOW, "title": "Challenge event", "held_on": HELD_ON}
        | {"chair": cast.person(cast.somebody(Role.INDEPENDENT_SCRUTINEER)), "put": put}
        | {"panel": [cast.person(cast.partner)], "questions": "Did it have the impact?"}
        | more
    )


def judged(cast, event, verdict="partly", **more):
    challenge = event.challenges.get()
    return actions.write_down_verdict(
        **{"by": cast.officer, "at": HELD, "challenge": challenge, "verdict": verdict}
        | {"rung": Rung.PRACTICE, "words": "Half of the files", "next_on": AFTER}
        | {"next_question": "Do all hear?", "row_version": challenge.row_version}
        | more
    )


def concluded(cast, event, **more):
    return actions.conclude(
        **{"by": cast.tester, "at": HELD, "event": event, "because_of": "To the executive"}
        | {"row_version": event.row_version}
        | more
    )


def asked(principal, on=TODAY):
    return [item.kind for item in due_from(principal, on=on)]


def test_nobody_judges_what_they_lead(cast):
    with pytest.raises(Refused, match="would judge what they lead"):
        called(cast, cast.action(), panel=[cast.person(cast.lead)])


def test_a_peer_of_another_agency_sees_what_is_put_before_their_panel_and_nothing_else(cast):
    put, other = cast.done(), cast.action()
    peer = peer_of(cast)
    assert not Action.objects.visible_to(peer).exists()

    event = called(cast, put, panel=[cast.person(peer)])

    assert set(Action.objects.visible_to(peer)) == {put}
    assert other not in Action.objects.visible_to(peer)
    assert event in ChallengeEvent.objects.visible_to(peer)
    assert put.evidence.get() in type(put.evidence.get()).objects.visible_to(peer)
    actions.call_off(by=cast.officer, at=NOW, event=event, because_of="Snow", row_version=1)
    assert not Action.objects.visible_to(peer).exists()


def test_all_in_the_room_hear_what_each_of_them_answers(cast):
    mine, theirs = cast.done(), Cast(cast.space, AgencyFactory())
    second = theirs.action()
    event = called(cast, mine, second)

    assert event.challenges.count() == Challenge.objects.visible_to(theirs.lead).count() == 2
    assert not Challenge.objects.visible_to(peer_of(cast)).exists()


def test_the_panel_and_the_leads_are_asked_before_the_day_and_the_caller_after_it(cast):
    event = called(cast, cast.done())

    assert "improvement.panel_asks" in asked(cast.lead)
    assert "improvement.on_a_panel" in asked(cast.partner)
    assert "improvement.verdicts_to_write_down" not in asked(cast.officer)
    assert "improvement.verdicts_to_write_down" in asked(cast.officer, HELD_ON)
    judged(cast, event)
    assert "improvement.events_to_conclude" in asked(cast.tester, HELD_ON)
    assert "improvement.events_to_conclude" not in asked(cast.officer, HELD_ON)


def test_a_lead_answers_on_evidence_of_their_own_action_alone(cast):
    action, other = cast.done(), cast.done()
    challenge = called(cast, action).challenges.get()
    said = {"by": cast.lead, "at": NOW, "challenge": challenge, "row_version": 1}

    with pytest.raises(Refused, match="another action"):
        actions.answer_panel(answer="It works", evidence=other.evidence.all(), **said)
    actions.answer_panel(answer="It works", evidence=action.evidence.all(), **said)

    challenge.refresh_from_db()
    assert challenge.evidence.get() == action.evidence.get()
    assert "improvement.panel_asks" not in asked(cast.lead)


def test_who_sits_on_the_panel_does_not_answer_it(cast):
    peer = peer_of(cast)
    challenge = called(cast, cast.done(), panel=[cast.person(peer)]).challenges.get()

    with pytest.raises(Refused, match="Evidence comes from the lead"):
        actions.answer_panel(
            by=peer, at=NOW, challenge=challenge, answer="I say", evidence=(), row_version=1
        )


def test_no_verdict_is_written_before_the_panel_has_met(cast):
    event = called(cast, cast.done())

    with pytest.raises(Refused, match="has not met yet"):
        judged(cast, event, at=NOW)


def test_a_verdict_counts_only_once_a_second_person_concludes(cast):
    action = cast.done()
    event = called(cast, action)
    judged(cast, event, verdict="embedded", by=cast.manager)

    assert not action.tests.exclude(verdict="").exists()
    with pytest.raises(Refused, match="another person concludes"):
        concluded(cast, event, by=cast.manager)
    concluded(cast, event)

    test = action.tests.exclude(verdict="").get()
    assert (test.verdict, test.tested_on, test.tested_by_id) == (
        "embedded",
        HELD_ON,
        cast.tester.person_id,
    )
    assert action.tests.get(verdict="").question == "Do all hear?"


def test_a_verdict_of_not_opens_a_done_action_again_with_its_history(cast):
    action = cast.done()
    event = called(cast, action)
    judged(cast, event, verdict="not")
    concluded(cast, event)

    action.refresh_from_db()
    assert (action.status, action.due_on) == ("open", AFTER)
    assert action.decisions.filter(kind="reopened").exists()
    stops = thread(cast.officer, line_of(cast.officer, action), action, on=HELD_ON)
    told = [stop for stop in stops if stop.title == "Challenged by a panel: not embedded"]
    assert [(stop.words, stop.url) for stop in told] == [
        ("Half of the files", event.get_absolute_url())
    ]
    assert not [stop for stop in stops if stop.title.startswith("Tested again: not embedded")]


def test_what_was_achieved_is_tested_by_a_panel_though_no_test_waits(cast):
    action = cast.achieved()
    assert not action.tests.filter(verdict="").exists()
    event = called(cast, action)
    judged(cast, event, verdict="partly")
    concluded(cast, event)

    action.refresh_from_db()
    assert action.status == "done"


def test_an_action_still_under_way_is_heard_and_stays_under_way(cast):
    action = cast.action()
    event = called(cast, action)
    judged(cast, event, verdict="not", next_on=None)
    concluded(cast, event)

    action.refresh_from_db()
    assert action.status == "open"
    assert not action.decisions.exists()
    stops = thread(cast.lead, line_of(cast.lead, action), action, on=HELD_ON)
    assert "Challenged by a panel: not embedded" in [stop.title for stop in stops]


def test_an_event_that_is_over_takes_no_answer_and_no_verdict(cast):
    event = called(cast, cast.done())
    judged(cast, event)
    concluded(cast, event)
    challenge = event.challenges.get()

    with pytest.raises(Refused, match="The event is concluded"):
        judged(cast, event)
    with pytest.raises(Refused, match="The event is concluded"):
        actions.answer_panel(
            by=cast.lead,
            at=HELD,
            challenge=challenge,
            answer="Late",
            evidence=(),
            row_version=challenge.row_version,
        )


def test_what_was_answered_for_stays_before_the_panel(cast):
    first, second = cast.done(), cast.done()
    event = called(cast, first, second)
    challenge = event.challenges.get(action=first)
    actions.answer_panel(
        by=cast.lead, at=NOW, challenge=challenge, answer="Yes", evidence=(), row_version=1
    )
    said = {
        **{"by": cast.officer, "at": NOW, "event": event, "title": "Challenge event"},
        **{"held_on": HELD_ON, "chair": event.chair, "panel": [cast.person(cast.partner)]},
        **{"questions": "", "place": "", "row_version": 1},
    }

    with pytest.raises(Refused, match="stays before the panel"):
        actions.change_event(put=[second], **said)
    actions.change_event(put=[first], **said)

    assert [each.action for each in event.challenges.all()] == [first]
