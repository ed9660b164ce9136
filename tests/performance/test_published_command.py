"""Taking in published statistics, by command and by page."""

import json
from argparse import Namespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldthread.access.spaces import working_everywhere
from goldthread.config.commandline import main
from goldthread.house import Role
from goldthread.performance.commands_published import import_published
from goldthread.performance.models import PublishedValue
from goldthread.trail.models import Entry
from tests.factories import AppointmentFactory
from tests.performance.boards import Board
from tests.performance.published_files import (
    ENGLAND,
    GEOGRAPHY,
    MIDDLESBROUGH,
    REFERRALS,
    csv_bytes,
    referrals_row,
)
from tests.performance.reading import Page

pytestmark = pytest.mark.django_db
KEYS = {"recognised", "taken", "unchanged", "left", "not_understood"}


def table(*areas):
    return csv_bytes(
        [[*GEOGRAPHY, *REFERRALS], *(referrals_row(area, year="2024") for area in areas)]
    )


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "c1.csv"
    path.write_bytes(table(ENGLAND, MIDDLESBROUGH))
    return path


def run(*files, person=None, release="", as_json=True):
    return import_published(
        Namespace(files=list(files), person=person, release=release, json=as_json)
    )


def test_the_outcome_has_exactly_the_five_keys(file, capsys):
    assert run(file) == 0

    told = json.loads(capsys.readouterr().out)
    assert set(told) == KEYS
    assert told["taken"] == PublishedValue.objects.count() > 0
    assert told["recognised"][0]["release"] == "Children in need 2024"


def test_the_same_file_twice_changes_nothing(file, capsys):
    run(file)
    first = json.loads(capsys.readouterr().out)

    assert run(file) == 0

    told = json.loads(capsys.readouterr().out)
    assert (told["taken"], told["unchanged"]) == (0, first["taken"])


def test_a_file_that_is_not_recognised_ends_in_1_and_the_others_are_taken(file, tmp_path, capsys):
    strange = tmp_path / "strange.csv"
    strange.write_text("a,b\n1,2\n")

    assert run(file, strange) == 1

    told = json.loads(capsys.readouterr().out)
    assert told["taken"] > 0
    assert told["not_understood"][0]["file"] == "strange.csv"


def test_people_are_told_in_plain_words(file, capsys):
    run(file, as_json=False)

    assert "c1.csv: C1 Referrals and re-referrals, Children in need 2024" in capsys.readouterr().out


def test_a_missing_file_is_wrong_use_and_takes_nothing(file, tmp_path, capsys):
    assert run(file, tmp_path / "none.csv") == 2
    assert not PublishedValue.objects.exists()
    assert "none.csv" in capsys.readouterr().err


def test_the_edition_can_be_named(file, capsys):
    run(file, release="2024 revised")

    told = json.loads(capsys.readouterr().out)
    assert told["recognised"][0]["release"] == "Children in need 2024 revised"


def test_it_is_done_in_the_name_of_whoever_may(file, capsys):
    officer = AppointmentFactory(role=Role.PERFORMANCE_OFFICER).person

    assert run(file, person=officer.email) == 0

    assert Entry.objects.get(kind="performance.release.taken").person_id == officer.pk


def test_it_is_refused_to_whoever_may_not(file, capsys):
    practitioner = AppointmentFactory(role=Role.PRACTITIONER).person

    assert run(file, person=practitioner.email) == 2
    assert "import published statistics" in capsys.readouterr().err
    assert not PublishedValue.objects.exists()


def test_nobody_is_not_somebody(file, capsys):
    assert run(file, person="nobody@example.org") == 2
    assert "nobody@example.org" in capsys.readouterr().err


def test_the_command_is_found_by_its_name(file, capsys):
    with working_everywhere():
        assert main(["published", "import", str(file), "--json"]) == 0

    assert set(json.loads(capsys.readouterr().out)) == KEYS


# --- the page ------------------------------------------------------------------------------------
def upload(browser, content, name="c1.csv"):
    return browser.post(
        reverse("take-published-statistics"),
        {"file": SimpleUploadedFile(name, content, "text/csv"), "release": ""},
    )


def test_a_table_is_taken_in_by_page_and_listed_with_who_and_how_many():
    browser = Board().browser()

    response = upload(browser, table(ENGLAND))

    assert "figures taken in" in Page.of(response).one("h1").text
    listed = Page.of(browser.get(reverse("published-statistics"))).one("tbody").text
    assert "Children in need 2024" in listed
    assert "c1.csv" in listed
    assert "Person" in listed


def test_a_strange_table_is_refused_beside_the_question():
    response = upload(Board().browser(), b"a,b\r\n1,2\r\n", "strange.csv")

    assert response.status_code == 422
    shown = Page.of(response)
    assert "strange.csv is not a published table that is known" in shown.text
    assert shown.all("div", "govuk-error-summary")


def test_a_reader_sees_what_was_taken_in_and_no_way_to_take_more():
    browser = Board().browser(Role.INDEPENDENT_SCRUTINEER)

    assert not Page.of(browser.get(reverse("published-statistics"))).all("input", type="file")
    assert upload(browser, table(ENGLAND)).status_code == 403


def test_an_empty_list_says_what_to_do():
    shown = Page.of(Board().browser().get(reverse("published-statistics")))

    assert "Nothing has been taken in yet" in shown.text
