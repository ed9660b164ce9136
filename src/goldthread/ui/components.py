"""What the larger components are given: plain rows that a view fills and an include draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a status asks of its reader; the word itself is the field's."""

    QUIET = "quiet"  # nothing to do
    UNDER_WAY = "under-way"
    DONE = "done"
    ASKS = "asks"  # needs an answer
    LATE = "late"


@dataclass(frozen=True)
class SummaryRow:
    """A line of a summary list; `url` and `act` offer to change it."""

    name: str
    value: object
    url: str = ""
    act: str = "Change"


@dataclass(frozen=True)
class Task:
    """A line of a task list; without an address it cannot be started yet."""

    title: str
    status: str
    url: str = ""
    hint: str = ""
    tone: Tone = Tone.QUIET


@dataclass(frozen=True)
class Stop:
    """One stop on the road of a figure or a lesson; it is hollow until it is reached."""

    title: str
    words: str
    url: str = ""
    note: str = ""
    is_reached: bool = True


@dataclass(frozen=True)
class Crumb:
    """A step of the way back to the home page."""

    title: str
    url: str


@dataclass(frozen=True)
class ChartTable:
    """The figures behind a chart: a heading for each column, and rows whose first cell names the row."""

    headings: Sequence[str]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True)
class Progress:
    """How far a long piece of work has come, as its page shows it."""

    title: str
    words: str
    done: int
    of: int  # 0: nobody can say
    url: str  # asked again until it is finished
    next_url: str = ""  # where its fruit is
    next_words: str = ""
    failed: bool = False

    @property
    def is_finished(self) -> bool:
        return self.failed or (self.of > 0 and self.done >= self.of)
