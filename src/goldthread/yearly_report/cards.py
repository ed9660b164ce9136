"""Source cards: where a figure comes from, as much of it as its reader may know."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from goldthread.house import Audience, Basis, Figure, Origin, OriginKind
from goldthread.measures.values import shown
from goldthread.outputs.document import FigureRun, Run, Words
from goldthread.ui.british import day
from goldthread.yearly_report.protection import Card

BASIS = {
    Basis.COUNTED: "Counted",
    Basis.DERIVED: "Worked out",
    Basis.STATED: "Stated: the numbers behind it were not given",
}
ORIGIN = {
    OriginKind.RETURN: "Return of an agency",
    OriginKind.DOCUMENT: "Transcribed from a document",
    OriginKind.RELEASE: "Published statistics",
    OriginKind.LINES: "Counted over",
    OriginKind.FIGURES: "Worked out from other figures",
}


def title_of(figure: Figure) -> str:
    """What a figure is about, in one line."""
    parts = [figure.indicator, figure.breakdown, figure.area_name, figure.period]
    return ", ".join(part for part in parts if part)


def rows(card: Card, audience: Audience) -> tuple[tuple[str, Words], ...]:
    """The lines of a source card that have something to say."""
    figure = card.figure
    origin = figure.origin
    lines: list[tuple[str, Words]] = [
        ("Figure", value_of(figure)),
        ("Definition", definition_of(figure)),
        ("Basis", basis_of(figure)),
        (ORIGIN[origin.kind], where_from(origin)),
        ("File and row" if origin.file else "Row", row_of(origin)),
        ("Answered for", answered_for(origin)),
        ("Address", origin.url),
        ("Worked out from", parents_of(card)),
        ("Also given", others_of(figure)),
        ("Shown by decision", decision_of(card, audience)),
        ("Note", figure.note),
        ("Can show", "" if audience is Audience.PUBLIC else figure.rung.label),
    ]
    return tuple((name, words) for name, words in lines if words)


def value_of(figure: Figure) -> str:
    """A figure as it is shown, with what is said beside it, or why there is none."""
    if figure.suppressed:
        return f"{figure.shown}: {figure.missing}"
    if figure.value is None:
        return f"None: {figure.missing}" if figure.missing else "None"
    return f"{figure.shown}, {figure.marking}" if figure.marking else figure.shown


def definition_of(figure: Figure) -> str:
    """What a figure counts, and in which version."""
    number = f"version {figure.definition_version}" if figure.definition_version else ""
    version = ", ".join(filter(None, (number, figure.redefined)))
    if not figure.definition:
        return version
    return f"{figure.definition.rstrip('.')} ({version})" if version else figure.definition


def basis_of(figure: Figure) -> str:
    """How a figure came to be, with its numerator and denominator where they are known."""
    if figure.suppressed:
        return ""
    if figure.numerator is None or figure.denominator is None:
        return BASIS[figure.basis]
    above, below = (shown(n, stated=True) for n in (figure.numerator, figure.denominator))
    return f"{BASIS[figure.basis]}: {above} of {below}"


def where_from(origin: Origin) -> str:
    """What a figure came in with: the title of the thing, its version or publisher, the place in it."""
    if origin.kind is OriginKind.FIGURES:
        return ""
    version = f"version {origin.version}" if origin.kind is OriginKind.RETURN else origin.version
    return _joined(origin.title, origin.version and version, origin.section)


def publisher_of(origin: Origin) -> str:
    """The title of what a figure came in with and its version or publisher, without the place in it."""
    return where_from(replace(origin, section=""))


def row_of(origin: Origin) -> str:
    """The place in the file, for those inside."""
    return f"{origin.file}, row {origin.row}" if origin.file and origin.row else origin.row


def answered_for(origin: Origin) -> str:
    """Who brought a figure in and who let it in, for those inside."""
    is_document = origin.kind is OriginKind.DOCUMENT
    brought, let_in = ("Transcribed", "checked") if is_document else ("Signed", "accepted")
    signed = origin.signed_by and f"{brought} by {origin.signed_by}"
    on = f" on {_british(origin.accepted_on)}" if origin.accepted_on else ""
    accepted = origin.accepted_by and f"{let_in} by {origin.accepted_by}{on}"
    return _joined(signed, accepted)


def _british(written: str) -> str:
    """A day as an origin holds it, in British words; left as it is where it is no ISO day."""
    try:
        return day(date.fromisoformat(written))
    except ValueError:
        return written


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def parents_of(card: Card, named: Callable[[Figure], str] = title_of) -> tuple[Run, ...]:
    """What a figure was worked out from, each leading to its own source."""
    runs: list[Run] = []
    for parent in card.parents:
        runs += [Run("; ")] if runs else []
        runs += [Run(f"{named(parent.figure)}: "), figure_run(parent)]
    return tuple(runs)


def figure_run(card: Card, text: str = "") -> FigureRun:
    """A figure as it stands in a text or a cell, leading to its card."""
    figure = card.figure
    there = figure.value is not None or figure.suppressed
    return FigureRun(
        text or (figure.shown if there else "none"),
        anchor=card.anchor,
        basis="" if figure.suppressed else figure.basis,
        note=figure.marking,
    )


def others_of(figure: Figure, named: Callable[[Origin], str] = where_from) -> str:
    """The same figure from other origins: each value once, with everything that says so."""
    said: dict[str, list[str]] = {}
    for other in figure.others:
        if other.value is not None:
            said.setdefault(value_of(other), []).append(named(other.origin))
    return "; ".join(f"{value} ({', '.join(dict.fromkeys(by))})" for value, by in said.items())


def decision_of(card: Card, audience: Audience) -> str:
    """Who decided is told to those inside; that it was decided, and why, to everybody."""
    if card.showing is None:
        return ""
    by = "the partnership" if audience is Audience.PUBLIC else card.showing.decided_by
    return f"By {by} on {day(card.showing.decided_on)}: {card.showing.reason}"
