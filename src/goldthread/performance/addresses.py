"""The addresses of a figure's card and of an indicator's page, and nothing personal in them."""

from urllib.parse import urlencode

from django.urls import reverse

from goldthread.house import Figure
from goldthread.performance.figures.dressing import PREFIX
from goldthread.performance.figures.facts import Place
from goldthread.performance.models import Return, Transcription


def source_card(place: Place, *, origin: str = "", title: str = "") -> str:
    """Where a figure comes from; `origin` and `title` name another origin than the best."""
    others = {name: text for name, text in (("origin", origin), ("title", title)) if text}
    beside = f"&{urlencode(others)}" if others else ""
    return f"{reverse('source-card')}?{place_query(place)}{beside}"


def place_query(place: Place) -> str:
    """What is asked of the source card's address."""
    asked = {
        "key": f"{PREFIX}.{place.indicator}",
        "area": place.area,
        "period": place.period,
        "breakdown": place.breakdown,
    }
    return urlencode({name: text for name, text in asked.items() if text})


def short_query(place: Place) -> str:
    """The same in few signs, for pages that name hundreds of figures: "of=referrals,E06000002,2025-26 Q1"."""
    return urlencode({"of": ",".join(filter(None, place))}, safe=",")


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
    """The page of one version of a return."""
    return reverse("return-version", args=[return_.request.public_id, return_.public_id])


def transcription_page(transcription: Transcription) -> str:
    """What was transcribed from one section of a document."""
    return reverse("transcription", args=[transcription.public_id])
