"""The addresses of a figure's card and of an indicator's page, and nothing personal in them."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from goldthread.house import Figure
from goldthread.performance.figures.dressing import PREFIX
from goldthread.performance.figures.facts import Place
from goldthread.performance.models import Return


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


def scorecard_of(period: str) -> str:
    """The scorecard of a period."""
    return f"{reverse('scorecard')}?{urlencode({'period': period})}"


def return_version(return_: Return) -> str:
    """The page of one version of a return; empty in an installation without such pages."""
    try:
        return reverse("return-version", args=[return_.request.public_id, return_.public_id])
    except NoReverseMatch:
        return ""
