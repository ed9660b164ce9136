"""What all kinds of oracle use: pairs of requests, what a browser is told of them, and their times."""

import math
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import Any

from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from tests.clients import Client
from tests.matrix.forms import everybody
from tests.matrix.run import LENGTH_OF_AN_ID, Expected, data_for, table
from tests.matrix.world import OURS, THEIRS, World

# What differs between two drawings of the same page, whatever it is about.
_DRAWN = re.compile(
    rb'name="(?:csrfmiddlewaretoken|form_key|form_of)" value="[^"]*"|nonce="[^"]*"|"challenge": "[^"]*"'
    rb"|<span[^>]*data-reference[^>]*>[^<]*"
)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
SIGNIFICANT = 0.01


@dataclass
class Kit:
    """The world, a client for everybody in it, and how many pairs of answers were held together."""

    world: World
    random: Random
    samples: int
    clients: dict[str, Client] = field(default_factory=dict)
    pairs: int = 0

    def __post_init__(self) -> None:
        self.clients = everybody(self.world)

    def unlike(
        self,
        what: str,
        one: Callable[[], Any],
        other: Callable[[], Any],
        hide: tuple[bytes, ...] = (),
        count: bool = True,
    ) -> list[str]:
        """What tells two answers apart: status, headers, cookies, length, page, or questions asked."""
        self.pairs += 1
        told, asked = [], []
        for ask in (one, other):
            reset_queries()  # its list is of a limited length
            with CaptureQueriesContext(connection) as queries, transaction.atomic():
                answer = ask()
                told.append(told_by(answer, hide))
                transaction.set_rollback(True)
            asked.append(len(queries))
        parts = ("status", "headers", "cookies", "length", "page")
        differs = [part for part, a, b in zip(parts, *told, strict=True) if a != b]
        if count and not differs and asked[0] != asked[1]:
            differs.append(f"questions to the database {asked[0]} and {asked[1]}")
        return [f"{what}: {', '.join(differs)} ({told[0][0]}, {told[1][0]})"] if differs else []

    def call(self, who: str, method: str, address: str, **more: Any) -> Callable[[], Any]:
        """A request that is asked later, whose cookies are put back afterwards."""
        client = self.clients[who]

        def ask() -> Any:
            cookies = deepcopy(client.cookies)
            send = client.post if method == "POST" else client.generic
            try:
                if method == "POST":
                    return send(address, more.get("data", {}), headers=more.get("headers", {}))
                return send(method, address, headers=more.get("headers", {}))
            finally:
                client.cookies = cookies

        return ask

    def unknown(self, arguments: dict[str, str]) -> dict[str, str]:
        """The same parts of an address with ids that nobody has."""
        return {
            name: "".join(self.random.choice(LETTERS[:-2]) for _ in value)
            if len(value) == LENGTH_OF_AN_ID
            else value
            for name, value in arguments.items()
        }

    def hidden(self) -> Iterator[tuple[Expected, str, dict[str, str]]]:
        """(address, who may open it about another row, parts about a row that is hidden from them)."""
        for expected in table().values():
            if expected.everybody or expected.nobody or expected.is_shipped or not expected.row:
                continue
            arguments = self.world.rows.get((expected.row, THEIRS), {})
            if any(len(value) == LENGTH_OF_AN_ID for value in arguments.values()):
                readers = sorted(expected.who - expected.elsewhere[""])
                for who in readers[:2]:
                    yield expected, who, arguments
                for who in sorted(expected.elsewhere[""])[:2]:
                    ours = self.world.rows.get((expected.row, OURS), {})
                    yield expected, who, ours

    def address(self, expected: Expected, arguments: dict[str, str]) -> str:
        try:
            return reverse(expected.name, kwargs=arguments)
        except NoReverseMatch:
            return ""

    def data(self, expected: Expected) -> dict[str, str]:
        return data_for(expected, self.world)

    def slower(self, what: str, one: Callable[[], Any], other: Callable[[], Any]) -> list[str]:
        """Whether the times of two requests, asked in turn, come from two distributions (two-sided)."""
        self.pairs += 1
        for samples in (self.samples, 3 * self.samples):  # by chance, one in a hundred seems to
            times: tuple[list[float], list[float]] = ([], [])
            for _ in range(samples):
                for ask, into in zip((one, other), times, strict=True):
                    with transaction.atomic():
                        begun = perf_counter()
                        ask()
                        into.append(perf_counter() - begun)
                        transaction.set_rollback(True)
            p = mann_whitney(*times)
            if p > SIGNIFICANT:
                return []
        a, b = (1000 * sorted(each)[len(each) // 2] for each in times)
        return [f"{what}: medians {a:.1f} and {b:.1f} ms of {len(times[0])}, p {p:.4f}"]


def told_by(answer: Any, hide: tuple[bytes, ...] = ()) -> tuple[Any, ...]:
    """All that a browser is told, what was asked for and what is drawn anew each time taken out."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = sorted(
        (name, _without(value.encode(), hide))
        for name, value in answer.items()
        if name != "Expires"
    )
    cookies = sorted((name, str(morsel["max-age"])) for name, morsel in answer.cookies.items())
    body = _without(_DRAWN.sub(b"", body), hide)
    return answer.status_code, headers, cookies, len(body), body


def _without(text: bytes, hide: tuple[bytes, ...]) -> bytes:
    for each in hide:
        text = text.replace(each, b"*")
    return text


def mann_whitney(ones: list[float], others: list[float]) -> float:
    """The two-sided p of the rank sum, by its normal approximation; good from some twenty each."""
    ranked = sorted((value, who) for who, values in enumerate((ones, others)) for value in values)
    n, m = len(ones), len(others)
    ranks = sum(rank for rank, (_, who) in enumerate(ranked, 1) if who == 0)
    u, mean, deviation = ranks - n * (n + 1) / 2, n * m / 2, math.sqrt(n * m * (n + m + 1) / 12)
    return math.erfc(abs(u - mean) / deviation / math.sqrt(2))
