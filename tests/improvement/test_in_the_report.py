"""The impact of learning in the yearly report: figures by key, and passages to take over."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.house import Audience, FigureRequest, Role, Rung, registry
from goldthread.improvement import passages
from goldthread.improvement.figures import COUNTED, read
from tests.factories import NOW, AreaFactory, SpaceAreaFactory, SpaceFactory, principal_with
from tests.improvement.builders import LATER, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
YEAR = "2026-27"


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def whole(cast):
    """The area of the partnership as a whole."""
    area = AreaFactory(kind="partnership")
    SpaceAreaFactory(space=cast.space, area=area)
    return area


def values(principal, area, period=YEAR, names=COUNTED):
    asked = [FigureRequest(f"improvement.{name}", area.code, period) for name in names]
    figures = read(principal, asked, Audience.WORKING)
    return {name: figure.value for name, figure in zip(names, figures, strict=True)}


def test_a_year_counts_what_was_taken_on_done_tested_and_achieved_in_it(cast, whole):
    cast.achieved()
    cast.tested(cast.done(), verdict="not", next_on=LATER)
    cast.action()

    told = values(cast.manager, whole)

    assert (told["actions_taken_on"], told["actions_done"]) == (3, 2)
    assert (told["actions_achieved"], told["actions_reopened"]) == (1, 1)
    assert (told["actions_tested"], told["tests_practice"], told["tests_voice"]) == (2, 1, 0)
    assert values(cast.manager, whole, "2024-25")["actions_taken_on"] == 0


def test_who_sees_a_part_alone_is_told_that_they_cannot_count(cast, whole):
    cast.action()

    assert values(cast.lead, whole)["actions_taken_on"] is None


def test_a_council_has_no_actions_of_its_own_to_count(cast):
    council = AreaFactory(kind="council")
    SpaceAreaFactory(space=cast.space, area=council)
    cast.action()

    assert values(cast.manager, council)["actions_taken_on"] is None


def test_any_number_of_figures_costs_the_same(cast, whole):
    cast.achieved()
    with CaptureQueriesContext(connection) as one:
        values(cast.manager, whole, names=["actions_done"])
    with CaptureQueriesContext(connection) as all_:
        values(cast.manager, whole)

    assert len(all_) == len(one)


def test_every_figure_is_found_by_its_key():
    for name in COUNTED:
        assert registry.figure_family(f"improvement.{name}").prefix == "improvement"


def test_a_line_is_told_from_its_source_to_its_test_with_the_test_that_failed(cast):
    action = cast.done()
    cast.tested(action, verdict="not", next_on=LATER, words="3 of 30 files")
    cast.evidence(action, at=NOW + timedelta(days=1))
    cast.tested(cast.closed(action), rung=Rung.VOICE)

    (told,) = passages.read(cast.manager, [f"improvement.line.{action.public_id}"])

    for words in ("Step-down audit", "not told", "hears the outcome", "3 of 30", "29 of 30"):
        assert words in told.text, words
    assert told.text.index("3 of 30") < told.text.index("29 of 30")
    assert told.rung is Rung.VOICE


def test_an_action_that_no_test_found_embedded_is_not_offered(cast):
    action = cast.done()

    assert [key for key, _ in passages.offers(cast.manager)] == ["improvement.summary"]
    with pytest.raises(KeyError):
        passages.read(cast.manager, [f"improvement.line.{action.public_id}"])


def test_how_all_stands_is_told_with_the_ladder(cast):
    cast.achieved()
    cast.action()

    (told,) = passages.read(cast.manager, ["improvement.summary"])

    assert "Of 2 actions 1 are under way" in told.text
    assert "practice seen: 1" in told.text


def test_another_agencys_line_is_not_there_for_who_does_not_see_it(cast):
    action = cast.achieved()
    stranger = principal_with(Role.BUSINESS_MANAGER, space=SpaceFactory())

    with pytest.raises(KeyError):
        passages.read(stranger, [f"improvement.line.{action.public_id}"])
