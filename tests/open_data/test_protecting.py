"""Small numbers in open data: kept back with what would give them away, also over several publications."""

import pytest

from goldthread.open_data import actions
from goldthread.open_data.taking import earlier_tables
from goldthread.performance.models import Observation
from tests.clients import Client
from tests.factories import NOW
from tests.open_data.builders import Publisher
from tests.open_data.test_publishing import rows
from tests.performance.pages import today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]


def signs(here, period="2025-26 Q1"):
    """What stands for each area in a period: its value, or the sign in its place."""
    found = {
        row["area_code"]: row["value"] or row["sign"]
        for row in rows(here)
        if row["period"] == period
    }
    return [found.get(area.code) for area in (*here.areas, here.whole)]


def test_a_small_number_is_kept_back_with_what_would_give_it_away():
    here = Publisher(areas=3).with_figures(3, 20, 30)

    here.published()

    assert signs(here) == ["c", "c", "30", "53"]


def test_a_kept_back_figure_says_nothing_of_itself_anywhere():
    here = Publisher(areas=3).with_figures(3, 20, 30)
    here.published(caveats="Known")

    for name in ("", "figures.csv", "figures.json", "figures.csv-metadata.json"):
        page = Client().get(here.address(name=name)).content.decode()
        assert "confidence" not in page  # what the agency wrote to colleagues
    (row,) = [r for r in rows(here) if (r["area_code"], r["sign"]) == (here.areas[1].code, "c")]
    assert (row["value"], row["numerator"], row["denominator"]) == ("", "", "")


def test_what_was_behind_a_published_whole_does_not_count_as_published():
    here = Publisher(areas=3).with_figures(3, 20, 30)
    here.published(level="partnership")

    here.published(level="both")

    assert signs(here) == ["c", "c", "30", "53"]


def test_a_whole_that_is_public_already_is_thought_of_when_its_parts_follow():
    here = Publisher(areas=2).with_figures(3, 20)
    here.published(level="partnership")

    here.published(level="councils")

    assert signs(here)[:2] == ["c", "c"]


def test_what_was_kept_back_once_stays_so_when_a_correction_would_show_it():
    here = Publisher(areas=3).with_figures(3, 20, 30)
    here.published()
    Observation.objects.filter(area=here.areas[0]).update(value=9)

    here.published()

    assert signs(here) == ["c", "c", "30", "59"]


def test_a_figure_that_became_small_takes_others_with_it_that_were_not_shown():
    here = Publisher(areas=3).with_figures(9, 20, 30)
    here.published()
    Observation.objects.filter(area=here.areas[0]).update(value=3)

    here.published()

    shown = signs(here)
    assert shown[0] == "c"
    assert shown[3] == "c"  # the councils beside it were public with these very numbers


def test_what_waits_for_a_decision_is_thought_of_and_what_was_declined_is_not():
    here = Publisher().with_figures(40, 60)
    table = here.proposed()
    assert len(earlier_tables(here.space)) == len(table.behind) > 0
    assert earlier_tables(here.space, but=table.key) == []

    actions.decline(table=table, because_of="Not yet", by=here.partner, at=NOW)

    assert earlier_tables(here.space) == []
