"""A document cannot be built wrong."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.outputs.document import (
    Column,
    DescriptionList,
    Document,
    Heading,
    Table,
    anchored,
    runs_of,
    slug,
    uses,
)
from tests.outputs.sample import BLOCKS, TABLE

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


def test_a_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="“Plans” has 2 columns and a row of 1"):
        Table("Plans", (Column("a"), Column("b")), (("x",),))


@pytest.mark.parametrize("level", [0, 5])
def test_a_heading_outside_the_four_levels_is_refused(level):
    with pytest.raises(ValueError, match="level 1 to 4"):
        Heading(level, "Too deep")


def test_a_document_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        Document("Report", (), NOON.replace(tzinfo=None))


def test_two_cards_on_one_anchor_are_refused():
    card = DescriptionList("Card", (), "card")

    with pytest.raises(ValueError, match="one place only: card"):
        Document("Report", (card, card), NOON)


def test_headings_of_the_same_words_get_anchors_of_their_own():
    headings = [b for b in anchored(BLOCKS) if isinstance(b, Heading)]

    assert [heading.anchor for heading in headings] == [
        "front-door",
        "seen-early",
        "front-door-2",
        "where-the-figures-come-from",
    ]


@given(st.lists(st.text(max_size=12), max_size=12))
def test_every_heading_has_an_anchor_and_none_is_used_twice(words):
    anchors = [b.anchor for b in anchored(tuple(Heading(1, text) for text in words))]

    assert all(anchors)
    assert len(set(anchors)) == len(anchors)


def test_an_anchor_is_made_of_plain_letters():
    assert slug("Children’s voice: Café & “home”") == "children-s-voice-cafe-home"


def test_each_figure_is_known_with_the_heading_it_stands_under():
    assert uses(anchored(BLOCKS))["card-referrals"] == [
        ("front-door", "Front door"),
        ("seen-early", "Seen early"),
        ("seen-early", "Seen early"),
        ("front-door-2", "Front door"),
    ]


def test_runs_are_read_in_order():
    assert [run.text for run in runs_of(TABLE)] == [
        "Middlesbrough", "4,231", "down 8%", "Redcar & <Cleveland>", "1,824", "up 1%",
        "Years end on 31 March.",
    ]  # fmt: skip
