"""Changes as other people printed them, and where those leave our rule."""

import re
from dataclasses import dataclass
from decimal import Decimal

from goldthread.measures.change import Change, Direction
from goldthread.measures.values import rounded, shown

_PRINTED = re.compile(r"(up|down) (?:by )?(\d+(?:\.\d+)?)\s*(%|%?\s*pts|points?)", re.IGNORECASE)


@dataclass(frozen=True)
class Printed:
    """A change as a source printed it: "static", or a direction with a number and its unit."""

    text: str
    is_static: bool
    direction: Direction = Direction.UNKNOWN
    amount: Decimal = Decimal(0)
    unit: str = ""

    @property
    def decimals(self) -> int:
        """How precisely the source printed its number."""
        exponent = self.amount.as_tuple().exponent
        return -exponent if isinstance(exponent, int) else 0


def read_printed(text: str) -> Printed:
    """Read "Down 8%", "Up 7.6% pts" or "Static"; ValueError where it is none of these."""
    written = " ".join(text.split())
    if written.lower() == "static":
        return Printed(written, is_static=True)
    found = _PRINTED.fullmatch(written)
    if not found:
        raise ValueError(f'"{written}" is not a change that can be read')
    unit = "%" if found[3] == "%" else "points"
    return Printed(written, False, Direction(found[1].lower()), Decimal(found[2]), unit)


def departures(change: Change, printed: Printed) -> tuple[str, ...]:
    """Where a printed change leaves our rule, one sentence each; empty where it keeps it.

    Numbers are compared to the precision that was printed.
    """
    if printed.is_static:
        moved = f'The source prints "{printed.text}"; by our rule it is {change.words}'
        return () if change.is_static else (moved,)
    found = []
    if change.is_static:
        found.append(f'The source prints "{printed.text}"; by our rule it is {change.words}')
    if change.direction is not printed.direction:
        found.append(f'The source prints "{printed.text}"; the values went {change.direction}')
    if change.unit != printed.unit:
        found.append(f'The source prints "{printed.text}"; these are {_unit_words(change.unit)}')
    amount = abs(change.amount or Decimal(0))
    if rounded(amount, printed.decimals) != printed.amount:
        ours = shown(rounded(amount, max(1, printed.decimals)), stated=True)
        found.append(f'The source prints "{printed.text}"; the values give {ours}')
    return tuple(found)


def _unit_words(unit: str) -> str:
    return "points, not percent" if unit == "points" else "percent, not points"
