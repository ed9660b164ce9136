"""What is known of each child of a case: the lists that the answers come from, and the answers as plain values."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goldthread.measures.catalogue import catalogue

if TYPE_CHECKING:
    from goldthread.reviews.models import ChildFacts, Incident
    from goldthread.vault.models import Identity

NOT_RECORDED = "Not recorded"
NOT_ANSWERED = ""
# What is written in words, each of which can be said to be recorded nowhere.
IN_WORDS = ("religion", "first_language", "immigration_status", "legal_status")


@cache
def choices_of(breakdown: str) -> list[tuple[str, str]]:
    """(key, words) of sex, ethnicity, disability or age as the catalogue of indicators has them; the unknown last.

    What the catalogue calls not known was looked for and is recorded nowhere: it is an answer like another.
    """
    items = catalogue().breakdowns[breakdown].items
    told = [each for each in items if not each[0].endswith("_unknown")]
    return [*told, (not_recorded(breakdown), NOT_RECORDED)]


def not_recorded(breakdown: str) -> str:
    """The key of the answer that something is recorded nowhere."""
    return f"{breakdown}_unknown"


@cache
def _shipped() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "facts.toml").read_text())


@cache
def plans() -> list[tuple[str, str]]:
    """(key, words) of the plans and orders that a child may have been under."""
    return [(key, row["title"]) for key, row in _shipped()["plans"].items()]


@cache
def plans_that_stand_alone() -> frozenset[str]:
    """The answers beside which no other can be true."""
    return frozenset(key for key, row in _shipped()["plans"].items() if row.get("alone"))


def source_of_plans() -> str:
    """Where the list of plans comes from, and that it is not confirmed."""
    row = _shipped()["settings"]
    return str(row["source"]) if row["confirmed"] else f"{row['source']}. Not confirmed."


@dataclass(frozen=True, kw_only=True)
class ChildFact:
    """One child of a case in words: "" where nobody answered yet, "Not recorded" where that is the answer.

    `months` is the age at the incident in whole months, None where it is not known; `plans` are words.
    """

    pseudonym: str
    public_id: str  # of the identity
    months: int | None
    age: str
    age_band: str
    sex: str
    ethnicity: str
    ethnicity_words: str
    disability: str
    disability_kinds: str
    religion: str
    first_language: str
    immigration_status: str
    legal_status: str
    plans: tuple[str, ...]
    harm: str

    @property
    def unanswered(self) -> list[str]:
        """What nobody answered yet, in words; not what was answered as not recorded."""
        asked = {"age_band": "age", "sex": "sex", "ethnicity": "ethnicity"}
        asked |= {"disability": "disability", "plans": "plans", "harm": "harm"}
        asked |= {name: name.replace("_", " ") for name in IN_WORDS}
        return [words for name, words in asked.items() if not getattr(self, name)]


def facts_of(incident: "Incident") -> list[ChildFact]:
    """Every child of a case with what is known of them, by pseudonym; two queries, whatever is known.

    The caller has found the incident in the reader's sight: nothing is asked again here.
    """
    from goldthread.reviews.models import ChildFacts

    children = children_of(incident)
    known = {row.identity_id: row for row in ChildFacts.objects.filter(incident=incident)}
    return [fact_of(incident, child, known.get(child.pk)) for child in children]


def children_of(incident: "Incident") -> "Iterable[Identity]":
    """The identities of the children of a case, by pseudonym."""
    from goldthread.vault.models import Identity

    rows = Identity.objects.filter(
        compartment_id=incident.compartment_id or 0, kind=Identity.Kind.CHILD
    )
    return rows.order_by("pseudonym", "pk")


def fact_of(incident: "Incident", child: "Identity", row: "ChildFacts | None") -> ChildFact:
    """What is known of one child, in words."""
    months = months_at(incident.happened_on or incident.aware_on, child.born_on)
    if months is None and row is not None:
        months = row.age_months
    said: dict[str, Any] = {
        each.name: "" for each in fields(ChildFact) if each.name not in ("months", "plans")
    }
    if row is not None:
        titles = dict(plans())
        said |= {
            name: dict(choices_of(name)).get(getattr(row, name), "")
            for name in ("sex", "ethnicity", "disability")
        }
        said |= {name: getattr(row, name) for name in ("ethnicity_words", "disability_kinds")}
        said |= {
            name: NOT_RECORDED if name in row.recorded_nowhere else getattr(row, name)
            for name in IN_WORDS
        }
        said["harm"] = row.get_harm_display()
        said["plans"] = tuple(titles[key] for key in row.plans if key in titles)
    said |= {
        "pseudonym": child.pseudonym,
        "public_id": child.public_id,
        "months": months,
        "age": age_in_words(months),
        "age_band": band_of(months) if months is not None else "",
    }
    if months is None and row is not None and row.age_is_nowhere:
        said["age"] = said["age_band"] = NOT_RECORDED
    return ChildFact(**({"plans": ()} | said))


def months_at(on: date, born_on: str) -> int | None:
    """The age in whole months on a day; None without a date of birth, and below 0 of a child not born yet."""
    if not born_on:
        return None
    born = date.fromisoformat(born_on)
    return (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)


def age_in_words(months: int | None) -> str:
    """Such as "5 months" and "7 years 4 months"; "" where it is not known."""
    if months is None:
        return ""
    if months < 0:
        return "Not born yet"
    years, left = divmod(months, 12)
    parts = [(years, "year"), (left, "month")] if years else [(left, "month")]
    return " ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n or not years)


# Age groups of the catalogue of indicators, each with the months that it begins at.
_BANDS = ("age_unborn", "age_under_1", "age_1_to_4", "age_5_to_9", "age_10_to_15")
_BEGINS = (0, 12, 60, 120, 192)


def band_of(months: int) -> str:
    """The age group of the catalogue of indicators that an age belongs to, in words."""
    at = sum(months >= begins for begins in _BEGINS)
    return catalogue().breakdowns["age"].label((*_BANDS, "age_16_and_over")[at])


def told_missing(facts: Iterable[ChildFact]) -> list[str]:
    """Sentences for a page of a case: of how many children something is recorded nowhere, or was never asked."""
    children = list(facts)
    said = []
    for name in ("sex", "ethnicity", "disability", *IN_WORDS):
        missing = sum(getattr(child, name) == NOT_RECORDED for child in children)
        if missing:
            words = name.replace("_", " ")
            said.append(f"{missing} of {len(children)} children: {words} not recorded")
    if blank := sum(bool(child.unanswered) for child in children):
        said.append(f"{blank} of {len(children)} children: not everything is answered yet")
    return [sentence.replace("of 1 children", "of 1 child") for sentence in said]
