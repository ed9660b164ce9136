"""Which figures of a table the public may see, with all that was published before in mind.

Everything goes through `measures.release_set` as one release set: the figures asked for, and what they were
worked out from, given every publication of the partnership, whichever module made it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from goldthread.house import Figure
from goldthread.house.figure_cells import FigureCells
from goldthread.measures.catalogue import Kind
from goldthread.measures.release_set import Publication, PublishedNumber, protect_release
from goldthread.measures.suppression import Cell, SuppressionRule

Plain = dict[str, Any]
Areas = Mapping[str, tuple[str, ...]]
_PARTS = ("value", "numerator", "denominator")


@dataclass(frozen=True)
class Shielded:
    """What may be shown of some figures; `behind` is kept for what is published after."""

    shown: Mapping[Figure, bool]
    exposed: int  # kept back, and to be worked out from what others have published
    behind: list[Plain]


def shield(
    figures: Iterable[Figure],
    areas: Areas,
    earlier: Iterable[Publication],
    rule: SuppressionRule,
    items: Iterable[Figure] = (),
) -> Shielded:
    """Protect figures as one release set, given what was published earlier, the newest first, and the rule.

    `items` make up some of the figures and are not published with them.
    """
    given = tuple(figures)
    made = FigureCells((*given, *items))
    protected = protect_release(made.cells.values(), areas=areas, earlier=earlier, rule=rule)
    shown = {figure: protected.shows(name) for figure, name in made.names.items()}
    asked = {made.names[figure]: shown[figure] for figure in given}
    return Shielded(
        shown=shown,
        exposed=sum(name in made.cells for name in protected.exposed),
        # Not of what they were worked out from: nobody was given that.
        behind=[_plain(made.cells[name], is_shown) for name, is_shown in asked.items()],
    )


def gives_away(
    behind: Iterable[Plain], areas: Areas, earlier: Iterable[Publication], rule: SuppressionRule
) -> bool:
    """Whether a frozen table shows what must be kept back beside what was published meanwhile, or by the rule of now."""
    cells = {
        replace(_number_of(plain).cell, decision=plain["decision"]): plain["shown"]
        for plain in behind
    }
    protected = protect_release(cells, areas=areas, earlier=earlier, rule=rule)
    return any(was_shown and not protected.shows(c.name) for c, was_shown in cells.items())


def published_as(title: str, behind: Iterable[Plain]) -> Publication:
    """A frozen table as whatever is published after it must know it."""
    return Publication(title, tuple(_number_of(plain) for plain in behind))


# --- as plain data, and back --------------------------------------------------------------------------
def _plain(cell: Cell, is_shown: bool) -> Plain:
    return {
        "name": list(cell.name),
        "kind": cell.kind.value,
        "about_people": cell.about_people,
        "decision": cell.decision,
        "shown": is_shown,
        **{part: _text(getattr(cell, part)) for part in _PARTS},
    }


def _number_of(plain: Plain) -> PublishedNumber:
    value, above, below = (_number(plain[part]) for part in _PARTS)
    key, area, period, breakdown, origin = plain["name"]
    return PublishedNumber(
        key=key,
        area=area,
        period=period,
        breakdown=breakdown,
        origin=origin,
        kind=Kind(plain["kind"]),
        about_people=plain["about_people"],
        was_shown=plain["shown"],
        value=value,
        numerator=above,
        denominator=below,
    )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
