"""What becomes of a trail that somebody alters, how long it takes to verify, and what writing it costs.

./goldthread bench trail [--tamperings 10000] [--rows 1000000] [--requests 300] [--database URL] [--seed N] [--json]

Tampers as somebody with the whole database in hand and without the keys could: edits, deletes, changes
places, inserts, cuts off a tail with its head set back, sets an older copy back, makes all hashes anew with
another key. Each must be found, at its place. Then a trail of many rows is verified, and the page of the
trail is asked for with and without its entry being written, and who looked at a record is read. Exit code 1 where a tampering was missed.
"""

import argparse
import json
import os
import random
import sys
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parents[1]
LENGTH = 40  # entries of each of two chains that are tampered with
AT_ONCE = 5000  # rows


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tamperings", type=int, default=10_000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--database", metavar="URL", help="PostgreSQL; SQLite unless said")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    if wanted.database:
        os.environ["GOLDTHREAD_DATABASE"] = wanted.database
    with tempfile.TemporaryDirectory() as folder:
        _start_django(Path(folder))
        found = _measured(wanted, Path(folder))
    if wanted.json:
        print(json.dumps(found, indent=2))
    else:
        _print(found)
    return 1 if found["missed"] else 0


def _start_django(folder: Path) -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    os.environ |= {
        "GOLDTHREAD_HOME": str(folder),
        "GOLDTHREAD_KEYS": str(folder / "keys"),
        "GOLDTHREAD_DEMONSTRATION": "1",
        "GOLDTHREAD_LIMITS": "none",  # one person asks for a page more often than people may
        "DJANGO_SETTINGS_MODULE": "goldthread.config.settings",
    }
    from goldthread import keys

    keys.make(folder / "keys")
    (folder / "static").mkdir()
    import goldthread.config.wsgi  # noqa: F401


def _measured(wanted: argparse.Namespace, folder: Path) -> dict:
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    from goldthread.access.spaces import working_everywhere

    is_sqlite = connection.vendor == "sqlite"
    name = str(folder / "trail.db") if is_sqlite else f"goldthread_trail_{os.getpid()}"
    connection.settings_dict["TEST"]["NAME"] = name
    setup_test_environment(debug=False)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with working_everywhere():
            trail = Trail(wanted.seed)
        requests = _requests(trail, wanted.requests)
        found = _tampered(trail, wanted.tamperings)
        seconds = _verified(trail, wanted.rows) | _looked(trail)
    finally:
        connection.close()
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()
    return {"database": connection.vendor, "seed": wanted.seed, **found, **seconds, **requests}


