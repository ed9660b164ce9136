"""figures.csv: every figure of a report in one row, for one audience."""

from goldthread.house import Audience, Figure
from goldthread.outputs.spreadsheet import Cell, csv
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


def figures_csv(release: Release) -> bytes:
    """The figures that a report holds and those that they were worked out from, in its order.

    To the public the value stands as it is shown: the raw value and the parts are blank.
    """
    return csv(COLUMNS, (_row(card, release.audience) for card in release.cards()))


def _row(card: Card, audience: Audience) -> tuple[Cell, ...]:
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
        None if is_public else figure.value,
        figure.numerator,
        figure.denominator,
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
    said = ", ".join(filter(None, (version, figure.redefined)))
    return " ".join(part for part in (figure.definition, said and f"({said})") if part)


def _named(figure: Figure) -> str:
    """A parent by the name that finds its own row: key, area and period."""
    parts = (figure.key, figure.area_name, figure.period, figure.breakdown)
    return " | ".join(part for part in parts if part)
