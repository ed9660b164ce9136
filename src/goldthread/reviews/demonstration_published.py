"""What partnerships of the Tees have published of their reviews and children, taken over as printed."""

import csv
import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.accounts.principals import principal_for
from goldthread.register.models import Space
from goldthread.reviews import actions
from goldthread.ui import british

DAY = timedelta(days=1)
NOT_SAID = "Not stated"


def load(folder: Path, *, now: datetime) -> None:
    """Each page, taken over by the one account of its partnership and checked by another."""
    tees = folder / "tees"
    with (tees / "practice_reviews.csv").open(encoding="utf-8", newline="") as file:
        reviews = list(csv.DictReader(file))
    for page in tomllib.loads((tees / "about_our_children.toml").read_text())["pages"]:
        own = [row for row in reviews if row["document"] == page["reviews"]]
        _taken_over(page, [*page.get("tables", ()), published_reviews(own)], now)


def _taken_over(page: dict[str, Any], tables: list[dict[str, Any]], now: datetime) -> None:
    kept = actions.take_over_published(
        by=_as("partnership.officer", page["space"], now.date()),
        at=now,
        space=Space.objects.get(code=page["space"]),
        year=page["year"],
        source=page["source"],
        tables=tables,
    )
    actions.decide_year(
        by=_as("business.manager", page["space"], now.date()),
        at=now,
        kept=kept,
        approves=True,
        row_version=kept.row_version,
    )


def _as(title: str, space: str, on: date) -> Principal:
    person = Person.objects.get_by_natural_key(f"{title}@{space.lower()}.example")
    return principal_for(person, on=on, chosen=space)


def published_reviews(rows: list[dict[str, str]]) -> dict[str, Any]:
    """The reviews of a document as a table of words: under the names that they were published by."""
    return {
        "key": "reviews",
        "title": "Reviews, by the names that they were published under",
        "is_words": True,
        "headings": ["Review", "Kind", "Month of the incident", "Age", "Published", "Days between"],
        "rows": [
            [
                row["pseudonym"],
                row["kind"],
                _month(row["incident_month"]),
                row["child_age"] or NOT_SAID,
                _published(row["published"]),
                days_between(row["incident_month"], row["published"]),
            ]
            for row in rows
        ],
        "notes": [f"{row['pseudonym']}: {row['note']}." for row in rows if row["note"]],
    }


def _month(text: str) -> str:
    return f"{date.fromisoformat(text + '-01'):%B %Y}" if text else NOT_SAID


def _published(text: str) -> str:
    if len(text) == len("2022-03-31"):
        return british.day(date.fromisoformat(text))
    return _month(text)


def days_between(month: str, published: str) -> str:
    """From an incident to its publication: a range, since of the incident only the month is known."""
    if not month or len(published) != len("2022-03-31"):
        return "Not known"
    first, out = date.fromisoformat(f"{month}-01"), date.fromisoformat(published)
    last = (first + 31 * DAY).replace(day=1) - DAY
    return f"{(out - last).days} to {(out - first).days}"
