"""The invented cases stand where they should, walked by the people whose part it is."""

import pytest

from goldthread.accounts import demonstration as people
from goldthread.improvement import demonstration as lines
from goldthread.improvement.models import Finding
from goldthread.register import demonstration as register
from goldthread.reviews import deadlines
from goldthread.reviews import demonstration as cases
from goldthread.reviews.models import (
    AgencyRequest,
    Briefing,
    ChronologyEntry,
    Incident,
    NoticeDecision,
    PartnerAnswer,
    PracticeReview,
    RapidReview,
)
from goldthread.vault.models import Identity
from tests.demonstration.readable import EASTMARCH
from tests.factories import NOW, TODAY


@pytest.fixture
def walked(db):
    for loader in (register, people, lines, cases):
        loader.load(EASTMARCH.parent, today=TODAY, now=NOW)


def test_three_reviews_stand_at_days_two_nine_and_fourteen(walked):
    days = [
        deadlines.of_review(review)[-1].deadline.day_number(TODAY)
        for review in RapidReview.objects.exclude(status="sent").order_by("pk")
    ]

    assert days == [2, 9, 14]
    assert (
        Incident.objects.get(status="not_notifiable")
        .decisions.get()
        .because.startswith("The burns")
    )


def test_every_part_is_taken_by_whose_part_it_is(walked):
    deciders = set(NoticeDecision.objects.values_list("decided_by__email", flat=True))
    assert deciders == {
        "priyanka.holmstead@eastmarch.example",
        "gareth.undermere@eastmarch.example",
    }
    assert set(PartnerAnswer.objects.values_list("agrees", flat=True)) == {True, False}
    given = AgencyRequest.objects.filter(status="given")
    assert {row.given_by_id for row in given}.isdisjoint({row.asked_by_id for row in given})
    assert (
        Finding.objects.filter(sources__kind="rapid_review", compartment__isnull=False).count() == 5
    )


def test_the_chronologies_speak_in_pseudonyms(walked):
    texts = " ".join(entry.text for entry in ChronologyEntry.objects.all())
    names = {part for row in Identity.objects.all() for part in row.name.split()}

    assert "Child A seen by the health visitor; Mother said" in texts
    assert [name for name in names if name in texts] == []


def test_a_local_review_is_held_by_a_trial_and_led_by_an_independent_reviewer(walked):
    review = PracticeReview.objects.get()
    hold = review.parallel.get()
    lead = review.seats.get(part="lead")

    assert (review.status, hold.kind, hold.lifted_on) == ("under_way", "criminal", None)
    assert lead.person.email == "leopold.grindlemoor@eastmarch.example"
    assert lead.has_conflict is False
    assert review.seats.get(has_conflict=True).managed.startswith("Takes no part")


def test_a_briefing_went_through_the_gate_and_three_teams_used_it(walked):
    briefing = Briefing.objects.get()
    people = {briefing.written_by_id, briefing.publication.published_by_id}

    assert briefing.publication.status == "given"
    assert len(people) == 2
    assert briefing.let_out.uses.count() == 3
    assert briefing.found.startswith("Nobody asked who lives with the child")
