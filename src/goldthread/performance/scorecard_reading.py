"""What a scorecard is built from: its lines, its areas, and the periods for which anything is known."""

from collections.abc import Collection, Iterable
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import F, QuerySet

from goldthread.access.principal import Principal
from goldthread.measures.catalogue import Standing, catalogue
from goldthread.performance.audiences import own_space
from goldthread.performance.figures.shelf import with_sources
from goldthread.performance.models import Observation, PublishedValue, ScorecardLine
from goldthread.performance.scorecard import Column, Line
from goldthread.performance.scorecard_periods import Known
from goldthread.register.models import Area, SpaceArea, in_date

OWN_COLUMNS = (Area.Kind.COUNCIL, Area.Kind.PARTNERSHIP)


def lines_of(principal: Principal, *, on: date) -> list[Line]:
    """The lines of the scorecard by priority, those without one last; each indicator once."""
    rows = (
        ScorecardLine.objects.visible_to(principal)
        .filter(in_date(on))
        .select_related("priority")
        .order_by(F("priority__order").asc(nulls_last=True), "priority__name", "order", "pk")
    )
    found: dict[str, Line] = {}
    for row in rows:
        if row.indicator in catalogue() and row.indicator not in found:
            priority, aim = (row.priority.name, row.priority.aim) if row.priority else ("", "")
            found[row.indicator] = Line(row.indicator, row.standing, priority, aim)
    return list(found.values())


def lines_for_a_beginning() -> list[Line]:
    """The catalogue's headlines, as far as they have figures: for who has chosen nothing yet."""
    rows = (row for row in catalogue().values() if row.standing is Standing.HEADLINE)
    return [Line(row.key, Standing.SUPPORTING) for row in rows]


def own_area_codes(principal: Principal, *, on: date) -> QuerySet[Any]:
    """The codes of the areas that a principal's partnership answers for, as far as they are theirs to see."""
    links = SpaceArea.objects.visible_to(principal).filter(
        in_date(on), space_id__in=own_space(principal), is_comparator=False
    )
    allowed = principal.area_limits()
    if allowed is not None:
        links = links.filter(area_id__in=allowed)
    return links.values_list("area__code", flat=True)


def columns_of(principal: Principal, *, on: date) -> tuple[Column, ...]:
    """The areas that the partnership at work answers for, then those it compares itself with.

    Whoever is appointed for some areas alone sees these and the comparators.
    """
    links = (
        SpaceArea.objects.visible_to(principal)
        .filter(in_date(on), space_id__in=own_space(principal))
        .select_related("area")
        .order_by("is_comparator", "order", "area__name")
    )
    allowed = principal.area_limits()
    return tuple(
        Column(
            code=link.area.code,
            name=link.area.name,
            is_comparator=link.is_comparator,
            is_other=not link.is_comparator and link.area.kind not in OWN_COLUMNS,
        )
        for link in links
        if link.is_comparator or allowed is None or link.area_id in allowed
    )


def known_of(
    principal: Principal, keys: Iterable[str], headlines: Iterable[str], areas: Collection[str]
) -> Known:
    """The periods in which anything is known of the indicators in these areas, and which headlines are.

    Two queries, and two more where it is asked which headlines are.
    """
    asked, heads = with_sources(keys), with_sources(headlines)
    observed = Observation.objects.visible_to(principal).filter(
        is_current=True, area__code__in=areas, breakdown="", indicator__in=asked
    )
    published = PublishedValue.objects.visible_to(principal).filter(
        value__isnull=False, area_code__in=areas, breakdown="", indicator__in=asked
    )
    rows: tuple[tuple[QuerySet[Any], str], ...] = (
        (observed, "area__code"),
        (published, "area_code"),
    )
    periods = [row.values_list("period", flat=True).distinct() for row, _ in rows]
    cells = [
        row.filter(indicator__in=heads).values_list("indicator", code, "period").distinct()
        for row, code in rows
    ]
    return Known(chain.from_iterable(periods), chain.from_iterable(cells))


def areas_in_sight(principal: Principal, *, on: date) -> set[str]:
    """The codes of the areas whose figures a principal may open: the columns, and what own ones are made of."""
    columns = columns_of(principal, on=on)
    own = [column.code for column in columns if not column.is_comparator]
    partnerships = Area.objects.filter(within__code__in=own, kind__in=OWN_COLUMNS)
    return {column.code for column in columns} | set(partnerships.values_list("code", flat=True))
