"""The demonstration's files as the tests read them."""

import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TEES = ROOT / "demo" / "tees"
EASTMARCH = ROOT / "demo" / "eastmarch"

TOKEN = re.compile(r"\{\{ performance\.(\w+) \| (\w+) \| ([\w -]+?) \}\}")


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tree(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def words_of(value: Any) -> Iterator[str]:
    """Every text in a tree, not its keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from words_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words_of(inner)


def passages(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [passage for section in report["sections"] for passage in section.get("passages", ())]
