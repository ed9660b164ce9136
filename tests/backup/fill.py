"""Run in a process of its own: makes an installation with a few records, files and a trail."""

import os
from pathlib import Path

from goldthread import keys

CANARY = "Marigold Pemberton-Quill"


def main() -> None:
    keys.make(Path(os.environ["GOLDTHREAD_KEYS"]))
    import django

    django.setup()
    from goldthread.access.spaces import working_everywhere
    from goldthread.config.database import bring_up_to_date

    bring_up_to_date()
    with working_everywhere():
        _fill()


def _fill() -> None:
    from goldthread.files import store
    from goldthread.house import Role
    from goldthread.trail.record import record, record_reading
    from tests.factories import NOW, GroupFactory, SpaceFactory, principal_with

    for number in range(2):
        space = SpaceFactory()
        officer = principal_with(Role.PARTNERSHIP_OFFICER, space=space)
        for each in range(5):
            group = GroupFactory(space=space, name=f"{CANARY} {each}")
            record("test.made", by=officer, at=NOW, subject=group, after={"name": group.name})
        record_reading("test.read", by=officer, at=NOW, subject=space)
        content = f"{CANARY} in a file\n".encode() * (100_000 if number else 1)
        store.keep(content=content, name="a.csv", space=space, by=officer, at=NOW)


if __name__ == "__main__":
    main()
