"""Bringing a tracker's actions in as they stood, with the line that each rests on."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import Compared, ImportedRow, Outcome
from goldthread.improvement.actions.deciding import decided, set_test
from goldthread.improvement.actions.findings import open_source, write_finding
from goldthread.improvement.actions.recommendations import recommend
from goldthread.improvement.actions.work import next_number
from goldthread.improvement.bringing_in import (
    NO_LEAD,
    Known,
    agencies_named,
    key_of,
    known_to,
    lead_named,
)
from goldthread.improvement.models import (
    Action,
    ActionDecision,
    Finding,
    Recommendation,
    Source,
)
from goldthread.improvement.permissions import KEEP
from goldthread.register.models import Space
from goldthread.trail.record import record

UNNAMED = "Tracker of actions"
AS_IT_STOOD = "Brought in from a tracker, as it stood there."
DONE = Action.Status.DONE


@transaction.atomic
def take_actions(
    *, by: Principal, at: datetime, rows: Sequence[ImportedRow], compared: Sequence[Compared]
) -> None:
    """Make the actions that are new, each with its source, finding and recommendation."""
    assert by.space is not None
    space = Space.objects.select_for_update().get(pk=by.space.id)
    insist(may(by, KEEP, space))
    known = known_to(by, on=at.date())
    bringing = Bringing(space, known, by, at)
    for row, each in zip(rows, compared, strict=True):
        there = key_of(row, agencies_named(row, known)[0]) in known.actions
        overtaken = there != (each.outcome is Outcome.SAME)
        insist(because((overtaken, "It has changed since: look at it again.")))
        if each.outcome is Outcome.NEW:
            bringing.bring(row)


class Bringing:
    """One tracker on its way in: what its rows share is made once."""

    def __init__(self, space: Space, known: Known, by: Principal, at: datetime) -> None:
        self.space, self.known, self.by, self.at = space, known, by, at
        self.number = next_number(space.pk)
        open_sources = Source.objects.visible_to(by).filter(space=space, compartment=None)
        self.sources = {source.title.casefold(): source for source in open_sources}
        self.findings: dict[tuple[int, str], Finding] = {}
        self.recommendations: dict[tuple[int, str], Recommendation] = {}

    def bring(self, row: ImportedRow) -> None:
        """Make one row's action, and tell of it."""
        said = row.values
        agencies, _ = agencies_named(row, self.known)
        lead = lead_named(row, self.known)
        standing = said["standing"] or Action.Status.OPEN
        recommendation = self._recommendation(said)
        action = Action.objects.create(
            space=self.space,
            number=self.number,
            title=said["action"],
            lead=lead,
            lead_told="" if lead else (said["lead"] or NO_LEAD),
            due_on=said["due_on"],
            status=standing,
            done_on=self._done_on(said["due_on"]) if standing == DONE else None,
            written_by_id=self.by.acting_id,
            written_at=self.at,
        )
        self.number += 1
        action.recommendations.set([recommendation])
        action.agencies.set(agencies)
        if standing == Action.Status.OPEN:
            after = {"title": action.title, "from": "a tracker"}
            kind = "improvement.action.taken_on"
            record(kind, by=self.by, at=self.at, subject=action, after=after)
            return
        decided(ActionDecision.Kind.BROUGHT_IN, action, AS_IT_STOOD, self.by, self.at)
        if standing == DONE:
            set_test(action, self.at.date(), "", self.by, self.at)

    def _done_on(self, due_on: date) -> date:
        """A tracker does not say when: on its day, or by today."""
        return min(due_on, self.at.date())

    def _recommendation(self, said: Any) -> Recommendation:
        text = said["recommendation"] or said["action"]
        finding = self._finding(said, text)
        key = (finding.pk, text.casefold())
        if key not in self.recommendations:
            made = recommend(by=self.by, at=self.at, findings=[finding], text=text, smart={})
            made.status = Recommendation.Status.ACCEPTED
            made.decided_by_id, made.decided_at = self.by.acting_id, self.at
            made.decided_because = AS_IT_STOOD
            made.save_next_version("status", "decided_by", "decided_at", "decided_because")
            self.recommendations[key] = made
        return self.recommendations[key]

    def _finding(self, said: Any, otherwise: str) -> Finding:
        source = self._source(said)
        title = said["finding"] or otherwise[:200]
        key = (source.pk, title.casefold())
        if key not in self.findings:
            there = source.findings.filter(title__iexact=title, status="open").first()
            self.findings[key] = there or write_finding(
                by=self.by, at=self.at, sources=[source], kind=Finding.Kind.CONCERN, title=title
            )
        return self.findings[key]

    def _source(self, said: Any) -> Source:
        title = said["source"] or UNNAMED
        if title.casefold() not in self.sources:
            self.sources[title.casefold()] = open_source(
                by=self.by,
                at=self.at,
                space=self.space,
                kind=said["source_kind"] or Source.Kind.OTHER,
                title=title,
            )
        return self.sources[title.casefold()]
