"""How much may be asked for in a minute: each counted as who they are, and nothing typed is lost."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldthread.access.models import HeldPost
from goldthread.accounts import limits
from goldthread.accounts.limits import Asking, Tally, asked_by
from goldthread.config.limits import limits_of
from goldthread.house import Role
from tests.clients import Client
from tests.factories import AppointmentFactory

pytestmark = pytest.mark.django_db

FEW = {"person": (6, 2), "guest": (6, 2), "address": (4, 2)}
MINUTE = datetime(2026, 1, 5, 9, tzinfo=UTC)
SOMEBODY = Asking("person", "1")


@pytest.fixture(autouse=True)
def clock(settings, monkeypatch):
    settings.GOLDTHREAD_LIMITS = FEW
    monkeypatch.setattr(limits, "tally", Tally())
    with time_machine.travel(MINUTE + timedelta(seconds=15), tick=False) as standing:
        yield standing


def browser_of(person=None, address="10.0.0.1"):
    browser = Client(REMOTE_ADDR=address)
    browser.force_login(person or AppointmentFactory(role=Role.BUSINESS_MANAGER).person)
    return browser


def statuses(browser, many, address="/account/login/"):
    return [browser.get(address).status_code for _ in range(many)]


def test_whoever_asks_for_too_much_is_told_when_to_go_on():
    browser = browser_of()
    for _ in range(6):
        answer = browser.get(reverse("own-account"))
        assert answer.status_code == 200
    answer = browser.get(reverse("own-account"))

    assert answer.status_code == 429
    assert answer["Retry-After"] == "45"
    assert "Wait 45 seconds, then go on." in answer.content.decode()


def test_the_next_minute_is_a_new_one(clock):
    browser = browser_of()
    statuses(browser, 7, reverse("own-account"))
    clock.move_to(MINUTE + timedelta(seconds=60))

    assert browser.get(reverse("own-account")).status_code == 200


def test_two_people_behind_one_address_do_not_share_a_count():
    first, second = browser_of(), browser_of()
    statuses(first, 7, reverse("own-account"))

    assert second.get(reverse("own-account")).status_code == 200


def test_all_sessions_of_a_person_are_counted_as_one():
    person = AppointmentFactory().person
    statuses(browser_of(person), 6, reverse("own-account"))

    assert browser_of(person, "10.0.0.2").get(reverse("own-account")).status_code == 429


def test_strangers_are_counted_by_their_address():
    assert statuses(Client(REMOTE_ADDR="10.0.0.1"), 5) == [200] * 4 + [429]
    assert statuses(Client(REMOTE_ADDR="10.0.0.1"), 1) == [429]
    assert statuses(Client(REMOTE_ADDR="10.0.0.2"), 1) == [200]


def test_a_made_up_session_is_a_stranger():
    browser = Client(REMOTE_ADDR="10.0.0.1")
    for number in range(5):
        browser.cookies["sessionid"] = f"{number}" * 32
        last = browser.get("/account/login/")

    assert last.status_code == 429


@pytest.mark.parametrize(
    ("proxies", "written", "believed"),
    [(0, "9.9.9.9", "10.0.0.1"), (1, "9.9.9.9, 8.8.8.8", "8.8.8.8"), (2, "8.8.8.8", "10.0.0.1")],
)
def test_the_address_is_what_the_servers_in_front_wrote_down(settings, proxies, written, believed):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": written}
    )
    request.session = {}

    assert asked_by(request) == Asking("address", believed)


def test_a_network_of_the_new_kind_is_one_address():
    request = RequestFactory().get("/", REMOTE_ADDR="2001:db8::1:2")
    request.session = {}

    assert asked_by(request).who == "2001:db8::"


def test_a_guest_is_counted_by_their_link():
    request = RequestFactory().get("/")
    request.session = {"link": "abc"}

    assert asked_by(request) == Asking("guest", "abc")


def test_fewer_posts_are_taken_than_pages():
    browser = Client(REMOTE_ADDR="10.0.0.1")
    answers = [browser.post("/account/login/", {}).status_code for _ in range(3)]

    assert answers == [422, 422, 429]
    assert browser.get("/account/login/").status_code == 200


def test_what_was_typed_waits_for_its_writer_once():
    browser = browser_of()
    page = browser.get(reverse("own-letter"))
    for _ in range(3):
        answer = browser.send(page, reverse("own-letter"), {"hour": "9"})

    assert answer.status_code == 429
    assert "It is kept for you" in answer.content.decode()
    held = HeldPost.objects.get()
    assert held.address == reverse("own-letter")
    assert held.why == HeldPost.Why.TOO_MANY


def test_a_password_is_never_kept():
    browser = Client(REMOTE_ADDR="10.0.0.1")
    for _ in range(3):
        answer = browser.post(
            "/account/login/", {"login": "a@example.org", "password": "hush hush"}
        )

    assert answer.status_code == 429
    assert "hush hush" not in answer.content.decode()
    assert not HeldPost.objects.exists()


def test_a_post_that_says_not_whose_it_is_is_given_back_in_the_page():
    browser = browser_of()
    for _ in range(3):
        answer = browser.post(reverse("own-letter"), {"hour": '9"><b>'})

    page = answer.content.decode()
    assert answer.status_code == 429
    assert not HeldPost.objects.exists()
    assert 'name="hour" value="9&quot;&gt;&lt;b&gt;"' in page
    assert page.count('name="form_key"') == 1


@pytest.mark.parametrize("address", ["/health/", "/ready/", "/metrics/"])
def test_what_machines_ask_is_not_counted(address):
    assert 429 not in statuses(Client(), 10, address)


def test_an_address_that_is_not_there_is_counted_too():
    assert statuses(Client(REMOTE_ADDR="10.0.0.3"), 5, "/nothing/there/")[-1] == 429


def test_several_processes_pass_no_more_than_the_limit_and_a_tenth_each():
    processes = [Tally() for _ in range(4)]
    passed = [
        each.takes(SOMEBODY, "asked", most=100, minute=1) for _ in range(100) for each in processes
    ]

    assert 100 <= sum(passed) <= 100 + 4 * 10


def test_one_process_keeps_the_limit_exactly():
    alone = Tally()

    assert sum(alone.takes(SOMEBODY, "asked", most=95, minute=1) for _ in range(200)) == 95


def test_a_first_tenth_asks_the_cache_nothing(monkeypatch):
    monkeypatch.setattr(limits, "cache", None)
    alone = Tally()

    assert all(alone.takes(SOMEBODY, "asked", most=300, minute=1) for _ in range(30))
    with pytest.raises(AttributeError):
        alone.takes(SOMEBODY, "asked", most=300, minute=1)


def test_an_ordinary_page_costs_no_more_questions(settings):
    browser = browser_of()
    counts = []
    for said in ({}, {"person": (300, 120), "guest": (1, 1), "address": (1, 1)}):
        settings.GOLDTHREAD_LIMITS = said
        browser.get(reverse("own-account"))
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse("own-account"))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_limits_are_read_from_what_the_environment_says():
    assert limits_of("person=300/120 guest=150/60 address=30/6")["address"] == (30, 6)
    assert limits_of("none") == {}
    for wrong in ("person=300/120", "person=many guest=1/1 address=1/1", "person=1"):
        with pytest.raises(ValueError, match="GOLDTHREAD_LIMITS"):
            limits_of(wrong)
