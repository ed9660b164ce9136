"""The demonstration's briefing: written, read at the gate by two, let out, and used by three teams."""

from datetime import timedelta
from typing import Any

from goldthread.files.draft import read_draft
from goldthread.improvement.models import Finding
from goldthread.outputs.pdf import pdf
from goldthread.publication import actions as gate
from goldthread.publication.models import Confirmation, Publication
from goldthread.register.models import Agency
from goldthread.reviews import actions
from goldthread.reviews.boxes import boxes
from goldthread.reviews.briefing_page import document_of
from goldthread.reviews.models import Briefing, Incident

PREPARED_ON, OUT_ON = 92, 100  # days after the notification
DAY = timedelta(days=1)


def brief(walk: Any, incident: Incident, row: dict[str, Any]) -> None:
    """Walk a briefing of a case from its findings to the teams that used it."""
    briefing = _written(walk, incident, row)
    publication = _at_the_gate(walk, briefing)
    _let_out(walk, publication, row["to"])
    briefing.refresh_from_db()
    for use in row["uses"]:
        at = walk.on(OUT_ON + use["after"])
        assert briefing.let_out is not None
        actions.note_use(
            by=walk.who(use["by"], at),
            at=at,
            briefing=briefing.let_out,
            agency=Agency.objects.get(code=use["agency"]),
            team=use["team"],
            used_on=at.date(),
            people=use["people"],
            said=use.get("said", ""),
        )


def _written(walk: Any, incident: Incident, row: dict[str, Any]) -> Briefing:
    at = walk.on(PREPARED_ON)
    by = walk.who(walk.OFFICER, at)
    briefing = actions.begin_briefing(
        by=by,
        at=at,
        incident=incident,
        title=row["title"],
        findings=Finding.objects.filter(compartment_id=incident.compartment_id or 0),
    )
    texts = {box.key: row.get(box.key) or getattr(briefing, box.key) for box in boxes()}
    return actions.write_briefing(
        by=by,
        at=at,
        briefing=briefing,
        title=row["title"],
        texts=texts,
        row_version=briefing.row_version,
    )


def _at_the_gate(walk: Any, briefing: Briefing) -> Publication:
    at = walk.on(PREPARED_ON)
    content = pdf(document_of(briefing.title, briefing.told, publisher=walk.space.name, at=at))
    return actions.put_to_gate(
        by=walk.who(walk.OFFICER, at),
        at=at,
        briefing=briefing,
        way=Publication.Way.LEARNING,
        draft=read_draft(content, "briefing.pdf"),
        content=content,
        row_version=briefing.row_version,
    )


def _let_out(walk: Any, publication: Publication, to: str) -> None:
    at = walk.on(OUT_ON)
    officer = walk.who(walk.OFFICER, at)
    version = publication.newest()
    left = list(version.findings.filter(is_dismissed=False)) if version else []
    if left:
        gate.dismiss(
            publication=publication,
            findings=left,
            because_of="It is said of many families.",
            by=officer,
            at=at,
        )
    readers = (walk.MANAGER, walk.SCRUTINEER)
    people = [walk.person(name) for name in readers]
    gate.ask_readers(publication=publication, readers=people, by=officer, at=at)
    for name in readers:
        gate.answer(
            publication=publication,
            may_go_out=True,
            words="It tells nobody apart.",
            by=walk.who(name, at),
            at=at,
        )
    for about in Confirmation.About.values:
        gate.confirm(
            publication=publication,
            about=about,
            is_needed=about == Confirmation.About.STAFF,
            words="It names no case; leads hear of it in their network.",
            by=officer,
            at=at,
        )
    gate.give(publication=publication, to=to, by=walk.who(walk.PARTNERS[0], at), at=at)
