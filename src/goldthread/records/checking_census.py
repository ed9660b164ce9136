"""What is checked of a child of the census beyond single values."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from goldthread.records.checking import (
    EXPECTED,
    FUTURE,
    FUTURE_BIRTH,
    LONG_BEFORE_BIRTH,
    UNBORN,
    age,
)
from goldthread.records.checking_identifiers import Numbered
from goldthread.records.findings import Findings, Place
from goldthread.records.reading.census import Part

OLDEST = 26
NO_DAY = "The header does not say the day of the census (ReferenceDate)."
OTHER_YEAR = "The day of the census is not in the year that the header says."
OTHER_COLLECTION = "The header says another collection than the children in need census (CIN)."
_COUNCIL = re.compile(r"\d{3}")
_ONCE = {
    "CINdetails": "referred_on",
    "Assessments": "started_on",
    "Section47": "started_on",
    "ChildProtectionPlans": "started_on",
    "CINPlanDates": "started_on",
}


def _both_or_neither(part: Part, first: str, second: str) -> bool:
    """Whether two elements of which one belongs there are both written or both left out."""
    return (first in part.lines) == (second in part.lines)


class CensusCheck:
    """Checks the children of one census as they come; remembers only the identifiers."""

    def __init__(self, findings: Findings, file: str, *, on: date) -> None:
        self._findings, self._file, self._on = findings, file, on
        self._seen: dict[object, int] = {}
        self._upns: dict[object, int] = {}

    def header(self, header: Part | None) -> date | None:
        """Tell what is wrong with the header; gives the day at which the census stands."""
        place = self._at("Header")
        details = header.first("CollectionDetails") if header else None
        for source in header.inside("Source") if header else ():
            said = source.values.get("council")
            if said is not None and not _COUNCIL.fullmatch(str(said)):
                sentence = "The council's number has three figures, as 806."
                place.error(sentence, source.line_of("council"), "LEA")
        if details is None:
            place.error(NO_DAY)
            return None
        day, year = details.values.get("reference_on"), details.values.get("year")
        if details.values.get("collection") not in (None, "CIN"):
            place.error(OTHER_COLLECTION, details.line_of("collection"), "Collection")
        if isinstance(day, date) and isinstance(year, int) and day.year != year:
            place.error(OTHER_YEAR, details.line_of("reference_on"), "ReferenceDate")
        if isinstance(day, date):
            return day
        if isinstance(year, int) and 2000 < year < 2100:
            return date(year, 3, 31)
        place.error(NO_DAY)
        return None

    def check(self, child: Part) -> None:
        """Tell what is wrong with a child."""
        for name in ("ChildIdentifiers", "ChildCharacteristics", "CINdetails"):
            if child.first(name) is None:
                self._at("Child").error("The child lacks this module.", child.line, name)
        who = child.first("ChildIdentifiers")
        born = self._identifiers(who) if who else None
        self._inside(child, born)
        episodes = child.inside("CINdetails")
        self._overlaps(episodes, "episode", "CINclosureDate")
        plans = [plan for each in episodes for plan in each.inside("ChildProtectionPlans")]
        self._overlaps(plans, "plan", "CPPendDate")

    def numbered(self) -> Numbered:
        """The children's numbers of all children so far, with their lines."""
        rows = {who: line for who, line in self._seen.items() if isinstance(who, str)}
        return Numbered(self._at("ChildIdentifiers"), "LAchildID", rows)

    def _at(self, name: str) -> Place:
        return Place(self._findings, self._file, name)

    def _identifiers(self, who: Part) -> date | None:
        place, values = self._at("ChildIdentifiers"), who.values
        for name, key, seen in (
            ("LAchildID", "child", self._seen),
            ("UPN", "upn", self._upns),
        ):
            if (said := values.get(key)) is not None:
                line = who.line_of(key)
                first = seen.setdefault(said, line)
                if first != line:
                    sentence = f"Another child has the same identifier: see line {first}."
                    place.error(sentence, line, name)
        born, expected = values.get("born_on"), values.get("expected_on")
        if _both_or_neither(who, "born_on", "expected_on"):
            sentence = "A child has a birth or an expected birth, and not both or neither."
            place.error(sentence, who.line, "PersonBirthDate")
        if _both_or_neither(who, "upn", "upn_unknown"):
            sentence = "A child has a UPN or the reason why there is none, and not both or neither."
            place.warning(sentence, who.line, "UPN")
        if not isinstance(born, date):
            return expected if isinstance(expected, date) else None
        if born > self._on:
            is_error = born > self._on + UNBORN
            tell = place.error if is_error else place.warning
            sentence = FUTURE_BIRTH if is_error else EXPECTED
            tell(sentence, who.line_of("born_on"), "PersonBirthDate")
        return born

    def _inside(self, part: Part, born: date | None) -> None:
        self._once(part)
        for each in part.inner:
            self._days(each, born)
            if each.module.key == "CINdetails":
                self._episode(each)
            self._inside(each, born)

    def _days(self, part: Part, born: date | None) -> None:
        for first, second in part.module.order:
            before, after = part.values.get(first), part.values.get(second)
            if isinstance(before, date) and isinstance(after, date) and after < before:
                name = part.module.by_key[first].name
                sentence = f"This day is before '{name}' of the same module."
                place = self._at(part.module.key)
                place.error(sentence, part.line_of(second), part.module.by_key[second].name)
        for column in part.module.days:
            there = part.many.get(column.key) or [part.values.get(column.key)]
            for at, value in enumerate(there):
                if isinstance(value, date):
                    self._day(part, part.line_of(column.key, at), column.name, value, born)

    def _day(self, part: Part, line: int, name: str, day: date, born: date | None) -> None:
        if day > self._on:
            self._at(part.module.key).error(FUTURE, line, name)
        if born is None:
            return
        # Up to ten months before the birth, much can be done for a child who is expected.
        if day < born and born - day > UNBORN:
            self._at(part.module.key).error(LONG_BEFORE_BIRTH, line, name)
        elif day >= born and age(born, day) >= OLDEST:
            sentence = f"By this day and the birth, the person is {OLDEST} or older."
            self._at(part.module.key).error(sentence, line, name)

    def _episode(self, episode: Part) -> None:
        if not _both_or_neither(episode, "ended_on", "closure_reason"):
            sentence = "A closed episode has a date and a reason: one of them is missing."
            there = "ended_on" if "ended_on" in episode.lines else "closure_reason"
            self._at("CINdetails").error(sentence, episode.line_of(there), "CINclosureDate")
        for plan in episode.inside("ChildProtectionPlans"):
            reviews = plan.first("Reviews")
            started = plan.values.get("started_on")
            for at, on in enumerate(reviews.many.get("reviewed_on", ()) if reviews else ()):
                if isinstance(on, date) and isinstance(started, date) and on < started and reviews:
                    sentence = "This review is before the plan began."
                    line = reviews.line_of("reviewed_on", at)
                    self._at("Reviews").error(sentence, line, "CPPreviewDate")

    def _overlaps(self, parts: Sequence[Part], what: str, name: str) -> None:
        """Tell where one of a child's episodes or plans begins while another is under way."""
        spans = [
            (start, end if isinstance(end := part.values.get("ended_on"), date) else date.max, part)
            for part in parts
            if isinstance(
                start := part.values.get("started_on", part.values.get("referred_on")), date
            )
        ]
        spans.sort(key=lambda span: span[:2])
        for (start, end, part), (following, _, other) in pairwise(spans):
            if following < end and following != start:
                sentence = (
                    f"This {what} has not ended when the child's next begins, in line {other.line}."
                )
                self._at(part.module.key).error(sentence, part.line_of("ended_on"), name)

    def _once(self, part: Part) -> None:
        seen: dict[tuple[str, object], int] = {}
        for each in part.inner:
            key = _ONCE.get(each.module.key)
            started = each.values.get(key) if key else None
            if started is None:
                continue
            first = seen.setdefault((each.module.key, started), each.line)
            if first != each.line:
                sentence = f"The child has another with the same start: see line {first}. It is counted once."
                self._at(each.module.key).error(sentence, each.line)
