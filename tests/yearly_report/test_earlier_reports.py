"""A report does not give away, together with an earlier one, what either keeps from the public."""

from dataclasses import replace

import pytest

from goldthread.house import Audience
from goldthread.house.figure_cells import FigureCells
from goldthread.measures.release_set import protect_release, publication
from goldthread.measures.suppression import RULE, Stricter, SuppressionRule
from goldthread.yearly_report.contents import FigureTable
from goldthread.yearly_report.protection import Release
from goldthread.yearly_report.register_of_releases import since_published
from goldthread.yearly_report.snapshot import Snapshot
from tests.yearly_report.figures import Family
from tests.yearly_report.snapshots import EAST, WEST, WHOLE, YEAR, Sheet, asked
from tests.yearly_report.test_protection import texts_of


@pytest.fixture
def sheet():
    family = Family()
    for area, value in ((EAST, 3), (WEST, 41), (WHOLE, 44)):
        family.put("referrals", area, YEAR, value)
    return Sheet(family)


def table(*areas):
    return FigureTable("T", ("example.referrals",), tuple(area.code for area in areas), (YEAR,))


def hidden(snapshot, *areas):
    release = Release(snapshot, Audience.PUBLIC)
    return [release.card(asked("referrals", area)).figure.suppressed for area in areas]


def published(sheet, *areas):
    return Release(sheet.snapshot(table(*areas)), Audience.PUBLIC).publication()


def test_the_total_of_an_earlier_report_hides_the_other_council(sheet):
    earlier = published(sheet, WHOLE)
    alone = sheet.snapshot(table(EAST, WEST))

    beside = sheet.snapshot(table(EAST, WEST), earlier=(earlier,))

    assert hidden(alone, EAST, WEST) == [True, False]
    assert hidden(beside, EAST, WEST) == [True, True]


def test_a_council_that_was_never_asked_for_is_not_given_away(sheet):
    assert hidden(sheet.snapshot(table(WEST, WHOLE)), WEST, WHOLE) != [False, False]


def items_of(sheet, **counts):
    """What the council's referrals are made of, by who made them."""
    put = sheet.family.put
    return tuple(
        put("referrals", EAST, YEAR, number, breakdown=item) for item, number in counts.items()
    )


def test_a_total_published_anew_does_not_give_away_the_item_that_became_small(sheet):
    before = items_of(sheet, police=30, schools=8, health_services=12)
    total = sheet.family.put("referrals", EAST, YEAR, 50)
    cells = FigureCells((total, *before)).cells.values()
    earlier = publication("by source", cells, protect_release(cells, areas={}))
    after = items_of(sheet, police=30, schools=4, health_services=12)
    sheet.family.put("referrals", EAST, YEAR, 46)

    without = sheet.snapshot(table(EAST), earlier=(earlier,))
    beside = sheet.snapshot(table(EAST), earlier=(earlier,), items=after)

    assert hidden(without, EAST) == [False]
    assert hidden(beside, EAST) == [True]
    assert [card.figure.breakdown for card in Release(beside, Audience.PUBLIC).cards()] == [""]
    assert len(Release(beside, Audience.PUBLIC).publication().numbers) == 1


STRICT = SuppressionRule(stricter=(Stricter("", 10, "Minutes of the executive"),))


def test_a_stricter_limit_holds_in_every_output_and_is_frozen_with_the_report(sheet):
    sheet.family.put("referrals", EAST, YEAR, 8)
    usual, strict = (sheet.snapshot(table(EAST, WEST, WHOLE), rule=rule) for rule in (RULE, STRICT))

    assert hidden(usual, EAST) == [False]
    assert hidden(strict, EAST) == [True]
    assert Snapshot.from_text(strict.text()).rule == STRICT
    texts = texts_of(strict, Audience.PUBLIC)
    assert texts != texts_of(usual, Audience.PUBLIC)
    assert "not for publication" in texts_of(strict, Audience.BOARD)["report.html"]


def test_a_report_that_was_frozen_before_the_limit_became_stricter_is_not_published(sheet):
    sheet.family.put("referrals", EAST, YEAR, 8)
    frozen = sheet.snapshot(table(EAST, WEST))

    assert since_published(frozen, (), RULE) == ()
    assert [title.split(",")[0] for title in since_published(frozen, (), STRICT)]


def test_what_was_published_is_frozen_with_the_report(sheet):
    snapshot = sheet.snapshot(table(EAST, WEST), earlier=(published(sheet, WHOLE),))

    assert Snapshot.from_text(snapshot.text()) == snapshot


def test_a_report_frozen_before_anything_was_kept_of_publications_still_opens(sheet):
    text = sheet.snapshot(table(EAST)).text().replace('"earlier":[],', "")

    assert "earlier" not in text
    assert Snapshot.from_text(text).earlier == ()


def test_what_is_published_between_freezing_and_publishing_is_noticed(sheet):
    frozen, meanwhile = sheet.snapshot(table(EAST, WEST)), (published(sheet, WHOLE),)

    assert [title.split(",")[0] for title in since_published(frozen, meanwhile, RULE)]
    assert since_published(replace(frozen, earlier=meanwhile), meanwhile, RULE) == ()
    assert since_published(frozen, (Release(frozen, Audience.PUBLIC).publication(),), RULE) == ()
