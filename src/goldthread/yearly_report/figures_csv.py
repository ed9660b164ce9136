"""figures.csv: every figure of a report in one row, for one audience."""

import csv
from decimal import Decimal
from io import StringIO

from goldthread.house import Audience, Figure
from goldthread.yearly_report.protection import Card, Release

COLUMNS = (
    "key",
    "indicator",
    "area",
    "period",
    "breakdown",
    "unit",
    "shown",
    "raw",
    "numerator",
    "denominator",
    "basis",
    "origin",
    "definition",
    "source",
    "file",
    "row",
    "parents",
    "audience",
)


def figures_csv(release: Release) -> str:
    """The figures that a report holds and those that they were worked out from, in its order.

    To the public the value stands as it is shown: the raw value and the parts are blank.
    """
    written = StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for card in release.cards():
        rows.writerow([_safe(value) for value in _row(card, release.audience)])
    return written.getvalue()


def _row(card: Card, audience: Audience) -> tuple[str, ...]:
    figure = card.figure
    is_public = audience is Audience.PUBLIC
    origin = figure.origin
    source = ", ".join(part for part in (origin.title, origin.version, origin.section) if part)
    return (
        figure.key,
        figure.indicator,
        figure.area_name,
        figure.period,
        figure.breakdown,
        figure.unit,
        figure.shown if figure.value is not None or figure.suppressed else "",
        "" if is_public else _number(figure.value),
        _number(figure.numerator),
        _number(figure.denominator),
        figure.basis,
        origin.kind,
        _definition(figure),
        source,
        origin.file,
        origin.row,
        "; ".join(_named(parent.figure) for parent in card.parents),
        audience,
    )


def _definition(figure: Figure) -> str:
    version = f"version {figure.definition_version}" if figure.definition_version else ""
    return " ".join(part for part in (figure.definition, version and f"({version})") if part)


def _named(figure: Figure) -> str:
    """A parent by the name that finds its own row: key, area and period."""
    parts = (figure.key, figure.area_name, figure.period, figure.breakdown)
    return " | ".join(part for part in parts if part)


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell
