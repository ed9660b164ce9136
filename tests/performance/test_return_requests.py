"""What happens to a request before it is answered: changed, reminded of, withdrawn; each told to the agency."""

from datetime import timedelta

import pytest

from goldthread.access.decision import Refused
from goldthread.house import Role
from goldthread.inbox.due import due_from
from goldthread.messages.models import Letter
from goldthread.performance import actions
from goldthread.performance.models import Observation, ReturnRequest
from goldthread.trail.models import Entry
from tests.factories import NOW, TODAY, AppointmentFactory, principal_with
from tests.performance.builders import Cast, day, number, share
from tests.performance.pages import as_, at, row_version, today, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]


@pytest.fixture
def cast():
    return Cast()


def both(cast):
    return {cast.key("referrals"): number(200), cast.key("re_referrals_12m"): share(40, 200)}


def changed(cast, asked, **what):
    given = {"indicators": asked.indicators, "due_on": asked.due_on, "note": asked.note} | what
    return actions.change_request(request=asked, by=cast.officer, at=NOW, **given)


def answers(page, **more):
    return {
        "row_version": row_version(page),
        "indicators": ["referrals"],
        "due_on_day": "30",
        "due_on_month": "6",
        "due_on_year": "2026",
        "note": "",
    } | more


# --- changing ------------------------------------------------------------------------------------
def test_a_request_is_changed_on_its_page_and_its_agency_is_told(cast):
    asked = cast.asked()
    client, address = as_(cast.officer), at("return-change", asked.public_id)

    said = words(client.post(address, answers(client.get(address)), follow=True))

    asked.refresh_from_db()
    assert (asked.indicators, asked.due_on) == (["referrals"], day("2026-06-30"))
    assert f"Changed. {cast.agency.name} is told by letter." in said
    assert {letter.why for letter in Letter.objects.all()} == {"return changed"}
    entry = Entry.objects.get(kind="performance.return.changed")
    assert entry.history.before["indicators"] == ["referrals", "re_referrals_12m"]


def test_what_is_wrong_with_a_change_is_told_all_at_once_beside_its_place(cast):
    asked = cast.asked()
    client, address = as_(cast.officer), at("return-change", asked.public_id)

    page = client.post(address, answers(client.get(address), indicators=[], due_on_year="2020"))

    assert page.status_code == 422
    assert "Choose at least one indicator" in words(page)
    assert "The period ends on 30 June 2025: choose a later day" in words(page)


def test_a_late_request_is_changed_without_another_day(cast):
    asked = cast.asked()
    client, address = as_(cast.officer), at("return-change", asked.public_id)
    same = {"due_on_day": "30", "due_on_month": "7", "due_on_year": "2025"}

    client.post(address, answers(client.get(address), **same))

    asked.refresh_from_db()
    assert asked.indicators == ["referrals"]


def test_what_is_no_longer_asked_for_is_kept_and_counts_for_nothing(cast):
    return_ = cast.filled_in(both(cast))
    changed(cast, return_.request, indicators=["referrals"])

    actions.submit(return_=return_, by=cast.submitter, at=NOW)
    actions.accept(return_=return_, by=cast.officer, at=NOW)

    assert return_.cells.filter(indicator="re_referrals_12m").exists()
    assert [each.indicator for each in Observation.objects.all()] == ["referrals"]


def test_a_change_over_somebody_elses_is_refused(cast):
    asked = cast.asked()
    changed(cast, asked, note="Twins twice")

    with pytest.raises(Refused, match="Somebody else changed this"):
        changed(cast, asked, note="Twins once", row_version=1)


@pytest.mark.parametrize("verb", ["change", "withdraw", "remind"])
def test_what_was_signed_or_accepted_stands_as_it_was_asked(cast, verb):
    return_ = cast.filled_in(both(cast))
    acts = {
        "change": lambda: changed(cast, return_.request, note="More"),
        "withdraw": lambda: actions.withdraw(
            request=return_.request, reason="A mistake", by=cast.officer, at=NOW
        ),
        "remind": lambda: actions.remind(request=return_.request, by=cast.officer, at=NOW),
    }
    actions.submit(return_=return_, by=cast.submitter, at=NOW)
    with pytest.raises(Refused, match="Its return is signed"):
        acts[verb]()

    actions.accept(return_=return_, by=cast.officer, at=NOW)
    with pytest.raises(Refused, match="Its return was accepted"):
        acts[verb]()


