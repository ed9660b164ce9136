"""What is checked of a child of the census beyond single values."""

from datetime import date

from goldthread.records.checking import (
    EXPECTED,
    FUTURE,
    FUTURE_BIRTH,
    LONG_BEFORE_BIRTH,
    UNBORN,
    age,
)
from goldthread.records.findings import Findings, Place
from goldthread.records.reading.census import Part

OLDEST = 26
_BORN = ("ChildProtectionPlans",)
_ONCE = {
    "CINdetails": "referred_on",
    "Assessments": "started_on",
    "Section47": "started_on",
    "ChildProtectionPlans": "started_on",
    "CINPlanDates": "started_on",
}


class CensusCheck:
    """Checks the children of one census as they come; remembers only the identifiers."""

    def __init__(self, findings: Findings, file: str, *, on: date) -> None:
        self._findings, self._file, self._on = findings, file, on
        self._seen: dict[object, int] = {}
        self._upns: dict[object, int] = {}

    def check(self, child: Part) -> None:
        """Tell what is wrong with a child."""
        for name in ("ChildIdentifiers", "ChildCharacteristics", "CINdetails"):
            if child.first(name) is None:
                self._at("Child").error("The child lacks this module.", child.line, name)
        who = child.first("ChildIdentifiers")
        born = self._identifiers(who) if who else None
        self._inside(child, born)

    def _at(self, name: str) -> Place:
        return Place(self._findings, self._file, name)

    def _identifiers(self, who: Part) -> date | None:
        place, values = self._at("ChildIdentifiers"), who.values
        for name, key, seen in (
            ("LAchildID", "child", self._seen),
            ("UPN", "upn", self._upns),
        ):
            if (said := values.get(key)) is not None:
                first = seen.setdefault(said, who.line)
                if first != who.line:
                    sentence = f"Another child has the same identifier: see line {first}."
                    place.error(sentence, who.line, name)
        born, expected = values.get("born_on"), values.get("expected_on")
        if (born is None) == (expected is None):
            sentence = "A child has a birth or an expected birth, and not both or neither."
            place.error(sentence, who.line, "PersonBirthDate")
        if (values.get("upn") is None) == (values.get("upn_unknown") is None):
            sentence = "A child has a UPN or the reason why there is none, and not both or neither."
            place.warning(sentence, who.line, "UPN")
        if not isinstance(born, date):
            return expected if isinstance(expected, date) else None
        if born > self._on:
            is_error = born > self._on + UNBORN
            tell = place.error if is_error else place.warning
            tell(FUTURE_BIRTH if is_error else EXPECTED, who.line, "PersonBirthDate")
        return born

    def _inside(self, part: Part, born: date | None) -> None:
        self._once(part)
        for each in part.inner:
            self._days(each, born)
            if each.module.key == "CINdetails":
                self._episode(each)
            self._inside(each, born)

    def _days(self, part: Part, born: date | None) -> None:
        place = self._at(part.module.key)
        for first, second in part.module.order:
            before, after = part.values.get(first), part.values.get(second)
            if isinstance(before, date) and isinstance(after, date) and after < before:
                name = part.module.by_key[first].name
                sentence = f"This day is before '{name}' of the same module."
                place.error(sentence, part.line, part.module.by_key[second].name)
        for column in part.module.columns:
            if column.kind != "day":
                continue
            for value in (part.values.get(column.key), *part.many.get(column.key, ())):
                if isinstance(value, date):
                    self._day(place, part, column.name, value, born)

    def _day(self, place: Place, part: Part, name: str, day: date, born: date | None) -> None:
        if day > self._on:
            place.error(FUTURE, part.line, name)
        if born is None:
            return
        if day < born and part.module.key in _BORN and born - day <= UNBORN:
            return  # a plan can be made for a child who is expected
        if day < born and born - day > UNBORN:
            place.error(LONG_BEFORE_BIRTH, part.line, name)
        elif day >= born and age(born, day) >= OLDEST:
            place.error(
                f"By this day and the birth, the person is {OLDEST} or older.", part.line, name
            )

    def _episode(self, episode: Part) -> None:
        closed, reason = episode.values.get("ended_on"), episode.values.get("closure_reason")
        if (closed is None) != (reason is None):
            sentence = "A closed episode has a date and a reason: one of them is missing."
            self._at("CINdetails").error(sentence, episode.line, "CINclosureDate")
        for plan in episode.inside("ChildProtectionPlans"):
            reviews = plan.first("Reviews")
            started = plan.values.get("started_on")
            for on in reviews.many.get("reviewed_on", ()) if reviews else ():
                if isinstance(on, date) and isinstance(started, date) and on < started:
                    sentence = "This review is before the plan began."
                    self._at("Reviews").error(sentence, plan.line, "CPPreviewDate")

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
