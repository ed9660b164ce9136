"""The layouts of published tables, read from `layouts.toml`, and how a heading is matched to one."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from goldthread.house import Basis

GEOGRAPHY_COLUMNS = (
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
)
NAMED_GEOGRAPHY_COLUMNS = ("Years", "LA and Regions", "LA Number")


class Geography(StrEnum):
    """How a table says which area a row is about."""

    COLUMNS = "columns"
    NAMED = "named"


class PeriodNature(StrEnum):
    """What a year in a table stands for."""

    YEAR_ENDING_31_MARCH = "year_ending_31_march"
    MID_YEAR = "mid_year"


@dataclass(frozen=True)
class Unit:
    """What a figure is measured in: its parts divided, times the multiplier, to these decimals."""

    name: str
    multiplier: int
    decimals: int


@dataclass(frozen=True)
class FigureRule:
    """Which columns of a row give one figure, and in which rows: `accepted` are the filter's values.

    `basis` is that of the figure as printed; worked out from its parts it is derived.
    """

    indicator: str
    unit: Unit
    breakdown: str = ""
    value: str = ""
    numerator: tuple[str, ...] = ()
    denominator: str = ""
    basis: Basis = Basis.STATED
    accepted: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.value, *self.numerator, self.denominator)))


@dataclass(frozen=True)
class Layout:
    """One published table: its columns, and the figures that they give."""

    key: str
    title: str
    publication: str
    geography: Geography
    period: PeriodNature
    marks: tuple[str, ...]
    figures: tuple[FigureRule, ...]
    not_taken: tuple[str, ...]
    spellings: Mapping[str, tuple[str, ...]]
    categories: tuple[str, ...] = ()
    filter: str = ""

    @property
    def figure_columns(self) -> tuple[str, ...]:
        """The columns that figures come from, each once, in the order of the rules."""
        return tuple(dict.fromkeys(column for rule in self.figures for column in rule.columns))

    @property
    def own_columns(self) -> tuple[str, ...]:
        """Every column but those of period and area."""
        named = (self.filter, "category" if self.categories else "")
        return tuple(filter(None, (*named, *self.figure_columns, *self.not_taken)))

    @property
    def columns(self) -> tuple[str, ...]:
        if self.geography is Geography.NAMED:
            return (*NAMED_GEOGRAPHY_COLUMNS, *self.own_columns)
        return (*GEOGRAPHY_COLUMNS, *self.own_columns)

    def spellings_of(self, column: str) -> tuple[str, ...]:
        return (column, *self.spellings.get(column, ()))

    def match(self, heading: Sequence[str]) -> "Match":
        """Which column of a heading is which of ours, by every spelling that is known."""
        forms = [name_forms(name) for name in heading]
        found: dict[str, int] = {}
        doubtful: dict[str, tuple[int, ...]] = {}
        for column in self.columns:
            wanted = frozenset().union(*map(name_forms, self.spellings_of(column)))
            places = [place for place, form in enumerate(forms) if form & wanted]
            exact = [place for place in places if heading[place].strip() == column]
            if len(exact or places) == 1:
                found[column] = (exact or places)[0]
            elif places:
                doubtful[column] = tuple(places)
        return Match(self, found, doubtful)


@dataclass(frozen=True)
class Match:
    """A heading laid beside a layout: where each column stands, and which stand there twice."""

    layout: Layout
    found: Mapping[str, int]
    doubtful: Mapping[str, tuple[int, ...]]

    @property
    def fits(self) -> bool:
        needed = self.layout.marks
        if self.layout.geography is Geography.COLUMNS:
            needed = ("time_period", "geographic_level", *needed)
        return all(column in self.found for column in needed)

    @property
    def missing(self) -> tuple[str, ...]:
        """The columns of period, level and figures that the heading lacks."""
        columns = (*NAMED_GEOGRAPHY_COLUMNS, self.layout.filter, *self.layout.figure_columns)
        if self.layout.geography is Geography.COLUMNS:
            first = ("time_period", "geographic_level", self.layout.filter)
            columns = (*first, *self.layout.figure_columns)
        return tuple(column for column in columns if column and column not in self.found)

    @property
    def own_found(self) -> int:
        return sum(column in self.found for column in self.layout.own_columns)

    def nearest(self, name: str) -> str:
        """The missing column that a name not known is most like; empty where it is like none."""
        forms = {_squeezed(column): column for column in self.missing}
        close = get_close_matches(_squeezed(name), forms, n=1, cutoff=0.8)
        return forms[close[0]] if close else ""


def best_match(heading: Sequence[str], category: str) -> Match:
    """The layout that fits a heading best; where none fits, the nearest, with `fits` false.

    `category` is what the first row says under that name: it decides between tables alike.
    """
    matches = [layout.match(heading) for layout in layouts().values()]

    def likeness(match: Match) -> tuple[bool, bool, int, float]:
        named = same_text(category, match.layout.categories)
        share = match.own_found / len(match.layout.own_columns)
        return match.fits, named, match.own_found, share

    return max(matches, key=likeness)


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_SILENT = frozenset({"count", "number", "of", "the"})
_SYNONYMS = {"percentage": "percent", "pct": "percent", "children": "child"}


@cache
def name_forms(name: str) -> frozenset[str]:
    """A column's name without what releases change: once squeezed, once by its words.

    `Re_referrals`, `rereferral_count` and `ReReferrals` have a form in common; `1-10_days` and
    `110_days` have none.
    """
    words = _words(name)
    return frozenset({_joined(words), _joined(_plain_words(words))})


def _words(name: str) -> list[str]:
    written = _CAMEL.sub("_", name.strip().replace("%", " percent "))
    return re.findall(r"[a-z]+|\d+", _THOUSANDS.sub("", written).lower())


def _squeezed(name: str) -> str:
    return _joined(_words(name))


def _plain_words(words: Sequence[str]) -> list[str]:
    plain = [_singular(_SYNONYMS.get(word, word)) for word in words]
    for tail in (["rate", "per", "10000"], ["rate", "per", "10", "k"]):
        if plain[-len(tail) :] == tail:
            plain = [*plain[: -len(tail)], "rate"]
    return [word for word in plain if word not in _SILENT] or plain


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _joined(words: Iterable[str]) -> str:
    """Words run together, with a mark between two numbers so that 1-10 is not 110."""
    joined = ""
    for word in words:
        joined += f"_{word}" if joined[-1:].isdigit() and word.isdigit() else word
    return joined


@cache
def plain_text(text: str) -> str:
    """A category or level without case, spacing or punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold().replace("_", " ")))


