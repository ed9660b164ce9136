"""What can go into a blank of the Panel's form: shipped rows, and a proposal from the words beside a blank."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from goldthread.reviews.criteria import Set, shipped_titles
from goldthread.reviews.models import RapidReview

NUMBERS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")


@dataclass(frozen=True, kw_only=True)
class Named:
    """One thing that can go into a blank.

    `enter` is "record:address", where it is written down. `child` is the number of the child, 0 for none.
    """

    key: str
    group: str
    title: str
    enter: str = ""
    words: tuple[str, ...] = ()
    optional: bool = False
    names: bool = False
    ticks: bool = False
    child: int = 0

    def __str__(self) -> str:
        return (
            f"{NUMBERS[self.child - 1]} child: {self.title.lower()}" if self.child else self.title
        )


@cache
def _shipped() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "catalogue.toml").read_text())


def source() -> str:
    """Where the list comes from, and whether that was read."""
    row = _shipped()
    return str(row["source"] if row["confirmed"] else f"{row['source']}. Not confirmed.")


@cache
def catalogue() -> dict[str, Named]:
    """Everything by its key, in the order in which it is offered."""
    return {each.key: each for each in _all()}


def keys() -> set[str]:
    return set(catalogue())


def _all() -> Iterator[Named]:
    for key, row in _shipped()["values"].items():
        yield Named(key=key, **{**row, "words": tuple(row["words"])})
    for number in range(1, _shipped()["most_children"] + 1):
        for key, row in _shipped()["of_each_child"].items():
            yield Named(
                key=f"child_{number}.{key}",
                group=f"{NUMBERS[number - 1]} child",
                child=number,
                **{**row, "words": tuple(row["words"])},
            )
    for key, title in shipped_titles(Set.REVIEW).items():
        yield _tick(f"criterion.{key}", f"It is met: {title}", "review:review-criteria")
    for value, label in RapidReview.Decision.choices:
        yield _tick(f"decided.{value}", f"It was decided: {label.lower()}", "review:propose")


def _tick(key: str, title: str, enter: str) -> Named:
    return Named(key=key, group="Boxes to be ticked", title=title, enter=enter, ticks=True)


def offered(*, holds: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices for a blank, in their groups: ticks alone for a box; "" takes nothing."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in catalogue().values():
        if each.ticks or holds != "tick":
            groups.setdefault(each.group, []).append((each.key, str(each)))
    return list(groups.items())


def proposed(words: str) -> str:
    """The key that the words beside a blank read like; "" where none does, or two do alike.

    A proposal is for a person to take or leave, and what names somebody is never proposed. The n-th row of a
    table of children is their n-th child.
    """
    plain = _plain(words)
    head, row = _in_a_row(plain)
    best: list[tuple[int, str]] = []
    for each in catalogue().values():
        if each.names or each.child != _number(each, row):
            continue
        score = max((_alike(head, _plain(said)) for said in each.words), default=0)
        if score:
            best.append((score, each.key))
    best.sort(reverse=True)
    if not best or len(best) > 1 and best[0][0] == best[1][0]:
        return ""
    return best[0][1]


def _number(each: Named, row: int) -> int:
    """Which child a blank can be about: that of its row, or the first."""
    return 0 if not each.child else max(row - 1, 1)


def _in_a_row(plain: str) -> tuple[str, int]:
    found = re.search(r" row (\d+)$", plain)
    return (plain[: found.start()], int(found[1])) if found else (plain, 0)


def _alike(words: str, said: str) -> int:
    """How much a blank's words read like a spelling: the very same, or it stands in them whole."""
    if words == said:
        return 100 + len(said)
    stands = re.search(rf"\b{re.escape(said)}\b", words) is not None
    return len(said) if stands and len(said) > 4 else 0


def _plain(text: str) -> str:
    return re.sub(
        r"[^a-z0-9']+", " ", text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    ).strip()
