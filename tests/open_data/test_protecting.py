"""Small numbers in open data: kept back with what would give them away, also over several publications."""

from decimal import Decimal

import pytest

from goldthread.access.decision import Refused
from goldthread.house import registry
from goldthread.measures.catalogue import Kind, catalogue
from goldthread.measures.cells import CellName
from goldthread.measures.release_set import Publication, PublishedNumber
from goldthread.open_data import actions
from goldthread.open_data.protecting import published_as
from goldthread.performance.models import Observation
from goldthread.register.models import Setting
from goldthread.register.small_numbers import setting_of
from tests.clients import Client
from tests.factories import NOW
from tests.open_data.builders import Publisher
from tests.open_data.test_publishing import rows
from tests.performance.builders import Q1, number
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


def test_what_is_public_is_told_to_whoever_publishes_later_and_what_waits_is_not():
    here = Publisher().with_figures(40, 60)
    table = here.proposed()
    assert registry.publications(here.space.pk) == ()

    actions.approve(table=table, sha256=table.sha256, by=here.partner, at=NOW)

    (told,) = registry.publications(here.space.pk)
    assert len(told.numbers) == len(table.behind) > 0


SOURCES = [source for source, _ in catalogue()["referrals"].breakdowns[0].items]


def by_source(here, **counts):
    """Referrals of the first council with what they are made of, and of the second without."""
    first, second = here.areas
    numbers = dict.fromkeys(SOURCES, 0) | counts
    lines = {here.key("referrals", source, area=first): number(n) for source, n in numbers.items()}
    lines[here.key("referrals", area=first)] = number(sum(counts.values()))
    lines[here.key("referrals", area=second)] = number(40)
    return lines


def test_what_a_council_s_return_is_made_of_is_thought_of_when_its_total_is_published(monkeypatch):
    here = Publisher()
    here.accepted(by_source(here, police=30, schools=4, health_services=12))
    then = CellName("referrals", here.areas[0].code, str(Q1), "")
    said = dict(police=30, schools=8, health_services=12) | {"": 50}
    numbers = [
        PublishedNumber(
            *then._replace(breakdown=source),
            kind=Kind.COUNT,
            about_people=True,
            was_shown=True,
            value=Decimal(said.get(source, 0)),
        )
        for source in ("", *SOURCES)
    ]
    report = Publication("A report by source, before the return was sent again", tuple(numbers))
    monkeypatch.setattr(type(registry), "publications", lambda self, space_id: (report,))

    here.published(level="councils")

    assert signs(here)[:2] == ["c", "40"]


def stricter(here, value):
    Setting.objects.create(
        space=here.space,
        name=setting_of(),
        value=value,
        holds_from=NOW.date(),
        reason="The executive agreed it",
        source="Minutes of the executive",
    )


def test_a_stricter_limit_of_the_partnership_holds_in_every_file_and_is_said():
    here = Publisher(areas=3).with_figures(8, 20, 30)
    stricter(here, 10)

    here.published()

    assert signs(here) == ["c", "c", "30", "58"]
    for name in ("", "figures.json"):
        page = Client().get(here.address(name=name)).content.decode()
        assert "Counts of 1 to 9, and what would give them away, are kept back" in page


def test_a_table_that_was_proposed_before_the_limit_became_stricter_is_not_approved():
    here = Publisher(areas=3).with_figures(8, 20, 30)
    table = here.proposed()
    stricter(here, 10)

    with pytest.raises(Refused, match="proposed anew"):
        here.approved(table)


def test_a_table_that_something_published_meanwhile_would_give_away_is_not_approved(monkeypatch):
    here = Publisher(areas=3).with_figures(3, 20, 30)
    table = here.proposed()
    other = [plain | {"shown": plain["value"] == "20"} for plain in table.behind]
    meanwhile = (published_as("A report that shows one council", other),)
    monkeypatch.setattr(type(registry), "publications", lambda self, space_id: meanwhile)

    with pytest.raises(Refused, match="proposed anew"):
        actions.approve(table=table, sha256=table.sha256, by=here.partner, at=NOW)
