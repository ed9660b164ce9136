"""Charts say what they are, leave gaps where nothing is known, and fetch nothing."""

import json
import re
from decimal import Decimal
from io import BytesIO

import pytest
import vl_convert
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from goldthread.ui.charts import (
    Bar,
    BarChart,
    Break,
    LineChart,
    Point,
    Series,
    bar_chart,
    drawing,
    latest_once,
    line_chart,
    png,
    sparkline,
    specification,
    svg,
)
from goldthread.ui.charts.palette import GOLD
from goldthread.ui.charts.scale import apart, round_scale

SVG = "{http://www.w3.org/2000/svg}"
YEARS = [str(year) for year in range(2013, 2025)]


def series(name, values):
    return Series(name, tuple(Point(year, value) for year, value in zip(YEARS, values)))  # noqa: B905


def pieces(chart):
    """The number of places on each piece of each line of a chart, line by line."""
    strokes = [layer for layer in specification(chart)["layer"] if layer["mark"]["type"] == "line"]
    counted = []
    for layer in strokes:
        numbers = [row["piece"] for row in layer["data"]["values"]]
        counted.append([numbers.count(piece) for piece in sorted(set(numbers))])
    return counted


def words(text):
    return [node.text for node in fromstring(text).iter(SVG + "text")]


def test_sparkline_says_what_it_is_and_marks_the_latest_point_in_gold():
    root = fromstring(sparkline([1, Decimal("2.5"), 2], "Referrals <a>", "Rose & fell"))

    assert root.get("role") == "img"
    assert root[0].text == "Referrals <a>"
    assert root[1].text == "Rose & fell"
    (line,) = root.iter("path")
    assert line.get("d").startswith("M3 19l")
    assert line.get("class") is None, "a line that ends in its latest value is not open"
    assert GOLD in latest_once()


def test_sparkline_leaves_a_gap_and_shows_a_value_that_stands_alone():
    text = sparkline([1, 2, None, 3, None], "Referrals")

    assert re.findall("[Mlh]", text.split(' d="')[1].split('"')[0]) == ["M", "l", "M", "h"]
    assert 'class="gt-open"' in text, "the latest value is not given, so no point is the latest"


@given(st.lists(st.none() | st.integers(-(10**9), 10**9), max_size=60))
def test_sparkline_stays_on_its_sheet(values):
    text = sparkline(values, "Any")

    for run in re.findall(r"M([-\d l]+)", text):
        at = (0, 0)
        for x, y in re.findall(r"(-?\d+)(?: |(?=-))(-?\d+)", run):
            at = (at[0] + int(x), at[1] + int(y))
            assert 0 <= at[0] <= 78
            assert 0 <= at[1] <= 22
    assert " style=" not in text


@pytest.mark.parametrize("narrow", [False, True])
def test_line_chart_has_title_description_and_every_name_with_its_latest_value(narrow):
    text = line_chart(
        [series("Middlesbrough", [610, 650, 590]), series("A <b>", [1, 2, 3])],
        title="Referrals & more",
        description="Rose, then fell.",
        comparators=[series("England", [521, 573, 548])],
        unit="Rate per 10,000 children",
        narrow=narrow,
        draw=drawing,
    )

    root = fromstring(text)
    assert root.get("role") == "img"
    assert [root[0].text, root[1].text] == ["Referrals & more", "Rose, then fell."]
    assert {"Middlesbrough", "590", "A <b>", "3", "England", "548"} <= set(words(text))
    assert root.get("width") == ("343" if narrow else "720")


def test_a_drawing_has_no_style_script_identifier_or_outside_address():
    text = line_chart([series("Middlesbrough", [1, 2])], title="t", description="d", draw=drawing)

    assert not re.search(r' style=| id=|<script|xlink|url\(|href|"http://(?!www.w3.org)', text)


def test_a_missing_value_cuts_the_line():
    chart = LineChart((series("Redcar and Cleveland", [560, 480, None, 400, 430, 415]),))

    assert pieces(chart) == [[2, 3]]


def test_a_changed_definition_cuts_every_line_and_is_said():
    lines = (series("Hartlepool", [1, 2, 3, 4]),)
    england = (series("England", [4, 3, 2, 1]),)
    chart = LineChart(lines, england, breaks=(Break("2015", "Counted by household"),))

    assert pieces(chart) == [[2, 2], [2, 2]]
    assert "Counted by household" in words(svg(chart, title="t", draw=drawing))


def test_a_protected_value_is_nowhere_in_the_drawing():
    chart = LineChart((Series("A", (Point("2023", 57), Point("2024", None, "c"))),))

    assert set(words(svg(chart, title="t", draw=drawing))) >= {"A", "57 in 2023"}
    assert "c" not in words(svg(chart, title="t", draw=drawing))


def test_a_line_that_ends_early_says_when():
    chart = LineChart((series("A", [1, -2, None]), series("England", [1, 2, 3])))

    assert {"\N{MINUS SIGN}2 in 2014", "3"} <= set(words(svg(chart, title="t", draw=drawing)))


