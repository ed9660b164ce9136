"""Agencies are asked, names become pseudonyms, partners agree or dissent by name, the Panel answers."""

from datetime import date

import pytest

from goldthread.access.decision import Refused
from goldthread.improvement import actions as line
from goldthread.improvement.models import Finding
from goldthread.reviews import actions, deadlines, inbox
from goldthread.reviews.models import AgencyRequest, ChronologyEntry, PartnerAnswer, RapidReview
from goldthread.reviews.rules import waiting
from tests.factories import NOW, TODAY, AgencyFactory
from tests.reviews.builders import MOTHER, NAME, Case


def test_an_agency_that_is_asked_has_its_lead_named_to_the_case(case):
    review = case.review()
    assert not RapidReview.objects.visible_to(case.by("lead"))

    request = case.asked(review)

    assert AgencyRequest.objects.visible_to(case.by("lead")).get() == request


def test_an_agency_sees_its_own_part_and_not_anothers(case):
    review = case.review()
    case.asked(review)
    other = case.asked(review, agency=case.police)

    assert other not in AgencyRequest.objects.visible_to(case.by("lead"))
    assert AgencyRequest.objects.visible_to(case.by("officer")).count() == 2


def test_only_an_agency_of_the_partnership_is_asked_and_once(case):
    review = case.review()
    case.asked(review)

    with pytest.raises(Refused, match="asked already"):
        case.asked(review)
    with pytest.raises(Refused, match="takes no part"):
        case.asked(review, agency=AgencyFactory())


def test_names_that_come_in_are_proposed_as_pseudonyms_and_wait_for_a_person(case):
    request = case.asked()
    case.child(request)
    case.mother(request)

    entry = case.entries(request, f"{MOTHER} said Kayden fell")[0]

    assert entry.text == "Mother said Child A fell"
    assert entry.as_it_came == f"{MOTHER} said Kayden fell"
    assert entry.status == ChronologyEntry.Status.TO_CHECK
    with pytest.raises(Refused, match="Check the names in 1"):
        case.given(request)
    case.checked(entry)
    assert case.given(request).status == AgencyRequest.Status.GIVEN


def test_a_full_name_cannot_be_confirmed_as_it_stands(case):
    request = case.asked()
    case.child(request)
    entry = case.entries(request, "Kayden fell")[0]

    with pytest.raises(Refused, match="write Child A"):
        case.checked(entry, text=f"{NAME} fell")


def test_a_summary_that_names_the_child_is_refused(case):
    request = case.asked()
    case.child(request)

    with pytest.raises(Refused, match="write Child A"):
        case.summary(request, summary=f"We knew {NAME}")


def test_the_business_unit_says_how_it_heard_what_it_enters_for_an_agency(case):
    request = case.asked(agency=case.police)
    said = {"by": case.by("officer"), "at": NOW, "request": request, "knew_the_family": False}

    with pytest.raises(Refused, match="how you heard"):
        actions.write_summary(**said, summary="", row_version=1)

    request = actions.write_summary(**said, summary="", heard_how="By telephone", row_version=1)
    given = actions.hand_in(by=case.by("officer"), at=NOW, request=request, row_version=2)
    assert given.heard_how == "By telephone"


def test_nobody_gives_for_another_agency(case):
    request = case.asked(agency=case.police)
    case.asked(request.review)

    with pytest.raises(Refused, match="gives this"):
        case.summary(request)


def test_what_is_decided_rests_on_a_meeting_and_on_each_criterion(case):
    review = case.review()

    with pytest.raises(Refused, match=r"meeting is not.*other children.*Not answered yet"):
        actions.propose(
            by=case.by("officer"),
            at=NOW,
            review=review,
            decision="no_further",
            because_of="Nothing to learn",
            row_version=review.row_version,
        )


