"""The catalogue of indicators: frozen rows, read once from `catalogue.toml` and checked at birth."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

_SLUG = re.compile(r"[a-z][a-z0-9_]*")
_REFERENCE = re.compile(r"[A-Z]\d*")


class Kind(StrEnum):
    """What sort of number an indicator is."""

    COUNT = "count"
    PERCENTAGE = "percentage"
    RATE = "rate"
    MEAN = "mean"


class Nature(StrEnum):
    """How the quarters of an indicator make its year: `roll.py` has the rule."""

    FLOW = "flow"
    STOCK = "stock"
    DISTINCT = "distinct"


class Way(StrEnum):
    """How a value comes to be here: from an agency, from two other indicators, or only published."""

    ASKED = "asked"
    DERIVED = "derived"
    PUBLISHED = "published"


class Polarity(StrEnum):
    """Which direction is better."""

    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"


class Frequency(StrEnum):
    """How often an indicator can be asked for."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    TERMLY = "termly"
    ANNUAL = "annual"


class Agency(StrEnum):
    """What kind of agency a value comes from."""

    COUNCIL = "council"
    POLICE = "police"
    HEALTH = "health"
    SCHOOLS = "schools"
    YOUTH_JUSTICE = "youth_justice"
    CHILD_DEATH_PANEL = "child_death_panel"
    PARTNERSHIP = "partnership"
    EVERY_AGENCY = "every_agency"
    NATIONAL = "national"


class Standing(StrEnum):
    """How prominently an indicator is shown."""

    HEADLINE = "headline"
    SUPPORTING = "supporting"
    CONTEXT = "context"


@dataclass(frozen=True)
class Definition:
    """One version of what an indicator means; `holds_from` is None for the first."""

    number: int
    text: str
    holds_from: date | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        later = self.number > 1
        _insist(self.number >= 1 and bool(self.text), "a definition has a number and a text")
        _insist(
            not later or (self.holds_from is not None and bool(self.reason)),
            f"version {self.number} says from when it holds and why",
        )


@dataclass(frozen=True)
class Breakdown:
    """A way to divide an indicator; `items` are (key, words). `adds_up`: the parts make the whole."""

    key: str
    title: str
    adds_up: bool
    source: str
    items: tuple[tuple[str, str], ...]

    def label(self, item: str) -> str:
        """The words of one item; KeyError where the breakdown has none such."""
        return dict(self.items)[item]


