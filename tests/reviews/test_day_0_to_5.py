"""A council decides whether an incident is notifiable, and both its yes and its no are kept."""

from datetime import date, timedelta

import pytest

from goldthread.access.decision import Refused
from goldthread.register.models import Setting
from goldthread.reviews import actions, deadlines
from goldthread.reviews.actions.incidents import tell_partners
from goldthread.reviews.criteria import Set, criteria
from goldthread.reviews.models import Incident, NoticeDecision, RapidReview
from tests.factories import NOW, TODAY
from tests.reviews.builders import NAME


def test_an_incident_is_called_by_its_number_and_seen_by_those_named_alone(case):
    incident = case.incident()

    assert str(incident) == "Incident 2026-01"
    assert str(case.incident()) == "Incident 2026-02"
    assert Incident.objects.visible_to(case.by("director")).count() == 2
    assert not Incident.objects.visible_to(case.by("lead"))


def test_the_council_of_an_incident_is_one_of_the_partnerships(case):
    with pytest.raises(Refused, match="one of the partnership's councils"):
        case.incident(council=case.police)


def test_nothing_is_decided_before_each_criterion_has_an_answer(case):
    incident = case.incident()

    with pytest.raises(Refused, match="Not answered yet: Abuse or neglect"):
        actions.decide_notice(
            by=case.by("director"),
            at=NOW,
            incident=incident,
            is_notifiable=True,
            because_of="Yes",
            row_version=incident.row_version,
        )


def test_the_council_decides_and_another_partner_does_not(case):
    with pytest.raises(Refused, match="decides whether it is notified"):
        case.decided(by="superintendent")
    with pytest.raises(Refused, match="To decide whether"):
        case.decided(case.incident(), by="officer")


def test_a_no_is_kept_with_its_reasons_and_can_become_a_yes(case):
    incident = case.decided(is_notifiable=False, because_of="It was an accident")

    assert incident.status == Incident.Status.NOT_NOTIFIABLE
    assert deadlines.of_incident(incident) == []
    again = actions.decide_notice(
        by=case.by("director"),
        at=NOW,
        incident=incident,
        is_notifiable=True,
        because_of="The hospital saw older marks",
        row_version=incident.row_version,
    )
    assert again.status == Incident.Status.TO_NOTIFY
    kept = [(row.is_notifiable, row.because) for row in NoticeDecision.objects.order_by("pk")]
    assert kept == [(False, "It was an accident"), (True, "The hospital saw older marks")]


def test_a_decision_without_reasons_is_refused(case):
    with pytest.raises(Refused, match="Say why"):
        case.decided(because_of=" ")


def test_reasons_that_name_the_child_are_refused(case):
    incident = case.incident()
    case.child(incident)

    with pytest.raises(Refused, match="write Child A"):
        case.decided(incident, because_of=f"{NAME} was hurt")


def test_what_was_notified_is_kept_and_begins_the_rapid_review(case):
    incident = case.notified()

    assert incident.notification.reference == "SIN-4471"
    assert incident.notification.text == "As sent"
    assert incident.rapid_review.starts_on == TODAY - timedelta(days=2)


def test_a_notification_keeps_its_reference_and_text(case):
    with pytest.raises(Refused, match=r"reference.*text"):
        case.notified(reference=" ", text="")


def test_the_death_of_a_care_leaver_is_notified_and_begins_no_review(case):
    incident = case.incident(harm="care_leaver")
    case.answered(incident, yes={"care_leaver"})
    incident = actions.decide_notice(
        by=case.by("director"),
        at=NOW,
        incident=Incident.objects.get(pk=incident.pk),
        is_notifiable=True,
        because_of="Aged 22",
        row_version=2,
    )
    case.notified(incident)

    assert not RapidReview.objects.exists()


def test_the_age_of_a_care_leaver_is_a_setting_since_nobody_confirmed_it(case):
    row = criteria(Set.NOTICE, space_id=case.space.pk, on=TODAY)[-1]
    assert row.title.endswith("age of 24")
    assert row.where_from.endswith("Not confirmed.")

    Setting.objects.create(
        space=case.space,
        name="reviews.care_leaver_age",
        value=25,
        reason="The guidance was read",
        holds_from=TODAY,
    )
    assert criteria(Set.NOTICE, space_id=case.space.pk, on=TODAY)[-1].title.endswith("age of 25")


def test_the_clock_of_a_notice_shows_its_working(case):
    incident = case.incident(aware_on=date(2026, 5, 20), happened_on=None)
    notice, partners = deadlines.of_incident(incident)

    assert notice.deadline.due_on == partners.deadline.due_on == date(2026, 5, 28)
    assert (
        notice.words(date(2026, 5, 22)) == "day 2 of 5; Spring bank holiday 25 May does not count"
    )


def test_a_kept_clock_says_so(case):
    incident = case.notified()
    notice, partners = deadlines.of_incident(incident)

    assert notice.words(TODAY) == "done in time, on day 1"
    assert partners.done_on == TODAY


def test_partners_who_are_told_are_named_to_the_case(case):
    incident = case.incident(people=[case.people["director"]])
    incident = case.notified(case.decided(incident), partners_told_on=None)
    assert not Incident.objects.visible_to(case.by("superintendent"))

    tell_partners(
        by=case.by("officer"),
        at=NOW,
        incident=incident,
        told_on=TODAY,
        people=[case.people["superintendent"]],
        row_version=incident.row_version,
    )
    assert Incident.objects.visible_to(case.by("superintendent")).get() == incident
