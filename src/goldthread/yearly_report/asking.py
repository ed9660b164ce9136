"""Asking the house for the figures of a report: every family once, whatever the number of figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from goldthread.access.principal import Principal
from goldthread.house import Audience, FigureFamily, FigureRequest, registry
from goldthread.register.models import Area
from goldthread.yearly_report.snapshot import Answer, Unanswered


@dataclass(frozen=True)
class Offer:
    """A figure that can be asked for."""

    key: str
    title: str
    unit: str


def offers(principal: Principal) -> list[Offer]:
    """Everything that can be put into a report, as its modules list it."""
    return [
        Offer(*offer) for family in registry.figure_families() for offer in family.offers(principal)
    ]


def offers_like(principal: Principal, words: str) -> list[Offer]:
    """The figures whose title or key holds every one of these words; those that begin with them first."""
    sought = words.lower()
    found = [
        offer
        for offer in offers(principal)
        if all(word in f"{offer.title} {offer.key}".lower() for word in sought.split())
    ]
    return sorted(found, key=lambda offer: not offer.title.lower().startswith(sought))


def ask(
    principal: Principal, requests: Iterable[FigureRequest]
) -> tuple[tuple[Answer, ...], tuple[Unanswered, ...]]:
    """The figures with their whole road, as those who work with them see them; and what does not exist."""
    wanted = list(dict.fromkeys(requests))
    why_not = _why_not(principal, wanted)
    answers: list[Answer] = []
    for family in registry.figure_families():
        mine = [r for r in wanted if _answers_for(family, r) and not (why_not and r in why_not)]
        if mine:
            read = family.read(principal, mine, Audience.WORKING)
            answers += (Answer(request, figure) for request, figure in zip(mine, read, strict=True))
    place = {request: number for number, request in enumerate(wanted)}
    answers.sort(key=lambda answer: place[answer.request])
    return tuple(answers), tuple(Unanswered(r, why) for r, why in why_not.items())


def _why_not(principal: Principal, wanted: list[FigureRequest]) -> dict[FigureRequest, str]:
    """Why some of what is wanted cannot be asked for at all."""
    if not wanted:
        return {}
    known_keys = {offer.key for offer in offers(principal)}
    asked_areas = {request.area for request in wanted}
    known_areas = set(Area.objects.filter(code__in=asked_areas).values_list("code", flat=True))
    found = {}
    for request in wanted:
        if request.key not in known_keys:
            found[request] = f"There is no figure “{request.key}”."
        elif request.area not in known_areas:
            found[request] = f"There is no area “{request.area}”."
    return found


def _answers_for(family: FigureFamily, request: FigureRequest) -> bool:
    return request.key.startswith(f"{family.prefix}.")
