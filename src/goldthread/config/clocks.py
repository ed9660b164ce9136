"""`./goldthread clocks`: the limits, the day on which one is up with its working, and the calendar.

Without a partnership these need neither settings nor a database.
"""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from tooling.words import CannotRun, WrongUse

from goldthread.clocks import (
    Clock,
    Deadline,
    Length,
    Limit,
    NoCalendar,
    NotInForce,
    bank_holidays,
    clocks,
    day_of,
    deadline,
)
from goldthread.clocks.compared import Differing, differing
from goldthread.clocks.counting import LONDON
from goldthread.clocks.words import listed, weekday
from goldthread.house import Command

if TYPE_CHECKING:
    from goldthread.register.clocks import KeptClocks

DONE, PROBLEMS = 0, 1
_YEARS = range(1900, 2101)
_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y")
NO_TIME = (
    "No time of day was given: counted from the first minute, the earliest that it can have been."
)


def show_list(arguments: Namespace) -> int:
    """Print every limit with its edition, source, and whether that was confirmed."""
    rows = [row for clock in clocks().values() for row in clock.rows]
    if arguments.json:
        print(json.dumps([_limit_as_json(row) for row in rows], indent=2))
        return DONE
    for section, title in clocks().sections.items():
        print(f"\n{title}")
        for clock in clocks().in_section(section):
            print(f"  {clock.name:32} {clock.newest}")
            for line in _rows_told(clock):
                print(f"  {'':32} {line}")
    return DONE


def _rows_told(clock: Clock) -> Iterator[str]:
    """A line for the editions that say the same of the same source."""
    alike: dict[tuple[Length, bool, str], list[str]] = {}
    for row in clock.rows:
        alike.setdefault((row.shipped, row.confirmed, row.source), []).append(row.edition.title)
    for (length, confirmed, source), editions in alike.items():
        said = "confirmed" if confirmed else "not confirmed"
        yield f"{length}: {listed(editions)}; {said}: {source}"


def show_due(arguments: Namespace) -> int:
    """Print when a limit is up that starts on a day or at a moment."""
    starts = _start(arguments.date)
    if arguments.name not in clocks():
        raise WrongUse(_unknown(arguments.name))
    try:
        if arguments.space:
            found = _clocks_of(arguments.space).deadline(arguments.name, starts)
        else:
            found = deadline(clocks()[arguments.name].limit_on(day_of(starts)), starts)
    except (NotInForce, NoCalendar) as refused:
        raise WrongUse(str(refused)) from refused
    told = "" if isinstance(starts, datetime) or found.starts_at is None else NO_TIME
    if arguments.json:
        print(json.dumps(_deadline_as_json(found, arguments.space, told), indent=2))
        return DONE
    for line in _told(found):
        print(line)
    if told:
        print(told)
    return DONE


def show_calendar(arguments: Namespace) -> int:
    """Print the years of the calendar, and where the installed libraries differ; 1 where they do."""
    calendar, unlike = bank_holidays(), differing(bank_holidays())
    if arguments.json:
        print(json.dumps(_calendar_as_json(unlike), indent=2, default=str))
        return PROBLEMS if unlike else DONE
    print(f"England and Wales, version {calendar.version}")
    print(f"  published  {calendar.first_year} to {calendar.announced_to}")
    print(f"  expected   {calendar.announced_to + 1} to {calendar.expected_to}")
    for one in unlike:
        print(f"  {one}")
    print(f"{len(unlike)} days differ from the libraries of bank holidays that are installed.")
    return PROBLEMS if unlike else DONE


def _start(text: str) -> date | datetime:
    """A day, or a moment in London where it names no other zone; WrongUse in one sentence."""
    found: date | datetime | None = None
    for form in _FORMS:
        try:
            found = datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no zone
            break
        except ValueError:
            continue
    if found is None and "T" in text:
        try:
            moment = datetime.fromisoformat(text.strip())
            found = moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
        except ValueError:
            found = None
    if found is None or found.year not in _YEARS:
        raise WrongUse(
            f"'{text}' is no day from {_YEARS.start} to {_YEARS.stop - 1}: write it as 2026-03-31,"
            " or with its time as 2026-03-31T14:30."
        )
    return found


def _unknown(name: str) -> str:
    nearest = clocks().nearest(name)
    ask = f"Did you mean {', '.join(nearest)}?" if nearest else ""
    return f"There is no clock '{name}'. {ask or './goldthread clocks list has them all.'}"


