"""What the trail says of a return: who did what, and who looked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.trail.models import Entry
from goldthread.trail.seals import pseudonym

KINDS = {
    "performance.return.asked": "Asked for",
    "performance.return.changed": "Changed what is asked",
    "performance.return.reminded": "Reminded the agency",
    "performance.return.withdrawn": "Withdrawn",
    "performance.return.started": "Begun",
    "performance.return.filled_in": "Saved",
    "performance.return.submitted": "Signed",
    "performance.return.sent_back": "Sent back",
    "performance.return.accepted": "Accepted",
    "performance.return.read": "Read",
    "performance.return.template.exported": "Template downloaded",
    "performance.return.file.exported": "File that was sent downloaded",
    "performance.return.letter.exported": "Letter of the agency downloaded",
}
WRITES = [
    f"performance.return.{verb}" for verb in ("filled_in", "submitted", "sent_back", "accepted")
]
SAID = ("reason", "question", "answer", "statement")  # of a before-and-after, what a reader is told


@dataclass(frozen=True)
class Happening:
    """One entry of the trail, in words."""

    at: datetime
    who: str
    what: str
    of: str
    said: str


def ref(row: Any) -> str:
    """What the trail calls a record."""
    return pseudonym(settings.GOLDTHREAD_TRAIL_KEY, row._meta.label_lower, row.public_id)


def entries(principal: Principal, records: Iterable[Any]) -> QuerySet[Entry]:
    """The trail of some records, as far as this principal may read it, the latest first."""
    found = Entry.objects.visible_to(principal).filter(subject_ref__in=[ref(r) for r in records])
    return found.select_related("history").order_by("-at", "-number")


def told(found: Iterable[Entry], versions: dict[str, str]) -> list[Happening]:
    """Entries in words; `versions` says what a pseudonym stands for."""
    found = list(found)
    people = Person.objects.in_bulk({entry.person_id for entry in found if entry.person_id})
    return [
        Happening(
            entry.at,
            people[entry.person_id].name if entry.person_id in people else "",
            KINDS.get(entry.kind, entry.kind),
            versions.get(entry.subject_ref, ""),
            _said(entry),
        )
        for entry in found
    ]


def _said(entry: Entry) -> str:
    history = getattr(entry, "history", None)
    after = (history.after if history else None) or {}
    return " ".join(str(after[name]) for name in SAID if after.get(name))


def last_saved_by(record: Any) -> str:
    """Who saved a return last, by name."""
    written = Entry.objects.filter(subject_ref=ref(record), kind__in=WRITES)
    entry = written.order_by("-number").first()
    person = Person.objects.filter(pk=entry.person_id).first() if entry else None
    return person.name if person else ""
