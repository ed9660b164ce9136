"""Making requests: addresses of the resolver with right and broken ids, and forms filled in wrongly."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import parse_qsl, quote, quote_from_bytes, urlsplit

from bench.fuzzing import words

Pairs = list[tuple[str, str]]
URLENCODED = "application/x-www-form-urlencoded"
KEPT = ("form_key", "form_of")  # without these a form goes no further than the door
END = b"--b--\r\n"
_PARTS = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Asked:
    """One request as it goes over the wire: the address is quoted, the body is bytes."""

    who: str
    method: str
    address: str
    content_type: str = ""
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        more = f" {self.headers}" if self.headers else ""
        return f"{self.method} {self.address[:300]} as {self.who} [{self.content_type[:60]}] {self.body[:300]!r}{more}"[
            :900
        ]


@dataclass
class Seen:
    """What was found on the pages: ids by the name of the address, forms, and names in queries."""

    routes: list[tuple[str, str]] = field(default_factory=list)  # name, "/returns/<public_id>/"
    ids: dict[str, list[dict[str, str]]] = field(default_factory=dict)  # by name of the address
    any_id: list[str] = field(default_factory=list)
    readers: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by name of the address
    forms: list[tuple[str, str, Pairs]] = field(default_factory=list)  # who, address, answers
    queries: list[tuple[str, str, Pairs]] = field(default_factory=list)  # who, address, answers


def routes(
    patterns: Iterable[Any], before: str = "/", space: str = ""
) -> Iterator[tuple[str, str]]:
    """Each address of the resolver, the sign-in library's too: its name, and its way with its parts."""
    from django.contrib.admindocs.utils import replace_named_groups, replace_unnamed_groups
    from django.urls import URLResolver

    for pattern in patterns:
        way = str(pattern.pattern)
        if "(?P" in way or way.startswith("^"):
            way = replace_unnamed_groups(replace_named_groups(way)).strip("^$").replace("\\", "")
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, before + way, inner)
        else:
            yield f"{space}{pattern.name}", before + way


def queries_of(who: str, address: str, page: bytes) -> Iterator[tuple[str, str, Pairs]]:
    """The questions that a page's links ask in their addresses."""
    for link in set(re.findall(rb'(?:href|hx-get|action)="(/[^"]*)"', page)):
        way = urlsplit(link.decode(errors="replace").replace("&amp;", "&"))
        if way.query:
            yield who, way.path, parse_qsl(way.query, keep_blank_values=True)
    names = re.findall(rb'<(?:input|select)[^>]*\sname="([\w-]+)"', page)
    if names:
        yield who, urlsplit(address).path, [(name.decode(), "") for name in dict.fromkeys(names)]


def ask(seen: Seen, random: Random, who: tuple[str, ...]) -> Asked:
    """One request."""
    kind = random.random()
    headers = words.headers(random) if random.random() < 0.25 else {}
    name, way = random.choice(seen.routes)
    address = _address(name, way, seen, random)
    # Mostly somebody who may: what is refused at the door tries little.
    may = seen.readers.get(name) if random.random() < 0.7 else None
    person = random.choice(may or who)
    if kind < 0.30:
        return Asked(person, "GET", address, headers=headers)
    if kind < 0.40 and seen.queries:
        owner, asked = _asked_before(seen, random)
        return Asked(owner, "GET", asked, headers=headers)
    if kind < 0.48:
        return Asked(person, random.choice(words.METHODS), address, headers=headers)
    if kind < 0.58 or not seen.forms:
        kind_of_body, body = random.choice(words.CONTENT_TYPES), random.choice(words.BODIES)
        if random.random() < 0.5:
            person, address, answers = random.choice(seen.forms)
            key = [pair for pair in answers if pair[0] in KEPT]
            body = (
                _parts(key, Random(0))[: -len(END)]
                if "multi" in kind_of_body
                else _encoded(key) + b"&"
            ) + body
        return Asked(person, "POST", address, kind_of_body, body, headers)
    return _form(seen, random, person, headers)


def _form(seen: Seen, random: Random, person: str, headers: dict[str, str]) -> Asked:
    """A form of a page with something wrong in it, mostly sent by the one who was shown it."""
    owner, address, answers = random.choice(seen.forms)
    pairs = mutated(answers, random)
    who = owner if random.random() < 0.85 else person
    if random.random() < 0.25:
        return Asked(
            who, "POST", address, "multipart/form-data; boundary=b", _parts(pairs, random), headers
        )
    return Asked(who, "POST", address, URLENCODED, _encoded(pairs), headers)


def mutated(answers: Pairs, random: Random) -> Pairs:
    """The answers of a form with one to three faults."""
    kept = [pair for pair in answers if pair[0] in KEPT] if random.random() < 0.95 else []
    pairs = [pair for pair in answers if pair not in kept]
    for _ in range(random.choice((1, 1, 2, 3))):
        fault, at = random.randrange(9), random.randrange(len(pairs)) if pairs else None
        if at is None or fault == 8:
            pairs.append((random.choice(words.NAMES), words.text(random)))
        elif fault < 4:
            pairs[at] = (pairs[at][0], words.text(random))
        elif fault == 4:
            del pairs[at]
        elif fault == 5:
            pairs.insert(at, (pairs[at][0], words.text(random)))
        elif fault == 6:
            pairs = [(name, words.text(random)) for name, _ in pairs]
        else:
            pairs[at] = (
                f"{pairs[at][0]}{random.choice(('', '[]', '_0', '.x', '-99'))}",
                pairs[at][1],
            )
    return kept + pairs


def _address(name: str, way: str, seen: Seen, random: Random) -> str:
    """An address of the resolver: with right ids, ids of something else, or what is no id at all."""
    right = random.choice(seen.ids[name]) if seen.ids.get(name) else {}
    draw = random.random()

    def part(match: re.Match[str]) -> str:
        if draw < 0.6 and match[1] in right:
            return right[match[1]]
        if draw < 0.75 and seen.any_id:
            return quote(random.choice(seen.any_id), safe="")
        return _quoted(words.text(random)[:2_000])

    address = _PARTS.sub(part, way)
    if random.random() < 0.3:
        more = [(random.choice(words.NAMES), words.text(random)[:3_000])]
        address += f"?{_encoded(more).decode()}"
    return address


def _asked_before(seen: Seen, random: Random) -> tuple[str, str]:
    """A question that a page's own links ask, with a fault in it, and who was shown that page."""
    who, address, pairs = random.choice(seen.queries)
    asked = [(name, value[:3_000]) for name, value in mutated(pairs, random)]
    return who, f"{address}?{_encoded(asked[:200]).decode()}"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _quoted(text: str) -> str:
    return quote_from_bytes(_bytes(text), safe="")


def _encoded(pairs: Pairs) -> bytes:
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs).encode()


def _parts(pairs: Pairs, random: Random) -> bytes:
    """The same as parts, where a text is now and then a file, and a file a text."""
    body = b""
    for name, value in pairs:
        shown = _bytes(name).replace(b'"', b"%22").replace(b"\r", b"").replace(b"\n", b"")
        file = b'; filename="f.csv"' if random.random() < 0.2 else b""
        body += b'--b\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n' % (
            shown,
            file,
            _bytes(value),
        )
    return body + END
