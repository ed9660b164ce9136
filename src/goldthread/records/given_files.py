"""All the files of one command: read, checked, and what of them goes on to be counted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from goldthread.files.limits import Unreadable
from goldthread.records.checking import check
from goldthread.records.checking_census import CensusCheck
from goldthread.records.checking_identifiers import Numbered
from goldthread.records.checking_together import check_together
from goldthread.records.findings import Findings, Place
from goldthread.records.reading import census, tables
from goldthread.records.reading.given import Given, Kind
from goldthread.records.reading.tables import Table
from goldthread.records.sources.census import Gathered

TELL_EVERY = 1_000  # children


@dataclass
class Opened:
    """What came of reading files: the lists that were found, the censuses, and what is wrong."""

    findings: Findings = field(default_factory=Findings)
    tables: list[Table] = field(default_factory=list)
    gathered: Gathered = field(default_factory=Gathered)
    children: int = 0  # of all censuses
    censuses: list[str] = field(default_factory=list)  # names of the files that are one
    numbered: list[Numbered] = field(default_factory=list)  # the children's numbers of each census
    files: list[Given] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)  # names of files that could not be read
    reached: Callable[[int], None] = lambda many: None

    @property
    def many(self) -> int:
        """How many rows and children were read."""
        return sum(len(table.rows) for table in self.tables) + self.children


def named(paths: Sequence[Path]) -> list[Given]:
    """The files under the names by which findings tell of them, without their folders."""
    return [Given(path, path.name) for path in paths]


def open_files(
    files: Iterable[Given],
    *,
    on: date,
    keep: bool,
    say: Callable[[str], None] = lambda line: None,
    reached: Callable[[int], None] = lambda many: None,
) -> Opened:
    """Read and check files. `keep`: what they hold is wanted afterwards, not only what is wrong.

    `reached` is told now and then how many rows and children were read.
    """
    opened = Opened(reached=reached)
    for given in files:
        say(f"Reading {given.name} ...")
        opened.files.append(given)
        try:
            if given.kind is Kind.XML:
                _read_census(given, opened, on=on, keep=keep)
            else:
                _read_tables(given, opened, on=on)
        except Unreadable as refused:
            Place(opened.findings, given.name).error(str(refused))
            opened.unread.append(given.name)
    check_together(opened.tables, opened.numbered)
    return opened


def _read_tables(given: Given, opened: Opened, *, on: date) -> None:
    for table in tables.read(given, opened.findings):
        check(table, on=on)
        opened.tables.append(table)
        opened.reached(opened.many)


def _read_census(given: Given, opened: Opened, *, on: date, keep: bool) -> None:
    place = Place(opened.findings, given.name)
    opened.censuses.append(given.name)
    reading = census.Reading(given, place)
    of_child = CensusCheck(opened.findings, given.name, on=on)
    for child in reading.children():
        of_child.check(child)
        opened.children += 1
        if opened.children % TELL_EVERY == 0:
            opened.reached(opened.many)
        if keep:
            opened.gathered.take(child)
    opened.numbered.append(of_child.numbered())
    day = of_child.header(reading.header)
    if day is not None:
        opened.gathered.stands_at(day)
