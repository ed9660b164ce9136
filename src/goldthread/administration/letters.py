"""The letters of a partnership, as those read them who mind them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from goldthread.access.principal import Principal
from goldthread.messages.models import Letter
from goldthread.ui.components import Tone


class State(StrEnum):
    """What became of a letter, in the word that the list shows."""

    WAITING = "Waits to be sent"
    TRIED = "Is tried again"
    GIVEN_UP = "Not sent"
    SENT = "Sent"


TONES = {
    State.WAITING: Tone.UNDER_WAY,
    State.TRIED: Tone.ASKS,
    State.GIVEN_UP: Tone.LATE,
    State.SENT: Tone.DONE,
}

# What the list can be narrowed to: the word in its address, its title, and the letters.
WANTED: dict[str, tuple[str, Q]] = {
    "not-sent": ("Not sent yet", Q(sent_at=None)),
    "sent": ("Sent", Q(sent_at__isnull=False)),
}


@dataclass(frozen=True)
class Line:
    """One letter of the list; `can_be_tried` again by its reader."""

    letter: Letter
    state: State
    tone: Tone
    last_at: datetime | None

    @property
    def can_be_tried(self) -> bool:
        return self.state in (State.TRIED, State.GIVEN_UP)

    @property
    def why(self) -> str:
        """What it is about, as a sentence begins."""
        return f"{self.letter.why[:1].upper()}{self.letter.why[1:]}"


def state_of(letter: Letter) -> State:
    """How far a letter has come."""
    if letter.sent_at is not None:
        return State.SENT
    if letter.gave_up_at is not None:
        return State.GIVEN_UP
    return State.TRIED if letter.attempts else State.WAITING


def letters_found(principal: Principal, *, wanted: str) -> QuerySet[Letter]:
    """The letters of the partnership at work, the newest first; those wanted, where that is said."""
    narrowed = WANTED[wanted][1] if wanted in WANTED else Q()
    return Letter.objects.visible_to(principal).filter(narrowed).order_by("-created_at", "-pk")


def line_of(letter: Letter) -> Line:
    """A letter with its state in words."""
    state = state_of(letter)
    return Line(letter, state, TONES[state], letter.sent_at or letter.gave_up_at)