def test_each_statutory_partner_answers_by_name_and_a_dissent_goes_with_it(case):
    review = case.proposed()
    assert waiting(review, on=TODAY) == sorted(
        [case.council, case.police], key=lambda agency: agency.name
    )

    case.partner_says(review, "director")
    with pytest.raises(Refused, match="has answered"):
        case.partner_says(review, "director")
    with pytest.raises(Refused, match="Say why you dissent"):
        case.partner_says(review, "superintendent", agrees=False)
    with pytest.raises(Refused, match=f"Not answered yet: {case.police}"):
        actions.send(
            by=case.by("officer"),
            at=NOW,
            review=review,
            sent_on=TODAY,
            row_version=review.row_version,
        )

    case.partner_says(review, "superintendent", agrees=False, words="A table-top is enough")
    sent = actions.send(
        by=case.by("officer"), at=NOW, review=review, sent_on=TODAY, row_version=review.row_version
    )
    assert sent.status == RapidReview.Status.SENT
    said = {row.answered_by.pk: row.agrees for row in PartnerAnswer.objects.all()}
    assert said == {case.people["director"].pk: True, case.people["superintendent"].pk: False}


def test_the_scrutineer_comments_and_decides_nothing(case):
    review = case.proposed()
    words = "The father's voice is missing"
    actions.comment(by=case.by("scrutineer"), at=NOW, review=review, words=words)

    assert review.comments.get().words == words
    with pytest.raises(Refused, match="agree or dissent"):
        case.partner_says(review, "scrutineer")
    with pytest.raises(Refused, match="comment as scrutineer"):
        actions.comment(by=case.by("officer"), at=NOW, review=review, words="Mine")


def test_where_the_panel_asks_again_every_partner_answers_anew(case):
    review = case.heard(answer="reconsider")
    again = actions.think_again(
        by=case.by("officer"), at=NOW, review=review, row_version=review.row_version
    )
    proposed = actions.propose(
        by=case.by("officer"),
        at=NOW.replace(hour=15),
        review=again,
        decision="local_review",
        because_of="As the Panel says",
        row_version=again.row_version,
    )

    assert len(waiting(proposed, on=TODAY)) == 2
    assert proposed.answers.count() == 2


def test_without_the_panels_question_nothing_is_opened_again(case):
    review = case.heard()

    with pytest.raises(Refused, match="has not asked"):
        actions.think_again(
            by=case.by("officer"), at=NOW, review=review, row_version=review.row_version
        )


def test_what_was_learnt_goes_into_the_line_inside_the_case(case):
    review = case.review()
    source = line.find_or_open_source(
        by=case.by("officer"), at=NOW, of=review, kind="rapid_review", title=str(review)
    )
    finding = line.write_finding(
        by=case.by("officer"), at=NOW, sources=[source], kind="concern", title="Nobody rang"
    )

    assert finding.compartment_id == review.compartment_id
    assert Finding.objects.visible_to(case.by("manager")).get() == finding
    assert not Finding.objects.visible_to(Case(case.space).by("manager"))


def clocks_by_title(review):
    review.refresh_from_db()
    return {each.deadline.limit.name: each for each in deadlines.of_review(review)}


def test_the_limit_of_summaries_runs_until_the_last_agency_has_given(case):
    review = case.review()
    assert clocks_by_title(review)["rapid_review_summaries"].done_on is None

    request = case.asked(review)
    assert clocks_by_title(review)["rapid_review_summaries"].done_on is None
    case.given(request)

    assert clocks_by_title(review)["rapid_review_summaries"].done_on == NOW.date()


def test_a_review_that_went_without_summaries_waits_for_none(case):
    review = case.sent()

    assert list(clocks_by_title(review)) == ["rapid_review_decision", "rapid_review"]


def test_partners_have_decided_once_the_last_of_them_has_answered(case):
    review = case.proposed()
    case.partner_says(review, "director")
    assert clocks_by_title(review)["rapid_review_decision"].done_on is None
    assert inbox.to_agree(case.by("superintendent"), NOW.date())[0].due_on == (
        clocks_by_title(review)["rapid_review_decision"].deadline.due_on
    )

    case.partner_says(review, "superintendent")

    assert clocks_by_title(review)["rapid_review_decision"].done_on == NOW.date()


def test_what_was_done_after_its_day_says_on_which_day_and_not_as_which(case):
    review = case.sent()
    RapidReview.objects.filter(pk=review.pk).update(sent_on=date(2026, 8, 3))

    clock = clocks_by_title(review)["rapid_review"]

    assert clock.words(date(2026, 9, 1)) == "done after its day, on Monday 3 August 2026"


def test_a_review_under_way_names_the_limit_that_comes_next(case):
    case.asked()

    (item,) = inbox.to_send(case.by("officer"), NOW.date())

    assert item.why.startswith("Comes next: Agencies' summaries")
