"""Other councils' published figures of one indicator and period, as far as imported releases hold them."""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from goldthread.access.principal import Principal
from goldthread.measures.catalogue import Indicator
from goldthread.measures.values import Measured
from goldthread.performance.figures.shelf import NEWEST_FIRST, with_sources
from goldthread.performance.models import PublishedValue, ReleaseFile
from goldthread.performance.published.tables import Level


class Peer(NamedTuple):
    """A council's value with its parts: what was counted, and among how many."""

    code: str
    name: str
    value: Decimal
    above: Decimal
    below: Decimal


def peers_of(principal: Principal, row: Indicator, period: str) -> tuple[Peer, ...]:
    """Every council with a value and its parts, by name; what nobody has checked is left out. One query."""
    rows = (
        PublishedValue.objects.visible_to(principal)
        .filter(
            indicator__in=with_sources([row.key]),
            level=Level.LOCAL_AUTHORITY,
            period=period,
            breakdown="",
            file__status=ReleaseFile.Status.COUNTS,
        )
        .order_by(*NEWEST_FIRST)
        .values_list("area_code", "area_name", "indicator", "value", "numerator", "denominator")
    )
    names: dict[str, str] = {}
    held: dict[str, dict[str, Measured]] = defaultdict(dict)
    for code, name, indicator, value, above, below in rows:
        if value is not None:
            names.setdefault(code, name)
            held[code].setdefault(indicator, Measured(value, above, below))
    found = (_peer(row, code, names[code], held[code]) for code in held)
    return tuple(sorted((each for each in found if each), key=lambda each: each.name))


def _peer(row: Indicator, code: str, name: str, held: dict[str, Measured]) -> Peer | None:
    own = held.get(row.key)
    if own and own.value is not None and own.numerator is not None and own.denominator:
        return Peer(code, name, own.value, own.numerator, own.denominator)
    above, below = held.get(row.numerator_key), held.get(row.denominator_key)
    if not (above and below and above.value is not None and below.value):
        return None
    made = Measured.from_parts(above.value, below.value, row.multiplier)
    value = own.value if own and own.value is not None else made.value
    return Peer(code, name, value, above.value, below.value) if value is not None else None
