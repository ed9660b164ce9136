"""The published matrix: which indicator can be computed from which records, and why not."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

SOURCES = ("ssda903", "census", "annex_a")  # the first that can compute an indicator does


class Computable(StrEnum):
    YES = "yes"
    DAY = "day"
    NO = "no"


@dataclass(frozen=True)
class Cell:
    """Whether one kind of record holds one indicator."""

    computable: Computable
    why: str = ""
    months: int = 0


@dataclass(frozen=True)
class Row:
    """One indicator: how records make it, and from which they can."""

    key: str
    definition: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Matrix:
    """All rows by key, with what is said of the kinds of record."""

    rows: Mapping[str, Row]
    titles: Mapping[str, str]
    editions: Mapping[str, str]


@cache
def matrix() -> Matrix:
    """The matrix as shipped; ValueError or KeyError where the file is wrong."""
    text = files("goldthread.records").joinpath("matrix.toml").read_text(encoding="utf-8")
    written = tomllib.loads(text)
    editions, titles, lacks = (written.pop(name) for name in ("editions", "titles", "lacks"))
    rows = {key: _row(key, row, lacks) for key, row in written.items()}
    return Matrix(rows, titles, editions)


def _row(key: str, written: dict[str, Any], lacks: Mapping[str, str]) -> Row:
    definition = written.pop("definition")
    cells = {
        source: _cell(written.pop(source, None) or {"computable": "no", "why": lacks[source]})
        for source in SOURCES
    }
    if written:
        raise ValueError(f"{key}: {', '.join(written)} is no kind of record")
    return Row(key, definition, cells)


def _cell(written: dict[str, Any]) -> Cell:
    return Cell(Computable(written.pop("computable")), **written)
