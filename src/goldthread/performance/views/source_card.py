"""Where a figure comes from: the card that every figure opens."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import OriginKind
from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period, PeriodKind
from goldthread.measures.values import Measured
from goldthread.performance import card as cards
from goldthread.performance.addresses import indicator_page, return_version, scorecard_of
from goldthread.performance.audiences import Reader, reader_of
from goldthread.performance.card import Card, CardMaker
from goldthread.performance.exports import version_words
from goldthread.performance.figures.dressing import PREFIX, FigureWorkshop
from goldthread.performance.figures.facts import Place
from goldthread.performance.figures.family import workshop
from goldthread.performance.figures.shelf import extent_of
from goldthread.performance.models import Observation, Return
from goldthread.performance.owed import owed_of
from goldthread.performance.permissions import SEE_RETURNS, SEE_SCORECARD
from goldthread.performance.roads import road
from goldthread.performance.scorecard_reading import areas_in_sight, lines_of
from goldthread.ui.components import Crumb, SummaryRow


@dataclass(frozen=True)
class Version:
    """What one version of a return gave for the figure."""

    number: int
    shown: str
    accepted_on: date | None
    reason: str
    is_current: bool
    url: str
    marking: str


def place_asked(request: Request, *, on: date) -> Place:
    """The figure that the address names; whatever is not there, or not for this reader, is not found."""
    named = ("key", "area", "period", "breakdown")
    in_short = request.GET.get("of", "").split(",")  # as a page of hundreds of figures names it
    asked = dict(zip(named, in_short, strict=False)) if "of" in request.GET else request.GET
    key = asked.get("key", "").removeprefix(f"{PREFIX}.")
    area, breakdown = asked.get("area", ""), asked.get("breakdown", "")
    try:
        row = catalogue()[key]
        period = Period.parse(asked.get("period", ""))
    except (KeyError, ValueError):
        raise Http404 from None
    items = {"", *(item for way in row.breakdowns for item, _ in way.items)}
    if breakdown not in items or area not in areas_in_sight(request.principal, on=on):
        raise Http404
    return Place(row.key, area, str(period), breakdown)


@requires(SEE_SCORECARD)
@require_safe
def source_card(request: Request) -> HttpResponse:
    """One figure: what it is, how it came to be, and what other sources say."""
    today, principal = timezone.localdate(), request.principal
    place = place_asked(request, on=today)
    period = Period.parse(place.period)
    shop = workshop(
        principal, [place.indicator], [place.area], extent_of(_looked_at(period), [place.breakdown])
    )
    reader = reader_of(principal, on=today)
    card = CardMaker(shop, reader).card(
        place, origin=request.GET.get("origin", ""), title=request.GET.get("title", "")
    )
    return_url = _return_url(principal, card, shop)
    lines = {line.indicator for line in lines_of(principal, on=today)}
    context = {
        "card": card,
        "rows": [*_rows(card), *_who_owes(principal, card, shop, today)],
        "stops": road(
            card,
            shop.shelf.sources,
            return_url=return_url,
            stands_on_scorecard=place.indicator in lines and period.kind in _ON_SCORECARDS,
        ),
        "versions": _versions(principal, card, shop, reader, may_open=bool(return_url)),
        "crumbs": [
            Crumb("Scorecard", scorecard_of(place.period)),
            Crumb(card.indicator.title, indicator_page(place.indicator)),
        ],
    }
    return render(request, "performance/scorecard/source_card.html", context)


_ON_SCORECARDS = (PeriodKind.YEAR, PeriodKind.QUARTER)


def _looked_at(period: Period) -> tuple[Period, ...]:
    """The period, those before it that may show a pattern, and the year before for the change."""
    year_before = period.year_before()
    return (*cards.periods_for(period), *([year_before] if year_before else []))


def _rows(card: Card) -> list[SummaryRow]:
    figure, row = card.figure, card.indicator
    origin = figure.origin
    period = card.period.end_label if row.nature == "stock" else card.period.label
    said = ", ".join(filter(None, (version_words(figure).capitalize(), figure.redefined)))
    version = f" {said}." if said else ""
    rows = [
        SummaryRow("Indicator", figure.indicator, indicator_page(row.key), "See"),
        SummaryRow("Area", figure.area_name),
        SummaryRow("Period", f"On {period}" if row.nature == "stock" else period),
        SummaryRow("How it came to be", cards.basis_words(figure)),
        *(SummaryRow(name, words) for name, words in cards.parts_words(row, figure)),
        SummaryRow("Definition", f"{figure.definition}{version}"),
        SummaryRow("Source", cards.ORIGIN_WORDS[origin.kind] if figure.value is not None else ""),
        SummaryRow("Why there is none", figure.missing),
        SummaryRow("Note", figure.note),
    ]
    if card.change is not None:
        said = (
            card.change.judgement.value
            if card.change.judgement not in ("neutral", "static")
            else ""
        )
        words = ", ".join(filter(None, (card.change.words, said)))
        rows.append(SummaryRow(f"Change on {card.compared_with}", words))
    return [row for row in rows if row.value]


def _who_owes(
    principal: Principal, card: Card, shop: FigureWorkshop, today: date
) -> list[SummaryRow]:
    """What a figure that is not there waits for, with the return's page for those who may open it."""
    if card.figure.value is not None or card.figure.suppressed:
        return []
    area = card.figure.area
    areas = (area, *shop.shelf.parts.get(area, ()))
    owed = owed_of(principal, [card.period])
    waiting = owed.why_empty(card.indicator, areas, card.period, today)
    url = reverse("return", args=[waiting.request]) if waiting.request else ""
    words = f"{waiting.words[:1].upper()}{waiting.words[1:]}"
    return [SummaryRow("Who owes it" if waiting.is_asked else "Who was asked", words, url, "See")]


def _return_url(principal: Principal, card: Card, shop: FigureWorkshop) -> str:
    """The return's own page, for those who may open it."""
    fact = card.worked.fact
    if fact is None or fact.kind is not OriginKind.RETURN:
        return ""
    return_ = shop.shelf.sources.returns[fact.source]
    sees = Return.objects.visible_to(principal).filter(pk=return_.pk).exists()
    return return_version(return_) if sees and may(principal, SEE_RETURNS, return_) else ""


def _versions(
    principal: Principal, card: Card, shop: FigureWorkshop, reader: Reader, *, may_open: bool
) -> list[Version]:
    """What each version of the return gave, marked as it would be alone; nothing where there was but one."""
    if card.figure.suppressed or card.figure.origin.kind is not OriginKind.RETURN:
        return []
    worked, place = card.worked, card.worked.place
    rows = (
        Observation.objects.visible_to(principal)
        .filter(
            indicator=place.indicator,
            area__code=place.area,
            period=place.period,
            breakdown=place.breakdown,
            of_return__isnull=False,
        )
        .select_related("of_return__request")
        .order_by("of_return__number")
    )
    found = [
        Version(
            number=row.of_return.number,
            shown=cards.value_words(card.indicator, row.value),
            accepted_on=timezone.localdate(row.of_return.accepted_at),
            reason=row.of_return.reason if may_open else "",
            is_current=row.is_current,
            url=return_version(row.of_return) if may_open else "",
            marking=reader.marking(worked._replace(measured=_measured(row)), shop),
        )
        for row in rows
        if row.of_return is not None and row.of_return.accepted_at is not None
    ]
    return found if len(found) > 1 else []


def _measured(row: Observation) -> Measured:
    return Measured(row.value, row.numerator, row.denominator)