def test_lines_differ_in_dash_as_well_as_colour():
    chart = LineChart(tuple(series(name, [1, 2]) for name in "ABCDEF"))

    marks = [layer["mark"] for layer in specification(chart)["layer"]]
    looks = [(m["color"], tuple(m["strokeDash"])) for m in marks if m["type"] == "line"]
    assert len({colour for colour, _ in looks}) == 6
    assert len({dash for _, dash in looks}) == 6


def test_gold_marks_only_the_latest_point():
    chart = LineChart((series("A", [1, 2, 3]),), (series("England", [3, 2, 1]),))

    golden = [row for row in specification(chart)["layer"] if GOLD in json.dumps(row)]
    assert len(golden) == 1
    assert len(golden[0]["data"]["values"]) == 1


def test_a_scale_begins_at_zero_or_says_where():
    lines = (series("A", [97, 98, 99]),)

    assert "0%" in words(svg(LineChart(lines, unit="%"), title="t", draw=drawing))
    cut = svg(LineChart(lines, unit="%", from_zero=False), title="t", draw=drawing)
    assert "Per cent (scale begins at 97.0%)" in words(cut)


def test_the_latest_period_is_always_written_out():
    quarters = [f"{y}-{(y + 1) % 100:02} Q{q}" for y in range(2016, 2026) for q in range(1, 5)]
    chart = LineChart((Series("A", tuple(Point(q, i) for i, q in enumerate(quarters))),))

    for narrow in (False, True):
        axis = specification(chart, narrow=narrow)["layer"][0]["encoding"]["x"]["axis"]["values"]
        assert axis[-1] == "2025-26 Q4"
        assert {period[-2:] for period in axis} == {"Q4"}


def test_a_point_outside_the_given_order_of_time_is_refused():
    chart = LineChart((series("A", [1, 2]),), periods=("2013",))

    with pytest.raises(ValueError, match="points without a place in time: 2014"):
        specification(chart)


def test_a_chart_without_any_value_is_still_drawn():
    for chart in (LineChart(()), LineChart((series("A", [None]),)), BarChart(())):
        assert svg(chart, title="Nothing yet", draw=drawing).startswith("<svg")


def test_bars_begin_at_zero_and_carry_their_value_or_the_reason_for_none():
    text = bar_chart(
        [
            Bar("Middlesbrough", Decimal("37.6")),
            Bar("Hartlepool", None, "protected"),
            Bar("Stockton-on-Tees", None),
            Bar("England", Decimal("22.4"), comparator=True),
        ],
        title="Re-referrals",
        description="d",
        unit="%",
        draw=drawing,
    )

    assert {"37.6%", "protected", "not given", "22.4%", "Per cent"} <= set(words(text))


def test_a_picture_is_drawn_twice_as_large_for_paper():
    picture = Image.open(BytesIO(png(LineChart((series("A", [1, 2]),)), draw=drawing)))

    assert picture.format == "PNG"
    assert picture.width == 1440


def test_the_same_chart_gives_the_same_bytes():
    chart = LineChart((series("A", [1, 2]),))

    assert svg(chart, title="t", draw=drawing) == svg(chart, title="t", draw=drawing)
    assert png(chart, draw=drawing) == png(chart, draw=drawing)


def test_a_chart_is_drawn_once_and_kept_by_what_it_shows(monkeypatch):
    chart = LineChart((series("A", [1, 2]),))
    first = svg(chart, title="t")
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda *a, **k: pytest.fail("drawn again"))

    assert svg(chart, title="t") == first
    with pytest.raises(pytest.fail.Exception, match="drawn again"):
        svg(LineChart((series("A", [1, 3]),)), title="t")


finite = st.floats(-1e9, 1e9).filter(lambda v: v == 0 or abs(v) > 1e-6)


@given(st.lists(finite, min_size=1, max_size=30), st.booleans())
def test_a_scale_holds_every_value_between_round_marks(values, from_zero):
    scale = round_scale(values, from_zero=from_zero)

    slack = (scale.high - scale.low) * 1e-6
    assert scale.low - slack <= min(values)
    assert scale.high + slack >= max(values)
    assert 2 <= len(scale.ticks) <= 8
    assert len({f"{tick:.{scale.decimals}f}" for tick in scale.ticks}) == len(scale.ticks)


@given(st.lists(st.tuples(st.floats(0, 250), st.floats(20, 60)), max_size=6))
def test_labels_never_lie_on_one_another(places):
    room = max(250.0, sum(height for _, height in places))

    centres = apart(places, room)

    spans = sorted((c - h / 2, c + h / 2) for c, (_, h) in zip(centres, places, strict=True))
    assert all(below[0] >= above[1] - 1e-6 for above, below in zip(spans, spans[1:], strict=False))
    assert all(top >= -1e-6 and bottom <= room + 1e-6 for top, bottom in spans)
