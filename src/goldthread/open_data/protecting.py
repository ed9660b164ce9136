"""Which figures of a table the public may see, with all that was published before in mind.

Everything goes through `measures.suppression` as one release set: the figures asked for, what they were
worked out from, and the numbers behind every other table that is public, was public, or is proposed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from typing import Any

from goldthread.house import Figure, OriginKind
from goldthread.measures.catalogue import Kind, catalogue
from goldthread.measures.release_set import cell_for, relations_among
from goldthread.measures.suppression import Cell, CellName, Protected, Verdict, protect
from goldthread.measures.values import Measured

Plain = dict[str, Any]


@dataclass(frozen=True)
class Earlier:
    """A number behind another table, and whether the public was shown it."""

    cell: Cell
    was_shown: bool


@dataclass(frozen=True)
class Shielded:
    """What may be shown of some figures; `behind` is kept for the tables that come after."""

    shown: Mapping[Figure, bool]
    exposed: int  # kept back, and to be worked out from what others have published
    behind: list[Plain]


def shield(
    figures: Iterable[Figure], areas: Mapping[str, tuple[str, ...]], earlier: Iterable[Earlier]
) -> Shielded:
    """Protect figures as one release set together with what was published earlier.

    What was once kept back stays kept back, since the older table is still in somebody's hands; what
    was shown with this very number is public already.
    """
    given = tuple(figures)
    names = _named(given)
    before = {each.cell.name: each for each in earlier}
    cells = {name: _since(_cell(name, figure), before) for name, figure in names.items()}
    others = {name: _as_it_was(each) for name, each in before.items() if name not in cells}
    every = [*cells.values(), *others.values()]
    known = [cell for cell in every if cell.name.key in catalogue()]
    protected = protect(every, relations_among(known, areas))
    stays = {name for name, each in before.items() if not each.was_shown}
    shown = {name: _may_show(name, protected, stays) for name in names}
    asked = set(given)
    return Shielded(
        shown={figure: shown[name] for name, figure in names.items()},
        exposed=sum(name in cells for name in protected.exposed),
        # Not of what they were worked out from: nobody was given that.
        behind=[_plain(cells[n], shown[n]) for n, figure in names.items() if figure in asked],
    )


def _named(figures: Iterable[Figure]) -> dict[CellName, Figure]:
    """Each figure and its parents once; the same from another origin has a name of its own."""
    found: dict[CellName, Figure] = {}
    for figure in figures:
        for each in with_parents(figure):
            plain = CellName(_catalogue_key(each), each.area, each.period, each.breakdown)
            name, also = plain, count(2)
            while found.get(name, each) != each:
                name = plain._replace(origin=f"{each.origin.kind} {next(also)}")
            found.setdefault(name, each)
    return found


def with_parents(figure: Figure) -> Iterable[Figure]:
    """A figure, then what it was worked out from, and so on back."""
    yield figure
    for parent in figure.parents:
        yield from with_parents(parent)


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


def _since(cell: Cell, before: Mapping[CellName, Earlier]) -> Cell:
    """A cell of now; what was shown with this very number is public already."""
    then = before.get(cell.name)
    if then is None or not then.was_shown or cell.decision:
        return cell
    same = (then.cell.value, then.cell.numerator, then.cell.denominator) == (
        cell.value,
        cell.numerator,
        cell.denominator,
    )
    return replace(cell, decision="published before") if same else cell


def _as_it_was(earlier: Earlier) -> Cell:
    decision = "published before" if earlier.was_shown else ""
    return replace(earlier.cell, decision=decision)


def _may_show(name: CellName, protected: Protected, stays: set[CellName]) -> bool:
    verdict = protected.verdicts[name]
    return verdict is Verdict.DECIDED or (verdict.is_shown and name not in stays)


# --- as plain data, and back --------------------------------------------------------------------------
def _plain(cell: Cell, is_shown: bool) -> Plain:
    parts = ("value", "numerator", "denominator")
    return {
        "name": list(cell.name),
        "kind": cell.kind.value,
        "about_people": cell.about_people,
        "shown": is_shown,
        **{part: _text(getattr(cell, part)) for part in parts},
    }


def earlier_from(behind: Iterable[Plain]) -> list[Earlier]:
    """The numbers behind a table that was frozen; those of the catalogue tied as it ties them now."""
    return [Earlier(_cell_from(plain), plain["shown"]) for plain in behind]


def _cell_from(plain: Plain) -> Cell:
    name = CellName(*plain["name"])
    value, above, below = map(_number, (plain["value"], plain["numerator"], plain["denominator"]))
    row = catalogue().get(name.key)
    if row is None:
        return Cell(
            name=name,
            value=value,
            kind=Kind(plain["kind"]),
            numerator=above,
            denominator=below,
            about_people=plain["about_people"],
        )
    return cell_for(
        row,
        Measured(value, above, below),
        area=name.area,
        period=name.period,
        breakdown=name.breakdown,
        origin=name.origin,
    )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
