"""The layouts of the record files that councils hold, read from the tables in `layouts/`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from goldthread.records.spelling import compared


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column or element. `codes` maps every spelling that is understood to its meaning."""

    key: str
    name: str
    kind: str
    codes: Mapping[str, str] = field(default_factory=dict, repr=False)
    needed: bool = False
    headings: tuple[str, ...] = ()
    most: int = 1_000
    many: bool = False
    years: tuple[int, int] = (0, 9999)

    @property
    def identifies(self) -> bool:
        """Whether a value of this column could tell who a child is."""
        return self.kind in ("child", "identifier", "born", "expected", "upn", "postcode", "text")


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One list: its columns, which of its days come first, and what no two rows share."""

    key: str
    number: int
    title: str
    columns: tuple[Column, ...]
    order: tuple[tuple[str, str], ...] = ()
    once: tuple[str, ...] = ()
    oldest: int = 0

    @cached_property
    def headings(self) -> dict[str, Column]:
        """Every heading that is understood, as compared."""
        return {heading: column for column in self.columns for heading in column.headings}

    @cached_property
    def by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}

    @cached_property
    def needed(self) -> tuple[Column, ...]:
        """The columns that must be there."""
        return tuple(column for column in self.columns if column.needed)

    @cached_property
    def days(self) -> tuple[Column, ...]:
        """The columns of things that have happened on a day."""
        return tuple(column for column in self.columns if column.kind == "day")


@dataclass(frozen=True, kw_only=True)
class Module(Layout):
    """A module of the census: the element that holds it, and whether it may stand there twice."""

    within: str
    many: bool = False

    @cached_property
    def elements(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}


@dataclass(frozen=True)
class Source:
    """A kind of record file: which edition its tables describe, and its lists by key."""

    key: str
    edition: str
    lists: Mapping[str, Layout]


def _read(name: str) -> dict[str, Any]:
    text = files("goldthread.records").joinpath("layouts", name).read_text(encoding="utf-8")
    return tomllib.loads(text)


def _codes(name: str) -> dict[str, dict[str, str]]:
    """By table of codes: every spelling and what it means."""
    tables = _read(name)
    return {
        table: {spelling: item for item, spellings in items.items() for spelling in spellings}
        for table, items in tables.items()
    }


def _column(row: dict[str, Any], codes: Mapping[str, Mapping[str, str]]) -> Column:
    row = dict(row)
    of_codes = codes[row.pop("codes")] if "codes" in row else {}
    headings = tuple(row.pop("headings", ())) or (compared(row["name"]),)
    years = tuple(row.pop("years", (0, 9999)))
    return Column(codes=of_codes, headings=headings, years=(years[0], years[1]), **row)


def _lists(name: str) -> tuple[str, dict[str, Layout]]:
    written = _read(f"{name}.toml")
    codes = _codes(f"{name}_codes.toml")
    edition = written.pop("edition")
    lists = {
        key: Layout(
            key=key,
            number=row["number"],
            title=row["title"],
            order=tuple((first, second) for first, second in row["order"]),
            once=tuple(row["once"]),
            oldest=row["oldest"],
            columns=tuple(_column(column, codes) for column in row["columns"]),
        )
        for key, row in written.items()
    }
    return edition, lists


@cache
def annex_a() -> Source:
    """Ofsted's Annex A: eleven lists."""
    return Source("annex_a", *_lists("annex_a"))


@cache
def ssda903() -> Source:
    """The looked-after children return: a table a file."""
    return Source("ssda903", *_lists("ssda903"))


@dataclass(frozen=True)
class Census:
    """The children in need census: its modules by element, and the years whose schemas are known."""

    edition: str
    years: tuple[int, int]
    modules: Mapping[str, Module]

    def within(self, element: str) -> dict[str, Module]:
        """The modules that may stand in an element."""
        return {name: module for name, module in self.modules.items() if module.within == element}


@cache
def census() -> Census:
    """The children in need census of 2023 to 2026."""
    written = _read("cin_census.toml")
    codes = _codes("cin_census_codes.toml")
    edition, (first, last) = written.pop("edition"), written.pop("years")
    modules = {
        name: Module(
            key=name,
            number=number,
            title=name,
            within=row["within"],
            many=row.get("many", False),
            order=tuple((first, second) for first, second in row.get("order", ())),
            columns=tuple(_column(column, codes) for column in row["values"]),
        )
        for number, (name, row) in enumerate(written.items(), start=1)
    }
    return Census(edition, (first, last), modules)
