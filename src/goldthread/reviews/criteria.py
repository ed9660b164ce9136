"""The criteria that a case is held against: shipped rows with their sources, and a partnership's own settings."""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from goldthread.register.models import Setting

CARE_LEAVER_AGE = "reviews.care_leaver_age"


class Set(StrEnum):
    """What is decided by a set of criteria."""

    NOTICE = "notice"
    REVIEW = "review"


@dataclass(frozen=True)
class Criterion:
    """One question, who says so, and whether their statement itself was read."""

    key: str
    title: str
    source: str
    confirmed: bool
    hint: str = ""

    @property
    def where_from(self) -> str:
        return self.source if self.confirmed else f"{self.source}. Not confirmed."


@cache
def _shipped() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "criteria.toml").read_text())


def criteria(of: Set, *, space_id: int, on: date) -> list[Criterion]:
    """The criteria of a set as a partnership holds them on a day, in the order in which they are asked."""
    settings = {"care_leaver_age": care_leaver_age(space_id, on=on)}
    return [
        Criterion(key, **{**row, "title": row["title"].format(**settings)})
        for key, row in _shipped()[of.value].items()
    ]


def care_leaver_age(space_id: int, *, on: date) -> int:
    """Up to which age the death of a care leaver is told: the partnership's own setting, or as shipped."""
    own = Setting.objects.filter(space_id=space_id, name=CARE_LEAVER_AGE, holds_from__lte=on)
    row = own.order_by("-holds_from").first()
    return int(row.value if row is not None else _shipped()["settings"]["care_leaver_age"]["value"])


def is_serious_incident(met: set[str]) -> bool:
    """Whether the answers make it a serious child safeguarding case: a rapid review follows."""
    return {"abuse_or_neglect", "died_or_harmed", "in_area"} <= met


def points_to_notice(met: set[str]) -> bool:
    """Whether the answers point to a notice, under any of its three grounds."""
    return is_serious_incident(met) or bool(met & {"looked_after", "care_leaver"})


def shipped_titles(of: Set) -> dict[str, str]:
    """Each criterion of a set by its key, as it ships; for what is set up before there is a case."""
    settings = {name: row["value"] for name, row in _shipped()["settings"].items()}
    return {key: row["title"].format(**settings) for key, row in _shipped()[of.value].items()}
