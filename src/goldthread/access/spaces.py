"""Which spaces a transaction may touch: told to the database, which repeats the rule underneath.

On PostgreSQL every table that belongs to spaces has a row-level policy that reads the setting
`goldthread.spaces`; where nothing was said, no row is seen and none can be written. SQLite has no
such policies; there the scopes alone hold.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

EVERY = "*"
SETTING = "goldthread.spaces"
# What was told before is read first, and then replaced: one question instead of two.
_TELL = (
    "with before as materialized (select current_setting(%s, true) as said)"
    " select said, set_config(%s, %s, true) from before"
)


@contextmanager
def working_in(spaces: Iterable[int]) -> Iterator[None]:
    """Run a transaction that may touch the rows of these spaces, and no others."""
    with _told(",".join(str(space) for space in sorted(spaces)) or "none"):
        yield


@contextmanager
def working_everywhere() -> Iterator[None]:
    """Run a transaction over all spaces: for the house's own work (sign-in, loader, verification)."""
    with _told(EVERY):
        yield


@contextmanager
def _told(value: str) -> Iterator[None]:
    with transaction.atomic():
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute(_TELL, [SETTING, SETTING, value])
            before = cursor.fetchone()[0] or ""
        yield
        # The setting outlives a savepoint: put back what was there, so that work nested in other
        # work does not widen it. After an error the rollback has already done so.
        with connection.cursor() as cursor:
            cursor.execute("select set_config(%s, %s, true)", [SETTING, before])
