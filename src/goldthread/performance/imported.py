"""An imported table as the second person needs it: what it is, and its figures beside those that count."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from goldthread.access.principal import Principal
from goldthread.measures.catalogue import catalogue
from goldthread.measures.values import Measured
from goldthread.performance.figures.dressing import title
from goldthread.performance.line_by_line import figure_words
from goldthread.performance.models import PublishedValue, ReleaseFile
from goldthread.performance.published import own_format
from goldthread.performance.published.layouts import layouts, symbols

MOST_SHOWN = 100  # figures: enough to hold against the source

Key = tuple[str, str, str]


@dataclass(frozen=True)
class ToCompare:
    """One imported figure, where it stands in its table, and what counts of the same so far."""

    indicator: str
    area: str
    period: str
    shown: str
    place: str
    counting: str

    @property
    def differs(self) -> bool:
        return bool(self.counting) and self.counting != self.shown


@dataclass(frozen=True)
class Imported:
    """The latest figures of one imported table: about the partnership's own areas, where there are any."""

    figures: tuple[ToCompare, ...]
    are_own: bool
    more: int
    count: int
    releases: tuple[str, ...]


def table_words(file: ReleaseFile) -> str:
    """Which table a file is, and its edition: "C1 Referrals and re-referrals, 2024"."""
    layout, _, rest = file.identity.partition(":")
    edition = rest.rpartition(":")[0]
    named = layouts().get(layout)
    return f"{named.title if named else own_format.TITLE}{f', {edition}' if edition else ''}"


def imported(file: ReleaseFile, principal: Principal, areas: Collection[str]) -> Imported:
    """What a file brought, as far as this principal may see it; nothing once it was taken back."""
    visible = PublishedValue.objects.visible_to(principal)
    own = visible.filter(file=file)
    of_own_areas = own.filter(area_code__in=areas)
    are_own = of_own_areas.exists()
    about = of_own_areas if are_own else own
    latest = about.order_by("-period_starts_on").values_list("period", flat=True).first()
    rows = list(about.filter(period=latest).order_by("indicator", "breakdown", "area_name", "pk"))
    before = visible.filter(file__status=ReleaseFile.Status.COUNTS).exclude(file=file)
    shown, counting = rows[:MOST_SHOWN], _counting(before, rows[:MOST_SHOWN])
    return Imported(
        figures=tuple(_to_compare(row, counting.get(_key(row), "")) for row in shown),
        are_own=are_own,
        more=len(rows) - len(shown),
        count=own.count(),
        releases=tuple(
            own.order_by("release__name").values_list("release__name", flat=True).distinct()
        ),
    )


def _counting(before: QuerySet[PublishedValue], rows: Iterable[PublishedValue]) -> dict[Key, str]:
    """What counts now of the same indicators, areas and periods, by the newest release."""
    rows = list(rows)
    same = before.filter(
        indicator__in={row.indicator for row in rows},
        area_code__in={row.area_code for row in rows},
        period__in={row.period for row in rows},
    ).order_by("release__name", "pk")
    return {_key(row): _words(row) for row in same}


def _key(row: PublishedValue) -> Key:
    return (f"{row.indicator} {row.breakdown}", row.area_code, row.period)


def _to_compare(row: PublishedValue, counting: str) -> ToCompare:
    place = f"row {row.row}" if row.row else ""
    return ToCompare(
        indicator=title(catalogue()[row.indicator], row.breakdown),
        area=row.area_name,
        period=row.period,
        shown=_words(row),
        place=", ".join(filter(None, (row.source, place))),
        counting=counting,
    )


def _words(row: PublishedValue) -> str:
    if row.value is None:
        return symbols().get(row.symbol, row.symbol)
    measured = Measured(row.value, row.numerator, row.denominator)
    return figure_words(catalogue()[row.indicator], measured, stated=row.basis == "stated")
