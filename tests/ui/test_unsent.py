"""What somebody typed is not lost: not by the end of a session, another tab, or the Back button."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldthread.access import unsent
from goldthread.access.models import FormDraft, HeldPost
from goldthread.accounts.middleware import BEGAN_KEY, SEEN_KEY
from goldthread.house import Role
from goldthread.performance.models import Document
from goldthread.ui.middleware import TOLD_KEY
from goldthread.ui.page_forms import PageForms, answers
from tests.clients import Client
from tests.factories import NOW, AppointmentFactory, SpaceFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/performance/documents/new/"
TYPED = {"title": "A report of many pages", "publisher": "Somebody", "year": "2023-24"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as standing:
        yield standing


def officer(space=None, **more):
    """Somebody who may name documents, signed in as anybody is."""
    person = AppointmentFactory(
        role=Role.PERFORMANCE_OFFICER, space=space or SpaceFactory(), **more
    ).person
    return signed_in(person)


def signed_in(person, browser=None):
    browser = browser or Client(enforce_csrf_checks=True)
    browser.force_login(person)
    session = browser.session
    for key in (BEGAN_KEY, SEEN_KEY, TOLD_KEY):
        session.pop(key, None)
    session.save()
    browser.person = person
    return browser


def address():
    return reverse("document-new")


def waiting(browser):
    return browser.get(reverse("unsent"))


def words(response):
    return response.content.decode()


def send_now(browser):
    """Press the button of the one thing that waits."""
    return browser.send(waiting(browser), address(), {})


def test_a_post_after_the_end_of_the_session_is_sent_once_its_writer_is_back(clock):
    browser = officer()
    page = browser.get(address())
    clock.shift(timedelta(minutes=31))

    answer = browser.send(page, address(), TYPED)
    assert answer["Location"] == f"{reverse('account_login')}?next={reverse('unsent')}"
    assert "What you typed is kept" in words(browser.get(answer["Location"]))
    signed_in(browser.person, browser)
    shown = words(waiting(browser))
    assert "You were signed out before this was sent" in shown
    assert "A report of many pages" in shown
    assert "Publisher" in shown

    assert send_now(browser).status_code == 302
    assert Document.objects.values("title", "publisher", "year").get() == TYPED
    assert "Nothing of yours is waiting" in words(waiting(browser))


def test_a_post_after_signing_out_in_another_tab_waits_too():
    browser = officer()
    page = browser.get(address())
    browser.send(page, reverse("account_logout"), {})

    assert "/login/" in browser.send(page, address(), TYPED)["Location"]
    signed_in(browser.person, browser)

    assert send_now(browser).status_code == 302
    assert Document.objects.count() == 1


def test_nobody_else_at_that_machine_sees_what_waits(clock):
    browser = officer()
    page = browser.get(address())
    clock.shift(timedelta(minutes=31))
    browser.send(page, address(), TYPED)
    writer = browser.person
    other = AppointmentFactory(role=Role.PERFORMANCE_OFFICER, space=writer.appointments.get().space)
    signed_in(other.person, browser)

    assert TYPED["title"] not in words(waiting(browser))
    held = HeldPost.objects.get()
    page = browser.get(reverse("home"))
    browser.post(
        reverse("throw-away", args=[held.public_id]),
        {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value},
    )
    assert HeldPost.objects.filter(person_id=writer.pk).exists()
    assert TYPED["title"].encode() not in bytes(held.sealed)


def test_a_form_of_somebody_else_waits_for_them_and_is_not_sent():
    browser = officer()
    page = browser.get(address())
    writer = browser.person
    other = AppointmentFactory(role=Role.PERFORMANCE_OFFICER, space=writer.appointments.get().space)
    signed_in(other.person, browser)

    answer = browser.send(page, address(), TYPED)

    assert answer.status_code == 403
    assert TYPED["title"] not in words(answer)
    assert not Document.objects.exists()
    assert HeldPost.objects.get().person_id == writer.pk


def test_a_token_that_ran_out_by_signing_in_again_costs_nothing():
    browser = officer()
    page = browser.get(address())
    browser.cookies["csrftoken"] = "x" * 32

    answer = browser.send(page, address(), TYPED)

    assert answer["Location"] == reverse("unsent")
    assert "You signed in again before this was sent" in words(waiting(browser))
    assert send_now(browser).status_code == 302
    assert Document.objects.count() == 1


def test_a_form_without_a_token_that_says_not_whose_it_is_is_refused_as_ever():
    browser = officer()
    page = browser.get(address())
    browser.cookies["csrftoken"] = "x" * 32

    answer = browser.send(page, address(), TYPED | {"form_of": "made up"})

    assert answer.status_code == 403
    assert not HeldPost.objects.exists()


def test_what_was_changed_after_the_back_button_is_offered_as_something_new():
    browser = officer()
    page = browser.get(address())
    first = browser.send(page, address(), TYPED)

    again = browser.send(page, address(), TYPED | {"title": "Another report"})

    assert again["Location"] == reverse("unsent")
    shown = words(waiting(browser))
    assert "This was sent before" in shown
    assert first["Location"] in shown
    assert send_now(browser).status_code == 302
    assert set(Document.objects.values_list("title", flat=True)) == {
        TYPED["title"],
        "Another report",
    }


def test_whoever_signs_in_later_is_led_to_what_waits_once(clock):
    browser = officer()
    page = browser.get(address())
    clock.shift(timedelta(minutes=31))
    browser.send(page, address(), TYPED)
    later = signed_in(browser.person)

    assert later.get(reverse("home"))["Location"] == reverse("unsent")
    assert later.get(reverse("home")).status_code == 200


def test_what_waits_is_given_up_after_a_day(clock):
    browser = officer()
    page = browser.get(address())
    clock.shift(timedelta(minutes=31))
    browser.send(page, address(), TYPED)
    clock.shift(unsent.HELD + timedelta(minutes=1))
    signed_in(browser.person, browser)

    assert TYPED["title"] not in words(waiting(browser))


def test_no_more_waits_for_a_person_than_ten_posts(clock):
    browser = officer()
    pages = [browser.get(address()) for _ in range(unsent.MOST_HELD + 3)]
    clock.shift(timedelta(minutes=31))
    for page in pages:
        browser.send(page, address(), TYPED)
        clock.shift(timedelta(seconds=1))

    assert HeldPost.objects.count() == unsent.MOST_HELD


def test_a_post_of_another_partnership_waits_until_one_is_back_there():
    browser = officer()
    here = browser.person.appointments.get().space
    elsewhere = AppointmentFactory(role=Role.PERFORMANCE_OFFICER, person=browser.person).space
    session = browser.session
    session["space"] = here.code
    session.save()
    page = browser.get(address())
    session["space"] = elsewhere.code
    session.save()

    assert browser.send(page, address(), TYPED)["Location"] == reverse("unsent")
    assert "belongs to another partnership" in words(waiting(browser))
    assert not Document.objects.exists()
    session["space"] = here.code
    session.save()
    assert send_now(browser).status_code == 302
    assert Document.objects.get().space == here


def test_files_do_not_wait_and_the_page_says_so(clock):
    browser = officer()
    there = reverse("import-published-statistics")
    page = browser.get(there)
    clock.shift(timedelta(minutes=31))
    file = SimpleUploadedFile("figures.csv", b"a,b")
    browser.send(page, there, {"file": file})
    signed_in(browser.person, browser)

    shown = words(waiting(browser))

    assert "figures.csv was not kept" in shown


def test_passwords_never_wait():
    browser = officer()
    page = browser.get(reverse("account_change_password"))
    browser.cookies["csrftoken"] = "x" * 32

    browser.send(page, reverse("account_change_password"), {"password1": "correct horse"})

    assert not HeldPost.objects.exists()


# -- Drafts --------------------------------------------------------------------------------------------


def kept(browser, page, typed):
    """What the script of a page sends by itself."""
    form = dict(PageForms(page.content, address()).forms())[address()]
    sent = answers(form) | {"draft_of": address()} | typed
    return browser.post(reverse("keep-draft"), sent, headers={unsent.BACKGROUND: "1"})


def test_what_was_begun_stands_in_the_form_again():
    browser = officer()
    page = browser.get(address())

    assert kept(browser, page, TYPED).status_code == 204
    again = browser.get(address())

    assert "You began this on 20 May 2026, 10:30am" in words(again)
    assert 'value="A report of many pages"' in words(again)
    assert TYPED["title"].encode() not in bytes(FormDraft.objects.get().sealed)


def test_a_draft_goes_when_the_form_is_sent():
    browser = officer()
    page = browser.get(address())
    kept(browser, page, TYPED)

    browser.send(browser.get(address()), address(), {})

    assert Document.objects.get().title == TYPED["title"]
    assert not FormDraft.objects.exists()


def test_a_draft_that_comes_after_its_form_was_sent_is_not_kept():
    browser = officer()
    page = browser.get(address())
    browser.send(page, address(), TYPED)

    assert kept(browser, page, TYPED).status_code == 403
    assert not FormDraft.objects.exists()
    assert not HeldPost.objects.exists()


def test_whoever_starts_again_has_the_form_as_it_was():
    browser = officer()
    kept(browser, browser.get(address()), TYPED)

    answer = browser.send(browser.get(address()), reverse("start-again"), {})

    assert answer["Location"] == address()
    assert TYPED["title"] not in words(browser.get(address()))


def test_a_draft_is_its_writers_alone():
    space = SpaceFactory()
    browser, other = officer(space), officer(space)
    kept(browser, browser.get(address()), TYPED)

    assert TYPED["title"] not in words(other.get(address()))


def test_what_came_back_with_mistakes_is_there_again_without_a_script():
    browser = officer()
    long = TYPED | {"title": "A report " * 9, "year": ""}

    assert browser.send(browser.get(address()), address(), long).status_code == 422

    assert long["title"] in words(browser.get(address()))


def test_drafts_and_held_posts_are_swept_away(clock):
    browser = officer()
    page = browser.get(address())
    kept(browser, page, TYPED)
    browser.cookies["csrftoken"] = "x" * 32
    browser.send(page, address(), TYPED)

    assert unsent.sweep(at=NOW + timedelta(hours=23)) == 0
    assert unsent.sweep(at=NOW + timedelta(hours=25)) == 1
    assert unsent.sweep(at=NOW + timedelta(days=15)) == 1


def test_what_no_page_can_hold_does_not_keep_its_writer_from_the_page():
    browser = officer()
    long = TYPED | {"title": "A\x1b[2J\x07 report\ufffe " * 9, "year": ""}
    assert browser.send(browser.get(address()), address(), long).status_code == 422

    answer = browser.get(address())

    assert answer.status_code == 200
    assert "A[2J report" in words(answer)


def test_an_address_longer_than_is_kept_is_told_beside_its_box():
    browser = officer()
    typed = TYPED | {"url": f"https://example.org/{'a' * 300}"}

    answer = browser.send(browser.get(address()), address(), typed)

    assert answer.status_code == 422
    assert not Document.objects.exists()


@pytest.mark.parametrize("said", ["\0", "{}?x=\0"])
def test_a_draft_of_no_address_is_not_kept_and_breaks_nothing(said):
    browser = officer()
    page = browser.get(address())
    wrong = {"draft_of": said.format(address())}

    kept_nothing = kept(browser, page, TYPED | wrong)
    form = answers(dict(PageForms(page.content, address()).forms())[address()])
    again = browser.post(reverse("start-again"), form | wrong)

    assert (kept_nothing.status_code, again.status_code) == (422, 302)
    assert not FormDraft.objects.exists()