class Trail:
    """Two chains of two partnerships, and the ways in which somebody could tamper with them."""

    def __init__(self, seed: int) -> None:
        from goldthread.house import Role
        from goldthread.trail.models import ChainHead
        from goldthread.trail.record import record, record_reading
        from tests.factories import NOW, GroupFactory, SpaceFactory, principal_with

        self.random = random.Random(seed)
        self.spaces = [SpaceFactory(), SpaceFactory()]
        self.people = [
            principal_with(Role.INFORMATION_GOVERNANCE_AUDITOR, space=space)
            for space in self.spaces
        ]
        groups = [GroupFactory(space=space) for space in self.spaces]
        self.older: dict[str, list[dict]] = {}
        for number in range(LENGTH):
            for who, group in zip(self.people, groups, strict=True):
                at = NOW + timedelta(minutes=number)
                if number % 3:
                    record("test.changed", by=who, at=at, subject=group, after={"n": number})
                else:
                    record_reading("test.read", by=who, at=at, subject=group)
                head = ChainHead.objects.get(chain=f"space-{group.space_id}")
                kept = {"number": head.number, "seal": head.seal, "mark": head.mark}
                self.older.setdefault(head.chain, []).append(kept)
        self.ways = (
            self.edit,
            self.edit_history,
            self.delete,
            self.change_places,
            self.insert,
            self.cut_off,
            self.set_back,
            self.make_anew,
        )

    def anywhere(self) -> tuple[str, int]:
        """A chain, and one of its entries but the last."""
        return self.random.choice(sorted(self.older)), self.random.randint(1, LENGTH - 1)

    def edit(self) -> str:
        chain, number = self.anywhere()
        field, value = self.random.choice(
            [
                ("person_id", 10**9),
                ("kind", "'test.other'"),
                ("subject_ref", "'0'"),
                ("at", "'2026-01-01 00:00:00+00:00'"),
                ("content_hash", "'0'"),
                ("previous", "'0'"),
                ("seal", "'0'"),
                ("subject_kind", "'register.area'"),
            ]
        )
        self._do(f"update trail_entry set {field} = {value} where {_at(chain, number)}")
        return f"{chain} {number}"

    def edit_history(self) -> str:
        chain, number = self.anywhere()
        number = max(2, number - (number % 3 == 1))  # those that changed something
        of = f"entry_id = (select id from trail_entry where {_at(chain, number)})"
        self._do(f"update trail_history set after = '{{\"n\": -1}}' where {of}")
        return f"{chain} {number}"

    def delete(self) -> str:
        chain, number = self.anywhere()
        self._forget(f"{_at(chain, number)}")
        return f"{chain} {number}"

    def change_places(self) -> str:
        chain, one = self.anywhere()
        other = self.random.choice([each for each in range(1, LENGTH + 1) if each != one])
        for number, goes_to in ((one, 10**6), (other, one), (10**6, other)):
            self._do(f"update trail_entry set number = {goes_to} where {_at(chain, number)}")
        return f"{chain} {min(one, other)}"

    def insert(self) -> str:
        """A copy of an entry with another person in it, and room made for it."""
        from goldthread.trail.models import Entry

        chain, number = self.anywhere()
        later = f"chain = '{chain}' and number >= {number}"
        self._do(f"update trail_entry set number = number + 1000000 where {later}")
        self._do(f"update trail_entry set number = number - 999999 where {later}")
        made = Entry.objects.get(chain=chain, number=number + 1)
        made.pk, made.number, made.person_id = None, number, 10**9
        made.public_id = Entry._meta.get_field("public_id").get_default()
        made.save(force_insert=True)
        self._do(f"update trail_chainhead set number = {LENGTH + 1} where chain = '{chain}'")
        return f"{chain} {number}"

    def cut_off(self) -> str:
        """A tail, and the head set back to the entry before it, as the entry tells."""
        chain, number = self.anywhere()
        seal = self.older[chain][number - 1]["seal"]
        self._forget(f"chain = '{chain}' and number > {number}")
        self._do(
            f"update trail_chainhead set number = {number}, seal = '{seal}' where chain = '{chain}'"
        )
        return f"{chain} {number + 1}"

    def set_back(self) -> str:
        """An older copy of one chain and its head, as somebody who kept one could; a checkpoint knows."""
        from goldthread.trail.models import ChainHead

        chain, number = self.anywhere()
        self._forget(f"chain = '{chain}' and number > {number}")
        ChainHead.objects.filter(chain=chain).update(**self.older[chain][number - 1])
        return f"{chain} {number + 1}"

    def make_anew(self) -> str:
        """An entry altered and every hash from there on made anew, with a key of one's own."""
        from goldthread.trail import seals
        from goldthread.trail.models import ChainHead, Entry

        chain, number = self.anywhere()
        previous = self.older[chain][number - 2]["seal"] if number > 1 else ""
        for entry in Entry.objects.filter(chain=chain, number__gte=number).order_by("number"):
            entry.previous = previous
            entry.person_id = 10**9 if entry.number == number else entry.person_id
            previous = entry.seal = seals.seal("another key", entry)
            said = f"previous = '{entry.previous}', seal = '{previous}'"
            who = "null" if entry.person_id is None else entry.person_id
            self._do(
                f"update trail_entry set {said}, person_id = {who} where {_at(chain, entry.number)}"
            )
        mark = seals.head_mark("another key", chain, LENGTH, previous)
        ChainHead.objects.filter(chain=chain).update(seal=previous, mark=mark)
        return f"{chain} {number}"

    def _forget(self, which: str) -> None:
        self._do(
            f"delete from trail_history where entry_id in (select id from trail_entry where {which})"
        )
        self._do(f"delete from trail_entry where {which}")

    def _do(self, statement: str) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(statement)


def _at(chain: str, number: int) -> str:
    return f"chain = '{chain}' and number = {number}"


