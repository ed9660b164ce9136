"""One submission makes one record, whatever a double click, a slow line or two windows do."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from goldthread.access.models import Submission
from goldthread.access.rows import new_public_id
from goldthread.access.submissions import FIELD, KEPT, sweep
from goldthread.accounts.models import Appointment, ConflictOfInterest, Offer
from goldthread.administration.forms.people import WHOLE_PARTNERSHIP
from goldthread.house import Role
from goldthread.performance.models import Commentary, ReturnRequest
from goldthread.register.models import Area, Membership
from goldthread.yearly_report.models import Report
from tests.clients import Client
from tests.factories import (
    AppointmentFactory,
    AreaFactory,
    MembershipFactory,
    SpaceAreaFactory,
    SpaceFactory,
)
from tests.performance.boards import YEAR, Board

pytestmark = pytest.mark.django_db
COMMENT = {"period": "2024-25", "text": "Two families moved here."}
AT_ONCE = 50


def signed_in(role=Role.PERFORMANCE_OFFICER, space=None):
    client = Client()
    space = space or SpaceFactory()
    client.person = AppointmentFactory(role=role, space=space).person
    client.force_login(client.person)
    return client


def with_figures():
    """A partnership in which there is something to comment on."""
    board = Board()
    board.transcribed(YEAR, ("re_referrals_12m", board.east, "38.0"))
    return board.space


@pytest.fixture
def officer():
    return signed_in(space=with_figures())


def comment_address(key="re_referrals_12m"):
    return reverse("comment-on-indicator", args=[key])


def commented(officer, key, **typed):
    return officer.post(comment_address(), COMMENT | typed | {FIELD: key})


def words(response):
    """The page without what is drawn anew for each reader and each time."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r'value="[^"]+"', "", main)


def test_a_second_post_is_led_where_the_first_was_and_does_nothing(officer):
    key = new_public_id()

    first, second = commented(officer, key), commented(officer, key)

    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == first["Location"]
    assert Commentary.objects.count() == 1


def test_two_forms_with_the_same_words_make_two_records(officer):
    for _ in range(2):
        commented(officer, new_public_id())

    assert Commentary.objects.count() == 2


@pytest.mark.parametrize("key", ["", "short", "x" * 23, "x" * 21 + "\0", "ü" * 22])
def test_a_form_without_a_key_of_the_server_is_not_taken(officer, key):
    response = commented(officer, key)

    assert response.status_code == 403
    assert "This form was out of date" in response.content.decode()
    assert not Commentary.objects.exists()


def test_a_form_that_came_back_with_mistakes_is_sent_again_with_the_same_key(officer):
    key = new_public_id()

    assert commented(officer, key, text="").status_code == 422
    assert commented(officer, key).status_code == 302
    assert Commentary.objects.count() == 1


def test_the_key_of_another_person_address_or_text_is_refused_and_tells_nothing(officer):
    key = new_public_id()
    officer.get(commented(officer, key)["Location"])  # the good news is told there, once
    colleague = signed_in(space=Appointment.objects.get(person=officer.person).space)

    refused = [
        commented(colleague, key),
        officer.post(comment_address("re_referrals_3m"), COMMENT | {FIELD: key}),
        commented(officer, key, text="Something else."),
        commented(officer, "no key at all"),
    ]

    assert {response.status_code for response in refused} == {403}
    assert len({words(response) for response in refused}) == 1
    assert Commentary.objects.count() == 1


def test_a_page_of_another_partnership_is_not_sent_from_this_one(officer):
    elsewhere = AppointmentFactory(role=Role.PERFORMANCE_OFFICER, person=officer.person).space
    here = Appointment.objects.exclude(space=elsewhere).get(person=officer.person).space
    key = new_public_id()
    officer.post(reverse("choose-space"), {"space": here.code})
    commented(officer, key)
    officer.post(reverse("choose-space"), {"space": elsewhere.code})

    assert commented(officer, key).status_code == 403
    assert Commentary.objects.count() == 1


def test_whoever_signs_out_twice_at_once_is_signed_out(officer):
    typed = {FIELD: new_public_id()}
    cookies = dict(officer.cookies)
    first = officer.post(reverse("account_logout"), typed)
    officer.cookies.update(cookies)

    second = officer.post(reverse("account_logout"), typed)

    assert (first.status_code, second.status_code) == (302, 302)


def test_nothing_that_was_typed_is_kept_with_the_key(officer):
    commented(officer, new_public_id())

    kept = Submission.objects.get()
    assert COMMENT["text"] not in "".join((kept.fingerprint, kept.answer))


def test_the_keys_of_old_forms_are_swept_away(officer):
    commented(officer, new_public_id())
    now = timezone.now()

    assert sweep(at=now + KEPT - timedelta(minutes=1)) == 0
    assert sweep(at=now + KEPT + timedelta(minutes=1)) == 1
    assert not Submission.objects.exists()


def appointing():
    manager = signed_in(Role.BUSINESS_MANAGER)
    typed = {
        "email": "ada@example.org",
        "agency": WHOLE_PARTNERSHIP,
        "role": Role.PARTNERSHIP_OFFICER.value,
        "starts_on": timezone.localdate().isoformat(),
    }
    made = Offer.objects.filter(person__email="ada@example.org")
    return manager, reverse("appoint"), typed, made


def commenting():
    return signed_in(space=with_figures()), comment_address(), COMMENT, Commentary.objects.all()


def starting_a_report():
    officer = signed_in(Role.PARTNERSHIP_OFFICER)
    return officer, reverse("yearly_report:start"), {"year": "2024-25"}, Report.objects.all()


def declaring_a_conflict():
    space = SpaceFactory()
    agency = MembershipFactory(space=space).agency
    address = reverse("declare-conflict", args=["register.agency", agency.public_id])
    made = ConflictOfInterest.objects.all()
    return signed_in(space=space), address, {"reason": "A relative works there."}, made


def asking_for_a_return():
    space = SpaceFactory()
    agency = MembershipFactory(space=space, standing=Membership.Standing.STATUTORY).agency
    area = SpaceAreaFactory(space=space, area=AreaFactory(kind=Area.Kind.COUNCIL)).area
    address = f"{reverse('ask-for-return')}?agency={agency.public_id}&period=2025-26+Q1"
    typed = {
        "areas": [area.public_id],
        "indicators": ["referrals"],
        "due_on_day": "1",
        "due_on_month": "6",
        "due_on_year": "2030",
    }
    return signed_in(space=space), address, typed, ReturnRequest.objects.all()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "form",
    [appointing, commenting, starting_a_report, declaring_a_conflict, asking_for_a_return],
)
def test_fifty_equal_posts_at_once_make_one_record(form):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time, and its database of tests is one connection")
    browser, address, typed, made = form()
    typed = typed | {FIELD: new_public_id()}
    start = Barrier(AT_ONCE)

    def send(_):
        own = Client()
        own.cookies = browser.cookies
        start.wait()
        try:
            return own.post(address, typed)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(send, range(AT_ONCE)))

    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert made.count() == 1
