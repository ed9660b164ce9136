"""The demonstration's figures: documents transcribed and checked, returns walked through their steps."""

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from goldthread.access.principal import Principal
from goldthread.accounts.models import Appointment, Person
from goldthread.accounts.principals import principal_for
from goldthread.house import Role
from goldthread.measures.periods import Period, PeriodKind
from goldthread.performance import actions
from goldthread.performance.actions.documents import Copied
from goldthread.performance.answers import accepted_before, asked_of, typed_in
from goldthread.performance.asked import PARTS, LineKey, Typed
from goldthread.performance.checking import check
from goldthread.performance.demonstration_collaboration import ask_quillshire
from goldthread.performance.demonstration_judging import judge_eastmarch
from goldthread.performance.models import Document, Return
from goldthread.performance.published.reading import read_file
from goldthread.register.models import Agency, Area, Group, Priority, Space

LONDON = ZoneInfo("Europe/London")


def load(folder: Path, *, today: date, now: datetime) -> None:
    """Published statistics, the Tees as transcribed, and eight years of Eastmarch's returns."""
    for path in sorted((folder / "published").glob("*.csv")):
        actions.take_tables(tables=[read_file(path)], by=None, at=now)
    _tees(folder / "tees", today=today, now=now)
    _placings(folder / "tees", now=now, today=today)
    Eastmarch(folder / "eastmarch", today=today, now=now).load()
    _placings(folder / "eastmarch", now=now, today=today)
    judge_eastmarch(folder / "eastmarch", today=today, now=now)
    ask_quillshire(folder / "eastmarch", today=today, now=now)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text())


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="") as file:
        yield from csv.DictReader(file)


def _as(email: str, space: str, on: date) -> Principal:
    return principal_for(Person.objects.get(email=email), on=on, chosen=space)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


# --- the Tees ------------------------------------------------------------------------------------
def _tees(folder: Path, *, today: date, now: datetime) -> None:
    written = _read(folder / "documents.toml")
    documents = {row["key"]: _document(row) for row in written["documents"]}
    sections: dict[tuple[str, str], list[Copied]] = defaultdict(list)
    for row in _rows(folder / "figures.csv"):
        note = " ".join(filter(None, (_data_date(row), row["note"])))
        sections[row["document"], row["section"]].append(
            Copied(
                area_code=row["area_code"],
                indicator=row["indicator"],
                period=Period.parse(row["period"]),
                value=Decimal(row["value"]),
                breakdown=row["breakdown"],
                row=row["row"],
                note=note,
            )
        )
    for (key, section), figures in sections.items():
        document = documents[key]
        who = written["transcription"][document.space.code]
        _transcribe(document, section, figures, who, today=today, now=now)


def _data_date(row: dict[str, str]) -> str:
    return f"The value is about {row['data_date']}." if row["data_date"] else ""


def _document(row: dict[str, Any]) -> Document:
    return Document.objects.create(
        space=Space.objects.get(code=row["space"]),
        code=row["key"],
        title=row["title"],
        publisher=row["publisher"],
        year=row.get("year", ""),
    )


def _transcribe(
    document: Document,
    section: str,
    figures: list[Copied],
    who: dict[str, str],
    *,
    today: date,
    now: datetime,
) -> None:
    code = document.space.code
    transcription = actions.transcribe(
        document=document,
        section=section,
        figures=figures,
        by=_as(who["transcribed_by"], code, today),
        at=now,
    )
    actions.check_transcription(
        transcription=transcription, by=_as(who["checked_by"], code, today), at=now
    )


def _placings(folder: Path, *, now: datetime, today: date) -> None:
    """Which indicators stand on the scorecard, under which priority."""
    written = _read(folder / "priorities.toml")
    priorities = {row["key"]: row for row in written["priorities"]}
    place = 0
    done: set[tuple[str, str]] = set()
    for row in written["placings"]:
        about = priorities[row["priority"]]
        space = Space.objects.get(code=about["space"])
        priority = Priority.objects.get(space=space, name=about["title"])
        officer = _officer(space, today)
        group = Group.objects.get(space=space, name=row["group"]) if "group" in row else None
        for standing in ("headline", "supporting", "context"):
            for indicator in row.get(standing, ()):
                place += 1
                if (space.code, indicator) in done:
                    continue
                done.add((space.code, indicator))
                actions.place(
                    by=officer,
                    at=now,
                    space=space,
                    indicator=indicator,
                    priority=priority,
                    standing=standing,
                    order=place,
                    group=group,
                )


def _officer(space: Space, today: date) -> Principal:
    appointment = (
        Appointment.objects.filter(space=space, role=Role.PERFORMANCE_OFFICER)
        .select_related("person")
        .order_by("pk")[0]
    )
    return principal_for(appointment.person, on=today, chosen=space.code)