def _unguarded() -> None:
    """Take the database's own refusal away, as its owner can."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("alter table trail_entry disable trigger trail_entry_stays")
        else:
            cursor.execute("drop trigger trail_entry_no_update")
            cursor.execute("drop trigger trail_entry_no_delete")


def _tampered(trail: Trail, times: int) -> dict:
    from django.db import transaction

    from goldthread.access.spaces import working_everywhere
    from goldthread.trail import checkpoints
    from goldthread.trail.verify import verify
    from tests.factories import NOW

    with working_everywhere():
        checkpoints.keep(at=NOW)
        assert verify().is_whole
        _unguarded()
    done, missed, elsewhere = Counter(), [], []
    for time in range(times):
        way = trail.ways[time % len(trail.ways)]
        with working_everywhere():
            place = way()
            faults = verify().faults
            transaction.set_rollback(True)
        done[way.__name__] += 1
        if not faults:
            missed.append(f"{way.__name__} at {place}")
        elif not any(fault.startswith(f"{place}:") for fault in faults):
            elsewhere.append(f"{way.__name__} at {place}: {faults[0]}")
        if time % 100 == 0:
            print(f"{time:,} of {times:,} tamperings", end="\r", file=sys.stderr, flush=True)
    return {
        "tamperings": dict(done),
        "found": times - len(missed),
        "located": times - len(missed) - len(elsewhere),
        "missed": [*missed, *elsewhere],
    }


def _verified(trail: Trail, rows: int) -> dict:
    """Add entries to the end of one chain, every third with a history, and verify all."""
    from goldthread.access.spaces import working_everywhere
    from goldthread.trail.verify import verify

    begun = perf_counter()
    with working_everywhere():
        _lengthen(trail, rows)
    made = perf_counter() - begun
    begun = perf_counter()
    with working_everywhere():
        verdict = verify()
    seconds = perf_counter() - begun
    return {
        "verified rows": verdict.entries,
        "verified in seconds": round(seconds, 1),
        "made in seconds": round(made, 1),
        "whole": verdict.is_whole,
    }


def _looked(trail: Trail) -> dict:
    """Ask for the first page of who looked at each of 50 records, with how many times in all."""
    from goldthread.access.spaces import working_everywhere
    from goldthread.accounts.looking import looks, looks_at

    taken, times = [], 0
    with working_everywhere():
        for number in range(50):
            begun = perf_counter()
            found = looks_at(trail.people[0], "register.group", str(number))
            times, shown = found.count(), looks(trail.people[0], found[:25])
            taken.append(1000 * (perf_counter() - begun))
            assert len(shown) == min(25, times)
    return {
        "looked ms": round(median(taken), 1),
        "looked most ms": round(max(taken), 1),
        "looks": times,
    }


def _lengthen(trail: Trail, rows: int) -> None:
    from django.conf import settings

    from goldthread.trail import seals
    from goldthread.trail.models import ChainHead, Entry, History
    from tests.factories import NOW

    key, space = settings.GOLDTHREAD_TRAIL_KEY, trail.spaces[0]
    head = ChainHead.objects.get(chain=f"space-{space.pk}")
    number, seal = head.number, head.seal
    while number < rows:
        entries, histories = [], []
        for _ in range(min(AT_ONCE, rows - number)):
            number += 1
            after = {"n": number, "words": "what it says now"} if number % 3 == 0 else None
            entry = Entry(
                chain=head.chain,
                number=number,
                space_id=space.pk,
                at=NOW + timedelta(seconds=number),
                person_id=trail.people[0].person_id,
                kind="test.changed" if after else "test.read",
                subject_kind="register.group",
                subject_ref=seals.pseudonym(key, "register.group", str(number % 997)),
                content_hash=seals.content_hash(str(number % 997), None, after),
                previous=seal,
            )
            seal = entry.seal = seals.seal(key, entry)
            entries.append(entry)
            if after:
                histories.append(
                    History(
                        entry=entry, space_id=space.pk, subject_id=str(number % 997), after=after
                    )
                )
        Entry.objects.bulk_create(entries)
        History.objects.bulk_create(histories)
        print(f"{number:,} of {rows:,} rows", end="\r", file=sys.stderr, flush=True)
    mark = seals.head_mark(key, head.chain, number, seal)
    ChainHead.objects.filter(chain=head.chain).update(number=number, seal=seal, mark=mark)


def _requests(trail: Trail, times: int) -> dict:
    """One page that is told of in the trail, with the entry and with nothing in its place."""
    from unittest.mock import patch

    from django.urls import reverse

    from goldthread.accounts.models import Person
    from tests.clients import Client

    client, address = Client(), reverse("trail")
    with patch("django.contrib.auth.models.update_last_login"):
        client.force_login(Person.objects.get(pk=trail.people[0].person_id))
    taken: dict[bool, list[float]] = {True: [], False: []}
    for time in range(2 * times + 20):
        writes = time % 2 == 0
        stand_in = patch("goldthread.administration.views.trail.record_reading")
        begun = perf_counter()
        if writes:
            response = client.get(address)
        else:
            with stand_in:
                response = client.get(address)
        if time >= 20:  # the first ones load what stays
            taken[writes].append(1000 * (perf_counter() - begun))
        assert response.status_code == 200, response.status_code
    with_it, without = median(taken[True]), median(taken[False])
    return {
        "request ms with the trail": round(with_it, 2),
        "request ms without": round(without, 2),
        "cost ms": round(with_it - without, 2),
    }


def _print(found: dict) -> None:
    total = sum(found["tamperings"].values())
    print(f"{found['database']}: {total:,} tamperings (seed {found['seed']}):")
    print("  " + ", ".join(f"{name} {count:,}" for name, count in found["tamperings"].items()))
    print(f"  found {found['found']:,}, located {found['located']:,}")
    for each in found["missed"][:20]:
        print(f"  missed: {each}")
    whole = "whole" if found["whole"] else "NOT WHOLE"
    print(
        f"  {found['verified rows']:,} rows verified in {found['verified in seconds']} s: {whole}"
    )
    print(
        f"  who looked at one record ({found['looks']:,} times): {found['looked ms']} ms, "
        f"{found['looked most ms']} ms at most"
    )
    print(
        f"  a page that is told of: {found['request ms with the trail']} ms, without its entry "
        f"{found['request ms without']} ms: {found['cost ms']} ms"
    )


if __name__ == "__main__":
    sys.exit(main())
