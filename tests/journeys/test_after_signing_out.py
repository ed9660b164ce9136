"""Sign out, then press Back: nothing of what was seen is shown."""

import pytest
from django.urls import reverse

from goldthread.accounts.models import Person
from goldthread.house import Role
from tests.factories import SpaceFactory, principal_with
from tests.journeys.windows import Windows

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NAME = "Persephone Quillfeather"


@pytest.fixture
def manager():
    found = principal_with(Role.BUSINESS_MANAGER, space=SpaceFactory())
    Person.objects.filter(pk=found.person_id).update(name=NAME)
    return found


@pytest.mark.parametrize("script", [True, False])
def test_back_shows_nothing_after_signing_out(browser, live_server, manager, script):
    windows = Windows(browser, live_server.url, script=script)
    page, _ = windows.open(manager, reverse("people"))
    page.goto(live_server.url + reverse("own-account"))
    page.goto(live_server.url + reverse("people"))
    assert NAME in page.content()

    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**" + reverse("account_login"))
    for _ in range(3):
        page.go_back()
        page.wait_for_load_state()
        assert NAME not in page.content()
        assert NAME not in page.title()
        assert page.url.startswith(live_server.url + reverse("account_login"))
    page.go_forward()
    assert NAME not in page.content()
    windows.close()


@pytest.mark.parametrize("script", [True, False])
def test_back_shows_nothing_after_the_session_ended_elsewhere(
    browser, live_server, manager, script
):
    from django.contrib.sessions.models import Session

    windows = Windows(browser, live_server.url, script=script)
    page, _ = windows.open(manager, reverse("people"))
    page.goto(live_server.url + reverse("own-account"))
    Session.objects.all().delete()

    page.go_back()
    page.wait_for_load_state()

    assert NAME not in page.content()
    windows.close()