# --- Eastmarch and Wellbridge --------------------------------------------------------------------
@dataclass
class Plan:
    """One return of the invented layer: who is asked for what, when, and how it is left."""

    agency: Agency
    period: Period
    indicators: list[str]
    areas: list[Area]
    left: dict[str, Any] = field(default_factory=dict)


class Eastmarch:
    """Walks every return of the invented partnership through its steps, the oldest first."""

    def __init__(self, folder: Path, *, today: date, now: datetime) -> None:
        self.folder, self.today, self.now = folder, today, now
        self.space = Space.objects.get(code="EWSCP")
        self.written = _read(folder / "returns.toml")
        self.latest = Period.holding(today, PeriodKind.QUARTER).previous()
        self.answered = {
            (row["agency"], row["indicator"], row["area"], self._period(row)): row["answer"]
            for row in self.written["answered"]
        }
        self.accepter = _as(self.written["people"]["accepts"], "EWSCP", today)
        self.areas = {area.code: area for area in Area.objects.filter(is_fictional=True)}
        self.series = self._series()
        self.submitters = self._submitters()
        self._turn = 0

    def load(self) -> None:
        """Definitions first, so that each figure is accepted under the wording of its day."""
        self._definitions()
        self._profile()
        for plan in self._plans():
            self._walk(plan)

    def _period(self, row: dict[str, Any]) -> Period:
        year = self.latest.in_year().and_before(1 - int(row["year"]))[0]
        return year.quarters()[int(row["quarter"]) - 1] if row.get("quarter") else year

    def _series(self) -> dict[tuple[Period, str], dict[LineKey, Typed]]:
        """What was counted, by period and indicator, as somebody would type it."""
        series: dict[tuple[Period, str], dict[LineKey, Typed]] = defaultdict(dict)
        for row in _rows(self.folder / "series.csv"):
            period = self._period(row)
            if period.ends_on >= self.today:
                continue
            key = LineKey(row["area"], row["indicator"], row["breakdown"])
            series[period, row["indicator"]][key] = Typed(
                {part: row[part] for part in PARTS if row[part]}
            )
        return series

    def _submitters(self) -> dict[str, Principal]:
        appointments = Appointment.objects.filter(
            space=self.space, role=Role.DATA_SUBMITTER
        ).select_related("person", "agency")
        return {
            a.agency.code: principal_for(a.person, on=self.today, chosen="EWSCP")
            for a in appointments
            if a.agency is not None
        }

    def _definitions(self) -> None:
        officer = _officer(self.space, self.today)
        for story in _read(self.folder / "stories.toml")["stories"]:
            if story["kind"] == "definition":
                since = self._period(story).starts_on
                actions.define(
                    by=officer,
                    at=self._at(since),
                    space=self.space,
                    indicator=story["indicator"],
                    text=story["after"],
                    holds_from=since,
                    reason=story["because_of"],
                )

    def _profile(self) -> None:
        """Population, which nobody returns, from one invented document."""
        written = _read(self.folder / "documents.toml")
        for row in written["documents"]:
            document = _document(row)
            figures = [
                Copied(
                    area_code=key.area,
                    indicator=indicator,
                    period=period,
                    value=_number(typed.text("value")),
                    breakdown=key.breakdown,
                )
                for (period, indicator), lines in self.series.items()
                if indicator in row["indicators"]
                for key, typed in lines.items()
            ]
            who = written["transcription"]["EWSCP"]
            _transcribe(document, row["section"], figures, who, today=self.today, now=self.now)

    def _plans(self) -> Iterator[Plan]:
        periods = sorted({period for period, _ in self.series})
        agencies = {agency.code: agency for agency in Agency.objects.filter(is_fictional=True)}
        asked = self._asked()
        for period in periods:
            for code, keys in asked[period.kind].items():
                held = [key for key in keys if (period, key) in self.series]
                if held:
                    yield Plan(
                        agency=agencies[code],
                        period=period,
                        indicators=held,
                        areas=[self.areas[area] for area in self.written["areas"][code]],
                        left=self._left(code, period),
                    )

    def _asked(self) -> dict[PeriodKind, dict[str, list[str]]]:
        kinds = {"quarter": PeriodKind.QUARTER, "term": PeriodKind.QUARTER, "year": PeriodKind.YEAR}
        asked: dict[PeriodKind, dict[str, list[str]]] = {kind: {} for kind in PeriodKind}
        for row in self.written["asked"]:
            for code in row["agencies"]:
                asked[kinds[row["every"]]].setdefault(code, []).extend(row["indicators"])
        return asked

    def _left(self, agency: str, period: Period) -> dict[str, Any]:
        for row in self.written["left"]:
            quarter = self.latest.and_before(row["quarters_ago"] + 1)[0]
            if row["agency"] == agency and quarter == period:
                return row
        return {"state": "accepted"}

    # --- one return --------------------------------------------------------------------------
    def _at(self, day: date) -> datetime:
        """Ten in the morning of a day, or now where that has not come yet."""
        return min(datetime.combine(day, time(10), LONDON), self.now)

    def _walk(self, plan: Plan) -> None:
        days = self.written["days"] | plan.left
        ends_on = plan.period.ends_on
        due = days["year_due" if plan.period.kind is PeriodKind.YEAR else "quarter_due"]
        request = actions.ask_for_return(
            by=self.accepter,
            at=self._at(ends_on + timedelta(days=1)),
            space=self.space,
            agency=plan.agency,
            period=plan.period,
            areas=plan.areas,
            indicators=plan.indicators,
            due_on=ends_on + timedelta(days=due),
        )
        state = plan.left["state"]
        if state == "not_begun":
            return
        submitter = self.submitters[plan.agency.code]
        signed, accepted = (
            self._at(ends_on + timedelta(days=days[d])) for d in ("signed", "accepted")
        )
        return_ = actions.start_return(request=request, by=submitter, at=signed)
        lines = self._lines(plan)
        self._fill_in(plan, return_, lines | self._typed(plan), signed)
        if state == "draft":
            return
        actions.submit(return_=return_, by=submitter, at=signed)
        if state == "submitted":
            return
        if state == "queried":
            about = {LineKey(q["area"], q["indicator"]): q["text"] for q in plan.left["questions"]}
            actions.send_back(return_=return_, about=about, by=self.accepter, at=accepted)
            return
        actions.accept(return_=return_, by=self.accepter, at=accepted)
        if state == "replaced":
            self._replace(plan, request, lines, ends_on)

    def _replace(
        self, plan: Plan, request: Any, lines: dict[LineKey, Typed], ends_on: date
    ) -> None:
        submitter = self.submitters[plan.agency.code]
        again = self._at(ends_on + timedelta(days=plan.left["signed_again"]))
        later = self._at(ends_on + timedelta(days=plan.left["accepted_again"]))
        return_ = actions.start_return(
            request=request, by=submitter, at=again, reason=plan.left["reason"]
        )
        # What was answered about a figure of the first version is not said of another one.
        plan = replace(plan, left=plan.left | {"answers": ()})
        self._fill_in(plan, return_, lines, again)
        actions.submit(return_=return_, by=submitter, at=again)
        actions.accept(return_=return_, by=self.accepter, at=later)

    def _lines(self, plan: Plan) -> dict[LineKey, Typed]:
        lines: dict[LineKey, Typed] = {}
        for indicator in plan.indicators:
            lines |= self.series[plan.period, indicator]
        codes = {area.code for area in plan.areas}
        return {key: typed for key, typed in lines.items() if key.area in codes}

    def _typed(self, plan: Plan) -> dict[LineKey, Typed]:
        """What the submitter typed in place of what was counted."""
        return {
            LineKey(row["area"], row["indicator"]): Typed(
                {part: str(row[part]) for part in PARTS if part in row}
            )
            for row in plan.left.get("typed", ())
        }

    def _fill_in(
        self, plan: Plan, return_: Return, lines: dict[LineKey, Typed], at: datetime
    ) -> None:
        """Type the lines, and answer every query but those that the story leaves open."""
        asked = asked_of(return_.request)
        there = typed_in(return_)  # of a later version: what was said of the same figures before
        same = {
            key: said
            for key, said in there.items()
            if lines.get(key, Typed({})).says_the_same_as(replace(said, answer="", row=""))
        }
        lines = lines | same
        open_lines = set(self._typed(plan)) if plan.left["state"] == "draft" else set()
        found = check(asked, lines, accepted_before(return_.request, asked))
        for problem in found.queries:
            if problem.key is not None and problem.key not in open_lines:
                typed = lines.get(problem.key, Typed({}))
                answer = self._answer(plan, problem.key, typed)
                lines[problem.key] = Typed(typed.texts, answer)
        submitter = self.submitters[plan.agency.code]
        actions.save_answers(return_=return_, typed=lines, by=submitter, at=at)

    def _answer(self, plan: Plan, key: LineKey, typed: Typed) -> str:
        for row in plan.left.get("answers", ()):
            if (row["indicator"], row["area"]) == (key.indicator, key.area):
                return row["answer"]
        own = self.answered.get((plan.agency.code, key.indicator, key.area, plan.period))
        if own:
            return own
        usual = self.written["answers"]["blank" if typed.is_blank else "outside_usual"]
        self._turn += 1
        return usual[self._turn % len(usual)]