def _clocks_of(code: str) -> "KeptClocks":
    """What a partnership of this installation set; its database is asked, so it has to be there."""
    from goldthread.config.commands import start_django

    start_django()
    from django.db import DatabaseError

    from goldthread.access.spaces import working_everywhere
    from goldthread.config.database import is_up_to_date
    from goldthread.register.clocks import clocks_of
    from goldthread.register.models import Space

    try:
        with working_everywhere():
            space = Space.objects.filter(code__iexact=code).first()
            if space is not None:
                return clocks_of(space.pk)
            codes = Space.objects.order_by("code").values_list("code", flat=True)
            raise WrongUse(f"There is no partnership '{code}' here: {', '.join(codes) or 'none'}.")
    except DatabaseError as error:
        if is_up_to_date():
            raise
        raise CannotRun(
            "The database is not there yet, or not up to date.", "./goldthread demo or setup"
        ) from error


def _standing(row: Limit) -> str:
    since = f" from {row.edition.holds_from}" if row.edition.holds_from else ""
    until = f" until {row.edition.holds_until}" if row.edition.holds_until else ""
    confirmed = "confirmed" if row.confirmed else "not confirmed"
    return f"{row.edition.title}{since}{until}; {confirmed}: {row.source}"


def _told(found: Deadline) -> Iterator[str]:
    limit = found.limit
    yield limit.title
    yield f"  starts   {weekday(found.starts_on)}, when {limit.starts_when}"
    yield f"  limit    {limit}"
    yield f"  by       {_standing(limit)}"
    if limit.own:
        own = limit.own
        yield f"  own      {own.length} from {own.holds_from}: {own.reason} ({own.source})"
    yield f"  due      {found.due_words}"
    yield f"  working  {found.words(found.due_on)}"


def _limit_as_json(row: Limit) -> dict[str, Any]:
    edition = row.edition
    return {
        "name": row.name,
        "title": row.title,
        "section": row.section,
        "start": row.start,
        "starts_when": row.starts_when,
        "amount": row.length.amount,
        "unit": row.length.unit,
        "way": row.way,
        "first_day": row.first_day,
        "edition": edition.title,
        "holds_from": _iso(edition.holds_from),
        "holds_until": _iso(edition.holds_until),
        "source": row.source,
        "confirmed": row.confirmed,
        "note": row.note,
    }


def _deadline_as_json(found: Deadline, space: str, told: str) -> dict[str, Any]:
    own = found.limit.own
    return {
        "name": found.limit.name,
        "space": space or None,
        "starts_on": _iso(found.starts_on),
        "due_on": _iso(found.due_on),
        "counted": [_iso(on) for on in found.counted],
        "skipped": [{"day": _iso(each.day), "why": each.why} for each in found.skipped],
        "starts_at": _iso(found.starts_at),
        "due_at": _iso(found.due_at),
        "certain": found.is_certain,
        "words": found.words(found.due_on),
        "note": told,
        "calendar": found.calendar or None,
        "limit": _limit_as_json(found.limit),
        "own": own
        and {"holds_from": _iso(own.holds_from), "reason": own.reason, "source": own.source},
    }


def _calendar_as_json(unlike: list[Differing]) -> Mapping[str, Any]:
    calendar = bank_holidays()
    return {
        "version": calendar.version,
        "announced": [calendar.first_year, calendar.announced_to],
        "expected": [calendar.announced_to + 1, calendar.expected_to],
        "days": {on.isoformat(): name for on, name in calendar.days.items()},
        "differing": [str(one) for one in unlike],
    }


def _iso(on: date | datetime | None) -> str | None:
    return on.isoformat() if on else None


def _due_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="as in the list, such as rapid_review")
    parser.add_argument(
        "date", metavar="DATE", help="the day it starts, as 2026-03-31; with a time for hours"
    )
    parser.add_argument(
        "--space", default="", help="the code of a partnership, to count by what it set"
    )


_HERE = "goldthread.config.clocks"
COMMANDS = (
    Command("clocks", "list", "List every time limit with its source", f"{_HERE}:show_list"),
    Command(
        "clocks",
        "due",
        "Say when a limit is up, and how that was counted",
        f"{_HERE}:show_due",
        _due_arguments,
    ),
    Command(
        "clocks",
        "calendar",
        "Say which years' bank holidays are known, and hold them against the libraries",
        f"{_HERE}:show_calendar",
    ),
)