@dataclass(frozen=True)
class Part:
    """One number that a submitter is asked for: `value`, `numerator` or `denominator`."""

    name: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator; what each field means stands at the head of `catalogue.toml`."""

    key: str
    title: str
    reference: str
    kind: Kind
    nature: Nature
    unit: str
    numerator: str
    denominator: str
    multiplier: int
    decimals: int
    frequency: Frequency
    agency: Agency
    way: Way
    versions: tuple[Definition, ...]
    polarity: Polarity = Polarity.NEUTRAL
    standing: Standing = Standing.SUPPORTING
    rung: int = 1
    comparator: str = ""
    source: str = "Common practice, to be settled by the partnership"
    confirmed: bool = False
    numerator_key: str = ""
    denominator_key: str = ""
    same_numerator_as: str = ""
    same_denominator_as: str = ""
    held_against: str = ""
    about_people: bool = True
    parts_may_be_fractions: bool = False
    also_known_as: tuple[str, ...] = ()
    breakdowns: tuple[Breakdown, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        for holds, sentence in self._must_hold():
            _insist(holds, f"indicator {self.key}: {sentence}")

    def _must_hold(self) -> Iterator[tuple[bool, str]]:
        yield bool(_SLUG.fullmatch(self.key)), "the key is lower-case words joined by underscores"
        yield bool(_REFERENCE.fullmatch(self.reference)), "the reference is a letter and a number"
        yield (
            bool(self.title and self.unit and self.numerator),
            "title, unit and numerator are given",
        )
        yield (self.kind is Kind.COUNT) != bool(self.denominator), "all but counts have two parts"
        yield (
            self.multiplier >= 1 and self.decimals >= 0,
            "multiplier and decimals are not negative",
        )
        yield 1 <= self.rung <= 5, "the rung is 1 to 5"
        derived = bool(self.numerator_key and self.denominator_key)
        yield derived == (self.way is Way.DERIVED), "a derived indicator names its two indicators"
        yield self.kind is not Kind.RATE or self.way is not Way.ASKED, "a rate is never asked for"
        yield self.agency is not Agency.NATIONAL or self.way is Way.PUBLISHED, "nobody to ask"
        numbers = [version.number for version in self.versions]
        yield numbers == list(range(1, len(numbers) + 1)) != [], "versions are numbered from 1"

    @property
    def section(self) -> str:
        """The letter of the section that the indicator stands in; titles in `Catalogue.sections`."""
        return self.reference[0]

    @property
    def is_asked(self) -> bool:
        """Whether an agency can be asked for it."""
        return self.way is Way.ASKED

    @property
    def is_derived(self) -> bool:
        """Whether it is worked out from two other indicators, never asked for."""
        return self.way is Way.DERIVED

    @property
    def parts(self) -> tuple[Part, ...]:
        """What a submitter is asked for: one number for a count, two for a percentage or mean."""
        if not self.is_asked:
            return ()
        if self.kind is Kind.COUNT:
            return (Part("value", self.numerator),)
        return (Part("numerator", self.numerator), Part("denominator", self.denominator))

    @property
    def definition(self) -> Definition:
        """The newest version of the definition."""
        return self.versions[-1]

    def definition_on(self, day: date) -> Definition:
        """The version that held on a day."""
        held = [v for v in self.versions if v.holds_from is None or v.holds_from <= day]
        return held[-1]

    @property
    def formula(self) -> str:
        """How the value is worked out, in words; for a count, what is counted."""
        if self.kind is Kind.COUNT:
            return self.numerator
        times = f" × {self.multiplier:,}" if self.multiplier > 1 else ""
        return f"{self.numerator} ÷ {self.denominator}{times}"


class Catalogue(Mapping[str, Indicator]):
    """The indicators by key, in the order of the file; also found by an earlier name."""

    def __init__(
        self,
        indicators: tuple[Indicator, ...],
        sections: Mapping[str, str],
        breakdowns: Mapping[str, Breakdown],
    ) -> None:
        self.sections, self.breakdowns = dict(sections), dict(breakdowns)
        self._rows = {indicator.key: indicator for indicator in indicators}
        names = [name for row in indicators for name in (row.key, *row.also_known_as)]
        twice = {name for name in names if names.count(name) > 1}
        _insist(not twice, f"declared twice in the catalogue: {', '.join(sorted(twice))}")
        self._keys = {name: row.key for row in indicators for name in (row.key, *row.also_known_as)}
        for indicator in indicators:
            self._check(indicator)

    def __getitem__(self, name: str) -> Indicator:
        return self._rows[self._keys[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def in_section(self, letter: str) -> tuple[Indicator, ...]:
        """The indicators of one section, in the order of the file."""
        return tuple(row for row in self.values() if row.section == letter)

    def derived_from(self, key: str) -> tuple[Indicator, ...]:
        """The indicators that are worked out from this one."""
        return tuple(
            row for row in self.values() if key in (row.numerator_key, row.denominator_key)
        )

    def _check(self, row: Indicator) -> None:
        repeated, _, item = row.same_numerator_as.partition(" ")
        others = (row.denominator_key, row.same_denominator_as, row.held_against)
        named = (row.numerator_key, repeated, *others)
        for key in filter(None, named):
            _insist(key in self._rows, f"indicator {row.key} names {key}, which is not there")
        items = [each for b in self[repeated].breakdowns for each, _ in b.items] if item else [item]
        _insist(item in items, f"indicator {row.key} names {row.same_numerator_as}: no such item")
        _insist(row.section in self.sections, f"indicator {row.key} is in no known section")
        if row.is_derived:
            above, below = self[row.numerator_key], self[row.denominator_key]
            counts = above.kind is below.kind is Kind.COUNT
            _insist(counts, f"indicator {row.key} is derived from something that is no count")
            _insist(row.nature is above.nature, f"indicator {row.key} differs from its numerator")


@cache
def catalogue() -> Catalogue:
    """The indicators as shipped; ValueError, naming the row, where the file is wrong."""
    text = files("goldthread.measures").joinpath("catalogue.toml").read_text(encoding="utf-8")
    return read_catalogue(text)


def read_catalogue(text: str) -> Catalogue:
    """A catalogue from the text of a file laid out as `catalogue.toml`; ValueError where wrong."""
    written = tomllib.loads(text)
    breakdowns = {
        key: Breakdown(
            key=key,
            title=row["title"],
            adds_up=row["adds_up"],
            source=row["source"],
            items=tuple(row["items"].items()),
        )
        for key, row in written.get("breakdowns", {}).items()
    }
    rows = (_indicator(row, breakdowns) for row in written["indicator"])
    return Catalogue(tuple(rows), written["sections"], breakdowns)


_MULTIPLIER = {Kind.PERCENTAGE: 100, Kind.RATE: 10_000}


def _indicator(written: dict[str, Any], breakdowns: Mapping[str, Breakdown]) -> Indicator:
    row = dict(written)
    kind = Kind(row.pop("kind"))
    way = Way.DERIVED if "numerator_key" in row else Way.ASKED
    numerator, denominator = row.pop("numerator"), row.pop("denominator", "")
    row.setdefault("unit", "%" if kind is Kind.PERCENTAGE else "")
    row.setdefault("multiplier", _MULTIPLIER.get(kind, 1))
    row.setdefault("decimals", 0 if kind is Kind.COUNT else 1)
    if "polarity" in row:
        row["polarity"] = Polarity(row["polarity"])
    if "standing" in row:
        row["standing"] = Standing(row["standing"])
    versions = row.pop("versions", None) or [{"number": 1, "text": _words(numerator, denominator)}]
    return Indicator(
        kind=kind,
        nature=Nature(row.pop("nature")),
        way=Way(row.pop("way", way)),
        frequency=Frequency(row.pop("frequency")),
        agency=Agency(row.pop("agency")),
        numerator=numerator,
        denominator=denominator,
        versions=tuple(Definition(**version) for version in versions),
        also_known_as=tuple(row.pop("also_known_as", ())),
        breakdowns=tuple(breakdowns[key] for key in row.pop("breakdowns", ())),
        **row,
    )


def _words(numerator: str, denominator: str) -> str:
    text = f"{numerator}, out of {denominator}" if denominator else numerator
    return f"{text[0].upper()}{text[1:]}."


def _insist(holds: bool, sentence: str) -> None:
    if not holds:
        raise ValueError(sentence)
