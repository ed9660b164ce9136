"""From files that were read to the file that leaves: the same on a council's machine and behind the walls."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.records.events import Events
from goldthread.records.findings import Level
from goldthread.records.given_files import Opened
from goldthread.records.sources import annex_a as from_annex_a
from goldthread.records.sources import ssda903 as from_ssda903
from goldthread.records.working_out import Line, work_out
from goldthread.records.writing import Head, as_csv

TITLES = {"annex_a": "Annex A", "ssda903": "SSDA903"}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody asks of records. `as_at`: when Annex A was made, `since`: from when it holds everything."""

    first: date
    last: date
    by: str
    as_at: tuple[date, ...] = ()
    since: date | None = None
    area: str = ""
    engine: str = "duckdb"


def lines(
    opened: Opened, wanted: Wanted, periods: Sequence[Period], connection: Any, *, on: date
) -> list[Line]:
    """Every figure that the files hold, and of every other one why not; `on` is the day of today."""
    return work_out(_sources(opened, wanted, on=on), periods, connection)


def _sources(opened: Opened, wanted: Wanted, *, on: date) -> list[Events]:
    by_source = {
        name: [table for table in opened.tables if table.source == name] for name in TITLES
    }
    days, to = wanted.as_at, wanted.last
    found = [
        from_annex_a.events(by_source["annex_a"], days=days, to=to, on=on, since=wanted.since),
        from_ssda903.events(by_source["ssda903"], to=to, on=on),
        opened.gathered.events(),
    ]
    return [events for events in found if events.tables]


def as_file(
    lines: Sequence[Line],
    opened: Opened,
    wanted: Wanted,
    *,
    on: date,
    summary: Iterable[str] = (),
) -> str:
    """The whole file; `summary` is what else its head says of what is wrong with the records."""
    options = {
        "from": f"{wanted.first}",
        "to": f"{wanted.last}",
        "by": wanted.by,
        "engine": wanted.engine,
    }
    if wanted.as_at:
        options["as at"] = " ".join(map(str, wanted.as_at))
    if wanted.since:
        options["since"] = f"{wanted.since}"
    head = Head(
        made_on=on,
        options=options,
        files=tuple((_what(given.name, opened), given.sha256) for given in opened.files),
        left_out=opened.findings.many(Level.ERROR),
        summary=tuple(summary),
    )
    return as_csv(lines, area=wanted.area, head=head, editions=_editions(lines))


def _what(name: str, opened: Opened) -> str:
    """What a file is, in words of ours: its name could be a child's."""
    found = [table for table in opened.tables if table.place.file == name]
    if name in opened.unread:
        return "not read"
    if not found:
        is_census = name in opened.censuses
        return "Children in need census" if is_census else "no list found"
    source = TITLES[found[0].source]
    if len(found) > 3:
        return f"{source}: {len(found)} lists"
    return f"{source}: {', '.join(table.place.list for table in found)}"


def _editions(lines: Sequence[Line]) -> Mapping[str, str]:
    """By indicator: the version of the catalogue's definition."""
    rows = catalogue()
    return {key: f"version {rows[key].definition.number}" for key in {ln.indicator for ln in lines}}
