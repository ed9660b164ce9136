"""Figures as rows of a file: one row for each, with where it came from."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from goldthread.access.principal import Principal
from goldthread.house import Figure
from goldthread.outputs.spreadsheet import About, Cell

FIGURE_COLUMNS = (
    *("key", "indicator", "area", "area_name", "period", "breakdown", "unit", "shown", "raw"),
    *("numerator", "denominator", "basis", "marking", "origin", "definition", "source", "file"),
    *("row", "parents", "note"),
)
MADE_COLUMNS = ("made_by", "made_on")


def figure_row(figure: Figure) -> tuple[Cell, ...]:
    """One figure under `FIGURE_COLUMNS`; where it has no value, `note` says why."""
    origin = figure.origin
    return (
        figure.key,
        figure.indicator,
        figure.area,
        figure.area_name,
        figure.period,
        figure.breakdown,
        figure.unit,
        figure.shown,
        figure.value,
        figure.numerator,
        figure.denominator,
        figure.basis.value if figure.value is not None else "",
        figure.marking,
        origin.kind.value if figure.value is not None else "",
        f"version {figure.definition_version}" if figure.definition_version else "",
        " · ".join(filter(None, (origin.title, origin.section))),
        origin.file,
        origin.row,
        " + ".join(f"{p.key} {p.area} {p.period}".strip() for p in figure.parents),
        " ".join(filter(None, (figure.missing, figure.note))),
    )


def signed(
    rows: Iterable[Sequence[Cell]], principal: Principal, at: datetime
) -> Iterator[tuple[Cell, ...]]:
    """Each row with who made the file and when: a CSV file has no other place for it."""
    made = f"{at:%Y-%m-%d %H:%M}"
    return ((*row, principal.name, made) for row in rows)


def about(title: str, principal: Principal, at: datetime, **notes: str) -> About:
    """What a workbook says of itself."""
    space = principal.space.name if principal.space else ""
    return About(
        title=title,
        made_by=principal.name,
        made_at=at,
        marking="Working paper, not for publication",
        notes=(("Partnership", space), *notes.items()),
    )
