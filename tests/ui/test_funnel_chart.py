"""The funnel plot: one's own areas by shape and name, the others quiet, the limits narrowing."""

import re
from decimal import Decimal as D
from xml.etree.ElementTree import fromstring

import pytest

from goldthread.measures.funnel import proportion_curves, rate_curves
from goldthread.ui.charts.funnel import FunnelChart, Spot, funnel_svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("curves", [proportion_curves, rate_curves])
def test_limits_narrow_as_areas_grow_and_the_outer_lie_outside(curves):
    inner, outer = curves(D("0.2"), D(4000))

    for low, high in (inner, outer):
        assert [limit for _, limit in low] == sorted(limit for _, limit in low)
        assert [limit for _, limit in high] == sorted((limit for _, limit in high), reverse=True)
        assert all(size <= 4000 for size, _ in (*low, *high))
    assert outer[0][-1][1] < inner[0][-1][1] < inner[1][-1][1] < outer[1][-1][1]


@pytest.mark.parametrize("narrow", [False, True])
def test_own_areas_are_named_and_everything_lies_on_the_sheet(narrow):
    inner, outer = proportion_curves(D("0.2"), D(4000))
    spots = (Spot(D(4000), D(20)), Spot(D(30), D(31)), Spot(D(900), D(14), "East & <West>"))
    chart = FunnelChart(spots, D(20), inner, outer, "%", "Referrals")

    text = funnel_svg(chart, title="A funnel", description="What it shows", narrow=narrow)

    root = fromstring(text)
    named = [node.text for node in root.iter(SVG + "text")]
    assert "East & <West>" in named
    assert "Referrals" in named
    assert root.find(SVG + "desc").text == "What it shows"
    width, height = (float(root.get(name)) for name in ("width", "height"))
    for path in root.iter(SVG + "path"):
        for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.get("d")):
            assert 0 <= float(x) <= width
            assert 0 <= float(y) <= height
