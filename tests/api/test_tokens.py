"""Tokens: a program is let in as its person, never as more, and by nothing else."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from goldthread.access.decision import Refused
from goldthread.accounts.models import Appointment, Person
from goldthread.api import actions
from goldthread.api.models import Token
from goldthread.house import Role
from goldthread.trail.models import Entry
from tests.api.builders import Partnership, person_of, program
from tests.clients import Client
from tests.factories import NOW, TODAY, principal_with
from tests.performance.pages import as_, today, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]

INDICATORS = "/api/v1/indicators"


def sentence(response):
    assert response["Content-Type"] == "application/json"
    assert set(response.json()) == {"error"}
    return response.json()["error"]["sentence"]


def test_a_program_reads_as_its_person():
    here = Partnership()

    response = here.program(here.officer).get(INDICATORS)

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert response.json()["items"][0]["key"]


def test_tokens_are_switched_off_until_a_partnership_switches_them_on():
    here = Partnership(is_on=False)

    with pytest.raises(Refused, match="switched off"):
        here.token(here.officer)


def test_switching_off_shuts_out_every_token_at_once():
    here = Partnership()
    bearer = here.program(here.officer)

    here.switch(False)

    assert bearer.get(INDICATORS).status_code == 401


def test_a_leavers_token_opens_nothing_at_the_next_request():
    here = Partnership()
    bearer = here.program(here.officer)

    Appointment.objects.filter(person_id=here.officer.person_id).update(
        ends_on=TODAY - timedelta(days=1)
    )

    assert bearer.get(INDICATORS).status_code == 401


def test_somebody_put_out_of_the_house_is_out_with_their_tokens():
    here = Partnership()
    bearer = here.program(here.officer)

    Person.objects.filter(pk=here.officer.person_id).update(is_active=False)

    assert bearer.get(INDICATORS).status_code == 401


def test_a_token_works_in_its_own_partnership_alone():
    here, elsewhere = Partnership(), Partnership()
    bearer = here.program(here.officer)
    moved = Appointment.objects.filter(person_id=here.officer.person_id)

    moved.update(space=elsewhere.space)

    assert bearer.get(INDICATORS).status_code == 401


@pytest.mark.parametrize("days", [-1, 0])
def test_a_token_works_until_its_last_day(days):
    here = Partnership()
    token, key = here.token(here.officer, ends_on=TODAY)

    Token.objects.filter(pk=token.pk).update(ends_on=TODAY + timedelta(days=days))

    assert program(key).get(INDICATORS).status_code == (200 if days == 0 else 401)


def test_a_token_lasts_a_year_at_most():
    here = Partnership()

    with pytest.raises(Refused, match="366 days"):
        here.token(here.officer, ends_on=TODAY + timedelta(days=400))


@pytest.mark.parametrize(
    ("with_passkey", "there_is_one", "status"),
    [(True, True, 200), (False, True, 401), (True, False, 401)],
)
def test_a_role_that_needs_a_passkey_has_tokens_made_with_one_while_it_is_there(
    with_passkey, there_is_one, status, settings
):
    settings.GOLDTHREAD_DEMONSTRATION = False  # which has no passkeys
    here = Partnership()
    token, key = here.token(here.manager)
    Token.objects.filter(pk=token.pk).update(with_passkey=with_passkey)
    if there_is_one:
        Authenticator.objects.create(
            user=person_of(here.manager), type=Authenticator.Type.WEBAUTHN, data={}
        )

    assert program(key).get(INDICATORS).status_code == status


def test_a_new_password_ends_the_tokens_that_were_made_before():
    here = Partnership()
    bearer = here.program(here.officer)
    person = person_of(here.officer)

    person.set_password("another way in altogether")
    person.save()

    assert bearer.get(INDICATORS).status_code == 401
    assert here.program(here.officer).get(INDICATORS).status_code == 200


def test_no_cookie_opens_the_api(client: Client):
    here = Partnership()
    client.force_login(person_of(here.officer))

    response = client.get(INDICATORS)

    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"
    assert not response.cookies
    assert sentence(response) == "A token that works is needed."


def test_a_token_opens_no_page():
    here = Partnership()

    response = here.program(here.officer).get("/performance/")

    assert response.status_code == 302
    assert "/account/login" in response["Location"]


def test_only_a_keyed_hash_of_a_token_is_kept():
    here = Partnership()
    token, key = here.token(here.officer)

    kept = Token.objects.filter(pk=token.pk).values().get()

    assert key not in str(kept)
    assert len(kept["key_hash"]) == 64


def test_guesses_at_tokens_are_counted_by_where_they_come_from():
    Partnership()
    cache.clear()
    guessing = program("gt_" + "x" * 43)

    answers = [guessing.get(INDICATORS).status_code for _ in range(12)]

    assert answers == [401] * 10 + [429] * 2


def test_all_tokens_of_a_person_have_one_count(settings):
    here = Partnership()
    settings.GOLDTHREAD_LIMITS = {"person": (3, 3), "guest": (9, 9), "address": (99, 99)}
    one, other = here.program(here.officer), here.program(here.officer)

    answers = [each.get(INDICATORS) for each in (one, other, one, other)]

    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert sentence(answers[-1]) == "Too many requests in this minute."
    assert answers[-1]["Retry-After"]


@pytest.mark.parametrize("address", ["nowhere", "returns/" + "x" * 22, "figures?indicator=nothing"])
def test_missing_and_forbidden_are_answered_alike(address):
    here = Partnership()

    response = here.program(here.officer).get(f"/api/v1/{address}")

    assert response.status_code == 404
    assert sentence(response) == "There is nothing here for this token."


def test_what_the_person_may_not_see_is_not_there():
    here = Partnership()
    bearer = here.program(here.officer)
    Appointment.objects.filter(person_id=here.officer.person_id).update(
        role=Role.SERVICE_ADMINISTRATOR
    )

    assert bearer.get(INDICATORS).status_code == 404


def test_a_fault_tells_no_path_and_no_trace(monkeypatch):
    here = Partnership()
    bearer = here.program(here.officer)
    bearer.raise_request_exception = False

    def fails(*args):
        raise RuntimeError("/srv/secret")

    monkeypatch.setattr("goldthread.performance.endpoints.reading.paged", fails)
    response = bearer.get(INDICATORS)

    assert response.status_code == 500
    assert b"secret" not in response.content
    assert sentence(response) == "Something went wrong here, and nothing was done."


def test_making_and_ending_a_token_stand_in_the_trail():
    here = Partnership()
    token, key = here.token(here.officer)

    actions.end_token(token=token, by=here.officer, at=NOW)

    kinds = Entry.objects.filter(kind__startswith="api.token").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["api.token.made", "api.token.ended"]
    assert program(key).get(INDICATORS).status_code == 401


def test_the_business_manager_ends_anybodys_token_and_another_person_does_not():
    here = Partnership()
    token, _ = here.token(here.officer)
    other = principal_with(Role.PERFORMANCE_OFFICER, space=here.space)

    with pytest.raises(Refused):
        actions.end_token(token=token, by=other, at=NOW)
    actions.end_token(token=token, by=here.manager, at=NOW)

    token.refresh_from_db()
    assert token.ended_by_id == here.manager.person_id


def test_the_page_shows_a_new_token_once():
    here = Partnership()
    client = as_(here.officer)
    day = TODAY + timedelta(days=9)

    made = client.post(
        "/my-account/tokens/make/",
        {
            "name": "Power BI",
            "may_send": "no",
            "ends_on_day": day.day,
            "ends_on_month": day.month,
            "ends_on_year": day.year,
        },
        follow=True,
    )
    again = client.get("/my-account/tokens/")

    key = made.content.decode().split("<code>")[1].split("</code>")[0]
    assert program(key).get(INDICATORS).status_code == 200
    assert key not in again.content.decode()
    assert "Power BI" in words(again)


def test_the_reference_tells_every_operation_and_needs_no_other_machine(client: Client):
    page = client.get("/api/")
    document = client.get("/api/v1/openapi.json").json()

    assert document["openapi"].startswith("3.1")
    for address in document["paths"]:
        assert address in page.content.decode()
    assert b"//cdn" not in page.content
