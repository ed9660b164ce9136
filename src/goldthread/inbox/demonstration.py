"""The demonstration's requests of each agency: counted once all else is there."""

from datetime import date, datetime
from pathlib import Path

from goldthread.inbox.asked import count_everywhere


def load(folder: Path, *, today: date, now: datetime) -> None:
    """Count what is asked of each agency on the day on which the demonstration is made."""
    count_everywhere(at=now)
