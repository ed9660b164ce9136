"""Keep a filled release for the upgrade tests: `python -m tests.upgrade.keep`, before it is released.

The rows are those of the permission matrix, one of each kind in each place, and every page of theirs
was made by the actions that people use. The keys are the tests' own: the rows are nobody's.
"""

import json
import lzma
from pathlib import Path

import tests.environment  # noqa: F401 -- a home and keys of the tests' own, before Django's settings

RELEASED = Path(__file__).with_name("released")


def keep() -> Path:
    """Write the file of this version; gives its path."""
    import django

    django.setup()
    from django.conf import settings

    from goldthread import __version__
    from tests.matrix import rows, world
    from tests.matrix.command import in_test_database
    from tests.upgrade.rows import leaves, read_rows

    def filled() -> dict:
        rows.rows_of(world.build())
        return {"state": leaves(), "rows": read_rows(leaves())}

    kept = in_test_database(filled)
    kept["trail_key"] = settings.GOLDTHREAD_TRAIL_KEY
    path = RELEASED / f"{__version__}.json.xz"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(lzma.compress(json.dumps(kept, sort_keys=True).encode()))
    return path


if __name__ == "__main__":
    print(keep())
