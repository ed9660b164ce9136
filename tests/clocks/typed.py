"""Reads the typed cases; what they are and how they were made stands at the head of `typed.csv`."""

import csv
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from goldthread.clocks.counting import LONDON

FILE = Path(__file__).with_name("typed.csv")


@dataclass(frozen=True)
class Typed:
    limit: str
    amount: int
    unit: str
    way: str
    first_day: str
    starts: date | datetime
    due: date | datetime


def typed_cases():
    lines = [line for line in FILE.read_text().splitlines() if not line.startswith("#")]
    for row in csv.DictReader(lines):
        yield Typed(
            **row
            | {
                "amount": int(row["amount"]),
                "starts": when(row["starts"]),
                "due": when(row["due"]),
            }
        )


def when(text):
    if "T" in text:
        return datetime.fromisoformat(text).replace(tzinfo=LONDON)
    return date.fromisoformat(text)
