"""Figures as rows of a file: one row for each, with where it came from."""

from goldthread.house import Figure
from goldthread.outputs.spreadsheet import Cell

# The columns of a report's figures.csv, in its order, and after them what only those at work need.
FIGURE_COLUMNS = (
    *("key", "indicator", "area", "period", "breakdown", "unit", "shown", "raw", "numerator"),
    *("denominator", "basis", "origin", "definition", "source", "file", "row", "parents"),
    *("audience", "area_code", "marking", "note"),
)


def figure_row(figure: Figure, audience: str) -> tuple[Cell, ...]:
    """One figure under `FIGURE_COLUMNS`; where it has no value, its note says why."""
    origin, has_value = figure.origin, figure.value is not None
    version = ", ".join(filter(None, (version_words(figure), figure.redefined)))
    return (
        figure.key,
        figure.indicator,
        figure.area_name,
        figure.period,
        figure.breakdown,
        figure.unit,
        figure.shown,
        figure.value,
        figure.numerator,
        figure.denominator,
        figure.basis.value if has_value else "",
        origin.kind.value if has_value else "",
        f"{figure.definition} ({version})" if version else figure.definition,
        ", ".join(filter(None, (origin.title, origin.version, origin.section))),
        origin.file,
        origin.row,
        "; ".join(f"{p.indicator}, {p.area_name}, {p.period}" for p in figure.parents),
        audience,
        figure.area,
        figure.marking,
        " ".join(filter(None, (figure.missing, figure.note))),
    )


def version_words(figure: Figure) -> str:
    """The version of the definition under which a figure was given."""
    return f"version {figure.definition_version}" if figure.definition_version else ""
