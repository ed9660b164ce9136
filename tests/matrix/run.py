"""Every address, as everybody, about a row of each space: what it answers, held against the table.

`expected.toml` is written by hand and says, for each address by name, who may open it. It is not
made from the permissions that the code declares: it is what they are checked against.

A page that is rightly open may still list what its reader may not know of. So no answer may hold the
random id of a row that the table hides from who reads it.
"""

import json
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.clients import Client
from tests.matrix import sight
from tests.matrix.rows import rows_of
from tests.matrix.rows_of_links import guest_client
from tests.matrix.rows_of_programs import SENT, programs
from tests.matrix.world import (
    ANONYMOUS,
    GUEST,
    LEAVER,
    OURS,
    PLACES,
    SHARED,
    STRANGER,
    THEIRS,
    WHO,
    World,
    build,
)

Progress = Callable[[int, int, str], None]  # done, of how many, which
TABLE = Path(__file__).with_name("expected.toml")
LENGTH_OF_AN_ID = 22
NOT_FOUND, REFUSED, SIGN_IN, OPEN = "not found", "refused", "sign in", "open"


@dataclass(frozen=True)
class Expected:
    """One address of the table: how it is called, who may open it, and for which spaces' rows."""

    name: str
    method: str = "GET"
    row: str = ""  # the kind of row in the address, "" where there is none
    who: frozenset[str] = frozenset()
    elsewhere: dict[str, frozenset[str]] = field(default_factory=dict)  # of them: not this row
    shared: frozenset[str] = frozenset()
    data: dict[str, Any] = field(default_factory=dict)
    everybody: bool = False  # also those who are not signed in
    nobody: bool = False  # it asks for a word that no role has
    is_file: bool = False  # a download, not a page
    is_shipped: bool = False  # it names a shipped indicator: no row of any space
    merges: bool = False  # its lines are held one by one against what others saved
    row_first: bool = (
        False  # more hold its word than may do it: who does not see the row learns 404
    )
    guest: bool = False  # also a guest who came through a link for this very row
    token: bool = False  # asked by a program that bears a token of this person, without a session
    makes: str = ""  # what a form about this row makes anew; it changes nothing that is there


@dataclass
class Report:
    """What was called and what went wrong."""

    addresses: int = 0
    requests: int = 0
    answers: Counter = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)  # open pages that name a hidden row
    models: int = 0
    sight: list[str] = field(default_factory=list)  # rows seen, or missed, against the table
    wrong_denials: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    never_opened: list[str] = field(default_factory=list)
    not_in_table: list[str] = field(default_factory=list)
    not_there: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not any(
            (
                self.leaks,
                self.told,
                self.sight,
                self.wrong_denials,
                self.errors,
                self.never_opened,
                self.not_in_table,
                self.not_there,
            )
        )


@cache
def written() -> dict[str, Any]:
    """The hand-written table of addresses, as it stands."""
    return tomllib.loads(TABLE.read_text())


def people(names: list[str]) -> frozenset[str]:
    """Everybody meant by these names and groups of names; raises ValueError for nobody known."""
    groups = written()["groups"]
    found: set[str] = set()
    for name in names:
        found |= people(groups[name]) if name in groups else {name}
    if unknown := found - set(WHO):
        raise ValueError(f"the table names nobody known: {', '.join(sorted(unknown))}")
    return frozenset(found)


def table() -> dict[str, Expected]:
    """The hand-written table, groups of people spelled out."""
    return {
        name: Expected(
            name=name,
            method=row.get("method", "GET"),
            row=row.get("row", ""),
            who=people(row.get("who", [])),
            elsewhere={"": people(row.get("not_their_row", []))},
            shared=people(row.get("shared", [])),
            data=row.get("data", {}),
            everybody=row.get("everybody", False),
            nobody=row.get("nobody", False),
            is_file=row.get("file", False),
            is_shipped=row.get("same_for_all_places", False),
            merges=row.get("merges", False),
            row_first=row.get("row_first", False),
            guest=row.get("guest", False),
            token=row.get("token", False),
            makes=row.get("makes", ""),
        )
        for name, row in written().items()
        if name != "groups"
    }


