"""The addresses of a figure's card and of an indicator's page, and nothing personal in them."""

from urllib.parse import urlencode

from django.urls import reverse

from goldthread.house import Figure
from goldthread.performance.figures.dressing import PREFIX
from goldthread.performance.figures.facts import Place


def source_card(place: Place, *, origin: str = "", title: str = "") -> str:
    """Where a figure comes from; `origin` and `title` name another origin than the best."""
    asked = {
        "key": f"{PREFIX}.{place.indicator}",
        "area": place.area,
        "period": place.period,
        "breakdown": place.breakdown,
        "origin": origin,
        "title": title,
    }
    return f"{reverse('source-card')}?{urlencode({k: v for k, v in asked.items() if v})}"


def place_of(figure: Figure) -> Place:
    """What a figure is of."""
    key = figure.key.removeprefix(f"{PREFIX}.")
    return Place(key, figure.area, figure.period, figure.breakdown)


def indicator_page(key: str) -> str:
    """An indicator's own page."""
    return reverse("indicator", args=[key])
