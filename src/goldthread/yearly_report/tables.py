"""Tables of figures: one for each area, with the change by our rule, and where a source leaves that rule."""

from collections.abc import Iterator

from goldthread.house import Basis, FigureRequest
from goldthread.measures.printed import departures, read_printed
from goldthread.measures.suppression import SYMBOL
from goldthread.outputs.document import Block, Column, Paragraph, Table, Words
from goldthread.yearly_report.cards import figure_run
from goldthread.yearly_report.changes import words_of
from goldthread.yearly_report.contents import FigureTable, PrintedChange, PrintedChanges
from goldthread.yearly_report.protection import KEPT_BACK, Card, Release

NO_FIGURE = "There is no such figure"
STATED = "Figures in italics were stated by their source without the numbers behind them."


def figure_tables(content: FigureTable, release: Release) -> Iterator[Table]:
    """A table for each area, indicators down and periods across; or one, areas across, for one period."""
    if len(content.periods) == 1 and not content.has_change:
        yield _by_area(content, release)
        return
    for area in content.areas:
        yield _of_area(content, area, release)


def _of_area(content: FigureTable, area: str, release: Release) -> Table:
    requests = [[FigureRequest(key, area, p) for p in content.periods] for key in content.keys]
    columns = [Column(period, numeric=True) for period in content.periods]
    rows = [_row(row, release) for row in requests]
    if content.has_change:
        columns.append(Column(f"Change, {content.change_from} to {content.change_to}"))
        rows = [
            (*row, _change(key, area, content.change_from, content.change_to, release))
            for key, row in zip(content.keys, rows, strict=True)
        ]
    name = _area_name(area, requests, release)
    flat = [request for row in requests for request in row]
    return Table(
        caption=content.title if len(content.areas) == 1 else f"{content.title}: {name}",
        columns=(Column("Indicator"), *columns),
        rows=tuple(rows),
        notes=_notes(content.source, flat, release),
    )


def _by_area(content: FigureTable, release: Release) -> Table:
    (period,) = content.periods
    requests = [
        [FigureRequest(key, area, period) for area in content.areas] for key in content.keys
    ]
    by_area = list(zip(*requests, strict=True))
    names = [
        _area_name(area, [list(column)], release)
        for area, column in zip(content.areas, by_area, strict=True)
    ]
    return Table(
        caption=f"{content.title}, {period}",
        columns=(Column("Indicator"), *(Column(name, numeric=True) for name in names)),
        rows=tuple(_row(row, release) for row in requests),
        notes=_notes(content.source, [r for row in requests for r in row], release),
    )


def _row(requests: list[FigureRequest], release: Release) -> tuple[Words, ...]:
    asked = release.asked
    cards = [asked.get(request) for request in requests]
    named = next((card.figure.indicator for card in cards if card), requests[0].key)
    return (named, *(cell(card) for card in cards))


def cell(card: Card | None) -> Words:
    """A figure in a cell; where there is none, why."""
    if card is None:
        return NO_FIGURE
    if card.figure.value is None and not card.figure.suppressed:
        return card.figure.missing or "none"
    return (figure_run(card),)


def _change(key: str, area: str, earlier: str, later: str, release: Release) -> str:
    ends = FigureRequest(key, area, later), FigureRequest(key, area, earlier)
    if not all(end in release.asked for end in ends):
        return NO_FIGURE
    found = release.change(*ends)
    return words_of(found) if found else SYMBOL


def _area_name(area: str, requests: list[list[FigureRequest]], release: Release) -> str:
    asked = release.asked
    names = (asked[r].figure.area_name for row in requests for r in row if r in asked)
    return next(names, area)


def _notes(source: str, requests: list[FigureRequest], release: Release) -> tuple[Words, ...]:
    asked = release.asked
    figures = [asked[request].figure for request in requests if request in asked]
    notes = {
        f"{SYMBOL}: {KEPT_BACK}.": any(f.suppressed for f in figures),
        STATED: any(f.basis is Basis.STATED and not f.suppressed for f in figures),
        f"Source: {source}.": bool(source),
    }
    return tuple(note for note, is_needed in notes.items() if is_needed)


def departures_table(content: PrintedChanges, release: Release) -> Iterator[Block]:
    """Where a source's printed changes leave our one rule, and how many of them keep it."""
    found = [(row, *_departures(row, content, release)) for row in content.rows]
    leaving = [(row, ours, sentences) for row, ours, sentences in found if sentences]
    kept = len(found) - len(leaving)
    yield Paragraph(
        f"Of the {len(found)} changes that the source prints, {kept} are what one rule gives: percent"
        " for counts, points for percentages, static below 0.5. The others are listed here."
        if leaving
        else f"All {len(found)} changes that the source prints are what one rule gives."
    )
    if leaving:
        yield Table(
            caption=content.title,
            columns=(
                Column("Figure"),
                Column("Printed"),
                Column("By our rule"),
                Column("Difference"),
            ),
            rows=tuple(
                (
                    _named(row, content, release),
                    row.printed,
                    ours,
                    " ".join(f"{s}." for s in sentences),
                )
                for row, ours, sentences in leaving
            ),
            notes=(f"Source: {content.source}.",) if content.source else (),
        )


def _departures(
    row: PrintedChange, content: PrintedChanges, release: Release
) -> tuple[str, tuple[str, ...]]:
    """What our rule gives, and where the printed change leaves it."""
    ends = [FigureRequest(row.key, row.area, p) for p in (content.change_to, content.change_from)]
    if not all(end in release.asked for end in ends):
        return NO_FIGURE, (NO_FIGURE,)
    found = release.change(*ends)
    if found is None:
        return SYMBOL, ()
    return words_of(found), departures(found, read_printed(row.printed))


def _named(row: PrintedChange, content: PrintedChanges, release: Release) -> str:
    card = release.asked.get(FigureRequest(row.key, row.area, content.change_to))
    return f"{card.figure.indicator}, {card.figure.area_name}" if card else row.key
