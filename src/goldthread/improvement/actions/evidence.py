"""Giving evidence of what an action did; a better one takes the place of an earlier one, which is kept."""

import hashlib
import json
from datetime import date, datetime

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.files.models import StoredFile
from goldthread.files.store import keep
from goldthread.house import Rung
from goldthread.improvement.models import Action, Evidence
from goldthread.improvement.permissions import GIVE_EVIDENCE
from goldthread.improvement.rules import may_give_evidence
from goldthread.trail.record import record


@transaction.atomic
def give_evidence(
    *,
    by: Principal,
    at: datetime,
    action: Action,
    shows: str,
    rung: Rung,
    speaks_from: date,
    speaks_until: date,
    received_on: date,
    link: str = "",
    paper: tuple[str, bytes] | None = None,
    says_finished: bool = False,
    replaces: Evidence | None = None,
) -> Evidence:
    """Give evidence in words, with a link or a paper (name and bytes) where there is one."""
    action = Action.objects.select_for_update().get(pk=action.pk)
    insist(may(by, GIVE_EVIDENCE, action) & may_give_evidence(action, by))
    replaced = replaces is not None and Evidence.objects.filter(replaces=replaces).exists()
    insist(
        because(
            (not shows.strip(), "Say what it shows."),
            (speaks_until < speaks_from, "The period that it speaks of ends before it begins."),
            (received_on > at.date(), "The day on which it was received has not come yet."),
            (replaces is not None and replaces.action_id != action.pk, "It is of another action."),
            (replaced, "Somebody else has given a newer one meanwhile."),
        )
    )
    file = _kept(action, paper, by, at)
    evidence = Evidence.objects.create(
        space_id=action.space_id,
        area_id=action.area_id,
        compartment_id=action.compartment_id,
        action=action,
        shows=shows.strip(),
        rung=rung.value,
        speaks_from=speaks_from,
        speaks_until=speaks_until,
        received_on=received_on,
        link=link,
        file=file,
        sha256=_hash(shows.strip(), link, file),
        replaces=replaces,
        says_finished=says_finished,
        given_by_id=by.acting_id,
        given_at=at,
    )
    after = {"sha256": evidence.sha256, "replaces": replaces.public_id if replaces else ""}
    record("improvement.evidence.given", by=by, at=at, subject=evidence, after=after)
    return evidence


def _kept(
    action: Action, paper: tuple[str, bytes] | None, by: Principal, at: datetime
) -> StoredFile | None:
    """The paper as it came, in the compartment of its action."""
    if paper is None:
        return None
    name, content = paper
    file = keep(content=content, name=name, space=action.space, by=by, at=at)
    if action.compartment_id is not None:
        file.compartment_id = action.compartment_id
        file.save(update_fields=["compartment"])
    return file


def _hash(shows: str, link: str, file: StoredFile | None) -> str:
    told = json.dumps([shows, link, file.sha256 if file else ""], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()
