"""A stored value as it lies on the shelf, and the place that it lies in."""

from decimal import Decimal
from typing import NamedTuple

from goldthread.house import Basis, OriginKind


class Place(NamedTuple):
    """What a value is of: an indicator's key, an area's code, a period, a breakdown item or ""."""

    indicator: str
    area: str
    period: str
    breakdown: str = ""


class Speaker(NamedTuple):
    """Who says a value: agencies in their returns, one publisher's documents, or published releases.

    Values of one speaker may be compared over time. What others say may count something else: a change
    from one to the other would show that difference and nothing else.
    """

    kind: OriginKind
    publisher: str = ""  # of documents


class Fact(NamedTuple):
    """One value. `source` is the id of its return, its transcription or its release's file.

    A tuple and no more, since a page may need ten thousand of them.
    """

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    basis: Basis
    kind: OriginKind
    source: int
    definition_version: str
    row: str
    note: str
    publisher: str = ""
    release: int = 0
    section: str = ""
    missing: str = ""
    is_checked: bool = True  # of a release: whether a second person held it against its source


def plain(number: Decimal | None) -> Decimal | None:
    """Without the zeros that the database's column adds: 18.060000 is 18.06."""
    if number is None:
        return None
    short = number.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
