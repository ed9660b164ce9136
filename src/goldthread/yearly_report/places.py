"""What a writer chooses between: the areas of the partnership, and the periods that a report looks back on."""

from dataclasses import dataclass

from goldthread.access.principal import Principal
from goldthread.measures.periods import Period
from goldthread.register.models import SpaceArea

YEARS_BACK = 3
YEARS_OFFERED = 8
MONTHS_OFFERED = 24


@dataclass(frozen=True)
class Place:
    """An area that figures can be asked for."""

    code: str
    name: str
    is_comparator: bool

    @property
    def label(self) -> str:
        return f"{self.name} (for comparison)" if self.is_comparator else self.name


def places(principal: Principal) -> list[Place]:
    """The areas of the partnership and then those of its collaborations, each once, in their order."""
    own = principal.space.id if principal.space else None
    links = SpaceArea.objects.visible_to(principal).select_related("area")
    in_order = sorted(links, key=lambda link: (link.space_id != own, link.order, link.area.name))
    found: dict[str, Place] = {}
    for link in in_order:
        place = Place(link.area.code, link.area.name, link.is_comparator)
        found.setdefault(place.code, place)
    return list(found.values())


def periods_to(year: str) -> dict[str, list[str]]:
    """The periods that a report on a year can look back on, the latest first, by what they are."""
    last = Period.parse(year)
    years = last.and_before(YEARS_OFFERED)[::-1]
    quarters = [quarter for each in years for quarter in each.quarters()[::-1]]
    months = _last_month(last).and_before(MONTHS_OFFERED)[::-1]
    named = {"Years": years, "Quarters": quarters, "Months": months}
    return {name: [str(period) for period in periods] for name, periods in named.items()}


def between(start: str, end: str) -> list[str]:
    """Every period from one to another of the same kind, whichever of them came first; ValueError."""
    first, last = sorted((Period.parse(start), Period.parse(end)), key=lambda p: p.starts_on)
    if first.kind is not last.kind:
        raise ValueError("Choose two periods of the same kind.")
    found = [last]
    while found[-1].starts_on > first.starts_on:
        found.append(found[-1].previous())
    return [str(period) for period in reversed(found)]


def _last_month(year: Period) -> Period:
    return Period.month(year.ends_on.year, year.ends_on.month)


def usual_periods(year: str) -> list[str]:
    """The years that a table begins with."""
    return [str(period) for period in Period.parse(year).and_before(YEARS_BACK)]
