"""What records tell, in the same tables whatever file it came from: events with days, no names.

A child is a number that means nothing outside one run. Nothing else of a child goes here but the day of
birth and what the indicators are divided by.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

FACTORS = (
    "domestic_abuse",
    "mental_health",
    "alcohol",
    "drugs",
    "learning_disability",
    "physical_disability",
    "young_carer",
    "missing",
    "sexual_exploitation",
    "criminal_exploitation",
    "trafficking",
    "gangs",
    "self_harm",
    "neglect",
    "emotional_abuse",
    "physical_abuse",
    "sexual_abuse",
)
_YES_NO = ("unknown", "no", "yes")
# What stands in a column that is told as one of some words: the place of the word here. Texts that are carried
# through a sorting of millions of rows take more time than all else together.
ITEMS: dict[str, tuple[str, ...]] = {
    "sex": ("unknown", "male", "female", "neither"),
    "ethnicity": ("unknown", "white", "mixed", "asian", "black", "other"),
    "disability": _YES_NO,
    "source": (
        *("unknown", "individual", "schools", "education_services", "health_services", "housing"),
        *("council_services", "police", "other_legal_agency", "other", "anonymous"),
    ),
    "no_further_action": _YES_NO,
    "child_seen": _YES_NO,
    "led_to_plan": _YES_NO,
    "status": (
        *("unknown", "in_care", "protection_plan", "child_in_need_plan", "open_assessment"),
        "closed",
    ),
    "category": (
        *("unknown", "neglect", "physical_abuse", "sexual_abuse", "emotional_abuse", "multiple"),
    ),
    "location": ("in", "out"),
    "health": _YES_NO,
    "dental": _YES_NO,
    "immunised": _YES_NO,
}
_DAY, _ITEM, _WHOLE, _FLAG = pa.date32(), pa.int16(), pa.int64(), pa.bool_()
_NUMBER = pa.int32()  # sorted twice as fast as the longer kind
_CHILD = {
    "row": _NUMBER,  # unique in its table: every ordering ends with it
    "child": _NUMBER,
    "born_on": _DAY,
    "sex": _ITEM,
    "ethnicity": _ITEM,
    "disability": _ITEM,
}
_SPAN = {"started_on": _DAY, "ended_on": _DAY}
_OWN: dict[str, dict[str, pa.DataType]] = {
    "contacts": {"on": _DAY, "source": _ITEM},
    "early_help": {"on": _DAY},
    "referrals": {
        "on": _DAY,
        "source": _ITEM,
        "no_further_action": _ITEM,
        "not_in_need": _FLAG,
    },
    "assessments": {
        "on": _DAY,  # authorised
        "counted_from": _DAY,  # the referral; of a later assessment of the episode its own start
        "child_seen": _ITEM,
        "any_factor": _FLAG,
        **{f"factor_{name}": _FLAG for name in FACTORS},
    },
    "enquiries": {"on": _DAY},
    "conferences": {"on": _DAY, "enquiry_on": _DAY, "led_to_plan": _ITEM},
    "need": {**_SPAN, "status": _ITEM},
    "need_plans": _SPAN,
    "plans": {**_SPAN, "category": _ITEM, "previous_plans": _WHOLE},
    "plan_reviews": {"on": _DAY, "plan": _NUMBER},  # plan: the row of the plan
    "care": {
        **_SPAN,
        "began": _FLAG,  # false where the records begin after the child came into care
        "placements_12m": _WHOLE,
        "location": _ITEM,
        "last_health_on": _DAY,
        "last_dental_on": _DAY,
    },
    "placements": {**_SPAN, "is_new": _FLAG, "is_counted": _FLAG},
    "social_workers": {**_SPAN, "worker": _NUMBER},
    "outcomes": {
        "on": _DAY,
        "health": _ITEM,
        "dental": _ITEM,
        "immunised": _ITEM,
        "score": _WHOLE,
    },
    "leavers": {
        "on": _DAY,
        "is_former_relevant": _FLAG,
        "is_suitable": _FLAG,
        "is_active": _FLAG,
    },
    "missing": {"on": _DAY},
}
SCHEMAS = {name: pa.schema([*_CHILD.items(), *own.items()]) for name, own in _OWN.items()}
CODES = {name: {word: at for at, word in enumerate(words)} for name, words in ITEMS.items()}


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last` of which everything is known."""

    first: date
    last: date


def joined(spans: Sequence[Span]) -> list[Span]:
    """The same days with spans that touch or overlap made one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.first):
        if found and span.first <= found[-1].last + timedelta(days=1):
            found[-1] = Span(found[-1].first, max(found[-1].last, span.last))
        else:
            found.append(span)
    return found


@dataclass
class Events:
    """The events of one kind of source: tables by name, the days covered, the day they stand at."""

    source: str
    tables: dict[str, pa.Table] = field(default_factory=dict)
    spans: dict[str, list[Span]] = field(default_factory=dict)
    as_at: dict[str, date] = field(default_factory=dict)
    divisions: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def table(self, name: str) -> pa.Table:
        """The events of a name; without rows where the files hold none."""
        return self.tables.get(name) or SCHEMAS[name].empty_table()

    def covers(self, name: str, first: date, last: date) -> bool:
        """Whether every day from first to last is known."""
        spans = joined(self.spans.get(name, []))
        return any(span.first <= first and last <= span.last for span in spans)


class Children:
    """Numbers for the children of one source, given out as they come."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def number(self, identifier: Any) -> int:
        return self._numbers.setdefault(identifier, len(self._numbers) + 1)


class Rows:
    """The rows of one table of events while they are gathered: one for each key, the latest."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._at: dict[Any, int] = {}
        self._columns: dict[str, list[Any]] = {each: [] for each in SCHEMAS[name].names}

    def add(self, key: Any, values: Mapping[str, Any]) -> int:
        """Add a row, or replace the one with the same key; gives its number."""
        at = self._at.setdefault(key, len(self._at))
        columns = self._columns
        if at == len(columns["row"]):
            for name, column in columns.items():
                column.append(at + 1 if name == "row" else values.get(name))
        else:
            for name, value in values.items():
                columns[name][at] = value
        return at + 1

    def table(self) -> pa.Table:
        """The rows as Arrow, each word as its place in `ITEMS`."""
        columns = {
            name: [None if word is None else codes[word] for word in column]
            if (codes := CODES.get(name))
            else column
            for name, column in self._columns.items()
        }
        return pa.table(columns, schema=SCHEMAS[self.name])
