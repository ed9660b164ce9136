"""Which area and which year a row of a published table is about."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from goldthread.performance.published.layouts import Geography, Match, PeriodNature, plain_text
from goldthread.performance.published.tables import Areas, Level

_AREA_CODE = re.compile(r"[EWNSK]\d{8}")
_YEAR = re.compile(r"(20\d\d)(?: ?\((?:r|rev|revised|p|prov|provisional)\))?", re.IGNORECASE)
_SPAN = re.compile(r"(20\d\d)\s*[-/\u2013]?\s*(?:20)?(\d\d)")
_LEVELS = {
    "national": Level.NATIONAL,
    "country": Level.NATIONAL,
    "regional": Level.REGIONAL,
    "region": Level.REGIONAL,
    "local authority": Level.LOCAL_AUTHORITY,
    "la": Level.LOCAL_AUTHORITY,
}
_CODE_AND_NAME = {
    Level.NATIONAL: ("country_code", "country_name"),
    Level.REGIONAL: ("region_code", "region_name"),
    Level.LOCAL_AUTHORITY: ("new_la_code", "la_name"),
}
_YEARLY = {"", "reporting year", "financial year", "calendar year", "year ending 31 march"}


class NotUnderstood(ValueError):
    """A row that cannot be placed: the column, and a sentence about it."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column
        self.sentence = sentence


class NotKept(ValueError):
    """A row about a kind of area that is not kept, such as a school."""

    def __init__(self, column: str) -> None:
        super().__init__(column)
        self.column = column


@dataclass(frozen=True, slots=True)
class Place:
    """An area as a row names it."""

    area_code: str
    area_name: str
    level: Level
    old_area_code: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """A period such as 2023-24, and the year by which the release is called."""

    period: str
    year: int


def when(text: str, identifier: str, nature: PeriodNature) -> When:
    """The year that `2024`, `202324`, `2023-24` or `2023 (Rev)` stands for.

    A mid-year estimate stands in the year that holds its 30 June: 2023 is of 2023-24.
    """
    if plain_text(identifier) not in _YEARLY:
        raise NotUnderstood("time_identifier", f"“{identifier}” is not a year ending in March")
    if found := _YEAR.fullmatch(text.strip()):
        year = int(found[1])
        first = year if nature is PeriodNature.MID_YEAR else year - 1
        return When(_written(first), year)
    found = _SPAN.fullmatch(text.strip())
    if found and (int(found[1]) + 1) % 100 == int(found[2]):
        return When(_written(int(found[1])), int(found[1]) + 1)
    raise NotUnderstood("time_period", f"“{text}” is not a year")


def _written(first: int) -> str:
    return f"{first}-{(first + 1) % 100:02}"


def place_reader(match: Match, areas: Areas) -> Callable[[Sequence[str]], Place]:
    """How to tell the area of a row of this table; raises NotUnderstood or NotKept."""
    if match.layout.geography is Geography.NAMED:
        return _named(match.found, areas)
    return _in_columns(match.found, areas)


def _in_columns(found: Mapping[str, int], areas: Areas) -> Callable[[Sequence[str]], Place]:
    def cell(row: Sequence[str], column: str) -> str:
        return row[found[column]].strip() if column in found else ""

    def place(row: Sequence[str]) -> Place:
        written = cell(row, "geographic_level")
        level = _LEVELS.get(plain_text(written))
        if level is None:
            raise NotKept(f"geographic_level: {written or 'blank'}")
        code, name = (cell(row, column) for column in _CODE_AND_NAME[level])
        old_code = cell(row, "old_la_code") if level is Level.LOCAL_AUTHORITY else ""
        if not _AREA_CODE.fullmatch(code):
            code, name = areas.get(old_code or name.casefold(), ("", name))
        if not code:
            column = _CODE_AND_NAME[level][0]
            raise NotUnderstood(column, f"the area “{name or old_code}” has no code in {column}")
        return Place(code, name, level, old_code if old_code.isdigit() else "")

    return place


def _named(found: Mapping[str, int], areas: Areas) -> Callable[[Sequence[str]], Place]:
    def place(row: Sequence[str]) -> Place:
        name = row[found["LA and Regions"]].strip()
        number = row[found["LA Number"]].strip().removesuffix(".0")
        code, known_as = areas.get(number) or areas.get(name.casefold()) or ("", "")
        if not code:
            raise NotUnderstood("LA and Regions", f"the area “{name}” ({number}) is not known")
        level = Level.of(code)
        return Place(code, known_as, level, number if level is Level.LOCAL_AUTHORITY else "")

    return place
