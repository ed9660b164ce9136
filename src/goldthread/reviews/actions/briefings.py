"""A seven-minute briefing: drawn from findings, written, put to the gate, let out, and used in teams."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.files.draft import Draft
from goldthread.improvement.models import Finding
from goldthread.publication import actions as gate
from goldthread.publication.models import Publication
from goldthread.register.models import Agency
from goldthread.reviews.actions.held import held, insist_pseudonyms
from goldthread.reviews.boxes import LINES, LONGEST, boxes
from goldthread.reviews.models import (
    Briefing,
    BriefingUse,
    Incident,
    LetOutBriefing,
    PracticeReview,
)
from goldthread.reviews.models.briefings import TITLE
from goldthread.reviews.models.cases import place_of
from goldthread.reviews.permissions import KEEP, NOTE_USE
from goldthread.trail.record import record

OUT = "It is let out: what everybody read stays as it was."
AGREED = "Two people have read it: send it back at the gate before you change it."


@transaction.atomic
def begin_briefing(
    *, by: Principal, at: datetime, incident: Any, title: str, findings: Iterable[Finding]
) -> Briefing:
    """Begin a briefing of a case: its concerns and strengths stand in their boxes, to be written anew."""
    incident = held(incident, by)
    insist(may(by, KEEP, incident))
    insist(because((not title.strip(), "Say what the briefing is called.")))
    chosen = list(findings)
    made = Briefing(
        **place_of(incident),
        incident=incident,
        title=title.strip(),
        found=_lines(each for each in chosen if each.kind == Finding.Kind.CONCERN),
        good_practice=_lines(each for each in chosen if each.kind == Finding.Kind.STRENGTH),
        written_by_id=by.acting_id,
        written_at=at,
    )
    insist_pseudonyms(incident, title)
    made.save(force_insert=True)
    after = {"findings": len(chosen)}
    record("reviews.briefing.begun", by=by, at=at, subject=made, after=after)
    return made


def _lines(findings: Iterable[Finding]) -> str:
    return "\n".join(each.title for each in findings)[:LONGEST]


@transaction.atomic
def write_briefing(
    *,
    by: Principal,
    at: datetime,
    briefing: Any,
    title: str,
    texts: dict[str, str],
    row_version: int,
) -> Briefing:
    """Write its boxes; each is short enough that all of them stay on one page."""
    briefing = held(briefing, by, row_version)
    insist(may(by, KEEP, briefing))
    wrong = [
        (len(texts[box.key]) > LONGEST or len(texts[box.key].splitlines()) > LINES, _too_long(box))
        for box in boxes()
    ]
    insist(
        because(
            (briefing.let_out_id is not None, OUT),
            (not title.strip(), "Say what the briefing is called."),
            (len(title) > TITLE, f"Shorten the title to {TITLE} letters."),
            *wrong,
        )
    )
    insist_pseudonyms(briefing, title, *texts.values())
    briefing.title = title.strip()
    for key, text in texts.items():
        setattr(briefing, key, text.strip())
    briefing.save_next_version("title", *texts)
    record("reviews.briefing.written", by=by, at=at, subject=briefing)
    return briefing


def _too_long(box: Any) -> str:
    return f"“{box.heading}”: at most {LONGEST} letters and {LINES} lines, so that all stays on one page."


@transaction.atomic
def put_to_gate(
    *,
    by: Principal,
    at: datetime,
    briefing: Any,
    way: str,
    draft: Draft,
    content: bytes,
    row_version: int,
) -> Publication:
    """Send it to the gate as it stands, or its next version; two people read it there as any paper."""
    briefing = held(briefing, by, row_version)
    insist(may(by, KEEP, briefing))
    empty = [box.heading for box in boxes() if not getattr(briefing, box.key)]
    insist(
        because(
            (briefing.let_out_id is not None, OUT),
            (bool(empty), f"Still empty: {', '.join(empty)}."),
        )
    )
    publication = _at_the_gate(briefing) or gate.propose(
        space=briefing.space,
        of=briefing,
        title=briefing.title,
        summary="",
        way=way,
        why="A seven-minute briefing for teams, drawn from the findings.",
        by=by,
        at=at,
    )
    gate.send_version(
        publication=publication, draft=draft, content=content, name="briefing.pdf", by=by, at=at
    )
    briefing.publication = publication
    briefing.sent = json.dumps({"title": briefing.title, "boxes": briefing.told})
    briefing.save_next_version("publication", "sent")
    record("reviews.briefing.put_to_gate", by=by, at=at, subject=briefing, after={"way": way})
    return publication


def _at_the_gate(briefing: Briefing) -> Publication | None:
    """Where it waits already; None where it was never sent, or was withdrawn."""
    row = briefing.publication
    withdrawn = row is not None and row.status == Publication.Status.WITHDRAWN
    return None if withdrawn else row


def let_out(briefing: Briefing, publication: Publication, *, by: Principal, at: datetime) -> None:
    """What the gate tells of a briefing: those at work may read it as it was sent, and it names no case."""
    briefing = Briefing.objects.select_for_update(of=("self",)).get(pk=briefing.pk)
    sent = json.loads(briefing.sent)
    out = LetOutBriefing.objects.create(
        space_id=briefing.space_id,
        title=sent["title"],
        boxes=sent["boxes"],
        let_out_on=at.date(),
    )
    briefing.let_out = out
    briefing.save_next_version("let_out")
    record("reviews.briefing.let_out", by=by, at=at, subject=out)


def take_back(briefing: Briefing, publication: Publication, *, by: Principal, at: datetime) -> None:
    """What the gate tells when a briefing is withdrawn: nobody reads it any more, and who used it stays."""
    out = briefing.let_out
    if out is None or briefing.publication_id != publication.pk:
        return
    out = LetOutBriefing.objects.select_for_update(of=("self",)).get(pk=out.pk)
    out.withdrawn_on = at.date()
    out.save_next_version("withdrawn_on")
    record("reviews.briefing.withdrawn", by=by, at=at, subject=out)


def paper_came_out(
    incident: Incident, publication: Publication, *, by: Principal, at: datetime
) -> None:
    """What the gate tells of a paper about a case: the limit of its local review has an end."""
    review = PracticeReview.objects.filter(rapid_review__incident=incident).first()
    if review is None or review.published_on is not None:
        return
    review = PracticeReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    review.published_on = at.date()
    review.save_next_version("published_on")
    after = {"published_on": str(review.published_on)}
    record("reviews.practice.published", by=by, at=at, subject=review, after=after)


@transaction.atomic
def note_use(
    *,
    by: Principal,
    at: datetime,
    briefing: LetOutBriefing,
    agency: Agency,
    team: str,
    used_on: date,
    people: int | None = None,
    said: str = "",
) -> BriefingUse:
    """Keep that a team of an agency used a briefing."""
    insist(may(by, NOTE_USE, briefing))
    own = by.agencies_for(NOTE_USE)
    insist(
        because(
            (bool(own) and agency.pk not in own, "Your appointment is for another agency."),
            (not team.strip(), "Say which team used it."),
            (used_on > at.date(), "That day has not come yet."),
            (used_on < briefing.let_out_on, "It was let out after that day."),
            (
                briefing.withdrawn_on is not None and used_on >= briefing.withdrawn_on,
                "It was withdrawn before that day.",
            ),
        )
    )
    made = BriefingUse.objects.create(
        space_id=briefing.space_id,
        briefing=briefing,
        agency=agency,
        team=team.strip(),
        used_on=used_on,
        people=people,
        said=said.strip(),
        noted_by_id=by.acting_id,
        noted_at=at,
    )
    record("reviews.briefing.used", by=by, at=at, subject=made, after={"used_on": str(used_on)})
    return made
