"""The children in need census as events. It holds the episodes open at any time in its year."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from goldthread.records.days import months_before
from goldthread.records.events import FACTORS, Children, Events, Rows, Span
from goldthread.records.reading.census import Part

TABLES = (
    "referrals",
    "assessments",
    "enquiries",
    "conferences",
    "need",
    "need_plans",
    "plans",
    "plan_reviews",
)
NOT_IN_NEED = ("RC8", "RC9")


class Gathered:
    """The events of one or several censuses, child by child."""

    def __init__(self) -> None:
        self._children = Children()
        self._rows = {name: Rows(name) for name in TABLES}
        self._spans: list[Span] = []

    def stands_at(self, day: date) -> None:
        """Take in that a census of the year to this day was read."""
        self._spans.append(Span(date(months_before(day, 12).year, 4, 1), day))

    def take(self, child: Part) -> None:
        """The events of one child; nothing of a child without an identifier."""
        who, characteristics = child.first("ChildIdentifiers"), child.first("ChildCharacteristics")
        if who is None or who.values.get("child") is None:
            return
        told = {
            "child": self._children.number(who.values["child"]),
            "born_on": who.values.get("born_on"),
            "sex": who.values.get("sex") or "unknown",
            "ethnicity": _ethnicity(characteristics),
            "disability": _disability(characteristics),
        }
        for episode in child.inside("CINdetails"):
            if episode.values.get("referred_on") is not None:
                self._episode(told, episode)

    def events(self) -> Events:
        """Everything that was taken."""
        if not self._spans:
            return Events("census")
        last = max(span.last for span in self._spans)
        return Events(
            "census",
            tables={name: rows.table() for name, rows in self._rows.items()},
            spans=dict.fromkeys(TABLES, self._spans),
            as_at=dict.fromkeys(TABLES, last),
            divisions=dict.fromkeys(TABLES, ("born_on", "sex", "ethnicity", "disability")),
        )

    def _add(self, name: str, told: dict[str, Any], key: tuple[Any, ...], **own: Any) -> int:
        return self._rows[name].add((told["child"], *key), {**told, **own})

    def _episode(self, told: dict[str, Any], episode: Part) -> None:
        values = episode.values
        on, reason = values["referred_on"], values.get("closure_reason")
        nfa = values.get("no_further_action")
        not_in_need = reason in NOT_IN_NEED
        source = values.get("source") or "unknown"
        own = {"source": source, "no_further_action": nfa, "not_in_need": not_in_need}
        self._add("referrals", told, (on,), on=on, **own)
        if nfa != "yes":
            span = {"started_on": on, "ended_on": values.get("ended_on")}
            self._add("need", told, (on,), **span)
        for at, conference in _conferences(episode):
            self._add("conferences", told, (at,), on=at, enquiry_on=conference)
        for enquiry in episode.inside("Section47"):
            if (started := enquiry.values.get("started_on")) is not None:
                self._add("enquiries", told, (started,), on=started)
        for plan in episode.inside("CINPlanDates"):
            if (started := plan.values.get("started_on")) is not None:
                ended = plan.values.get("ended_on")
                self._add("need_plans", told, (started,), started_on=started, ended_on=ended)
        self._assessments(told, episode)
        self._plans(told, episode)

    def _assessments(self, told: dict[str, Any], episode: Part) -> None:
        found = [a for a in episode.inside("Assessments") if a.values.get("started_on")]
        found.sort(key=lambda part: str(part.values["started_on"]))
        for at, assessment in enumerate(found):
            on = assessment.values.get("authorised_on")
            if on is None:
                continue
            started = assessment.values["started_on"]
            factors = {
                each
                for part in assessment.inside("FactorsIdentifiedAtAssessment")
                for each in part.many.get("factor", [])
                if each not in (None, "none")
            }
            own: dict[str, Any] = {f"factor_{name}": name in factors for name in FACTORS}
            own["counted_from"] = started if at else episode.values["referred_on"]
            key = (episode.values["referred_on"], started, on)
            self._add("assessments", told, key, on=on, any_factor=bool(factors), **own)

    def _plans(self, told: dict[str, Any], episode: Part) -> None:
        for plan in episode.inside("ChildProtectionPlans"):
            values = plan.values
            started = values.get("started_on")
            if started is None:
                continue
            own = {
                "ended_on": values.get("ended_on"),
                "category": values.get("category") or "unknown",
                "previous_plans": values.get("previous_plans"),
            }
            row = self._add("plans", told, (started,), started_on=started, **own)
            reviews = plan.first("Reviews")
            for on in reviews.many.get("reviewed_on", []) if reviews else []:
                if on is not None:
                    self._add("plan_reviews", told, (started, on), on=on, plan=row)


def _conferences(episode: Part) -> Iterator[tuple[date, Any]]:
    """The day of each initial conference, with the start of the enquiry that led to it, or None."""
    led = {}
    for enquiry in episode.inside("Section47"):
        if (on := enquiry.values.get("conference_on")) is not None:
            led[on] = enquiry.values.get("started_on")
    if (on := episode.values.get("conference_on")) is not None:
        led.setdefault(on, None)
    yield from led.items()  # type: ignore[misc]


def _ethnicity(characteristics: Part | None) -> Any:
    return (characteristics and characteristics.values.get("ethnicity")) or "unknown"


def _disability(characteristics: Part | None) -> str:
    part = characteristics and characteristics.first("Disabilities")
    said = part.many.get("disability", []) if part else []
    if "yes" in said:
        return "yes"
    return "no" if "no" in said else "unknown"
