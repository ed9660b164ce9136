"""A draft of a review's report: sealed, read by agencies for what is wrong in it, answered before the partners see it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldthread.access.decision import Refused
from goldthread.reviews import actions, inbox, steps
from goldthread.reviews.actions.drafts import content_of
from goldthread.reviews.models import DraftReading, FactualComment, ReviewDraft
from tests.clients import Client
from tests.factories import NOW, TODAY
from tests.files.drafts import word
from tests.reviews.builders import NAME


@pytest.fixture(autouse=True)
def _at_that_time(time_machine):
    time_machine.move_to(NOW, tick=False)


def signed_in(case, who):
    client = Client()
    client.force_login(case.people[who])
    return client


@pytest.fixture
def review(case):
    """A local review under way, of a case in which the trust was asked."""
    rapid = case.review()
    case.child(rapid)
    case.asked(rapid)
    return case.under_way(case.practice(case.sent(case.proposed(rapid))))


def wrong(case, draft, by="lead", **more):
    return actions.say_what_is_wrong(
        **{"by": case.by(by), "at": NOW, "reading": draft.readings.get(), "place": "Page 4"}
        | {"wrong": "She was seen twice", "right": "Four times, by the record"}
        | more
    )


def answered(case, comment, is_taken_over=True, because="", by="reviewer"):
    return actions.answer_comment(
        by=case.by(by),
        at=NOW,
        comment=comment,
        is_taken_over=is_taken_over,
        because_of=because,
        row_version=comment.row_version,
    )


def finished(case, draft):
    reading = draft.readings.get()
    return actions.finish_reading(
        by=case.by("lead"), at=NOW, reading=reading, row_version=reading.row_version
    )


def test_a_draft_lies_sealed_and_comes_back_as_it_was_sent(case, review, settings):
    draft = case.draft(review, content=b"A report with words")

    lies = (Path(settings.GOLDTHREAD_HOME) / "files" / draft.file.path).read_bytes()
    assert b"words" not in lies
    assert content_of(draft) == b"A report with words"


def test_a_draft_that_names_somebody_of_the_case_is_not_taken(case, review):
    with pytest.raises(Refused, match="write Child A"):
        case.draft(review, f"{NAME} was seen")
    assert not ReviewDraft.objects.exists()


def test_the_lead_reviewer_sends_a_draft_and_another_reviewer_does_not(case, review):
    assert case.draft(review, by="reviewer").number == 1
    seat = review.seats.get()
    actions.leave_seat(
        by=case.by("officer"), at=NOW, seat=seat, words="Ill", row_version=seat.row_version
    )
    with pytest.raises(Refused):
        case.draft(review, by="reviewer")


def test_each_agency_of_the_case_is_asked_and_finds_it_in_its_list(case, review):
    draft = case.draft(review)

    (item,) = inbox.to_read(case.by("lead"), TODAY)
    assert item.url == draft.get_absolute_url()
    finished(case, draft)
    assert inbox.to_read(case.by("lead"), TODAY) == []


def test_an_agency_says_what_is_wrong_and_is_answered(case, review):
    draft = case.draft(review)
    comment = wrong(case, draft)
    finished(case, draft)
    with pytest.raises(Refused, match="has been given"):
        wrong(case, draft)
    assert len(inbox.to_answer(case.by("reviewer"), TODAY)) == 1
    with pytest.raises(Refused, match="why it is not taken over"):
        answered(case, comment, is_taken_over=False)

    answered(case, comment)

    assert inbox.to_answer(case.by("reviewer"), TODAY) == []
    page = signed_in(case, "lead").get(draft.get_absolute_url()).content.decode()
    assert "Taken over." in page


def test_partners_are_not_asked_before_each_comment_is_answered(case, review):
    with pytest.raises(Refused, match="No draft"):
        case.moved(review, steps.PUT_TO_PARTNERS)
    comment = wrong(case, case.draft(review))
    with pytest.raises(Refused, match="without an answer: 1"):
        case.moved(review, steps.PUT_TO_PARTNERS)
    answered(case, comment, is_taken_over=False, because="The record says twice")

    assert case.moved(review, steps.PUT_TO_PARTNERS).status == "proposed"


def test_the_next_draft_lists_what_was_taken_over_and_asks_anew(case, review):
    first = case.draft(review)
    answered(case, wrong(case, first))
    second = case.draft(review)

    page = signed_in(case, "lead").get(second.get_absolute_url()).content.decode()
    assert "Taken over from the draft before" in page
    assert "Four times, by the record" in page
    with pytest.raises(Refused, match="later draft"):
        wrong(case, first)
    assert [item.title for item in inbox.to_read(case.by("lead"), TODAY)] == [str(second)]


def test_an_agency_sees_its_own_comments_alone(case, review):
    draft = case.draft(review)
    other = DraftReading.objects.create(
        space=draft.space, compartment=draft.compartment, draft=draft, agency=case.police
    )
    FactualComment.objects.create(
        space=draft.space,
        compartment=draft.compartment,
        reading=other,
        agency=case.police,
        place="Page 9",
        wrong="No car was sent",
        right="Two were",
        given_by=case.people["superintendent"],
        given_at=NOW,
    )

    assert (
        "No car was sent"
        not in signed_in(case, "lead").get(draft.get_absolute_url()).content.decode()
    )
    assert (
        "No car was sent"
        in signed_in(case, "reviewer").get(draft.get_absolute_url()).content.decode()
    )


def test_names_are_refused_in_what_agencies_say(case, review):
    with pytest.raises(Refused, match="Child A"):
        wrong(case, case.draft(review), right=f"{NAME} was seen four times")


def test_a_draft_is_sent_and_read_on_its_pages(case, review):
    content = word(lambda document: document.add_paragraph("Nobody asked who lived there."))
    due = TODAY + timedelta(14)
    answer = signed_in(case, "reviewer").post(
        reverse("reviews:draft-send", args=[review.public_id]),
        {
            "file": SimpleUploadedFile("draft.docx", content),
            "due_on_day": due.day,
            "due_on_month": due.month,
            "due_on_year": due.year,
        },
    )
    draft = ReviewDraft.objects.get()
    assert answer["Location"] == draft.get_absolute_url()
    lead = signed_in(case, "lead")
    taken = lead.get(reverse("reviews:draft-file", args=[draft.public_id]))
    assert taken.content == content
    reading = draft.readings.get()
    lead.post(
        reverse("reviews:reading-comment", args=[reading.public_id]),
        {"place": "Page 1", "wrong": "Nobody", "right": "The midwife did"},
    )
    lead.post(
        reverse("reviews:reading-finish", args=[reading.public_id]),
        {"row_version": reading.row_version},
    )
    comment = FactualComment.objects.get()
    signed_in(case, "reviewer").post(
        reverse("reviews:comment-answer", args=[comment.public_id]),
        {"is_taken_over": "yes", "because": "", "row_version": comment.row_version},
    )
    comment.refresh_from_db()
    assert comment.is_taken_over is True


def test_what_is_planned_stands_in_the_list_of_who_leads_it(case, review):
    case.planned(review, due_on=TODAY)
    case.planned(review, due_on=TODAY + timedelta(30))

    assert len(inbox.planned(case.by("reviewer"), TODAY)) == 1
    (late,) = inbox.planned(case.by("officer"), TODAY + timedelta(1))
    assert late.late
