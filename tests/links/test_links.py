"""One-request links: one person, one request, a code, and nothing else."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection
from django.urls import get_resolver

from goldthread.access.decision import Refused
from goldthread.access.policy import may
from goldthread.accounts.models import Appointment
from goldthread.house import Role, registry
from goldthread.links import actions
from goldthread.links.guests import guest_of
from goldthread.links.models import Link
from goldthread.messages.models import Letter
from goldthread.performance.errands import RETURN_BY_LINK
from goldthread.performance.models import Return, ReturnRequest
from goldthread.performance.permissions import ACCEPT_RETURN, FILL_IN_RETURN
from goldthread.trail.models import Entry
from tests.clients import Client
from tests.factories import NOW, principal_with
from tests.performance.builders import Cast, number
from tests.performance.pages import as_, at, row_version, today, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]


class Practice(Cast):
    """A partnership that allows links, and an agency where nobody has an account."""

    def __init__(self):
        super().__init__(indicators=("referrals",))
        Appointment.objects.filter(agency=self.agency).delete()
        self.manager = principal_with(Role.BUSINESS_MANAGER, space=self.space)
        self.request = self.asked()
        self.switch(True)

    def switch(self, is_on, days=14):
        actions.switch_links(
            space=self.space, is_on=is_on, days=days, reason="So", by=self.manager, at=NOW
        )

    def linked(self, **more):
        """A link, its token and its code."""
        link, code = actions.make_link(
            kind=RETURN_BY_LINK,
            row=self.request,
            name="Dr Jo Practice",
            email="jo@practice.example",
            by=self.officer,
            at=NOW,
            **more,
        )
        text = Letter.objects.filter(why="link for one request").latest("pk").text
        return link, re.search(r"/link/([^/]+)/", text)[1], code

    def filled_in(self, guest):
        started = actions_of_returns().start_return(request=self.request, by=guest, at=NOW)
        typed = {self.key("referrals"): number(40)} | self.undivided()
        actions_of_returns().save_answers(return_=started, typed=typed, by=guest, at=NOW)
        return started


def actions_of_returns():
    from goldthread.performance import actions

    return actions


@pytest.fixture
def practice():
    return Practice()


def opened(token, code) -> Client:
    client = Client()
    answer = client.post(at("open-link", token), {"code": code})
    assert answer.status_code == 302, words(answer)
    return client


def test_a_link_is_off_until_the_partnership_switches_it_on(practice):
    practice.switch(False)

    with pytest.raises(Refused, match="switched off"):
        practice.linked()


def test_a_link_is_not_made_where_somebody_has_an_account(practice):
    practice.of_agency(Role.DATA_SUBMITTER)

    with pytest.raises(Refused, match="has an account"):
        practice.linked()


def test_only_those_who_ask_for_returns_make_a_link(practice):
    practice.officer = principal_with(Role.PARTNERSHIP_OFFICER, space=practice.space)

    with pytest.raises(Refused):
        practice.linked()


def test_only_the_business_manager_switches_links(practice):
    practice.manager = practice.officer

    with pytest.raises(Refused):
        practice.switch(True)


def test_the_database_holds_neither_token_nor_code(practice):
    link, token, code = practice.linked()
    held = str(Link.objects.filter(pk=link.pk).values().get())

    assert token not in held
    assert code not in held
    assert check_password(code, link.code_hash)
    assert code not in Letter.objects.get(why="link for one request").text


def test_a_link_alone_shows_what_an_unknown_one_shows(practice):
    _, token, _ = practice.linked()

    pages = [words(Client().get(at("open-link", each))) for each in (token, "unknown")]
    wrong = [
        words(Client().post(at("open-link", each), {"code": "BBBBBBBB"}))
        for each in (token, "unknown")
    ]

    assert pages[0] == pages[1]
    assert wrong[0] == wrong[1]
    for name in (practice.space.name, practice.agency.name, "Jo"):
        assert name not in pages[0] + wrong[0]


def test_the_right_code_opens_the_one_request(practice):
    _, token, code = practice.linked()

    page = opened(token, f"{code[:4].lower()} {code[4:]}").get(
        at("return", practice.request.public_id)
    )

    assert page.status_code == 200
    assert practice.agency.name in words(page)
    assert Entry.objects.filter(kind="links.link.opened").count() == 1


def test_five_wrong_codes_end_a_link_and_the_right_one_comes_too_late(practice):
    link, token, code = practice.linked()

    for _ in range(5):
        assert Client().post(at("open-link", token), {"code": "BBBBBBBB"}).status_code == 422

    assert Client().post(at("open-link", token), {"code": code}).status_code == 422
    link.refresh_from_db()
    assert link.ended_because == Link.Ended.CODES


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" in str(connection.vendor), reason="one connection at a time")
def test_many_wrong_codes_at_once_count_as_many(practice):
    link, token, code = practice.linked()

    def guess(number):
        try:
            return actions.open_link(token=token, code="BBBBBBBB", at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(guess, range(20)))

    assert actions.open_link(token=token, code=code, at=NOW) is None
    link.refresh_from_db()
    assert link.wrong_codes == actions.MOST_CODES


def test_a_guest_reaches_nothing_else(practice):
    other = practice.asked(period=_q2())
    link, token, code = practice.linked()
    guest = guest_of(Link.objects.get(pk=link.pk))
    client = opened(token, code)

    assert may(guest, FILL_IN_RETURN, practice.request)
    assert not may(guest, FILL_IN_RETURN, other)
    assert not may(guest, ACCEPT_RETURN, practice.request)
    assert not may(guest, FILL_IN_RETURN, practice.space)
    assert list(ReturnRequest.objects.visible_to(guest)) == [practice.request]
    assert client.get(at("return", other.public_id)).status_code == 404
    for name in ("home", "scorecard", "returns", "people", "own-account", "links", "trail"):
        assert client.get(at(name)).status_code == 404, name


def test_a_guest_sees_no_row_but_those_of_the_request(practice):
    from django.apps import apps

    from goldthread.access.rows import Row

    link, _, _ = practice.linked()
    guest = guest_of(link)
    practice.filled_in(guest)

    seen = {
        model._meta.label
        for model in apps.get_models()
        if issubclass(model, Row) and model.objects.visible_to(guest).exists()
    }

    assert seen == {"performance.ReturnRequest", "performance.Return", "performance.Cell"}


def test_the_addresses_that_let_guests_in_are_these():
    def found(patterns):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from found(pattern.url_patterns)
            elif getattr(getattr(pattern.callback, "guard", None), "guests", False):
                yield pattern.name

    assert sorted(found(get_resolver().url_patterns)) == [
        "entry",
        "entry-new",
        "hand-in",
        "request",
        "return",
        "return-figure",
        "return-fill-in",
        "return-sign",
        "return-template",
        "return-upload",
        "spreadsheet",
        "summary",
    ]


def test_what_is_given_says_through_a_link_by_whom_and_ends_it(practice):
    link, token, code = practice.linked()
    client = opened(token, code)
    started = practice.filled_in(guest_of(link))

    page = client.get(at("return-sign", practice.request.public_id))
    answer = client.post(
        at("return-sign", practice.request.public_id),
        {"row_version": row_version(page)},
    )

    assert answer["Location"] == at("link-given")
    started.refresh_from_db()
    assert started.status == Return.Status.SUBMITTED
    assert str(started.signed_by) == (
        f"Dr Jo Practice, through a link, asked by {practice.officer.name}"
    )
    link.refresh_from_db()
    assert link.ended_because == Link.Ended.GIVEN
    assert client.get(at("return", practice.request.public_id)).status_code == 302
    assert Client().post(at("open-link", token), {"code": code}).status_code == 422


def test_a_link_that_was_given_stays_ended_when_the_return_is_sent_back(practice):
    link, token, code = practice.linked()
    actions.end_link(link, Link.Ended.GIVEN, at=NOW)

    assert actions.open_link(token=token, code=code, at=NOW) is None


@pytest.mark.parametrize("how", ["link withdrawn", "request withdrawn", "out of time", "off"])
def test_a_link_that_is_over_lets_nobody_in_at_the_next_request(practice, how):
    link, token, code = practice.linked()
    client = opened(token, code)
    if how == "link withdrawn":
        actions.withdraw_link(link=link, by=practice.officer, at=NOW)
    elif how == "request withdrawn":
        actions_of_returns().withdraw(
            request=practice.request, reason="No need", by=practice.officer, at=NOW
        )
    elif how == "off":
        practice.switch(False)
    else:
        Link.objects.update(expires_at=NOW - timedelta(minutes=1))

    answer = client.get(at("return", practice.request.public_id))

    assert answer["Location"] == at("link-ended")
    link.refresh_from_db()
    assert link.ended_at is not None


def test_the_code_is_shown_once(practice):
    page = at("make-link", "performance.returnrequest", practice.request.public_id)
    client = as_(practice.officer)
    typed = {"name": "Dr Jo Practice", "email": "jo@practice.example"}

    shown = client.post(page, typed, follow=True)
    again = client.get(shown.wsgi_request.path)

    assert "The code of this link" in words(shown)
    assert "The code of this link" not in words(again)


def test_a_second_link_for_the_same_is_refused_while_one_is_open(practice):
    practice.linked()

    with pytest.raises(Refused, match="an open link"):
        practice.linked()


def test_a_guest_is_no_account(practice):
    link, _, _ = practice.linked()

    assert not link.guest.is_active
    assert not link.guest.has_account
    assert not link.guest.has_usable_password()


def test_every_kind_of_errand_is_of_a_model_and_declared_permissions():
    for module in registry:
        for kind in module.errands:
            assert kind.gives <= set(registry.permissions())
            assert kind.asks in registry.permissions()


def _q2():
    from goldthread.measures.periods import Period

    return Period.parse("2025-26 Q2")


def test_a_guest_can_leave_and_come_back_with_the_code(practice):
    _, token, code = practice.linked()
    client = opened(token, code)

    client.post(at("link-leave"))

    assert client.get(at("return", practice.request.public_id)).status_code == 302
    page = opened(token, code).get(at("return", practice.request.public_id))
    assert page.status_code == 200


def test_codes_are_guessed_ten_times_a_minute_from_an_address_at_however_many_links(practice):
    _, token, code = practice.linked()
    tried = [Client().post(at("open-link", f"token{n}"), {"code": "BBBBBBBB"}) for n in range(10)]

    slowed = Client().post(at("open-link", token), {"code": code})

    assert not any("Too many tries" in words(each) for each in tried)
    assert "Too many tries" in words(slowed)
    elsewhere = Client(REMOTE_ADDR="10.0.0.9").post(at("open-link", token), {"code": code})
    assert elsewhere.status_code == 302


def test_a_right_code_of_a_link_is_no_guess(practice):
    _, token, code = practice.linked()

    opened_often = [Client().post(at("open-link", token), {"code": code}) for _ in range(12)]

    assert {each.status_code for each in opened_often} == {302}