def same_text(text: str, accepted: Iterable[str]) -> bool:
    """Whether a text is one of those accepted, apart from case, spacing and punctuation."""
    return plain_text(text) in {plain_text(one) for one in accepted}


@cache
def _shipped() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "layouts.toml").read_text(encoding="utf-8"))


@cache
def layouts() -> dict[str, Layout]:
    """Every layout by its key, in the order in which tables of one release are taken."""
    return {row["key"]: _layout(row) for row in _shipped()["table"]}


@cache
def symbols() -> dict[str, str]:
    """What stands in a cell instead of a number, and its meaning in words."""
    return dict(_shipped()["symbols"])


@cache
def shipped_areas() -> dict[str, tuple[str, str]]:
    """The Department's number of an area -> its code and name, for the areas that are shipped."""
    return {number: (code, name) for number, (code, name) in _shipped()["areas"].items()}


def _layout(row: Mapping) -> Layout:
    spellings = {column: tuple(others) for column, others in row.get("spellings", {}).items()}
    return Layout(
        key=row["key"],
        title=row["title"],
        publication=row["publication"],
        geography=Geography(row["geography"]),
        period=PeriodNature(row["period"]),
        marks=tuple(row["marks"]),
        figures=tuple(_rule(rule) for rule in row["figures"]),
        not_taken=tuple(row["not_taken"]),
        spellings=spellings,
        categories=tuple(row.get("categories", ())),
        filter=row.get("filter", ""),
    )


def _rule(row: Mapping) -> FigureRule:
    unit = _shipped()["units"][row["unit"]]
    return FigureRule(
        indicator=row["indicator"],
        unit=Unit(row["unit"], unit["multiplier"], row.get("decimals", unit["decimals"])),
        breakdown=row.get("breakdown", ""),
        value=row.get("value", ""),
        numerator=tuple(row.get("numerator", ())),
        denominator=row.get("denominator", ""),
        basis=Basis(row.get("basis", "counted" if row["unit"] == "count" else "stated")),
        accepted=tuple(row.get("is", ())),
    )
