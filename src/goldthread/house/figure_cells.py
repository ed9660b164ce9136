"""Figures as cells of one release set: how each is named, and when what it holds is public already.

Every module that gives figures to the public makes its cells here, whatever it makes of them: the same
figure must have the same name in each publication, or one would give away what another keeps back.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import count

from goldthread.house.figure import Figure, OriginKind
from goldthread.measures.catalogue import Kind, catalogue
from goldthread.measures.cells import Cell, CellName
from goldthread.measures.release_set import cell_for
from goldthread.measures.values import Measured


def released(figure: Figure) -> str:
    """The title of the published release that a figure stands in, once it was checked; else "".

    Such a figure is public whatever it holds. One that nobody has compared with its source may be a
    slip, and public nowhere: it is protected like any other.
    """
    is_release = figure.origin.kind is OriginKind.RELEASE
    return figure.origin.title if is_release and figure.already_published else ""


class FigureCells:
    """Some figures and what they were worked out from, each once, as cells.

    `why_public` gives the reason for which a figure may be shown whatever it holds, "" for none.
    """

    def __init__(
        self, figures: Iterable[Figure], why_public: Callable[[Figure], str] = released
    ) -> None:
        names: dict[Figure, CellName] = {}
        named: dict[CellName, Figure] = {}
        for figure in figures:
            for each in figure.and_parents():
                names[each] = _free_name(each, named)
                named.setdefault(names[each], each)
        self.names: Mapping[Figure, CellName] = names
        self.figures: Mapping[CellName, Figure] = named
        self.cells = {name: cell_of(name, each, why_public(each)) for name, each in named.items()}


def _free_name(figure: Figure, named: Mapping[CellName, Figure]) -> CellName:
    """The name of a figure; the same from another origin has one of its own."""
    plain = CellName(indicator_key(figure), figure.area, figure.period, figure.breakdown)
    name, also = plain, count(2)
    while named.get(name, figure) != figure:
        name = plain._replace(origin=f"{figure.origin.kind} {next(also)}")
    return name


def cell_of(name: CellName, figure: Figure, decision: str) -> Cell:
    """A figure as the cell of that name; `decision` says why it may be shown, "" for no reason."""
    if name.key not in catalogue():
        return Cell(
            name=name,
            value=figure.value,
            kind=kind_of(figure),
            numerator=figure.numerator,
            denominator=figure.denominator,
            decision=decision,
        )
    return cell_for(
        catalogue()[name.key],
        measured(figure),
        area=name.area,
        period=name.period,
        breakdown=name.breakdown,
        origin=name.origin,
        decision=decision,
    )


def kind_of(figure: Figure) -> Kind:
    """What sort of number a figure is: the catalogue knows, or its unit and parts tell."""
    if (key := indicator_key(figure)) in catalogue():
        return catalogue()[key].kind
    if figure.unit == "%":
        return Kind.PERCENTAGE
    if figure.multiplier > 1:
        return Kind.RATE
    return Kind.COUNT if figure.denominator is None else Kind.MEAN


def measured(figure: Figure) -> Measured:
    """A figure's number and parts, as the rules of `measures` take them."""
    return Measured(figure.value, figure.numerator, figure.denominator, figure.missing)


def indicator_key(figure: Figure) -> str:
    """The key by which the catalogue knows a figure; the figure's own where it does not know it."""
    tail = figure.key.partition(".")[2]
    return tail if tail in catalogue() else figure.key
