"""Where a local figure and the official one disagree by more than rounding, and what was said of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldthread.access.principal import Principal
from goldthread.house import Basis, OriginKind
from goldthread.measures.agreement import Said, gap, places_of
from goldthread.measures.catalogue import Indicator, catalogue
from goldthread.measures.periods import Period
from goldthread.outputs.spreadsheet import Cell
from goldthread.performance.audiences import Reader, reader_of
from goldthread.performance.figures.dressing import FigureWorkshop, words
from goldthread.performance.figures.facts import Place, plain
from goldthread.performance.figures.family import workshop
from goldthread.performance.figures.shelf import Extent
from goldthread.performance.figures.working_out import Worked, period_of
from goldthread.performance.models import Explanation, PublishedValue
from goldthread.performance.scorecard_reading import own_area_codes

LOCAL = (OriginKind.RETURN, OriginKind.DOCUMENT)


@dataclass(frozen=True)
class Difference:
    """One figure with two numbers; `apart` is the local less the official one.

    `explained` was said of these two numbers, `earlier` of ones that have changed since.
    """

    indicator: Indicator
    area_name: str
    local: Worked
    official: Worked
    release: str
    apart: Decimal
    marking: str = ""  # of the local number, for this reader
    explained: Explanation | None = None
    earlier: Explanation | None = None

    @property
    def place(self) -> Place:
        return self.local.place

    @property
    def origin(self) -> str:
        """What kind of source the local number came in from."""
        return self.local.fact.kind.value if self.local.fact else ""

    @property
    def publisher(self) -> str:
        """Whose document the local number was copied from; "" for a return."""
        return self.local.fact.publisher if self.local.fact else ""

    @property
    def held_against(self) -> str:
        """The title of the official figure, where that is another one than the local's."""
        row = catalogue()[self.official.place.indicator]
        return row.title if row is not self.indicator else ""

    @property
    def local_words(self) -> str:
        return words(self.indicator, self.local)

    @property
    def official_words(self) -> str:
        return words(catalogue()[self.official.place.indicator], self.official)

    @property
    def period(self) -> Period:
        return period_of(self.place.period)


def differences(principal: Principal, *, on: date) -> list[Difference]:
    """Every disagreement about the partnership's own areas: what nobody explained first, then the newest.

    Compared is each local source of a figure with the newest release that a second person has checked.
    """
    own = own_area_codes(principal, on=on)
    published = PublishedValue.objects.visible_to(principal).filter(
        area_code__in=own, breakdown="", value__isnull=False
    )
    both = set(published.order_by().values_list("indicator", "period").distinct())
    if not both:
        return []
    keys = {key for key, _ in both if key in catalogue()}
    keys |= {row.key for row in catalogue().values() if row.held_against in keys}
    extent = Extent(breakdowns=frozenset({""}), periods=frozenset(period for _, period in both))
    shop = workshop(principal, keys, list(own), extent)
    reader, said = reader_of(principal, on=on), _said(principal)
    found = [each for place in shop.shelf.facts for each in _at(place, shop, reader, said)]
    found.sort(key=lambda each: (each.indicator.title, each.area_name))
    found.sort(key=lambda each: each.period.starts_on, reverse=True)
    return sorted(found, key=lambda each: each.explained is not None)


Named = tuple[str, str, str, str, str]  # indicator, area, period, origin, publisher


def _said(principal: Principal) -> dict[Named, list[Explanation]]:
    """What was said of each figure, the newest first."""
    rows = (
        Explanation.objects.visible_to(principal)
        .filter(space_id__in=principal.spaces)
        .select_related("explained_by", "area")
        .order_by("-explained_at", "-pk")
    )
    found: dict[Named, list[Explanation]] = {}
    for row in rows:
        code = row.area.code if row.area else ""
        named = (row.indicator, code, row.period, row.origin, row.publisher)
        found.setdefault(named, []).append(row)
    return found


def _at(
    place: Place, shop: FigureWorkshop, reader: Reader, said: dict[Named, list[Explanation]]
) -> Iterator[Difference]:
    row = catalogue()[place.indicator]
    against = place._replace(indicator=row.held_against or row.key)
    official = next((worked for worked in shop.all(against) if _is_official(worked)), None)
    if official is None or official.value is None or official.fact is None:
        return
    for local in _first_of_each(shop.all(place)):
        if local.value is None or local.fact is None:
            continue
        apart = gap(_precisely(row, local), _precisely(row, official))
        if apart is None:
            continue
        named = (row.key, place.area, place.period, local.fact.kind.value, local.fact.publisher)
        spoken = said.get(named, [])
        numbers = (local.value, official.value)
        held = [each for each in spoken if (each.local_value, each.official_value) == numbers]
        yield Difference(
            indicator=row,
            area_name=shop.shelf.names.get(place.area, place.area),
            local=local,
            official=official,
            release=shop.shelf.sources.origin(official.fact).title,
            apart=apart,
            marking=reader.marking(local, shop),
            explained=held[0] if held else None,
            earlier=spoken[0] if spoken and not held else None,
        )


def _is_official(worked: Worked) -> bool:
    fact = worked.fact
    return fact is not None and fact.kind is OriginKind.RELEASE and fact.is_checked


def _first_of_each(every: Iterable[Worked]) -> Iterator[Worked]:
    """The first number of each local source, which is its newest."""
    done: set[tuple[OriginKind, str]] = set()
    for worked in every:
        if worked.fact is None or worked.fact.kind not in LOCAL:
            continue
        source = (worked.fact.kind, worked.fact.publisher)
        if source not in done:
            done.add(source)
            yield worked


def _precisely(row: Indicator, worked: Worked) -> Said:
    """A number with its rounding: releases print the indicator's decimals, documents what they print.

    What was counted here, or worked out from parts that were, is not rounded at all.
    """
    assert worked.value is not None
    assert worked.fact is not None
    if worked.fact.kind is OriginKind.RELEASE:
        return Said(worked.value, max(row.decimals, places_of(worked.value)))
    is_stated = worked.basis is Basis.STATED
    return Said(worked.value, places_of(worked.value) if is_stated else None)


COLUMNS = (
    *("key", "indicator", "area_code", "area", "period", "local", "local_source", "official"),
    *("release", "apart", "unit", "reason", "explanation", "explained_by", "explained_on"),
    "marking",
)


def file_row(each: Difference) -> tuple[Cell, ...]:
    """One difference under `COLUMNS`; `apart` is the local less the official number."""
    said = each.explained
    return (
        each.place.indicator,
        each.indicator.title,
        each.place.area,
        each.area_name,
        each.place.period,
        plain(each.local.value),
        each.publisher or each.origin,
        plain(each.official.value),
        each.release,
        plain(each.apart),
        each.indicator.unit,
        said.get_reason_display() if said else "",
        said.text if said else "",
        said.explained_by.name if said else "",
        said.explained_at.date().isoformat() if said else "",
        each.marking,
    )