def names_of_addresses(patterns: Any = None, space: str = "") -> Iterator[str]:
    """Every named address of the house; the sign-in library's are its own matter."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            if str(pattern.pattern) != "account/":
                inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                yield from names_of_addresses(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


def run(only: set[str] | None = None, tell: Progress = lambda done, of, name: None) -> Report:
    """Call everything; the database is as it was afterwards. `tell` hears of each address done."""
    report = Report()
    expected = table()
    there = set(names_of_addresses())
    report.not_in_table = sorted(there - set(expected))
    report.not_there = sorted(set(expected) - there)
    names = sorted(there & set(expected) & (there if only is None else only))
    report.addresses = len(names)
    with transaction.atomic():
        world = build()
        rows_of(world)
        clients = {who: _client(world, who) for who in WHO} | {GUEST: guest_client(world)}
        report.models = len(sight.models())
        report.sight, gaps = sight.held_against_the_table(world, people)
        report.errors += gaps
        bearers = programs(world, clients)
        hidden = {who: _hidden_from(who, world, expected.values()) for who in clients}
        for done, name in enumerate(names, start=1):
            asking = bearers if expected[name].token else clients
            _address(expected[name], world, asking, hidden, report)
            tell(done, len(names), name)
        transaction.set_rollback(True)
    return report


def _client(world: World, who: str) -> Client:
    client = Client(raise_request_exception=False)
    person = world.people[who]
    if person is not None:
        client.force_login(person)
    return client


def _hidden_from(who: str, world: World, table: Iterable[Expected]) -> dict[str, str]:
    """Random id -> what it is the id of, for the rows of which this person must not be told.

    Those of the other partnership, and of ours those that the table calls not this person's.
    """
    table = list(table)
    not_theirs = {row.row for row in table if who in row.elsewhere[""] and not row.is_shipped}
    of_no_place = {row.row for row in table if row.is_shipped}
    guests = {row.row for row in table if row.guest} if who == GUEST else set()
    # What stands in an address that everybody may open, signed in or not, is no secret of anybody's.
    in_the_open = {
        argument
        for row in table
        if row.row and row.everybody and row.method == "GET" and not row.makes
        for place in PLACES
        for argument in world.rows.get((row.row, place), {}).values()
    }
    return {
        argument: f"{kind} of {place}"
        for (kind, place), arguments in world.rows.items()
        if (who == GUEST and (kind not in guests or place != OURS) and kind not in of_no_place)
        or (place == THEIRS and kind not in of_no_place)
        or (place == OURS and kind in not_theirs)
        for argument in arguments.values()
        if len(argument) == LENGTH_OF_AN_ID and argument not in in_the_open
    }


def _address(
    expected: Expected,
    world: World,
    clients: dict[str, Client],
    hidden: dict[str, dict[str, str]],
    report: Report,
) -> None:
    opened: set[str] = set()
    for place in PLACES if expected.row and not expected.is_shipped else (OURS,):
        arguments = world.rows.get((expected.row, place), {})
        try:
            address = reverse(expected.name, kwargs=arguments)
        except NoReverseMatch:
            report.errors.append(f"{expected.name}: no row of kind '{expected.row}' in {place}")
            continue
        data = data_for(expected, world)
        for who, client in clients.items():
            answer, status, body = _call(client, expected, address, data)
            report.requests += 1
            report.answers[answer] += 1
            _judge(expected, place, who, answer, status, report)
            asked_for = set(arguments.values())
            report.told += [
                f"{expected.method} {expected.name} of {place} as {who}: names the {what}"
                for public_id, what in hidden[who].items()
                if public_id in body and public_id not in asked_for
            ]
            if answer == OPEN and place == OURS:
                opened.add(who)
    if expected.who and not opened:
        report.never_opened.append(expected.name)


def data_for(expected: Expected, world: World) -> dict[str, str]:
    """What is sent along; "{area}" stands for the code of the area of all spaces."""
    area = world.spaces[OURS].areas.first()
    return {name: value.format(area=area.code) for name, value in expected.data.items()}


def _call(
    client: Client, expected: Expected, address: str, data: dict[str, str]
) -> tuple[str, int, str]:
    """One request, undone afterwards: what it changed must not answer the next one."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        if expected.method == "POST" and expected.token:
            response = client.generic("POST", address, json.dumps(SENT), "application/json")
        elif expected.method == "POST":
            response = client.post(address, data)
        else:
            response = client.get(address, data)
        transaction.set_rollback(True)
    client.cookies = cookies
    body = "" if response.streaming else response.content.decode(errors="replace")
    return _answer(response), response.status_code, body


def _answer(response: HttpResponseBase) -> str:
    if response.status_code == 404:
        return NOT_FOUND
    if response.status_code == 403:
        return REFUSED
    if response.status_code == 401:
        return SIGN_IN
    if response.status_code == 302 and "/account/login" in response["Location"]:
        return SIGN_IN
    return OPEN


def right_answer(expected: Expected, place: str, who: str) -> set[str]:
    """What the table says that this person is answered about a row of this place."""
    if expected.everybody:
        return {OPEN}
    if expected.token:
        return _right_for_a_program(expected, place, who)
    if who == GUEST:
        return {OPEN} if expected.guest and place == OURS else {NOT_FOUND}
    if expected.nobody:
        return {NOT_FOUND}
    if who == ANONYMOUS:
        return {SIGN_IN}
    if who in expected.elsewhere[""] and (who in expected.who or expected.row_first):
        return {NOT_FOUND}
    if who not in expected.who:
        # Of another partnership's row nobody is told more than that it is not there.
        return {REFUSED, NOT_FOUND} if place == THEIRS else {REFUSED}
    if place == THEIRS:
        return {NOT_FOUND}
    if place == SHARED and who not in expected.shared:
        # A shared group's row is known to those who may read it, and closed to those who may not act.
        return {NOT_FOUND, REFUSED}
    return {OPEN}


def _right_for_a_program(expected: Expected, place: str, who: str) -> set[str]:
    """What a program is answered: without somebody at work behind it, to bring a token that works."""
    if who in (ANONYMOUS, GUEST, STRANGER, LEAVER):
        return {SIGN_IN}
    if who not in expected.who or who in expected.elsewhere[""]:
        return {NOT_FOUND}
    if place == OURS or (place == SHARED and who in expected.shared):
        return {OPEN}
    return {NOT_FOUND} if place == THEIRS else {NOT_FOUND, REFUSED}


def _judge(
    expected: Expected, place: str, who: str, answer: str, status: int, report: Report
) -> None:
    right = right_answer(expected, place, who)
    line = f"{expected.method} {expected.name} of {place} as {who}: {answer} ({status})"
    if status >= 500:
        report.errors.append(line)
    elif answer in right:
        return
    elif answer == OPEN:
        report.leaks.append(line)
    else:
        report.wrong_denials.append(f"{line}, expected {' or '.join(sorted(right))}")
