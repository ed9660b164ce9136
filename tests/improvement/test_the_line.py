"""A line from what went wrong to whether practice changed: its steps, and what they refuse."""

from dataclasses import replace
from datetime import timedelta

import pytest

from goldthread.access.decision import Overtaken, Refused
from goldthread.house import Role, Rung
from goldthread.improvement import actions
from goldthread.improvement.models import Action, ActionDecision, Evidence, LookBack
from goldthread.register.models import Compartment
from goldthread.trail.models import Entry
from tests.factories import LONG_AGO, NOW, TODAY, SpaceFactory
from tests.improvement.builders import LATER, SAID, TEST_ON, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def test_a_line_runs_from_its_source_to_what_it_achieved_by_several_people(cast):
    action = cast.achieved()

    assert action.status == Action.Status.ACHIEVED
    kinds = list(action.decisions.order_by("pk").values_list("kind", "decided_by_id"))
    assert kinds == [("done", cast.manager.person_id), ("achieved", cast.partner.person_id)]
    told = set(Entry.objects.values_list("kind", flat=True))
    assert {"improvement.action.done", "improvement.action.achieved"} <= told


def test_who_wrote_a_recommendation_does_not_accept_it(cast):
    row = cast.recommendation(by=cast.manager)

    with pytest.raises(Refused, match="another person decides"):
        cast.accepted(row)


def test_a_recommendation_is_not_accepted_while_a_smart_part_says_nothing(cast):
    row = cast.recommendation(smart=SAID | {"measurable": " "})

    with pytest.raises(Refused, match="measurable"):
        cast.accepted(row)


def test_it_can_be_declined_all_the_same_with_a_reason(cast):
    row = cast.recommendation(smart={})
    decline = {"by": cast.manager, "at": NOW, "recommendation": row, "row_version": 1}

    with pytest.raises(Refused, match="Say why"):
        actions.decline(**decline, because_of=" ")
    declined = actions.decline(**decline, because_of="Already in hand")

    assert declined.status == "declined"


def test_no_action_follows_from_what_is_not_accepted(cast):
    with pytest.raises(Refused, match="not accepted"):
        cast.action(cast.recommendation())


def test_a_lead_is_a_person_at_work_in_the_partnership(cast):
    stranger = Cast(SpaceFactory())

    with pytest.raises(Refused, match="no appointment here"):
        cast.action(lead=stranger.person(stranger.lead))


def test_an_action_is_not_done_without_evidence(cast):
    with pytest.raises(Refused, match="Nobody has given evidence"):
        cast.closed(cast.action())


def test_who_leads_an_action_does_not_decide_that_it_is_done(cast):
    action = cast.action(lead=cast.person(cast.manager))
    cast.evidence(action)

    with pytest.raises(Refused, match="You lead this action"):
        cast.closed(action)


def test_closing_sets_a_day_to_test_again(cast):
    action = cast.done(question="Do referrers say that they heard?")

    test = LookBack.objects.get(action=action)
    assert (test.due_on, test.question) == (TEST_ON, "Do referrers say that they heard?")
    assert test.verdict == ""


def test_who_decided_done_does_not_decide_achieved(cast):
    action = cast.tested(cast.done())

    with pytest.raises(Refused, match="You decided that it is done"):
        actions.achieve(
            by=cast.manager,
            at=NOW,
            action=action,
            because_of="It did",
            row_version=action.row_version,
        )


@pytest.mark.parametrize("rung", [Rung.ACTIVITY, Rung.KNOWLEDGE])
def test_nothing_is_achieved_on_a_test_that_shows_only_what_was_done_or_learnt(cast, rung):
    action = cast.tested(cast.done(), rung=rung)

    with pytest.raises(Refused, match="not what changed"):
        actions.achieve(
            by=cast.partner,
            at=NOW,
            action=action,
            because_of="It did",
            row_version=action.row_version,
        )


def test_nothing_is_achieved_before_it_is_tested(cast):
    action = cast.done()

    with pytest.raises(Refused, match="No test has found it embedded"):
        actions.achieve(
            by=cast.partner,
            at=NOW,
            action=action,
            because_of="It did",
            row_version=action.row_version,
        )


def test_a_failed_test_opens_the_action_again_with_its_history(cast):
    action = cast.tested(cast.done(), "not", next_on=LATER + timedelta(days=90))

    assert (action.status, action.done_on) == (Action.Status.OPEN, None)
    assert action.due_on == LATER + timedelta(days=90)
    assert [each.kind for each in action.decisions.order_by("pk")] == ["done", "reopened"]
    assert action.decisions.get(kind="reopened").due_on == LATER
    assert action.evidence.count() == 1


def test_what_was_opened_again_needs_new_evidence_to_be_done(cast):
    action = cast.tested(cast.done(), "not", next_on=LATER)

    with pytest.raises(Refused, match="Nobody has given evidence"):
        cast.closed(action)

    cast.evidence(action, at=NOW + timedelta(days=1))
    assert cast.closed(action, at=NOW + timedelta(days=1)).status == Action.Status.DONE


def test_what_is_partly_embedded_is_tested_once_more(cast):
    action = cast.done()

    with pytest.raises(Refused, match="tested once more"):
        cast.tested(action, "partly")
    action = cast.tested(action, "partly", next_on=TEST_ON)

    assert action.status == Action.Status.DONE
    assert list(action.tests.order_by("pk").values_list("verdict", flat=True)) == ["partly", ""]


