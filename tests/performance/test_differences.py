"""Where a local figure and the official one disagree: found, explained, and asked again when one changes."""

import csv
import json
from argparse import Namespace
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from goldthread.access.decision import Refused
from goldthread.accounts.principals import the_installation
from goldthread.house import Audience, FigureRequest, Role
from goldthread.measures.periods import Period
from goldthread.performance import actions, inbox
from goldthread.performance.commands_differences import list_differences
from goldthread.performance.differences import differences
from goldthread.performance.figures.family import read
from goldthread.performance.models import Explanation
from tests.factories import NOW, TODAY
from tests.performance.boards import Board
from tests.performance.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
YEAR, BEFORE = Period.year(2022), Period.year(2021)
RE_REFERRALS = "re_referrals_12m"


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


class Town(Board):
    """A council whose report and whose published statistics do not say the same."""

    def __post_init__(self):
        super().__post_init__()
        self.town = self.east

    def says(self, value, period=YEAR, key=RE_REFERRALS):
        self.transcribed(period, (key, self.town, value))

    def officially(self, value, period=YEAR, key=RE_REFERRALS, **more):
        self.published(period, (key, self.town, value), **more)

    def found(self):
        return differences(self.principal(Role.PERFORMANCE_OFFICER), on=TODAY)

    def explain_address(self, period=YEAR):
        (each,) = [d for d in self.found() if d.period == period]
        asked = {"key": each.place.indicator, "area": each.place.area, "period": str(period)}
        return reverse(
            "explain-difference", query=asked | {"origin": each.origin, "publisher": each.publisher}
        )


@pytest.fixture
def town():
    return Town()


def test_two_numbers_further_apart_than_rounding_are_a_difference(town):
    town.says("37.6")
    town.officially("26.0")

    (found,) = town.found()

    assert (found.local_words, found.official_words) == ("37.6%", "26%")
    assert found.apart == Decimal("11.6")


@pytest.mark.parametrize(
    ("local", "official"), [("37.6", "37.6"), ("38", "37.6"), ("37.65", "37.7")]
)
def test_what_rounding_explains_is_none(town, local, official):
    town.says(local)
    town.officially(official)

    assert town.found() == []


def test_a_count_of_ours_is_not_rounded_at_all(town):
    town.says("4612", key="referrals")
    town.officially("4613", key="referrals")

    assert len(town.found()) == 1


def test_what_a_report_counts_without_saying_how_is_held_against_what_is_published(town):
    town.says("1067", key="children_in_need_not_stated")
    town.officially("2196", key="children_in_need")

    (found,) = town.found()

    assert found.place.indicator == "children_in_need_not_stated"
    assert (found.apart, found.held_against) == (
        -1129,
        "Children in need (the Department's definition)",
    )
    assert "definition)" in town.browser().get(reverse("differences")).content.decode()


def test_the_newest_release_is_the_official_one(town):
    town.says("37.6")
    town.officially("26.0", release="Children in need 2023")
    town.officially("37.6", release="Children in need 2024")

    assert town.found() == []


def test_a_reason_is_remembered_for_these_two_numbers_and_asked_again_when_one_changes(town):
    town.says("37.6")
    town.officially("26.0", release="Children in need 2023")
    browser, address = town.browser(), town.explain_address()
    seen = {"local": "37.600000", "official": "26.000000"}
    said = {"reason": "definition", "text": "We count those closed at triage too."}

    answer = browser.post(address, seen | said, follow=True)

    assert "The reason is saved." in answer.content.decode()
    assert "We count those closed at triage too." in answer.content.decode()
    (found,) = town.found()
    assert found.explained.reason == Explanation.Reason.DEFINITION
    town.officially("27.0", release="Children in need 2024")
    (found,) = town.found()
    assert found.explained is None
    assert found.earlier.text == "We count those closed at triage too."


