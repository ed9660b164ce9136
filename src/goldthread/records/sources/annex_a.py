"""Annex A as events. Each list looks back some months from the day it was made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from goldthread.records.days import months_before
from goldthread.records.events import Children, Events, Rows, Span
from goldthread.records.reading.tables import Table

LOOKS_BACK = 6  # months, of lists 1 to 9
# The list that each table of events comes from.
LISTS = {
    "contacts": "contacts",
    "early_help": "early_help",
    "referrals": "referrals",
    "assessments": "assessments",
    "enquiries": "enquiries",
    "conferences": "enquiries",
    "need": "children_in_need",
    "plans": "protection",
    "care": "care",
    "leavers": "care_leavers",
}
# By list: the day by which it is known that the list was not made before.
_HAPPENED = {
    "contacts": ("contacted_on",),
    "early_help": ("started_on", "completed_on"),
    "referrals": ("referred_on",),
    "assessments": ("started_on", "authorised_on"),
    "enquiries": ("started_on",),
    "children_in_need": ("started_on", "ended_on"),
    "protection": ("started_on", "ended_on", "last_visit_on", "last_review_on"),
    "care": ("started_on", "ended_on", "last_visit_on", "placed_on"),
    "care_leavers": ("last_contact_on",),
}


@dataclass(frozen=True)
class Upload:
    """A list and the day at which it stands."""

    table: Table
    as_at: date


def events(
    tables: Sequence[Table],
    *,
    days: Sequence[date],
    to: date,
    on: date,
    since: date | None = None,
) -> Events:
    """The events of Annex A lists. `days`: when they were made, where that was said; `to`: asked to.

    `since`: from when the lists hold everything, where somebody said so; else six months before.
    """
    found = Events("annex_a")
    children = Children()
    for name, list_key in LISTS.items():
        uploads = _uploads([t for t in tables if t.layout.key == list_key], days=days, to=to, on=on)
        if not uploads:
            continue
        rows = Rows(name)
        for upload in uploads:
            for key, values in _ROWS[name](upload.table, children, upload.as_at):
                rows.add(key, values)
        found.tables[name] = rows.table()
        found.spans[name] = [
            Span(since or months_before(each.as_at, LOOKS_BACK) + timedelta(days=1), each.as_at)
            for each in uploads
        ]
        if name in _AT_THE_DAY_ONLY:
            found.spans[name] = [Span(each.as_at, each.as_at) for each in uploads]
        found.as_at[name] = uploads[-1].as_at
        held = {key for upload in uploads for key in upload.table.columns}
        found.divisions[name] = tuple(
            each for each in ("born_on", "sex", "ethnicity", "disability") if each in held
        )
    return found


_AT_THE_DAY_ONLY = ("leavers",)


def _uploads(tables: Sequence[Table], *, days: Sequence[date], to: date, on: date) -> list[Upload]:
    """The lists with their days, the oldest first.

    Where nobody said when a list was made: the newest stands at the last day asked for, or at its latest
    event where that is later; an older one at its latest event.
    """
    latest = sorted(((_latest(table, on), table) for table in tables), key=lambda each: each[0])
    said = sorted(days, reverse=True)
    found = []
    for at, (day, table) in enumerate(reversed(latest)):
        unsaid = max(day, min(to, on)) if at == 0 else day
        found.append(Upload(table, said[at] if at < len(said) else unsaid))
    return found[::-1]


def _latest(table: Table, on: date) -> date:
    """The latest day, not after `on`, on which something in the list happened."""
    columns = (table.column(key) for key in _HAPPENED[table.layout.key])
    days = (day for column in columns for day in column if isinstance(day, date) and day <= on)
    return max(days, default=date.min + timedelta(days=400))


def _rows(
    table: Table, children: Children, *keys: str
) -> Iterator[tuple[dict[str, Any], list[Any]]]:
    """For each row with a child: what is told of the child, and the values of the columns asked for."""
    common = ("child", "born_on", "sex", "ethnicity", "disability")
    columns = [table.column(key) for key in (*common, *keys)]
    for child, born, sex, ethnicity, disability, *rest in zip(*columns, strict=True):
        if child is None:
            continue
        of_child = {
            "child": children.number(child),
            "born_on": born,
            "sex": sex or "unknown",
            "ethnicity": ethnicity or "unknown",
            "disability": disability or "unknown",
        }
        yield of_child, rest


Found = Iterator[tuple[Any, dict[str, Any]]]


def _contacts(table: Table, children: Children, as_at: date) -> Found:
    for child, (on, source) in _rows(table, children, "contacted_on", "source"):
        if on is not None:
            yield (child["child"], on, source), {**child, "on": on, "source": source or "unknown"}


def _early_help(table: Table, children: Children, as_at: date) -> Found:
    for child, (started, on) in _rows(table, children, "started_on", "completed_on"):
        if on is not None:
            yield (child["child"], started, on), {**child, "on": on}


def _referrals(table: Table, children: Children, as_at: date) -> Found:
    asked = ("referred_on", "source", "no_further_action")
    for child, (on, source, nfa) in _rows(table, children, *asked):
        if on is not None:
            own = {"on": on, "source": source or "unknown", "no_further_action": nfa}
            yield (child["child"], on), {**child, **own}


def _assessments(table: Table, children: Children, as_at: date) -> Found:
    asked = ("started_on", "authorised_on", "child_seen")
    for child, (started, on, seen) in _rows(table, children, *asked):
        if on is not None:
            yield (child["child"], started, on), {**child, "on": on, "child_seen": seen}


def _enquiries(table: Table, children: Children, as_at: date) -> Found:
    for child, (on,) in _rows(table, children, "started_on"):
        if on is not None:
            yield (child["child"], on), {**child, "on": on}


def _conferences(table: Table, children: Children, as_at: date) -> Found:
    asked = ("started_on", "conference_on", "led_to_plan")
    for child, (started, on, led) in _rows(table, children, *asked):
        if on is not None:
            own = {"on": on, "enquiry_on": started, "led_to_plan": led}
            yield (child["child"], on), {**child, **own}


def _need(table: Table, children: Children, as_at: date) -> Found:
    for child, (start, end, status) in _rows(table, children, "started_on", "ended_on", "status"):
        if start is not None:
            own = {"started_on": start, "ended_on": end, "status": status}
            yield (child["child"], start), {**child, **own}


def _plans(table: Table, children: Children, as_at: date) -> Found:
    asked = ("started_on", "ended_on", "category", "previous_plans")
    for child, (start, end, category, before) in _rows(table, children, *asked):
        if start is not None:
            own = {"started_on": start, "ended_on": end, "category": category or "unknown"}
            yield (child["child"], start), {**child, **own, "previous_plans": before}


def _care(table: Table, children: Children, as_at: date) -> Found:
    asked = ("started_on", "ended_on", "placements_12m", "placement_location")
    health = ("last_health_on", "last_dental_on")
    for child, (start, end, many, where, *checks) in _rows(table, children, *asked, *health):
        if start is not None:
            own = {"started_on": start, "ended_on": end, "placements_12m": many, "location": where}
            own |= dict(zip(health, checks, strict=True))
            yield (child["child"], start), {**child, **own, "began": True}


def _leavers(table: Table, children: Children, as_at: date) -> Found:
    asked = ("eligibility", "suitability", "activity", "in_touch")
    for child, (eligibility, suitability, activity, in_touch) in _rows(table, children, *asked):
        if "exclude" not in (in_touch, suitability):
            own = {
                "on": as_at,
                "is_former_relevant": eligibility == "former_relevant",
                "is_suitable": suitability == "suitable",
                "is_active": str(activity or "").startswith(("f", "p")),
            }
            yield (child["child"], as_at), {**child, **own}


_ROWS = {
    "contacts": _contacts,
    "early_help": _early_help,
    "referrals": _referrals,
    "assessments": _assessments,
    "enquiries": _enquiries,
    "conferences": _conferences,
    "need": _need,
    "plans": _plans,
    "care": _care,
    "leavers": _leavers,
}
