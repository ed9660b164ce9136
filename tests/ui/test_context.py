from dataclasses import replace

import pytest
from django.test import RequestFactory

from goldthread.access.principal import NOBODY, SpaceRef
from goldthread.ui.context import frame
from tests.ui.pages import BUSINESS_MANAGER


def framed(path="/", principal=BUSINESS_MANAGER):
    request = RequestFactory().get(path)
    request.principal = principal
    return frame(request)["frame"]


def test_menu_offers_what_may_be_opened_and_nothing_else(look):
    labels = [line.label for line in framed().menu]

    assert labels == [
        "Home",
        "Performance",
        "Learning",
        "Assurance",
        "Governance",
        "Training",
        "Yearly report",
    ]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", {"Home": "page"}),
        ("/performance/", {"Performance": "page"}),
        ("/performance/returns/7/", {"Performance": "true"}),
        ("/performances/", {}),
        ("/learning/", {"Learning": "page"}),
    ],
)
def test_menu_says_where_the_reader_is(look, path, current):
    assert {line.label: line.current for line in framed(path).menu if line.current} == current


@pytest.mark.parametrize("principal", [None, NOBODY])
def test_nobody_is_offered_only_the_way_in(look, principal):
    stranger = framed(principal=principal)

    assert stranger.sign_in_url == "/account/login/"
    assert (stranger.menu, stranger.person, stranger.sign_out_url) == ((), "", "")


def test_a_request_without_a_principal_is_framed_too(look):
    assert frame(RequestFactory().get("/"))["frame"].person == ""


def test_partnership_can_be_changed_only_where_there_is_another(look):
    assert framed().choose_url == "/partnership/"
    assert framed(principal=replace(BUSINESS_MANAGER, spaces_to_choose=1)).choose_url == ""


def test_somebody_without_a_partnership_is_framed_too(look):
    somebody = framed(principal=replace(BUSINESS_MANAGER, space=None, spaces=frozenset()))

    assert (somebody.partnership, somebody.roles) == ("", "")
    assert [line.label for line in somebody.menu] == ["Home"]


def test_the_banner_says_which_demonstration_it_is(look):
    tees = SpaceRef(1, "STSCP", "South Tees Safeguarding Children Partnership")

    assert "does not exist" in framed().demonstration
    real = framed(principal=replace(BUSINESS_MANAGER, space=tees)).demonstration
    assert "exactly as published" in real


def test_there_is_no_banner_in_real_use(look):
    look.GOLDTHREAD_DEMONSTRATION = False

    assert framed().demonstration == ""


def test_the_warning_of_identities_stands_until_an_installation_is_ready(look):
    assert framed().warns_of_identities
    look.GOLDTHREAD_READY_FOR_IDENTITIES = True
    assert not framed().warns_of_identities


def test_an_address_that_is_not_there_is_not_offered(settings, look):
    settings.ROOT_URLCONF = "tests.ui.no_pages"

    assert framed().menu == ()
    assert framed().accessibility_url == ""
