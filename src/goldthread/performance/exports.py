"""Figures as rows of a file: one row for each, with where it came from."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from goldthread.access.principal import Principal
from goldthread.house import Figure
from goldthread.outputs.spreadsheet import About, Cell

MARKING = "Working paper, not for publication"

# The columns of a report's figures.csv, in its order, and after them what only those at work need.
FIGURE_COLUMNS = (
    *("key", "indicator", "area", "period", "breakdown", "unit", "shown", "raw", "numerator"),
    *("denominator", "basis", "origin", "definition", "source", "file", "row", "parents"),
    *("audience", "area_code", "marking", "note"),
)
MADE_COLUMNS = ("made_by", "made_at")


def figure_row(figure: Figure, audience: str) -> tuple[Cell, ...]:
    """One figure under `FIGURE_COLUMNS`; where it has no value, its note says why."""
    origin, has_value = figure.origin, figure.value is not None
    version = f"(version {figure.definition_version})" if figure.definition_version else ""
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
        f"{figure.definition} {version}".strip(),
        ", ".join(filter(None, (origin.title, origin.version, origin.section))),
        origin.file,
        origin.row,
        "; ".join(f"{p.indicator}, {p.area_name}, {p.period}" for p in figure.parents),
        audience,
        figure.area,
        figure.marking,
        " ".join(filter(None, (figure.missing, figure.note))),
    )


def signed(
    rows: Iterable[Sequence[Cell]], principal: Principal, at: datetime
) -> Iterator[tuple[Cell, ...]]:
    """Each row with who made the file and when: a CSV file has no other place for it."""
    return ((*row, principal.name, f"{at:%Y-%m-%d %H:%M}") for row in rows)


def about(title: str, principal: Principal, at: datetime, *notes: tuple[str, str]) -> About:
    """What a workbook says of itself."""
    space = principal.space.name if principal.space else ""
    return About(title, principal.name, at, MARKING, (("Partnership", space), *notes))
