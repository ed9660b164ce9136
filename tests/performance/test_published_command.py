"""Importing published statistics by command."""

import csv
import io
import json
from argparse import Namespace

import pytest

from goldthread.access.spaces import working_everywhere
from goldthread.config.commandline import main
from goldthread.house import Role
from goldthread.performance.commands_published import import_published
from goldthread.performance.models import PublishedValue
from goldthread.performance.published import own_format
from goldthread.trail.models import Entry
from tests.factories import AppointmentFactory
from tests.performance.published_files import (
    ENGLAND,
    GEOGRAPHY,
    MIDDLESBROUGH,
    REFERRALS,
    csv_bytes,
    referrals,
    referrals_row,
)

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


def test_what_a_person_imports_by_command_waits_in_their_partnership(file, capsys):
    officer = AppointmentFactory(role=Role.PERFORMANCE_OFFICER)

    run(file, person=officer.person.email, as_json=False)

    assert set(PublishedValue.objects.values_list("space", flat=True)) == {officer.space_id}
    assert f"Shown in {officer.space.name} alone" in capsys.readouterr().out


def test_what_whoever_runs_the_installation_imports_counts_for_all(file, capsys):
    run(file)

    assert set(PublishedValue.objects.values_list("space", flat=True)) == {None}


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("indicator", "no_such", "there is no indicator “no_such”"),
        ("period", "banana", "banana"),
        ("period", "99999999999999", "99999999999999"),
        ("area_code", "E" * 40, "is not the code of an area"),
        ("area", "A" * 200, "the area name has more than 120 letters"),
        ("release", "R" * 200, "the release has more than 160 letters"),
        ("value", "1" + "0" * 12, "the number is too large"),
        ("row", "9" * 30, "the number of the row is not one"),
    ],
)
def test_what_cannot_be_kept_is_told_in_one_sentence_and_nothing_is(
    column, cell, said, tmp_path, capsys
):
    text = io.StringIO()
    own_format.write(referrals(referrals_row(), referrals_row(ENGLAND)).readings, text)
    heading, first, *rest = csv.reader(io.StringIO(text.getvalue()))
    first[heading.index(column)] = cell
    path = tmp_path / "figures.csv"
    path.write_bytes(csv_bytes([heading, first, *rest]))

    assert run(path) == 1

    (told,) = json.loads(capsys.readouterr().out)["not_understood"]
    assert said in told["sentence"]
    assert not PublishedValue.objects.exists()


def test_names_that_are_too_long_are_told_before_anything_is_kept(tmp_path, capsys):
    path = tmp_path / ("t" * 200 + ".csv")
    path.write_bytes(table(MIDDLESBROUGH))

    assert run(path, release="2024 " * 20) == 1

    told = " ".join(
        each["sentence"] for each in json.loads(capsys.readouterr().out)["not_understood"]
    )
    assert "the name of the file has 204 letters: shorten it to 160" in told
    assert "the edition has 100 letters: shorten it to 40" in told
    assert not PublishedValue.objects.exists()


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