def test_one_reason_can_hold_for_every_period_without_one(town):
    for period, local, official in ((YEAR, "37.6", "26.0"), (BEFORE, "37.9", "25.8")):
        town.says(local, period)
        town.officially(official, period)
    seen = {"local": "37.600000", "official": "26.000000", "for_all": "on"}
    said = {"reason": "definition", "text": "Another definition."}

    town.browser().post(town.explain_address(), seen | said)

    assert [each.explained.text for each in town.found()] == ["Another definition."] * 2


def test_a_reason_for_numbers_that_changed_meanwhile_is_not_kept(town):
    town.says("37.6")
    town.officially("26.0")
    seen = {"local": "37.600000", "official": "25.000000"}
    said = {"reason": "date", "text": "Counted in May."}

    answer = town.browser().post(town.explain_address(), seen | said)

    assert answer.status_code == 409
    assert "One of the two figures has changed" in answer.content.decode()
    assert "Counted in May." in answer.content.decode()
    assert not Explanation.objects.exists()


def test_without_a_reason_both_questions_are_asked_beside_their_places(town):
    town.says("37.6")
    town.officially("26.0")

    answer = town.browser().post(town.explain_address(), {})

    assert answer.status_code == 422
    assert len(Page.of(answer).all("p", "govuk-error-message")) == 2


def test_an_agency_sees_the_differences_and_explains_none(town):
    town.says("37.6")
    town.officially("26.0")
    browser = town.browser(Role.INDEPENDENT_SCRUTINEER)

    assert "No reason given yet" in browser.get(reverse("differences")).content.decode()
    assert browser.get(town.explain_address()).status_code == 403
    with pytest.raises(Refused):
        actions.explain(
            by=town.principal(Role.INDEPENDENT_SCRUTINEER),
            at=NOW,
            space=town.space,
            found=town.found(),
            reason="date",
            text="Said so",
        )


def test_the_inbox_asks_in_one_line_until_every_difference_has_a_reason(town):
    officer = town.principal(Role.PERFORMANCE_OFFICER)
    assert inbox.differences_to_explain(officer, TODAY) == []
    town.says("37.6")
    town.officially("26.0")

    (item,) = inbox.differences_to_explain(officer, TODAY)

    assert item.title == "1 figure differs from the official one"
    actions.explain(
        by=officer, at=NOW, space=town.space, found=town.found(), reason="date", text="In May."
    )
    assert inbox.differences_to_explain(officer, TODAY) == []


def test_the_command_writes_what_the_page_lists(town, tmp_path, capsys):
    town.says("37.6")
    town.officially("26.0")
    out = tmp_path / "differences.csv"

    code = list_differences(Namespace(space=town.space.code.lower(), out=out, json=True))

    assert code == 0
    assert json.loads(capsys.readouterr().out)["differences"] == 1
    (row,) = csv.DictReader(out.read_text().splitlines())
    assert (row["local"], row["official"], row["apart"]) == ("37.6", "26", "11.6")
    assert row["release"] == "Children in need 2025"


def test_the_command_names_a_partnership_that_is_not_there(tmp_path, capsys):
    assert list_differences(Namespace(space="NONE", out=tmp_path / "a.csv", json=False)) == 2
    assert "There is no partnership NONE." in capsys.readouterr().err


def test_the_list_asks_the_database_as_much_for_many_as_for_one(
    town, django_assert_max_num_queries
):
    browser, address = town.browser(), reverse("differences")
    town.says("37.6")
    town.officially("26.0")
    browser.get(address)
    with django_assert_max_num_queries(60) as few:
        browser.get(address)
    for year in range(2012, 2021):
        town.says("37.6", Period.year(year))
        town.officially("26.0", Period.year(year))

    with django_assert_max_num_queries(len(few)):
        assert len(Page.of(browser.get(address)).all("tbody")[0].all("tr")) == 10


def test_a_command_reads_the_published_figures_that_an_officer_reads(town):
    town.officially("26.0")
    asked = FigureRequest(f"performance.{RE_REFERRALS}", town.town.code, str(YEAR))

    (by_command,) = read(the_installation(town.space), [asked], Audience.WORKING)

    assert by_command.shown == "26%"
    assert [by_command] == read(town.principal(Role.PERFORMANCE_OFFICER), [asked], Audience.WORKING)
