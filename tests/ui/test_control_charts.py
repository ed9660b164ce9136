"""Control charts and icons: told by shape and words, never by colour alone, never in red or green."""

import re
from decimal import Decimal as D

import pytest

from goldthread.measures.judging import Assurance, Variation
from goldthread.ui.charts import png, svg
from goldthread.ui.charts.control import BLUE, ORANGE, PURPLE, ControlChart, Dot, Mark, Span
from goldthread.ui.charts.icons import (
    SHORT,
    icon_pointed_to,
    icon_with_words,
    icons_once,
)


def chart(*marks, label="", **more):
    dots = tuple(Dot(f"2025-26 Q{at}", D(10 + at), mark) for at, mark in enumerate(marks, start=1))
    return ControlChart((Span(dots, D(11), D(5), D(17), label),), **more)


def drawn(shown, **more):
    return svg(shown, title="A chart", description="What it shows", **more)


def test_a_chart_says_what_it_is():
    text = drawn(chart(Mark.PLAIN))

    assert "<title>A chart</title><desc>What it shows</desc>" in text
    assert 'role="img"' in text


def test_each_kind_of_point_has_a_shape_of_its_own():
    shapes = set()
    for mark in Mark:
        text = drawn(chart(mark))
        shapes.add("dot" if "h0" in text else re.search(r'd="M[\d.]+ [\d.]+(m[^"]+)"', text)[1])

    assert len(shapes) == len(Mark)


def test_limits_and_target_are_named_with_their_values():
    text = drawn(chart(Mark.PLAIN, target=D(15), unit="%", decimals=1))

    for words in ("limit 17.0%", "mean 11.0%", "limit 5.0%", "target 15.0%"):
        assert f">{words}</text>" in text


def test_a_span_too_short_has_no_limits():
    dots = (Dot("2025-26 Q1", D(3)), Dot("2025-26 Q2", None), Dot("2025-26 Q3", D(4)))

    text = drawn(ControlChart((Span(dots),)))

    assert "limit" not in text
    assert text.count("h0") == 2


def test_a_break_is_a_rule_with_its_words_cut_to_what_there_is_room_for():
    first = Span((Dot("2024-25", D(3)),))
    second = Span((Dot("2025-26", D(4)),), label="Rebased: " + "a very long reason indeed " * 9)

    text = drawn(ControlChart((first, second)), narrow=True)

    said = re.search(r">(Rebased: [^<]+)<", text)[1]
    assert said.endswith("…")
    assert len(said) < 45


def test_words_from_outside_are_escaped():
    text = drawn(chart(Mark.PLAIN, unit="<script>"))

    assert "<script>" not in text


def test_a_picture_can_be_had_for_paper():
    assert png(chart(Mark.PLAIN)).startswith(b"\x89PNG")


@pytest.mark.parametrize("what", [*Variation, *Assurance])
def test_no_icon_stands_without_words(what):
    if what is Variation.TOO_SHORT:
        assert icon_with_words(what) == icon_pointed_to(what) == ""
        return
    assert what.words in icon_with_words(what)
    assert SHORT[what] in icon_pointed_to(what)


def test_every_icon_that_is_pointed_to_is_there():
    drawn_once = icons_once()

    for what in SHORT:
        name = re.search(r'href="#(\w+)"', icon_pointed_to(what))[1]
        assert f'id="{name}"' in drawn_once


@pytest.mark.parametrize("colour", [BLUE, ORANGE, PURPLE])
def test_no_colour_is_red_or_green(colour):
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))

    assert not (red > 150 and green < 60 and blue < 60)
    assert green < max(red, blue)
