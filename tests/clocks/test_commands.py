"""`./goldthread clocks`: the list, a day, and what is refused in one sentence."""

import json
from datetime import date

import pytest

from goldthread.clocks import clocks
from goldthread.config.commandline import main
from goldthread.register.models import Setting
from tests.factories import SpaceFactory


@pytest.fixture
def said(capsys):
    def run(*words):
        code = main(["clocks", *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_the_list_has_every_limit_with_its_source(said):
    code, out, _ = said("list")

    assert code == 0
    assert all(name in out for name in clocks())
    assert "Child Safeguarding Practice Review Panel, frequently asked questions" in out


def test_the_list_as_json_is_a_row_for_each_edition(said):
    code, out, _ = said("list", "--json")

    rows = json.loads(out)
    assert code == 0
    assert {row["name"] for row in rows} == set(clocks())
    (newest,) = [r for r in rows if r["name"] == "rapid_review" and not r["holds_until"]]
    assert (newest["amount"], newest["unit"], newest["confirmed"]) == (15, "working_days", True)
    assert (newest["edition"], newest["holds_from"]) == ("Working Together 2026", "2026-03-19")


def test_a_day_is_given_with_its_working(said):
    code, out, _ = said("due", "rapid_review", "2026-03-30")

    assert code == 0
    assert "Wednesday 22 April 2026" in out
    assert "Good Friday 3 April and Easter Monday 6 April do not count" in out


@pytest.mark.parametrize("text", ["2026-03-30", "30/03/2026", "30 March 2026", "2026-03-30T14:30"])
def test_a_day_is_given_as_json(said, text):
    code, out, _ = said("due", "rapid_review", text, "--json")

    found = json.loads(out)
    assert code == 0
    assert (found["starts_on"], found["due_on"]) == ("2026-03-30", "2026-04-22")
    assert len(found["counted"]) == 15
    assert {"day": "2026-04-03", "why": "Good Friday"} in found["skipped"]
    assert found["certain"]


def test_hours_without_a_time_are_counted_from_the_first_minute_and_it_is_said(said):
    _, plain, _ = said("due", "return_interview", "2026-03-28")
    _, told, _ = said("due", "return_interview", "2026-03-28T14:00", "--json")

    assert "No time of day was given" in plain
    assert json.loads(told)["note"] == ""
    assert json.loads(told)["due_at"] == "2026-03-31T15:00:00+01:00"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("rapid-reveiw", "2026-03-30"), "Did you mean rapid_review,"),
        (("zzzz", "2026-03-30"), "There is no clock 'zzzz'."),
        (("rapid_review", "2026-02-30"), "'2026-02-30' is no day"),
        (("rapid_review", "2026-02-03T25:00"), "'2026-02-03T25:00' is no day"),
        (("rapid_review", "1066-10-14"), "'1066-10-14' is no day from 1900"),
        (("rapid_review", "2017-01-01"), "before 4 July 2018"),
        (("rapid_review", "2041-01-01"), "2041 lies outside"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_one_line(said, words, sentence):
    code, out, err = said("due", *words)

    assert (code, out) == (2, "")
    assert sentence in err
    assert len(err.splitlines()) == 1


def test_the_calendar_tells_its_years_and_that_nothing_differs(said):
    code, out, _ = said("calendar")

    assert code == 0
    assert "2012 to 2028" in out
    assert "0 days differ" in out
    assert json.loads(said("calendar", "--json")[1])["announced"] == [2012, 2028]


def test_a_calendar_that_differs_ends_with_problems(said, monkeypatch):
    monkeypatch.setattr("goldthread.config.clocks.differing", lambda calendar: ["2030-06-03: so"])

    assert said("calendar")[0] == 1
    assert said("calendar", "--json")[0] == 1


@pytest.mark.django_db
def test_a_partnerships_own_limit_is_counted_by_and_said(said):
    space = SpaceFactory(code="HERE")
    Setting.objects.create(
        space=space,
        name="clocks.first_core_group",
        value={"amount": 8, "unit": "working_days"},
        reason="Agreed by the executive",
        source="Procedures, 4.2",
        holds_from=date(2026, 1, 1),
    )

    _, plain, _ = said("due", "first_core_group", "2026-06-01", "--space", "here")
    _, told, _ = said("due", "first_core_group", "2026-06-01", "--space", "HERE", "--json")

    assert "8 working days from 2026-01-01: Agreed by the executive (Procedures, 4.2)" in plain
    assert json.loads(told)["due_on"] == "2026-06-11"
    assert json.loads(told)["own"]["reason"] == "Agreed by the executive"


@pytest.mark.django_db
def test_a_partnership_that_is_not_there_is_refused_with_those_that_are(said):
    SpaceFactory(code="HERE")

    code, _, err = said("due", "rapid_review", "2026-03-30", "--space", "THERE")

    assert code == 2
    assert "There is no partnership 'THERE' here: HERE." in err
