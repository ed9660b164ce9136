"""Put a kept release into the database of the environment, upgrade it, and print what became of it.

A program of its own, since it stands in an earlier state of the database: `python -m
tests.upgrade.upgrade FILE`, with the database empty. Prints JSON: each model's rows before and after,
each field whose values are others now, and what the trail says.
"""

import json
import lzma
import sys
from pathlib import Path

import django

django.setup()

from goldthread.access.spaces import working_everywhere  # noqa: E402
from goldthread.config.database import unapplied_migrations  # noqa: E402
from goldthread.trail.verify import verify  # noqa: E402
from tests.upgrade.rows import Rows, checksum, leaves, migrate_to, read_rows, write_rows  # noqa: E402


def upgrade(path: Path) -> dict:
    """What the upgrade kept, changed and left to do."""
    kept = json.loads(lzma.decompress(path.read_bytes()))
    migrate_to(kept["state"])
    write_rows(kept["state"], kept["rows"])
    before = read_rows(kept["state"])
    migrate_to(leaves())
    after = read_rows(leaves())
    with working_everywhere():
        trail = verify()
    return {
        "taken": before == kept["rows"],
        "counts": {name: [len(rows), len(after.get(name, ()))] for name, rows in before.items()},
        "changed": _changed(before, after),
        "unapplied": unapplied_migrations(),
        "trail": {"entries": trail.entries, "faults": [str(fault) for fault in trail.faults]},
    }


def _changed(before: Rows, after: Rows) -> list[str]:
    """Fields that hold other values than they did, or that are gone."""
    found = []
    for name, rows in before.items():
        for field in rows[0] if rows else ():
            now = after.get(name, ())
            was, become = ([row.get(field) for row in several] for several in (rows, now))
            if checksum(was) != checksum(become):
                found.append(f"{name}.{field}")
    return found


if __name__ == "__main__":
    print(json.dumps(upgrade(Path(sys.argv[1]))))
