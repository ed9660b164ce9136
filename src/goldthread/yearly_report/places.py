"""What a writer chooses between: the areas of the partnership, and the periods that a report looks back on."""

from dataclasses import dataclass

from goldthread.access.principal import Principal
from goldthread.measures.periods import Period
from goldthread.register.models import SpaceArea

YEARS_BACK = 3


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


def usual_periods(year: str) -> list[str]:
    """The years that a table begins with."""
    return [str(period) for period in Period.parse(year).and_before(YEARS_BACK)]
