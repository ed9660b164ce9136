"""The limits as shipped: frozen rows, read once from `limits.toml` and checked at birth."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from goldthread.clocks.words import day

_NAME = re.compile(r"[a-z][a-z0-9_]*")


class Unit(StrEnum):
    """What a limit is counted in."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    HOURS = "hours"
    MONTHS = "months"


class Way(StrEnum):
    """Done within so long after the start, so long before it, or kept at least so long."""

    WITHIN = "within"
    BEFORE = "before"
    AT_LEAST = "at_least"


class FirstDay(StrEnum):
    """Whether the day of the start is counted: not (`next`), or as day 1 (`same`)."""

    NEXT = "next"
    SAME = "same"


_UNIT_WORDS = {
    Unit.WORKING_DAYS: ("working day", "working days"),
    Unit.CALENDAR_DAYS: ("day", "days"),
    Unit.HOURS: ("hour", "hours"),
    Unit.MONTHS: ("month", "months"),
}


@dataclass(frozen=True)
class Length:
    """How long a limit is."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        """15 working days."""
        return f"{self.amount} {_UNIT_WORDS[self.unit][self.amount != 1]}"


@dataclass(frozen=True)
class Edition:
    """A guidance or a law as it stood from one day to another; without days, always."""

    key: str
    title: str
    holds_from: date | None = None
    holds_until: date | None = None


@dataclass(frozen=True)
class OwnLimit:
    """What a partnership set: how long, from when it holds, why, and where that is written."""

    length: Length
    holds_from: date
    reason: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One row: a limit under one edition. What each field means stands at the head of `limits.toml`.

    `own` is what a partnership set above it: `length` is then the partnership's, `shipped` the row's.
    """

    name: str
    title: str
    section: str
    start: str
    starts_when: str
    shipped: Length
    edition: Edition
    source: str
    confirmed: bool
    way: Way = Way.WITHIN
    first_day: FirstDay = FirstDay.NEXT
    note: str = ""
    own: OwnLimit | None = None

    def __post_init__(self) -> None:
        _insist(bool(_NAME.fullmatch(self.name)), f"{self.name}: lower-case words joined by _")
        _insist(self.shipped.amount >= 1, f"{self.name}: the amount is 1 or more")
        _insist(bool(self.title and self.source), f"{self.name}: title and source are given")
        counts_days = self.shipped.unit in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)
        _insist(
            self.first_day is FirstDay.NEXT or (counts_days and self.way is Way.WITHIN),
            f"{self.name}: only days after a start can begin with the start's own",
        )

    @property
    def length(self) -> Length:
        """How long it is: as the partnership set it, else as shipped."""
        return self.own.length if self.own else self.shipped

    def holds_on(self, on: date) -> bool:
        """Whether its edition is in force on a day."""
        begun = self.edition.holds_from is None or self.edition.holds_from <= on
        return begun and (self.edition.holds_until is None or on <= self.edition.holds_until)

    def __str__(self) -> str:
        """15 working days after the council notifies the incident to the Panel."""
        forms = {
            Way.WITHIN: "{} after {}",
            Way.BEFORE: "{} before {}",
            Way.AT_LEAST: "at least {} after {}",
        }
        return forms[self.way].format(self.length, self.starts_when)


@dataclass(frozen=True)
class Clock:
    """A limit through its editions, the earliest first."""

    name: str
    rows: tuple[Limit, ...]

    @property
    def title(self) -> str:
        return self.rows[-1].title

    @property
    def newest(self) -> Limit:
        return self.rows[-1]

    def limit_on(self, starts_on: date) -> Limit:
        """The row for what starts on a day; NotInForce, with a sentence, where there is none."""
        for row in self.rows:
            if row.holds_on(starts_on):
                return row
        edges = [row.edition.holds_from for row in self.rows if row.edition.holds_from]
        if edges and starts_on < min(edges):
            raise NotInForce(f"{self.name} has no limit for what starts before {day(min(edges))}.")
        ends = [row.edition.holds_until for row in self.rows if row.edition.holds_until]
        raise NotInForce(f"{self.name} has no limit for what starts after {day(max(ends))}.")


class NotInForce(ValueError):
    """No edition that holds on the day has this limit."""


class Clocks(Mapping[str, Clock]):
    """The clocks by name, in the order of the file."""

    def __init__(self, rows: tuple[Clock, ...], sections: Mapping[str, str]) -> None:
        self.sections = dict(sections)
        self._rows = {clock.name: clock for clock in rows}

    def __getitem__(self, name: str) -> Clock:
        return self._rows[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def in_section(self, section: str) -> tuple[Clock, ...]:
        """The clocks of one section, in the order of the file."""
        return tuple(clock for clock in self.values() if clock.newest.section == section)

    def nearest(self, name: str) -> list[str]:
        """Up to three names like one that is not there, the likest first."""
        asked = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
        within = [each for each in self if asked and asked in each]
        return list(dict.fromkeys([*within, *get_close_matches(asked, self, 3, 0.5)]))[:3]


@cache
def clocks() -> Clocks:
    """The clocks as shipped; ValueError, naming the limit, where the file is wrong."""
    return read_clocks(files("goldthread.clocks").joinpath("limits.toml").read_text("utf-8"))


def read_clocks(text: str) -> Clocks:
    """Clocks from the text of a file laid out as `limits.toml`; ValueError where it is wrong."""
    written = tomllib.loads(text)
    editions = {key: Edition(key, **row) for key, row in written["editions"].items()}
    starts, sections = written["starts"], written["sections"]
    found = []
    for name, row in written["limits"].items():
        _insist(row["section"] in sections, f"{name}: {row['section']} is no section")
        _insist(row["start"] in starts, f"{name}: {row['start']} is no start")
        limits = sorted(
            _limits({"name": name, **row, "starts_when": starts[row["start"]]}, editions),
            key=lambda limit: limit.edition.holds_from or date.min,
        )
        _insist_apart(limits)
        found.append(Clock(name, tuple(limits)))
    return Clocks(tuple(found), sections)


def _limits(written: dict[str, Any], editions: Mapping[str, Edition]) -> Iterator[Limit]:
    """A row for each edition: first those that hold as they stand, then those that differ."""
    otherwise = written.pop("otherwise", [])
    for row in (written, *({**written, "note": "", **other} for other in otherwise)):
        for key in row["editions"]:
            _insist(key in editions, f"{row['name']}: {key} is no edition")
            yield _limit(row, editions[key])


def _limit(written: dict[str, Any], edition: Edition) -> Limit:
    row = {key: value for key, value in written.items() if key != "editions"}
    return Limit(
        shipped=Length(row.pop("amount"), Unit(row.pop("unit"))),
        way=Way(row.pop("way", Way.WITHIN)),
        first_day=FirstDay(row.pop("first_day", FirstDay.NEXT)),
        edition=edition,
        **row,
    )


def _insist_apart(limits: list[Limit]) -> None:
    for earlier, later in zip(limits, limits[1:], strict=False):
        ends, begins = earlier.edition.holds_until, later.edition.holds_from
        _insist(
            ends is not None and begins is not None and ends < begins,
            f"{earlier.name}: two editions hold at once",
        )


def _insist(holds: bool, sentence: str) -> None:
    if not holds:
        raise ValueError(sentence)
