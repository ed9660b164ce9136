"""Oracles about a row: one that another partnership, or another agency, has, against one that nobody has."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import quote, quote_plus

from bench.fuzzing.asking import queries_of
from bench.telling.kit import Kit, told_by
from django.apps import apps
from django.db import models, transaction
from django.db.utils import IntegrityError

from goldthread.access.decision import Refused
from goldthread.files.models import StoredFile
from goldthread.register.models import SpaceRow
from tests.clients import Client
from tests.matrix.forms import address_of, openable, readers
from tests.matrix.rows import MAKERS
from tests.matrix.run import LENGTH_OF_AN_ID, Expected
from tests.matrix.world import ANONYMOUS, THEIRS

OFFICER = "performance_officer"
CONDITIONS = (
    {"If-None-Match": "*"},
    {"If-None-Match": '"x"'},
    {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    {"Range": "bytes=0-0"},
    {"HX-Request": "true"},
)


def _ids(*arguments: dict[str, str]) -> tuple[bytes, ...]:
    return tuple(
        v.encode() for each in arguments for v in each.values() if len(v) == LENGTH_OF_AN_ID
    )


def _pairs(kit: Kit) -> Iterator[tuple[Expected, str, str, str, tuple[bytes, ...]]]:
    """(address, who, about a hidden row, about no row, the ids to take out of the answers)."""
    for expected, who, there in kit.hidden():
        nowhere = kit.unknown(there)
        one, other = kit.address(expected, there), kit.address(expected, nowhere)
        if one and other:
            yield expected, who, one, other, _ids(there, nowhere)


def by_asking(kit: Kit) -> list[str]:
    """Each address, asked as it is meant to be."""
    return [
        tell
        for e, who, one, other, ids in _pairs(kit)
        for tell in kit.unlike(
            f"{e.method} {e.name} as {who}",
            kit.call(who, e.method, one, data=kit.data(e)),
            kit.call(who, e.method, other, data=kit.data(e)),
            ids,
        )
    ]


def by_sending(kit: Kit) -> list[str]:
    """A form posted to each address, also where none is taken, or with what is no key."""
    return [
        tell
        for e, who, one, other, ids in _pairs(kit)
        for data in kit.random.sample(({"a": "b"}, {"form_key": "not a key"}), 1)
        for tell in kit.unlike(
            f"POST {e.name} as {who}",
            kit.call(who, "POST", one, data=data),
            kit.call(who, "POST", other, data=data),
            ids,
        )
    ]


def by_method(kit: Kit) -> list[str]:
    """One of HEAD, OPTIONS, PUT and DELETE for each."""
    return [
        tell
        for e, who, one, other, ids in _pairs(kit)
        for method in kit.random.sample(("HEAD", "OPTIONS", "PUT", "DELETE"), 1)
        for tell in kit.unlike(
            f"{method} {e.name} as {who}",
            kit.call(who, method, one),
            kit.call(who, method, other),
            ids,
        )
    ]


def by_condition(kit: Kit) -> list[str]:
    """ETag, Last-Modified, Range, or a part of a page: one of them for each."""
    return [
        tell
        for e, who, one, other, ids in _pairs(kit)
        for headers in kit.random.sample(CONDITIONS, 1)
        for tell in kit.unlike(
            f"{next(iter(headers))} {e.name} as {who}",
            kit.call(who, "GET", one, headers=headers),
            kit.call(who, "GET", other, headers=headers),
            ids,
        )
    ]


def by_redirect(kit: Kit) -> list[str]:
    """Where somebody is led who is not signed in, or has no appointment, or lacks the permission."""
    found = []
    for e, _, one, other, ids in _pairs(kit):
        outside = next((who for who in ("practitioner", "stranger") if who not in e.who), ANONYMOUS)
        for who in (ANONYMOUS, outside):
            for method in ("GET", "POST"):
                asked = (kit.call(who, method, each, data={"a": "b"}) for each in (one, other))
                found += kit.unlike(f"{method} {e.name} as {who}", *asked, ids)
    return found


def by_forgery(kit: Kit) -> list[str]:
    """A post without the token against forgery: refused before or after the row is looked for."""
    found = []
    for e, who, one, other, ids in _pairs(kit):
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = kit.clients[who].cookies
        posts = (partial(strict.post, address, {"a": "b"}) for address in (one, other))
        found += kit.unlike(f"POST {e.name} as {who} without a token", *posts, ids)
    return found


def by_time(kit: Kit) -> list[str]:
    """How long the answer takes, of some of the addresses."""
    pairs = list(_pairs(kit))
    chosen = kit.random.sample(pairs, min(6, len(pairs)))
    return [
        tell
        for e, who, one, other, _ in chosen
        for tell in kit.slower(
            f"{e.method} {e.name} as {who}",
            kit.call(who, e.method, one, data=kit.data(e)),
            kit.call(who, e.method, other, data=kit.data(e)),
        )
    ]


# --- what lists, counts and selects say of rows elsewhere ------------------------------------------


def _pages(kit: Kit) -> Iterator[tuple[str, str, str]]:
    """(address by name, who, address) of each page and each question that its links ask, once each."""
    seen = set()
    for expected in openable():
        if expected.method != "GET" or expected.is_file or expected.everybody:
            continue
        address = address_of(expected, kit.world)
        for who in readers(expected)[:1] if address else ():
            page = kit.call(who, "GET", address)()
            yield expected.name, who, address
            if page.status_code != 200 or page.streaming:
                continue
            for _, way, asked in queries_of(who, address, page.content):
                for name, value in asked:
                    if way == address and (name, value) not in seen and value:
                        seen.add((name, value))
                        yield expected.name, who, f"{way}?{name}={value}"


def by_presence(kit: Kit) -> list[str]:
    """Every page of ours with its counts, selects and orders: before and after rows are made in theirs."""
    pages = list(_pages(kit))
    before = {page: _drawn(kit, page) for page in pages}
    found = []
    with transaction.atomic():
        made = 0
        for make in MAKERS.values():
            try:
                with transaction.atomic():
                    make(kit.world, THEIRS)
                made += 1
            except (IntegrityError, Refused):  # some there can be but one of
                continue
        for page in pages:
            kit.pairs += 1
            if _drawn(kit, page) != before[page]:
                found.append(f"{page[0]} as {page[1]} ({page[2]}) changed with rows of theirs")
        transaction.set_rollback(True)
    return found if made > 10 else [f"only {made} kinds of row could be made"]


def _drawn(kit: Kit, page: tuple[str, str, str]) -> Any:
    with transaction.atomic():
        told = told_by(kit.call(page[1], "GET", page[2])())
        transaction.set_rollback(True)
    return told


def by_filter(kit: Kit) -> list[str]:
    """An id or a name of theirs in each question of each page, against what nobody has."""
    words = sorted(
        {v for (_, place), row in kit.world.rows.items() if place == THEIRS for v in row.values()}
    )
    words = [word for word in words if len(word) == LENGTH_OF_AN_ID][:6]
    words += [kit.world.spaces[THEIRS].code, kit.world.spaces[THEIRS].name]
    names: dict[tuple[str, str], set[str]] = {}
    for _, who, address in _pages(kit):
        way, _, asked = address.partition("?")
        names.setdefault((who, way), set()).update(["page", "sort", "q"])
        if asked:
            names[who, way].add(asked.partition("=")[0])
    found = []
    for (who, way), asked in names.items():
        for name in sorted(asked):
            word = kit.random.choice(words)
            other = "".join(kit.random.choice("ABCDEFGHKLM") if c.isalnum() else c for c in word)
            hide = {form(each) for each in (word, other) for form in (str, quote, quote_plus)}
            found += kit.unlike(
                f"{way}?{name}= as {who}",
                kit.call(who, "GET", f"{way}?{name}={quote(word)}"),
                kit.call(who, "GET", f"{way}?{name}={quote(other)}"),
                tuple(each.encode() for each in sorted(hide, key=len, reverse=True)),
                count=False,
            )
    return found


def by_bounds(kit: Kit) -> list[str]:
    """Pages of a list beyond its end: alike however many rows there are elsewhere."""
    ways = sorted({(who, address.partition("?")[0]) for _, who, address in _pages(kit)})
    return [
        tell
        for who, way in ways
        for tell in kit.unlike(
            f"{way} as {who}",
            kit.call(who, "GET", f"{way}?page=99999"),
            kit.call(who, "GET", f"{way}?page=88888"),
            (b"99999", b"88888"),
        )
    ]


def by_unique_key(kit: Kit) -> list[str]:
    """Keys that must be unique: each holds the partnership, an id nobody chooses, or a row that does."""
    found = []
    for model in apps.get_models():
        if not issubclass(model, SpaceRow):
            continue
        kit.pairs += 1
        chosen = [
            (field.name,) for field in model._meta.fields if field.unique and not _is_given(field)
        ]
        chosen += [
            _names(c) for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)
        ]
        for names in chosen:
            fields = [model._meta.get_field(name) for name in names]
            if not any(field.is_relation and field.name != "area" for field in fields):
                found.append(f"{model._meta.label} {names}")
    return found


def _names(constraint: models.UniqueConstraint) -> tuple[str, ...]:
    """The fields that are unique together, also where they are given as expressions."""
    named = re.findall(r"\bF\((\w+)\)", " ".join(map(repr, constraint.expressions)))
    return (*constraint.fields, *named)


def _is_given(field: Any) -> bool:
    return (
        field.primary_key or field.is_relation or field.name in ("public_id", "token_hash", "path")
    )


def by_file_name(kit: Kit) -> list[str]:
    """A file of theirs by its name, and what lies in the home, against names that no file has."""
    found = []
    for expected, who, there in kit.hidden():
        if "name" in there:
            nowhere = there | {"name": there["name"].replace(".", "x.")}
            asked = [kit.address(expected, each) for each in (there, nowhere)]
            calls = (kit.call(who, "GET", each) for each in asked)
            names = tuple(each["name"].encode() for each in (nowhere, there))
            found += kit.unlike(f"{expected.name} as {who}", *calls, names)
    for stored in StoredFile.objects.all()[:3]:
        other = f"{kit.unknown({'': stored.path[:LENGTH_OF_AN_ID]})['']}.bin"
        for before in ("/files/", "/media/", "/static/", "/static/../files/"):
            calls = (kit.call(OFFICER, "GET", f"{before}{name}") for name in (stored.path, other))
            found += kit.unlike(before, *calls, (stored.path.encode(), other.encode()))
    return found
