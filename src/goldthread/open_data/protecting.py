"""Which figures of a table the public may see, with all that was published before in mind.

Everything goes through `measures.release_set` as one release set: the figures asked for, and what they were
worked out from, given every publication of the partnership, whichever module made it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from typing import Any

from goldthread.house import Figure, OriginKind
from goldthread.measures.catalogue import Kind, catalogue
from goldthread.measures.release_set import (
    Publication,
    PublishedNumber,
    cell_for,
    protect_release,
)
from goldthread.measures.suppression import Cell, CellName
from goldthread.measures.values import Measured

Plain = dict[str, Any]
Areas = Mapping[str, tuple[str, ...]]
_PARTS = ("value", "numerator", "denominator")


@dataclass(frozen=True)
class Shielded:
    """What may be shown of some figures; `behind` is kept for what is published after."""

    shown: Mapping[Figure, bool]
    exposed: int  # kept back, and to be worked out from what others have published
    behind: list[Plain]


def shield(figures: Iterable[Figure], areas: Areas, earlier: Iterable[Publication]) -> Shielded:
    """Protect figures as one release set, given what was published earlier, the newest first."""
    given = tuple(figures)
    names = _named(given)
    cells = {name: _cell(name, figure) for name, figure in names.items()}
    protected = protect_release(cells.values(), areas=areas, earlier=earlier)
    shown = {name: protected.shows(name) for name in names}
    asked = set(given)
    return Shielded(
        shown={figure: shown[name] for name, figure in names.items()},
        exposed=sum(name in cells for name in protected.exposed),
        # Not of what they were worked out from: nobody was given that.
        behind=[_plain(cells[n], shown[n]) for n, figure in names.items() if figure in asked],
    )


def gives_away(behind: Iterable[Plain], areas: Areas, earlier: Iterable[Publication]) -> bool:
    """Whether a frozen table shows what must be kept back beside what was published meanwhile."""
    cells = {
        replace(_number_of(plain).cell, decision=plain["decision"]): plain["shown"]
        for plain in behind
    }
    protected = protect_release(cells, areas=areas, earlier=earlier)
    return any(was_shown and not protected.shows(c.name) for c, was_shown in cells.items())


def published_as(title: str, behind: Iterable[Plain]) -> Publication:
    """A frozen table as whatever is published after it must know it."""
    return Publication(title, tuple(_number_of(plain) for plain in behind))


def _named(figures: Iterable[Figure]) -> dict[CellName, Figure]:
    """Each figure and its parents once; the same from another origin has a name of its own."""
    found: dict[CellName, Figure] = {}
    for figure in figures:
        for each in figure.and_parents():
            plain = CellName(_catalogue_key(each), each.area, each.period, each.breakdown)
            name, also = plain, count(2)
            while found.get(name, each) != each:
                name = plain._replace(origin=f"{each.origin.kind} {next(also)}")
            found.setdefault(name, each)
    return found


def _catalogue_key(figure: Figure) -> str:
    tail = figure.key.partition(".")[2]
    return tail if tail in catalogue() else figure.key


def _cell(name: CellName, figure: Figure) -> Cell:
    """The cell of a figure; a published release shows what it shows, whatever it holds."""
    is_public = figure.origin.kind is OriginKind.RELEASE and figure.already_published
    decision = figure.origin.title if is_public else ""
    row = catalogue().get(name.key)
    if row is None:
        return Cell(
            name=name,
            value=figure.value,
            kind=Kind.COUNT if figure.denominator is None else Kind.MEAN,
            numerator=figure.numerator,
            denominator=figure.denominator,
            decision=decision,
        )
    measured = Measured(figure.value, figure.numerator, figure.denominator, figure.missing)
    return cell_for(
        row,
        measured,
        area=name.area,
        period=name.period,
        breakdown=name.breakdown,
        origin=name.origin,
        decision=decision,
    )


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
