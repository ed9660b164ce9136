"""A local review: its terms, who makes it, what holds it up, and the partners' sign-off by name."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldthread.access.decision import Refused
from goldthread.accounts.models import CompartmentMember
from goldthread.improvement.models import Finding
from goldthread.reviews import actions, deadlines, inbox, steps
from goldthread.reviews.models import PracticeReview, ReviewSeat
from goldthread.trail.models import Entry
from tests.clients import Client
from tests.factories import NOW, TODAY
from tests.reviews.builders import NAME


@pytest.fixture(autouse=True)
def _at_that_time(time_machine):
    time_machine.move_to(NOW, tick=False)


def signed_in(case, who):
    client = Client()
    client.force_login(case.people[who])
    return client


def body(case, who, row):
    return signed_in(case, who).get(row.get_absolute_url()).content.decode()


def test_a_local_review_follows_the_decision_once_it_is_sent(case):
    rapid = case.proposed()
    with pytest.raises(Refused, match="with the partners"):
        case.practice(rapid)

    review = case.practice(case.sent(rapid))

    assert (review.kind, str(review)) == ("local", f"Local review {rapid.incident.reference}")
    assert review.compartment_id == rapid.compartment_id


def test_learning_in_another_way_leads_to_a_learning_review_without_a_limit(case):
    rapid = case.sent(case.proposed(decision="other_learning"))
    review = case.practice(rapid)

    assert review.kind == PracticeReview.Kind.LEARNING
    assert deadlines.of_practice(review) == []
    assert "No source sets a time limit" in body(case, "officer", review)


def test_no_further_review_leads_to_none(case):
    rapid = case.sent(case.proposed(decision="no_further"))

    with pytest.raises(Refused, match="Neither a local review"):
        case.practice(rapid)


def test_a_review_begins_once(case):
    rapid = case.practice().rapid_review

    with pytest.raises(Refused, match="begun already"):
        case.practice(rapid)


def test_work_starts_with_terms_and_a_lead_reviewer_who_declared(case):
    review = case.practice()
    with pytest.raises(Refused, match=r"terms of reference.*\n?.*lines of enquiry"):
        case.moved(review, steps.START)
    case.termed(review)
    seat = case.seated(review)
    with pytest.raises(Refused, match="has not declared"):
        case.moved(review, steps.START)

    case.declared(seat)

    assert case.moved(review, steps.START).status == PracticeReview.Status.UNDER_WAY


def test_a_declared_conflict_is_dealt_with_by_somebody_else_before_the_work_starts(case):
    review = case.termed()
    seat = case.declared(case.seated(review), has_conflict=True, words="Worked for the trust")
    with pytest.raises(Refused, match="each declared conflict"):
        case.moved(review, steps.START)

    actions.deal_with_conflict(
        by=case.by("manager"),
        at=NOW,
        seat=seat,
        words="The chair reads that part",
        row_version=seat.row_version,
    )

    assert case.moved(review, steps.START).status == PracticeReview.Status.UNDER_WAY


def test_nobody_declares_for_somebody_else_or_deals_with_their_own_conflict(case):
    review = case.practice()
    with pytest.raises(Refused, match="their own"):
        case.declared(case.seated(review), who="officer")

    own = case.seated(review, who="officer", part="chair")
    own = case.declared(own, who="officer", has_conflict=True, words="A friend of the head")
    with pytest.raises(Refused, match="Somebody else"):
        actions.deal_with_conflict(
            by=case.by("officer"), at=NOW, seat=own, words="Fine", row_version=own.row_version
        )


def test_an_independent_reviewer_sees_the_case_they_are_named_to_and_no_other(case):
    review = case.practice()
    assert not PracticeReview.objects.visible_to(case.by("reviewer"))

    case.seated(review)
    other = case.incident()

    assert PracticeReview.objects.visible_to(case.by("reviewer")).get() == review
    reviewer = signed_in(case, "reviewer")
    assert reviewer.get(review.get_absolute_url()).status_code == 200
    assert reviewer.get(other.get_absolute_url()).status_code == 404


def test_whoever_leaves_is_told_to_the_trail_and_off_the_list_of_the_case_from_tomorrow(case):
    review = case.practice()
    seat = case.seated(review)
    actions.leave_seat(
        by=case.by("manager"), at=NOW, seat=seat, words="Ill", row_version=seat.row_version
    )

    left = CompartmentMember.objects.get(person=seat.person)
    assert left.ends_on == TODAY
    assert Entry.objects.filter(kind="reviews.practice.left").count() == 1
    assert Entry.objects.filter(kind="vault.case.left").count() == 1
    assert case.seated(review, who="lead").part == "lead"


def test_whoever_was_named_to_the_case_before_stays_named_when_they_leave_the_panel(case):
    review = case.practice()
    seat = case.seated(review, who="director", part="member")
    actions.leave_seat(
        by=case.by("manager"), at=NOW, seat=seat, words="Another did", row_version=seat.row_version
    )

    assert CompartmentMember.objects.get(person=seat.person).ends_on is None


def test_a_review_has_one_lead_reviewer_at_a_time(case):
    review = case.practice()
    case.seated(review)

    with pytest.raises(Refused, match="has a lead reviewer"):
        case.seated(review, who="lead")
    assert ReviewSeat.objects.count() == 1


def test_a_hold_moves_no_limit_and_is_said_beside_it_until_it_is_lifted(case):
    review = case.practice()
    due = deadlines.of_practice(review)[0].deadline.due_on
    held = case.held_up(review)
    assert deadlines.of_practice(review)[0].deadline.due_on == due == date(2026, 11, 20)
    assert "Holds it up" in body(case, "officer", review)

    actions.lift_hold(
        by=case.by("officer"),
        at=NOW,
        process=held,
        lifted_on=TODAY,
        words="The verdict is in",
        row_version=held.row_version,
    )

    page = body(case, "officer", review)
    assert "The verdict is in" in page
    assert "Holds it up</strong>" not in page


def test_a_hold_is_not_lifted_before_it_began(case):
    held = case.held_up(case.practice())

    with pytest.raises(Refused, match="after that day"):
        actions.lift_hold(
            by=case.by("officer"),
            at=NOW,
            process=held,
            lifted_on=TODAY - timedelta(1),
            words="A slip",
            row_version=held.row_version,
        )


def test_every_partner_signs_by_name_and_a_dissent_stays_with_the_review(case):
    review = case.put_to_partners()
    case.signs(review, "director")
    with pytest.raises(Refused, match=f"Not answered yet: {case.police}"):
        case.moved(review, steps.SIGN_OFF)
    with pytest.raises(Refused, match="why you dissent"):
        case.signs(review, "superintendent", agrees=False)
    case.signs(review, "superintendent", agrees=False, words="It names the station")

    review = case.moved(review, steps.SIGN_OFF)

    assert (review.status, review.signed_on) == ("signed", TODAY)
    assert "It names the station" in body(case, "officer", review)


def test_who_signs_on_the_page_is_led_back_to_the_review(case):
    review = case.put_to_partners()
    given = {"agrees": "yes", "words": "", "row_version": review.row_version}
    address = reverse("reviews:sign", args=[review.public_id])

    answer = signed_in(case, "director").post(address, given)

    assert answer["Location"] == review.get_absolute_url()


def test_what_was_taken_back_is_answered_anew_and_what_was_said_stays(case, time_machine):
    review = case.put_to_partners()
    case.signs(review, "director", agrees=False, words="Too long")
    case.moved(review, steps.TAKE_BACK)
    review.refresh_from_db()
    actions.move_on(
        by=case.by("officer"),
        at=NOW + timedelta(hours=1),
        review=review,
        step=steps.PUT_TO_PARTNERS,
        row_version=review.row_version,
    )

    assert [each.kind for each in inbox.to_sign(case.by("director"), TODAY)] == [inbox.TO_SIGN]
    assert "Too long" in body(case, "officer", review)


def test_who_owes_a_declaration_or_a_signature_finds_it_in_their_list(case):
    review = case.termed()
    seat = case.seated(review)
    assert len(inbox.to_declare(case.by("reviewer"), TODAY)) == 1
    case.declared(seat)
    case.moved(case.moved(review, steps.START), steps.PUT_TO_PARTNERS)

    assert inbox.to_declare(case.by("reviewer"), TODAY) == []
    assert len(inbox.to_sign(case.by("director"), TODAY)) == 1


def test_terms_that_name_the_child_are_refused(case):
    review = case.practice()
    case.child(review)

    with pytest.raises(Refused, match="write Child A"):
        actions.write_terms(
            by=case.by("officer"),
            at=NOW,
            review=review,
            terms=f"What happened to {NAME}",
            lines_of_enquiry="",
            familys_part="",
            row_version=review.row_version,
        )


def test_what_is_planned_is_late_until_it_is_done_with_what_came_of_it(case, time_machine):
    review = case.practice()
    event = case.planned(review, due_on=TODAY)
    time_machine.move_to(NOW + timedelta(2), tick=False)
    assert ">Late<" in body(case, "officer", review)

    actions.finish_event(
        by=case.by("officer"),
        at=NOW + timedelta(2),
        event=event,
        done_on=TODAY,
        outcome="Twelve came",
        row_version=event.row_version,
    )

    assert "Twelve came" in body(case, "officer", review)


def test_an_agencys_lead_sees_neither_the_fee_nor_what_others_declared(case):
    rapid = case.sent(case.proposed(case.asked().review))
    review = case.termed(case.practice(rapid))
    case.declared(case.seated(review), has_conflict=True, words="Worked for the trust")
    review.refresh_from_db()
    actions.write_commission(
        by=case.by("officer"),
        at=NOW,
        review=review,
        fee=4800,
        pace="Two days a week",
        row_version=review.row_version,
    )

    page = body(case, "lead", review)

    assert "Worked for the trust" not in page
    assert "4800" not in page
    assert "£4,800" in body(case, "officer", review)


def test_what_was_learnt_opens_a_line_that_leads_back_to_the_review(case):
    review = case.practice()
    signed_in(case, "officer").post(
        reverse("reviews:practice-finding", args=[review.public_id]),
        {"title": "Nobody saw the whole", "kind": "concern", "text": "", "evidence": ""},
    )

    found = Finding.objects.get()
    assert found.compartment_id == review.compartment_id
    assert found.sources.get().record_id == review.public_id
    assert "Nobody saw the whole" in body(case, "officer", review)


def test_the_page_asks_as_much_for_many_parts_holds_and_plans_as_for_one(case):
    review = case.practice()
    officer = signed_in(case, "officer")
    case.seated(review)
    case.held_up(review)
    case.planned(review)
    officer.get(review.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        officer.get(review.get_absolute_url())
    for who in ("lead", "director", "superintendent"):
        case.seated(review, who=who, part="member")
        case.held_up(review)
        case.planned(review)
    with CaptureQueriesContext(connection) as many:
        officer.get(review.get_absolute_url())

    assert len(many) == len(few)
