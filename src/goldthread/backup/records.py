"""When the last good backup was made, as a file in the home says it."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from goldthread.backup import folders

NAME = "last-backup.json"
EVERY = 26  # hours: once a day, and time to make it; GOLDTHREAD_BACKUP_HOURS says otherwise


@dataclass(frozen=True)
class LastBackup:
    """The last backup that was made: when it was begun, and where it was put."""

    made_at: datetime
    folder: str
    keys: str
    faults: int = 0  # of the installation, told when it was made

    def is_old(self, *, at: datetime, hours: int) -> bool:
        return at - self.made_at > timedelta(hours=hours)


def note(home: Path, last: LastBackup) -> None:
    """Keep it, whole or not at all."""
    said = asdict(last) | {"made_at": last.made_at.isoformat()}
    folders.write_whole(home / NAME, json.dumps(said, indent=1).encode())


def last_backup(home: Path) -> LastBackup | None:
    """The last one; None where none was made from this home, or the note cannot be read."""
    try:
        said = json.loads((home / NAME).read_text())
        return LastBackup(**said | {"made_at": datetime.fromisoformat(said["made_at"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None
