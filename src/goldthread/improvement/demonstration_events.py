"""The demonstration's challenge events: called, answered by the leads, judged in the room, concluded by another."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from goldthread.house import Rung
from goldthread.improvement import actions
from goldthread.improvement.models import Challenge, ChallengeEvent
from goldthread.improvement.models.challenge import QUESTIONS

if TYPE_CHECKING:
    from goldthread.improvement.demonstration import Walk

A_DAY = timedelta(days=1)


class Event:
    """One event as written, on the walk that knows its people and actions."""

    def __init__(self, walk: "Walk", row: dict[str, Any]) -> None:
        self.walk, self.row = walk, row
        self.called_at, self.held_at = walk.at(row), walk.at(row, "held_in_days")

    def held(self) -> None:
        """From the call to the conclusion; one that lies ahead has its questions and some answers."""
        event = self._called()
        for said in self.row["heard"]:
            self._prepared(event, said)
        if "concluded_by" not in self.row:
            return
        for said in self.row["heard"]:
            self._judged(event, said)
        event.refresh_from_db()
        at = self.held_at + A_DAY
        actions.conclude(
            by=self.walk.whoever(self.row["concluded_by"], at),
            at=at,
            event=event,
            because_of=self.row["because"],
            row_version=event.row_version,
        )

    def _called(self) -> ChallengeEvent:
        row, walk = self.row, self.walk
        return actions.call_event(
            by=walk.whoever(row["by"], self.called_at),
            at=self.called_at,
            title=row["title"],
            held_on=self.held_at.date(),
            place=row["place"],
            chair=walk.person(row["chair"]),
            panel=[walk.person(name) for name in row["panel"]],
            put=[walk.actions[key] for key in row["put"]],
            questions=QUESTIONS,
        )

    def _prepared(self, event: ChallengeEvent, said: dict[str, Any]) -> None:
        """The questions set beforehand, and the lead's answer on all the evidence that is there."""
        at, walk = self.called_at, self.walk
        challenge = self._of(event, said)
        if said["question"]:
            challenge = actions.ask(
                by=walk.whoever(self.row["by"], at),
                at=at,
                challenge=challenge,
                question=said["question"],
                row_version=challenge.row_version,
            )
        if said["answer"]:
            action = walk.actions[said["key"]]
            assert action.lead is not None
            actions.answer_panel(
                by=walk.whoever(action.lead.email.partition("@")[0], at),
                at=at,
                challenge=challenge,
                answer=said["answer"],
                evidence=action.evidence.all(),
                row_version=challenge.row_version,
            )

    def _judged(self, event: ChallengeEvent, said: dict[str, Any]) -> None:
        challenge, days = self._of(event, said), said.get("next_in_days")
        actions.write_down_verdict(
            by=self.walk.whoever(self.row["by"], self.held_at),
            at=self.held_at,
            challenge=challenge,
            verdict=said["verdict"],
            rung=Rung(said["rung"]),
            words=said["words"],
            next_on=(self.walk.now + timedelta(days=days)).date() if days else None,
            next_question=said.get("next_question", ""),
            row_version=challenge.row_version,
        )

    def _of(self, event: ChallengeEvent, said: dict[str, Any]) -> Challenge:
        challenge: Challenge = event.challenges.get(action=self.walk.actions[said["key"]])
        return challenge
