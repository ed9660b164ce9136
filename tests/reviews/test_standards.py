"""A partnership's own quality standards: a list with its sources, and each review held against it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from goldthread.access.decision import Refused
from goldthread.reviews import actions, steps
from goldthread.reviews.models import QualityStandard, StandardAnswer
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


def standard(case, text="The child's day is described", by="manager", **more):
    return actions.add_standard(
        **{"by": case.by(by), "at": NOW, "space": case.space, "text": text}
        | {"source": "Agreed by the executive", "holds_from": TODAY - timedelta(30)}
        | more
    )


def answered(case, review, answers, by="manager"):
    return actions.answer_standards(by=case.by(by), at=NOW, review=review, answers=answers)


def test_a_review_is_held_against_the_standards_of_the_day_on_which_it_was_decided(case):
    standard(case)
    old = standard(case, "An old one")
    actions.end_standard(
        by=case.by("manager"), at=NOW, standard=old, ended_on=TODAY, row_version=old.row_version
    )
    standard(case, "One to come", holds_from=TODAY + timedelta(1))
    review = case.practice()

    page = signed_in(case, "officer").get(
        reverse("reviews:hold-against-standards", args=[review.public_id])
    )

    assert "The child&#x27;s day" in page.content.decode()
    assert "An old one" not in page.content.decode()
    assert "One to come" not in page.content.decode()


def test_partners_are_asked_once_each_standard_is_answered(case):
    first = standard(case)
    review = case.under_way()
    case.draft(review)
    with pytest.raises(Refused, match="standards without an answer: 1"):
        case.moved(review, steps.PUT_TO_PARTNERS)

    answered(case, review, {first.pk: ("met", "On page 3")})

    assert case.moved(review, steps.PUT_TO_PARTNERS).status == "proposed"
    assert (
        "On page 3" in signed_in(case, "director").get(review.get_absolute_url()).content.decode()
    )


def test_who_leads_the_review_does_not_hold_it_against_the_standards(case):
    first = standard(case)
    review = case.termed()
    case.declared(case.seated(review, who="officer"), who="officer")

    with pytest.raises(Refused, match="You lead this review"):
        answered(case, review, {first.pk: ("met", "")}, by="officer")


def test_a_gap_says_what_is_missing_and_names_nobody(case):
    first = standard(case)
    review = case.practice()
    case.child(review)
    with pytest.raises(Refused, match="say what is missing"):
        answered(case, review, {first.pk: ("partly", " ")})
    with pytest.raises(Refused, match="Child A"):
        answered(case, review, {first.pk: ("partly", f"{NAME} is not heard")})
    assert not StandardAnswer.objects.exists()


def test_answers_are_answered_anew_on_the_page(case):
    first = standard(case)
    review = case.practice()
    address = reverse("reviews:hold-against-standards", args=[review.public_id])
    for stands in ("not", "met"):
        review.refresh_from_db()
        signed_in(case, "officer").post(
            address,
            {
                f"stands_{first.public_id}": stands,
                f"words_{first.public_id}": "As it is",
                "row_version": review.row_version,
            },
        )

    assert StandardAnswer.objects.get().stands == "met"


def test_a_standard_has_its_source_and_only_the_manager_keeps_the_list(case):
    with pytest.raises(Refused, match="where it comes from"):
        standard(case, source=" ")
    with pytest.raises(Refused):
        standard(case, by="officer")
    standard(case)
    page = signed_in(case, "officer").get(reverse("reviews:standards")).content.decode()
    assert "Agreed by the executive" in page
    assert "Add a standard" not in page
    assert QualityStandard.objects.count() == 1
