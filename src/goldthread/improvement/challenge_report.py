"""The report of a challenge event as a document: before the day what the panel reads, afterwards what it found."""

from collections.abc import Iterator
from datetime import datetime

from goldthread.access.principal import Principal
from goldthread.house import Rung
from goldthread.improvement.lines import standing_words
from goldthread.improvement.models import Challenge, ChallengeEvent, Evidence
from goldthread.outputs.document import (
    Block,
    BulletList,
    Column,
    DescriptionList,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Table,
)
from goldthread.ui import british

MARKING = "Working paper of the partnership, not for publication"
NOT_YET = "–"


def heard(event: ChallengeEvent, principal: Principal) -> list[Challenge]:
    """What is put before the panel, in the order of the actions' numbers; in few queries."""
    rows = Challenge.objects.visible_to(principal).filter(event=event)
    return list(
        rows.select_related("action__lead", "answered_by", "judged_by")
        .prefetch_related("action__agencies", "evidence__given_by")
        .order_by("action__number")
    )


def document_of(event: ChallengeEvent, principal: Principal, *, at: datetime) -> Document:
    """The document of an event as it stands, for those who may see the event."""
    return Document(
        title=event.title,
        subtitle=_subtitle(event),
        blocks=tuple(_blocks(event, heard(event, principal), at)),
        created_at=event.ended_at or at,
        marking=MARKING,
        publisher=event.space.name,
    )


def _subtitle(event: ChallengeEvent) -> str:
    what = "Report of the challenge event" if event.ended_at else "Papers for the challenge event"
    return f"{what} of {british.day(event.held_on)}"


def _blocks(event: ChallengeEvent, put: list[Challenge], at: datetime) -> Iterator[Block]:
    yield Heading(1, "Who came together")
    yield DescriptionList("The event", tuple(_who(event, put)))
    yield Heading(1, "What every action was asked")
    yield BulletList(tuple(ListItem(line) for line in event.questions.splitlines() if line.strip()))
    yield Heading(1, "What the panel found" if event.ended_at else "What it will hear")
    yield _verdicts(put)
    if event.ended_because:
        yield Heading(1, "What follows")
        yield from (Paragraph(line) for line in event.ended_because.splitlines() if line.strip())
    yield Heading(1, "Each action")
    for challenge in put:
        yield from _of_action(challenge, at)


def _who(event: ChallengeEvent, put: list[Challenge]) -> Iterator[tuple[str, str]]:
    yield "Day", british.day(event.held_on)
    if event.place:
        yield "Place", event.place
    yield "Chair", str(event.chair)
    yield "Panel", british.listed(str(each) for each in event.panel.all())
    agencies = {str(agency) for each in put for agency in each.action.agencies.all()}
    yield "Agencies in the room", british.listed(sorted(agencies))
    yield "How it stands", event.get_status_display()


def _verdicts(put: list[Challenge]) -> Table:
    return Table(
        "The verdict on each action",
        tuple(Column(name) for name in ("Action", "Verdict", "How high it reaches", "Next")),
        tuple(
            (
                f"{each.action.number}. {each.action}",
                each.get_verdict_display() or "Not heard yet",
                Rung(each.rung).label if each.rung else NOT_YET,
                _next(each) or NOT_YET,
            )
            for each in put
        ),
    )


def _next(challenge: Challenge) -> str:
    on = british.day(challenge.next_on) if challenge.next_on else ""
    return ": ".join(filter(None, (on, challenge.next_question)))


def _of_action(challenge: Challenge, at: datetime) -> Iterator[Block]:
    action = challenge.action
    yield Heading(2, f"{action.number}. {action}")
    agencies = british.listed(str(each) for each in action.agencies.all())
    yield Paragraph(f"{agencies}. Led by {action.led_by}. {standing_words(action, at.date())}.")
    if challenge.question:
        yield Heading(3, "Asked besides")
        yield from (Paragraph(line) for line in challenge.question.splitlines() if line.strip())
    yield Heading(3, "Answered")
    answer = challenge.answer or "Nobody has answered yet."
    yield from (Paragraph(line) for line in answer.splitlines() if line.strip())
    seen = list(challenge.evidence.all())
    if seen:
        yield _evidence(challenge, seen)
    if challenge.verdict:
        yield Heading(3, f"Found: {challenge.get_verdict_display().lower()}")
        yield from (Paragraph(line) for line in challenge.words.splitlines() if line.strip())


def _evidence(challenge: Challenge, seen: list[Evidence]) -> Table:
    """What the panel saw, each with the hash by which it is known to be unchanged."""
    return Table(
        f"Evidence seen, action {challenge.action.number}",
        tuple(Column(name) for name in ("It shows", "Evidence of", "Time", "SHA-256")),
        tuple(
            (
                each.shows,
                Rung(each.rung).label,
                f"{british.day(each.speaks_from)} to {british.day(each.speaks_until)}",
                each.sha256[:16],
            )
            for each in seen
        ),
    )
