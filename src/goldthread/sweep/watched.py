"""The people whom a text may not give away, as a record or a file names them."""

import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any


class Badly(ValueError):
    """A file of watched people is written badly; says where."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """One person: `called` is the pseudonym that findings speak of ("Child A"), never a name.

    `names` are whole names, given names first; `other_names` are former names, nicknames, spellings.
    `numbers` are NHS, pupil and case numbers, telephones, e-mail addresses and accounts.
    """

    called: str
    names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    born_on: date | None = None
    died_on: date | None = None
    addresses: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Watched:
    """Everything to look for beside what looks like an identifier by itself.

    `pseudonyms` and `public` (the partnership, its agencies, a named reviewer) may stand in the text.
    """

    people: tuple[Person, ...] = ()
    references: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()
    places: tuple[str, ...] = ()
    pseudonyms: tuple[str, ...] = ()
    public: tuple[str, ...] = ()


_LISTS = ("names", "other_names", "addresses", "schools", "numbers")
_DAYS = ("born_on", "died_on")
_RECORD = ("references", "places", "pseudonyms", "public")


def read_watched(text: str) -> Watched:
    """Watched people from TOML: `[[people]]` tables and one `[record]`; raises Badly."""
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Badly(str(fault)) from fault
    record = dict(written.pop("record", {}))
    people = tuple(
        _person(number, dict(row)) for number, row in enumerate(written.pop("people", []), 1)
    )
    given = {name: _texts(record.pop(name, []), f"record.{name}") for name in _RECORD}
    dates = tuple(_day(day, "record.dates") for day in record.pop("dates", []))
    if unknown := [*written, *record]:
        raise Badly(f"There is no such thing to watch as {unknown[0]}.")
    return Watched(people=people, dates=dates, **given)


def _person(number: int, row: dict[str, Any]) -> Person:
    where = f"people {number}"
    lists: dict[str, Any] = {name: _texts(row.pop(name, []), f"{where}: {name}") for name in _LISTS}
    days: dict[str, Any] = {
        name: _day(row.pop(name), f"{where}: {name}") for name in _DAYS if name in row
    }
    called = str(row.pop("called", f"person {number}"))
    if row:
        raise Badly(f"{where}: there is no such thing as {next(iter(row))}.")
    return Person(called=called, **days, **lists)


def _texts(given: Any, where: str) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise Badly(f"{where}: a list of texts is wanted.")
    return tuple(each.strip() for each in given if each.strip())


def _day(given: Any, where: str) -> date:
    if type(given) is not date:
        raise Badly(f"{where}: a day such as 2019-03-04 is wanted, without quotation marks.")
    return given