def test_what_was_achieved_can_fail_a_later_test(cast):
    action = cast.tested(cast.done(), next_on=TEST_ON)
    action = actions.achieve(
        by=cast.partner, at=NOW, action=action, because_of="It did", row_version=action.row_version
    )

    action = cast.tested(action, "not", next_on=LATER)

    assert action.status == Action.Status.OPEN


def test_who_leads_an_action_does_not_test_it(cast):
    action = cast.done(cast.action(lead=cast.person(cast.tester)))

    with pytest.raises(Refused, match="You lead this action"):
        cast.tested(action)


def test_better_evidence_takes_the_place_of_the_earlier_which_is_kept(cast):
    action = cast.action()
    first = cast.evidence(action)

    second = cast.evidence(action, shows="Found in 27 of 30 files", replaces=first)

    assert Evidence.objects.filter(action=action).count() == 2
    assert first.sha256 != second.sha256
    with pytest.raises(Refused, match="newer one"):
        cast.evidence(action, replaces=first)


def test_another_agencys_lead_gives_no_evidence(cast):
    action, other = cast.action(), Cast(cast.space)

    with pytest.raises(Refused, match="Evidence comes from"):
        cast.evidence(action, by=other.lead)


def test_an_action_is_handed_over_by_name_and_with_the_reason(cast):
    action, heir = cast.action(), cast.of_agency(Role.AGENCY_LEAD)

    action = actions.hand_over(
        by=cast.officer,
        at=NOW,
        action=action,
        lead=cast.person(heir),
        because_of="She has left",
        row_version=action.row_version,
    )

    turn = action.decisions.get()
    assert (action.lead_id, turn.lead_id) == (heir.person_id, heir.person_id)
    assert turn.kind == ActionDecision.Kind.HANDED_OVER


def test_moving_an_action_keeps_the_day_that_it_had(cast):
    action = cast.action()

    action = actions.move(
        by=cast.officer,
        at=NOW,
        action=action,
        due_on=TEST_ON,
        because_of="The trust was reorganised",
        row_version=1,
    )

    assert (action.due_on, action.decisions.get().due_on) == (TEST_ON, LATER)


def test_nothing_is_decided_over_an_action_that_somebody_else_changed(cast):
    action = cast.action()
    cast.evidence(action)

    with pytest.raises(Overtaken):
        cast.closed(action, row_version=9)


def test_a_reason_why_nothing_follows_is_refused_where_something_does(cast):
    finding = cast.finding()
    cast.recommendation(finding)

    with pytest.raises(Refused, match="follows from it already"):
        actions.end_here(by=cast.officer, at=NOW, finding=finding, because_of="x", row_version=1)


def test_a_finding_that_ends_here_is_recommended_for_only_once_it_is_followed(cast):
    finding = cast.finding(kind="strength")
    finding = actions.end_here(
        by=cast.officer, at=NOW, finding=finding, because_of="A strength to keep", row_version=1
    )

    with pytest.raises(Refused, match="nothing follows"):
        cast.recommendation(finding)
    finding = actions.follow_after_all(by=cast.officer, at=NOW, finding=finding, row_version=2)

    assert cast.recommendation(finding).findings.get() == finding


def test_a_record_of_a_module_is_one_source_however_often_it_is_opened(cast):
    record = cast.finding()  # any row of a module would do
    opened = {"by": cast.officer, "at": NOW, "of": record, "kind": "audit", "title": "An audit"}

    first, second = (actions.find_or_open_source(**opened) for _ in range(2))

    assert first == second
    assert (first.record_kind, first.record_id) == ("improvement.finding", record.public_id)


def test_what_follows_from_a_compartment_lies_in_it(cast):
    closed = Compartment.objects.create(space=cast.space, name="A case", starts_on=LONG_AGO)
    cast.officer = replace(cast.officer, compartments=frozenset({closed.pk}))
    finding = cast.finding(cast.source(compartment=closed))

    with pytest.raises(Refused, match="compartment"):
        cast.recommendation(by=cast.officer, findings=[finding, cast.finding()])
    recommendation = cast.recommendation(finding)

    assert recommendation.compartment == closed
    assert cast.evidence(cast.action(cast.accepted(recommendation))).compartment == closed


def test_numbers_of_actions_count_up_within_a_partnership(cast):
    recommendation = cast.accepted()

    numbers = [cast.action(recommendation).number for _ in range(3)]

    assert numbers == [1, 2, 3]
    assert Cast(SpaceFactory()).action().number == 1


def test_the_history_says_when_each_turn_was_taken(cast):
    action = cast.done()

    assert action.decisions.get().decided_at == NOW
    assert action.done_on == TODAY


def test_who_leads_an_action_does_not_give_it_up(cast):
    action = cast.action(lead=cast.person(cast.manager))

    with pytest.raises(Refused, match="You lead this action"):
        actions.withdraw(
            by=cast.manager, at=NOW, action=action, because_of="Too much", row_version=1
        )
    withdrawn = actions.withdraw(
        by=cast.partner, at=NOW, action=action, because_of="Overtaken", row_version=1
    )

    assert withdrawn.status == Action.Status.WITHDRAWN
