"""What a file that is taken out says of itself."""

from dataclasses import dataclass
from datetime import datetime

from goldthread.ui.british import moment

WORKING = "Working paper, not for publication"


@dataclass(frozen=True)
class Stamp:
    """What a file says of itself: who took it out, when, of which partnership, and its marking."""

    taken_by: str
    taken_at: datetime
    partnership: str
    marking: str = WORKING

    def __str__(self) -> str:
        said = (self.partnership, f"Taken by {self.taken_by} on {moment(self.taken_at)}")
        return ". ".join(part for part in (self.marking, *said) if part) + "."