# --- withdrawing ---------------------------------------------------------------------------------
def test_a_request_is_withdrawn_with_a_reason_that_its_agency_reads(cast):
    asked = cast.asked()
    client, address = as_(cast.officer), at("return-withdraw", asked.public_id)
    given = {"reason": "The wrong quarter", "row_version": row_version(client.get(address))}

    client.post(address, given)

    said = words(as_(cast.submitter).get(at("return", asked.public_id)))
    assert "Withdrawn" in said
    assert "Why it was withdrawn The wrong quarter" in said
    assert "Fill it in" not in said
    assert due_from(cast.submitter, on=TODAY) == []
    assert "Nothing is owed" in words(client.get(at("returns")))


def test_a_request_is_not_withdrawn_without_a_reason(cast):
    asked = cast.asked()
    client, address = as_(cast.officer), at("return-withdraw", asked.public_id)

    page = client.post(address, {"reason": "  ", "row_version": row_version(client.get(address))})

    assert page.status_code == 422
    assert "Answer “Why is it withdrawn?”" in words(page)


def test_nothing_is_filled_in_once_it_was_withdrawn(cast):
    return_ = cast.filled_in(both(cast))
    actions.withdraw(request=return_.request, reason="A mistake", by=cast.officer, at=NOW)

    with pytest.raises(Refused, match="The partnership has withdrawn its request"):
        actions.submit(return_=return_, by=cast.submitter, at=NOW)
    page = as_(cast.submitter).get(at("return-fill-in", return_.request.public_id))
    assert page.status_code == 403


def test_what_was_withdrawn_can_be_asked_for_again_also_of_another(cast):
    asked = cast.asked()
    actions.withdraw(request=asked, reason="A mistake", by=cast.officer, at=NOW)

    again = cast.asked()

    assert ReturnRequest.objects.count() == 2
    with pytest.raises(Refused, match="It is withdrawn"):
        actions.withdraw(request=asked, reason="Again", by=cast.officer, at=NOW)
    assert again.status == ReturnRequest.Status.ASKED


# --- reminding -----------------------------------------------------------------------------------
def test_a_reminder_is_a_letter_to_each_who_can_fill_it_in_and_goes_once_a_day(cast, settings):
    settings.GOLDTHREAD_ADDRESS = "https://goldthread.example"
    asked = cast.asked()
    principal_with(Role.DATA_SUBMITTER, space=cast.space)  # of another agency
    client = as_(cast.officer)

    said = words(client.post(at("return-remind", asked.public_id), follow=True))

    assert f"A letter goes to 2 people at {cast.agency.name}." in said
    assert f"{cast.agency.name} was reminded today already." in said
    assert Letter.objects.count() == 2
    letter = Letter.objects.first()
    assert f"https://goldthread.example{at('return', asked.public_id)}" in letter.text
    assert "due 30 July 2025" in letter.text
    again = words(client.post(at("return-remind", asked.public_id), follow=True))
    assert f"{cast.agency.name} was reminded today already." in again
    assert Letter.objects.count() == 2
    assert actions.remind(request=asked, by=cast.officer, at=NOW + timedelta(days=1)) == 2


def test_whoever_holds_two_roles_gets_one_letter(cast):
    AppointmentFactory(
        space=cast.space,
        role=Role.AGENCY_LEAD,
        agency=cast.agency,
        person_id=cast.submitter.person_id,
    )

    assert actions.remind(request=cast.asked(), by=cast.officer, at=NOW) == 2


def test_where_nobody_could_read_a_reminder_none_goes_and_the_reason_is_said(cast):
    asked = cast.asked()
    cast.agency.appointments.update(ends_on=TODAY - timedelta(days=1), starts_on=day("2020-01-01"))

    said = words(as_(cast.officer).post(at("return-remind", asked.public_id), follow=True))

    assert f"Nobody at {cast.agency.name} can fill in a return yet" in said
    asked.refresh_from_db()
    assert asked.reminded_at is None


def test_asking_changing_and_reminding_are_offered_to_those_who_ask_alone(cast):
    asked = cast.asked()

    assert "Send a reminder" in words(as_(cast.officer).get(at("return", asked.public_id)))
    assert "Send a reminder" not in words(as_(cast.submitter).get(at("return", asked.public_id)))
