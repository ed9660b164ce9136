"""Source cards: where a figure comes from, as much of it as its reader may know."""

from goldthread.house import Audience, Basis, Figure, Origin, OriginKind
from goldthread.measures.values import shown
from goldthread.outputs.document import DescriptionList, FigureRun, Run, Words
from goldthread.ui.british import day
from goldthread.yearly_report.protection import Card

BASIS = {
    Basis.COUNTED: "Counted",
    Basis.DERIVED: "Worked out from its parts",
    Basis.STATED: "Stated: the numbers behind it were not given",
}
ORIGIN = {
    OriginKind.RETURN: "Return of an agency",
    OriginKind.DOCUMENT: "Transcribed from a document",
    OriginKind.RELEASE: "Published statistics",
    OriginKind.FIGURES: "Worked out from other figures",
}


def title_of(figure: Figure) -> str:
    """What a figure is about, in one line."""
    parts = [figure.indicator, figure.breakdown, figure.area_name, figure.period]
    return ", ".join(part for part in parts if part)


def source_card(card: Card, audience: Audience) -> DescriptionList:
    """The source card of a figure."""
    return DescriptionList(title_of(card.figure), rows(card, audience), anchor=card.anchor)


def rows(card: Card, audience: Audience) -> tuple[tuple[str, Words], ...]:
    """The lines of a source card that have something to say."""
    figure = card.figure
    lines: list[tuple[str, Words]] = [
        ("Figure", _value(figure)),
        ("Indicator", figure.indicator),
        ("Definition", _definition(figure)),
        ("Basis", "" if figure.suppressed else BASIS[figure.basis]),
        ("Numerator and denominator", _parts(figure)),
        *_origin(figure.origin),
        ("Worked out from", _parents(card)),
        ("Elsewhere", "; ".join(_other(other) for other in figure.others)),
        ("Shown by decision", _decision(card, audience)),
        ("Note", figure.note),
        ("Can show", figure.rung.label),
    ]
    return tuple((name, words) for name, words in lines if words)


def _value(figure: Figure) -> str:
    if figure.suppressed:
        return f"{figure.shown} ({figure.missing})"
    if figure.value is None:
        return f"None: {figure.missing}" if figure.missing else "None"
    return f"{figure.shown} ({figure.marking})" if figure.marking else figure.shown


def _definition(figure: Figure) -> str:
    version = f"version {figure.definition_version}" if figure.definition_version else ""
    if not figure.definition:
        return version
    return f"{figure.definition.rstrip('.')} ({version})" if version else figure.definition


def _parts(figure: Figure) -> str:
    if figure.numerator is None or figure.denominator is None:
        return ""
    above = shown(figure.numerator, stated=True)
    return f"{above} of {shown(figure.denominator, stated=True)}"


def _origin(origin: Origin) -> list[tuple[str, Words]]:
    title = origin.title if not origin.version else f"{origin.title}, version {origin.version}"
    accepted = ", ".join(part for part in (origin.accepted_by, origin.accepted_on) if part)
    signed = "Transcribed by" if origin.kind is OriginKind.DOCUMENT else "Signed by"
    checked = "Checked by" if origin.kind is OriginKind.DOCUMENT else "Accepted by"
    return [
        (ORIGIN[origin.kind], title),
        ("Section", origin.section),
        ("File", origin.file),
        ("Row", origin.row),
        (signed, origin.signed_by),
        (checked, accepted),
        ("Address", origin.url),
    ]


def _parents(card: Card) -> Words:
    runs: list[Run] = []
    for parent in card.parents:
        runs += [Run("; ")] if runs else []
        runs += [Run(f"{title_of(parent.figure)}: "), figure_run(parent)]
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


def _other(other: Figure) -> str:
    return f"{other.shown}, {ORIGIN[other.origin.kind].lower()}: {other.origin.title}"


def _decision(card: Card, audience: Audience) -> str:
    """Who decided is told to those inside; that it was decided, and why, to everybody."""
    if card.showing is None:
        return ""
    by = "the partnership" if audience is Audience.PUBLIC else card.showing.decided_by
    return f"by {by} on {day(card.showing.decided_on)}: {card.showing.reason}"
