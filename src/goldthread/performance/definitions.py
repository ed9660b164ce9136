"""Which wording of an indicator holds: the catalogue's versions, and above them a partnership's own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from goldthread.measures.catalogue import Indicator, catalogue
from goldthread.performance.models import LocalDefinition


@dataclass(frozen=True)
class Wording:
    """A definition as it is shown: its version, its text, since when, and why it changed."""

    version: str
    text: str
    holds_from: date | None
    reason: str
    is_local: bool


def wordings(space_ids: list[int]) -> Callable[[str, date], Wording]:
    """The wording of an indicator on a day, for some spaces; one query for all indicators."""
    local: dict[str, list[LocalDefinition]] = {}
    rows = LocalDefinition.objects.filter(space_id__in=space_ids).order_by("holds_from", "pk")
    for row in rows:
        local.setdefault(row.indicator, []).append(row)

    def on(indicator: str, day: date) -> Wording:
        own = [row for row in local.get(indicator, ()) if row.holds_from <= day]
        if own:
            last = own[-1]
            return Wording(last.version, last.text, last.holds_from, last.reason, True)
        shipped = catalogue()[indicator].definition_on(day)
        return Wording(str(shipped.number), shipped.text, shipped.holds_from, shipped.reason, False)

    return on


def definition_version(space_id: int, day: date) -> Callable[[str], str]:
    """The version of any indicator's definition that holds in a space on a day."""
    on = wordings([space_id])
    return lambda indicator: on(indicator, day).version


def versions_of(row: Indicator, space_ids: Iterable[int]) -> list[Wording]:
    """Every wording that an indicator has had in some spaces, the newest first."""
    shipped = [
        Wording(str(each.number), each.text, each.holds_from, each.reason, False)
        for each in row.versions
    ]
    own = LocalDefinition.objects.filter(space_id__in=space_ids, indicator=row.key)
    local = [
        Wording(each.version, each.text, each.holds_from, each.reason, True)
        for each in own.order_by("holds_from", "pk")
    ]
    return [*shipped, *local][::-1]
