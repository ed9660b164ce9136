"""What a module tells the house about itself: one frozen `Module` in its `module.py`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldthread.house.figure import (
    Audience,
    DrawnFigure,
    Figure,
    FigureRequest,
    Noted,
    Passage,
)
from goldthread.house.importing import Importable
from goldthread.house.permissions import Permission
from goldthread.house.publishing import PublishedKind
from goldthread.house.roles import Role
from goldthread.measures.release_set import Publication


@dataclass(frozen=True)
class MenuEntry:
    """A line of the menu; shown to those who hold the permission.

    With `part_of`, the section of another entry, it is a link over the first page of each part of that
    section, and no line of the menu.
    """

    label: str
    url_name: str
    permission: Permission
    order: int = 50
    section: str = ""  # the first word of addresses that make this entry current
    part_of: str = ""


@dataclass(frozen=True)
class InboxItem:
    """One thing asked of somebody, with its date and the reason."""

    kind: str
    title: str
    why: str
    url: str
    button: str
    due_on: date | None
    late: bool = False
    came_on: date | None = None  # of what has no date: since when it waits


@dataclass(frozen=True)
class InboxKind:
    """A kind of request: its name, and how to find what is asked of one person on one day."""

    name: str
    title: str
    find: Callable[[Any, date], list[InboxItem]]
    in_calendar: str = "Something is due"  # its title in a calendar: fixed words, no content
    without_partnership: bool = False  # also asked of somebody who works in none yet


@dataclass(frozen=True)
class FigureFamily:
    """The figures that a module offers under its keys.

    `read(principal, requests, audience)` answers every request, in the same order and in a number of
    queries that does not depend on how many are asked.
    `offers(principal)` lists (key, title, unit) of what can be asked for.
    `drawn(principal, key, noted, on)` draws one over time in each area of its reader's partnership, with
    what is noted in its place; nothing for whoever may not see it.
    """

    prefix: str
    read: Callable[[Any, list[FigureRequest], Audience], list[Figure]]
    offers: Callable[[Any], list[tuple[str, str, str]]]
    series: Callable[..., dict[str, list[Figure]]] | None = None
    drawn: Callable[[Any, str, Sequence[Noted], date], list[DrawnFigure]] | None = None


@dataclass(frozen=True)
class PassageFamily:
    """The passages that a module offers to the yearly report."""

    prefix: str
    read: Callable[[Any, list[str]], list[Passage]]
    offers: Callable[[Any], list[tuple[str, str]]]


@dataclass(frozen=True)
class DatedEvents:
    """Events whose days a module holds, and which happen too seldom to be counted by the quarter.

    `days(principal)` are the days of those that the reader may see, and of no other; `counts` says which
    they are. `is_bad`: the more seldom, the better.
    """

    key: str
    title: str
    counts: str
    is_bad: bool
    days: Callable[[Any], list[date]]


@dataclass(frozen=True, kw_only=True)
class ErrandKind:
    """A kind of record that somebody without an account can be asked for, through a link.

    `asks` is held by whoever makes the link. Whoever has it holds `gives`, on that record alone, at the
    addresses whose guard lets guests in. `find(principal, public_id)` gives the record, or None;
    `may_ask(row, on)` is a Decision on whether a link is the way; `over(row)` ends it with "given" or
    "withdrawn", and is "" before.
    """

    kind: str  # the model's label: "performance.returnrequest"
    asks: Permission
    gives: frozenset[Permission]
    find: Callable[[Any, str], Any]
    may_ask: Callable[[Any, date], Any]
    over: Callable[[Any], str]
    words: Callable[[Any], str]
    url: Callable[[Any], str]
    agency_id: Callable[[Any], int | None]


@dataclass(frozen=True)
class Command:
    """A command: `./goldthread NOUN VERB`, or a bare verb where `noun` is empty.

    `arguments(parser)` adds its arguments; `run` is "package.module:function", imported only when
    called with the parsed arguments, and gives the exit code.
    """

    noun: str
    verb: str
    words: str
    run: str
    arguments: Callable[[Any], None] = lambda parser: None


@dataclass(frozen=True, kw_only=True)
class Module:
    """One room of the house. Adding one is its folder, and one line in `config/modules.py`."""

    name: str
    title: str
    permissions: Mapping[Permission, frozenset[Role]] = field(default_factory=dict)
    menu: tuple[MenuEntry, ...] = ()
    inbox: tuple[InboxKind, ...] = ()
    figures: tuple[FigureFamily, ...] = ()
    passages: tuple[PassageFamily, ...] = ()
    events: tuple[DatedEvents, ...] = ()
    commands: tuple[Command, ...] = ()
    imports: tuple[Importable, ...] = ()
    errands: tuple[ErrandKind, ...] = ()
    publishes: tuple[PublishedKind, ...] = ()
    publications: Callable[[int], tuple[Publication, ...]] | None = None  # by a space, newest first
    clocks: tuple[str, ...] = ()
    # What nobody could do any more once an appointment has ended, in sentences: (appointment, on).
    left_undone: Callable[[Any, date], list[str]] | None = None
    sources: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    urls: str = ""  # the module of addresses, such as "goldthread.performance.urls"
    prefix: str = ""  # the first part of those addresses
    endpoints: str = ""  # of the API: "package.module:ROUTER"
    steps: tuple[Any, ...] = ()  # workflow tables, for the reference page
    demonstration: str = ""  # "package.module:function", called by the loader in the order listed
    demonstration_order: int = 50
