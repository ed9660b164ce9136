"""What of a case may become public through the gate, and whom it may not name."""

import re
from typing import Any

from goldthread.access.principal import Principal
from goldthread.reviews.actions.briefings import let_out, paper_came_out, take_back
from goldthread.reviews.models import Briefing, Incident, RapidReview
from goldthread.sweep.watched import Person, Watched
from goldthread.vault.known import people_of

_REFERENCE = re.compile(r"(?:(?P<code>\S+) )?(?P<year>\d{4})-(?P<number>\d{1,4})")


def offers(principal: Principal) -> list[tuple[str, str]]:
    """(random id, title) of the cases in sight, the newest first."""
    rows = Incident.objects.visible_to(principal).order_by("-year", "-number")
    return [(row.public_id, str(row)) for row in rows]


def find(principal: Principal, public_id: str) -> Incident | None:
    return Incident.objects.visible_to(principal).filter(public_id=public_id).first()


def by_reference(text: str) -> Incident | None:
    """The case called "2026-01" or, where several partnerships have one of that number, "EWSCP 2026-01"."""
    if (found := Incident.objects.filter(public_id=text).first()) is not None:
        return found
    named = _REFERENCE.fullmatch(text.strip())
    if named is None:
        return None
    rows = Incident.objects.filter(year=named["year"], number=named["number"])
    if named["code"]:
        rows = rows.filter(space__code=named["code"])
    alike = list(rows[:2])
    return alike[0] if len(alike) == 1 else None


def watched(incident: Incident) -> Watched:
    """Everybody whose identity lies in the case, its references and its days."""
    people = tuple(
        Person(
            called=known.pseudonym,
            names=known.names[:1],
            other_names=known.names[1:],
            born_on=known.born_on,
            numbers=(known.identifier,) if known.identifier else (),
        )
        for known in people_of(incident.compartment_id or 0)
    )
    sent = getattr(incident, "notification", None)
    review = RapidReview.objects.filter(incident=incident).first()
    days = (incident.happened_on, incident.aware_on, review.met_on if review else None)
    return Watched(
        people=people,
        references=tuple(
            filter(None, (sent.reference if sent else "", incident.child_death_reference))
        ),
        dates=tuple(day for day in days if day is not None),
        pseudonyms=tuple(person.called for person in people),
    )


def words(incident: Any) -> str:
    return str(incident)


def offers_of_briefings(principal: Principal) -> list[tuple[str, str]]:
    """None: a briefing is put to the gate from its own page, as it stands."""
    return []


def find_briefing(principal: Principal, public_id: str) -> Briefing | None:
    rows = Briefing.objects.visible_to(principal).select_related("incident")
    return rows.filter(public_id=public_id).first()


def briefing_by_reference(text: str) -> Briefing | None:
    """By its random id alone: a briefing has no reference."""
    return Briefing.objects.filter(public_id=text).first()


def watched_of_briefing(briefing: Briefing) -> Watched:
    """Whom its case watches."""
    return watched(briefing.incident)


def came_out(incident: Incident, publication: Any, *, by: Any, at: Any) -> None:
    paper_came_out(incident, publication, by=by, at=at)


def briefing_came_out(briefing: Briefing, publication: Any, *, by: Any, at: Any) -> None:
    let_out(briefing, publication, by=by, at=at)


def briefing_withdrawn(briefing: Briefing, publication: Any, *, by: Any, at: Any) -> None:
    take_back(briefing, publication, by=by, at=at)
