"""The demonstration's lines: walked step by step, each step by whoever would take it and in its time."""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.accounts.principals import principal_for
from goldthread.house import Rung
from goldthread.improvement import actions, demonstration_benchmarks
from goldthread.improvement.demonstration_events import Event
from goldthread.improvement.models import SMART, Action, Finding, Recommendation, Source, Theme
from goldthread.register.models import Agency, Space

PARTNERSHIP = "EWSCP"
AT_PLACE = "@eastmarch.example"
OFFICER, MANAGER, TESTER = "hanneke.quayle", "marguerite.orrowby", "tariq.ellerwood"
ASKED = "Does it hold, and does anybody notice?"
MONTH = timedelta(days=30)


def load(folder: Path, *, today: date, now: datetime) -> None:
    """Walk the lines of Eastmarch and Wellbridge, and answer what came to them and to the Tees from outside."""
    Walk(tomllib.loads((folder / "eastmarch" / "lines.toml").read_text()), now).through()
    demonstration_benchmarks.load(folder, now=now)


class Walk:
    """The lines as written, the people who walk them, and the parts by their keys."""

    def __init__(self, written: dict[str, Any], now: datetime) -> None:
        self.written, self.now = written, now
        self.space = Space.objects.get(code=PARTNERSHIP)
        self.themes: dict[str, Theme] = {}
        self.sources: dict[str, Source] = {}
        self.findings: dict[str, Finding] = {}
        self.recommendations: dict[str, Recommendation] = {}
        self.actions: dict[str, Action] = {}

    def through(self) -> None:
        """From themes and sources to the last test, each kind in the order of the file."""
        for row in self.written["themes"]:
            self.themes[row["name"]] = actions.add_theme(
                by=self.whoever(OFFICER, self.now), at=self.now, space=self.space, **row
            )
        for row in self.written["sources"]:
            self.sources[row["key"]] = self._source(row)
        for row in self.written["findings"]:
            self.findings[row["key"]] = self._finding(row)
        for row in self.written["recommendations"]:
            self.recommendations[row["key"]] = self._recommendation(row)
        for row in self.written["actions"]:
            self._action(row)
        for row in self.written["further"]:
            self._action(self._at_length(row))
        for row in self.written["challenges"]:
            Event(self, row).held()

    def at(self, row: dict[str, Any], key: str = "in_days") -> datetime:
        return self.now + timedelta(days=row[key])

    def day(self, row: dict[str, Any], key: str) -> date:
        return self.at(row, key).date()

    def person(self, name: str) -> Person:
        person: Person = Person.objects.get_by_natural_key(name + AT_PLACE)
        return person

    def whoever(self, name: str, at: datetime) -> Principal:
        """Somebody as they were appointed on that day."""
        return principal_for(self.person(name), on=at.date(), chosen=PARTNERSHIP)

    def _source(self, row: dict[str, Any]) -> Source:
        at = self.at(row, "happened_in_days")
        return actions.open_source(
            by=self.whoever(OFFICER, at),
            at=at,
            space=self.space,
            kind=row["kind"],
            title=row["title"],
            reference=row.get("reference", ""),
            happened_on=at.date(),
        )

    def _finding(self, row: dict[str, Any]) -> Finding:
        at = self.at(row)
        by = self.whoever(OFFICER, at)
        finding = actions.write_finding(
            by=by,
            at=at,
            sources=[self.sources[key] for key in row["sources"]],
            kind=row.get("kind", Finding.Kind.CONCERN),
            title=row["title"],
            text=row.get("text", ""),
            evidence=row.get("evidence", ""),
            themes=[self.themes[name] for name in row["themes"]],
        )
        if "ends_because" in row:
            because = row["ends_because"]
            actions.end_here(by=by, at=at, finding=finding, because_of=because, row_version=1)
        return finding

    def _recommendation(self, row: dict[str, Any]) -> Recommendation:
        at = self.at(row)
        made = actions.recommend(
            by=self.whoever(row["by"], at),
            at=at,
            findings=[self.findings[key] for key in row["findings"]],
            text=row["text"],
            smart={name: row.get(name, "") for name in SMART},
        )
        if "decided_by" not in row:
            return made
        decide = actions.decline if row.get("declined") else actions.accept
        later = at + timedelta(days=3)
        return decide(
            by=self.whoever(row["decided_by"], later),
            at=later,
            recommendation=made,
            because_of=row["because"],
            row_version=made.row_version,
        )

    def _at_length(self, row: dict[str, Any]) -> dict[str, Any]:
        """A row that was written short: its lead's own agency does it, and what was shown makes it done."""
        lead: str = row["lead"]
        turns: list[dict[str, Any]] = []
        if "shown" in row:
            done = row["done_in_days"]
            given = {"what": "evidence", "by": lead, "in_days": done - 3, "shows": row["shown"]}
            turns.append({**given, "rung": row["rung"], "months": 3, "finished": True})
            closed = {"what": "done", "by": MANAGER, "in_days": done, "because": row["shown"]}
            turns.append({**closed, "test_in_days": row["test_in_days"], "question": ASKED})
        if "tested" in row:
            told: dict[str, Any] = {
                name: row[name] for name in ("verdict", "next_in_days") if name in row
            }
            told |= {"what": "test", "by": TESTER, "in_days": row["tested_in_days"]}
            turns.append({**told, "rung": row["seen"], "words": row["tested"]})
        at = self.at(row)
        held = (each.agency_id for each in self.whoever(lead, at).held if each.agency_id)
        codes = Agency.objects.filter(pk__in=held).values_list("code", flat=True)
        return {**row, "recommendations": [row["for"]], "agencies": list(codes), "turns": turns}

    def _action(self, row: dict[str, Any]) -> None:
        at = self.at(row)
        action = actions.take_on(
            by=self.whoever(OFFICER, at),
            at=at,
            recommendations=[self.recommendations[key] for key in row["recommendations"]],
            title=row["title"],
            figure=row.get("figure", ""),
            agencies=[Agency.objects.get(code=code) for code in row["agencies"]],
            lead=self.person(row["lead"]),
            due_on=self.day(row, "due_in_days"),
        )
        self.actions[row.get("key", row["title"])] = action
        for turn in row.get("turns", ()):
            self._turn(action, turn)

    def _turn(self, action: Action, turn: dict[str, Any]) -> None:
        """One turn in an action's history, by whoever takes it."""
        at = self.at(turn)
        action.refresh_from_db()
        said: dict[str, Any] = {"by": self.whoever(turn["by"], at), "at": at, "action": action}
        if turn["what"] == "evidence":
            self._evidence(turn, at, said)
            return
        said["row_version"] = action.row_version
        if turn["what"] == "test":
            self._test(turn, at, said)
            return
        said["because_of"] = turn["because"]
        if turn["what"] == "done":
            test_on = self.day(turn, "test_in_days")
            actions.close(done_on=at.date(), test_on=test_on, question=turn["question"], **said)
        elif turn["what"] == "moved":
            actions.move(due_on=self.day(turn, "to_in_days"), **said)
        else:
            act = actions.achieve if turn["what"] == "achieved" else actions.withdraw
            act(**said)

    def _evidence(self, turn: dict[str, Any], at: datetime, said: dict[str, Any]) -> None:
        actions.give_evidence(
            shows=turn["shows"],
            rung=Rung(turn["rung"]),
            speaks_from=(at - turn["months"] * MONTH).date(),
            speaks_until=at.date(),
            received_on=at.date(),
            says_finished=turn.get("finished", False),
            **said,
        )

    def _test(self, turn: dict[str, Any], at: datetime, said: dict[str, Any]) -> None:
        actions.give_verdict(
            verdict=turn["verdict"],
            rung=Rung(turn["rung"]),
            words=turn["words"],
            tested_on=at.date(),
            next_on=self.day(turn, "next_in_days") if "next_in_days" in turn else None,
            **said,
        )
