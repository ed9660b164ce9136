"""Where each figure of a report comes from, in tables that take little paper: one row for each figure."""

from collections.abc import Callable, Iterator
from string import ascii_lowercase

from goldthread.house import Audience, Basis, Figure
from goldthread.measures.values import shown
from goldthread.outputs.document import Column, LinkRun, Run, Table, Words
from goldthread.yearly_report.cards import (
    BASIS,
    ORIGIN,
    answered_for,
    decision_of,
    definition_of,
    others_of,
    parents_of,
    publisher_of,
    row_of,
    title_of,
    value_of,
    where_from,
)
from goldthread.yearly_report.protection import Card, Release

_STATED = BASIS[Basis.STATED].partition(":")[0]


def source_tables(release: Release) -> Iterator[Table]:
    """A row for each figure; then what each indicator counts, and the decisions, each once."""
    cards = release.cards()
    decisions = _lettered(cards, release.audience)
    yield _figures(cards, decisions, release.audience)
    yield Table(
        caption="What is counted",
        columns=(Column("Indicator"), Column("Definition"), Column("Key")),
        rows=tuple(dict.fromkeys(_meaning(card) for card in cards)),
    )
    if decisions:
        yield Table(
            caption="Numbers shown by decision, because they were public already",
            columns=(Column(""), Column("Decision")),
            rows=tuple((letter, words) for words, letter in decisions.items()),
        )


def _figures(cards: list[Card], decisions: dict[str, str], audience: Audience) -> Table:
    """The figures; a column that would be empty, as some are for the public, is left out."""
    columns: dict[str, list[Words]] = {
        "Figure": [title_of(card.figure) for card in cards],
        "Shown": [value_of(card.figure) for card in cards],
        "Parts": [_parts(card) for card in cards],
        "Where it came in": [_came_in(card) for card in cards],
        "Row": [row_of(card.figure.origin) for card in cards],
        "Answered for": [answered_for(card.figure.origin) for card in cards],
        "Notes": [_besides(card, decisions, audience) for card in cards],
    }
    used = {label: cells for label, cells in columns.items() if any(cells)}
    return Table(
        caption="Figures",
        columns=tuple(Column(label) for label in used),
        rows=tuple(zip(*used.values(), strict=True)),
        anchors=tuple(card.anchor for card in cards),
    )


def _parts(card: Card) -> str:
    """The numerator and denominator, or that they were never given."""
    figure = card.figure
    if figure.numerator is not None and figure.denominator is not None:
        above, below = (shown(n, stated=True) for n in (figure.numerator, figure.denominator))
        return f"{above} of {below}"
    return _STATED if figure.basis is Basis.STATED and not figure.suppressed else ""


def _came_in(card: Card) -> Words:
    origin = card.figure.origin
    words = where_from(origin) or ORIGIN[origin.kind]
    return (LinkRun(words, address=origin.url),) if origin.url else words


def _besides(card: Card, decisions: dict[str, str], audience: Audience) -> Words:
    """What else is to be said of a figure, each in a sentence."""
    figure = card.figure
    letter = decisions.get(decision_of(card, audience))
    said: list[Run] = []
    if card.parents:
        said += [Run("Worked out from "), *parents_of(card, _beside(figure)), Run(". ")]
    if others := others_of(figure, publisher_of):
        said.append(Run(f"Also given: {others}. "))
    if letter:
        said.append(Run(f"Shown by decision {letter}. "))
    if figure.note:
        said.append(Run(f"{figure.note.rstrip('.')}."))
    return tuple(said)


def _beside(figure: Figure) -> Callable[[Figure], str]:
    """How a parent is named in the row of a figure: by its period alone where all else is the same."""

    def named(parent: Figure) -> str:
        same = (parent.key, parent.area, parent.breakdown) == (
            figure.key,
            figure.area,
            figure.breakdown,
        )
        return parent.period if same else title_of(parent)

    return named


def _meaning(card: Card) -> tuple[str, str, str]:
    figure = card.figure
    return (figure.indicator, definition_of(figure), figure.key)


def _lettered(cards: list[Card], audience: Audience) -> dict[str, str]:
    """A letter for each decision by which figures are shown."""
    words = dict.fromkeys(filter(None, (decision_of(card, audience) for card in cards)))
    return {each: _letter(number) for number, each in enumerate(words)}


def _letter(number: int) -> str:
    """a to z, then aa, ab and so on."""
    above, place = divmod(number, len(ascii_lowercase))
    return (_letter(above - 1) if above else "") + ascii_lowercase[place]
