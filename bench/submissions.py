"""50 equal posts at once to every form that makes a record: does each make one, and do all lead there?

The forms are those that the pages of the permission matrix hold. What one post makes is found out by
one post that is undone; then as many as asked for are sent at the same moment, and counted. Record files
are read one after the other: who sent them twice may be told that they are being read, and makes nothing.
"""

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from threading import Barrier
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent))
import _database

BEING_READ, UNREAD = b"are being read just now", (422, "being read")


def main() -> int:
    """Print a line for each form and the sums; 1 where a post made more or less than one record."""
    arguments = _arguments()
    if not _database.is_under_way():
        databases = _database.addresses(arguments.postgresql)
        return _database.again_on_each(databases, arguments.database)
    begun, tally = perf_counter(), Tally()
    while _database.in_world(lambda world: _every_form(world, arguments, tally)):
        pass  # what is left wants a world in which the others were not sent
    tally.tell(arguments.at_once)
    print(f"seconds: {perf_counter() - begun:.0f}")
    return 1 if tally.wrong or not tally.right else 0


@dataclass
class Tally:
    """The forms by what came of them."""

    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    none: set[str] = field(default_factory=set)  # they make no record
    untaken: set[str] = field(default_factory=set)  # refused as they were filled in here

    def tell(self, at_once: int) -> None:
        done = len(self.right) + len(self.wrong)
        print(
            f"forms that make a record: {done}, one each: {len(self.right)}, posts: {done * at_once}"
        )
        print(f"forms that make none: {len(self.none)}")
        print(f"not taken as typed here: {', '.join(sorted(self.untaken)) or 'none'}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="goldthread bench submissions", description=__doc__)
    parser.add_argument("--at-once", type=int, default=50, help="equal posts at the same moment")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--postgresql", default=_database.POSTGRESQL, help="address of a server")
    parser.add_argument("--only", default="", help="the forms whose address' name holds this")
    return parser.parse_args()


def _every_form(world, arguments, tally) -> int:
    """Send what was not sent yet; gives how many new ones could be sent, and others could not."""
    forms = import_module("tests.matrix.forms")
    found: dict[str, list] = {}
    for each in forms.forms_found(world):
        if arguments.only in each.to.name and each.to.name not in (*tally.right, *tally.wrong):
            found.setdefault(each.to.name, []).append(each)
    sent, spoiled = 0, 0
    takes = {name: _taken(forms, several) for name, several in found.items()}
    tally.untaken = {name for name, (one, _) in takes.items() if one is None}
    tally.none |= {name for name, (one, made) in takes.items() if one is not None and not made}
    for name, (one, made) in takes.items():
        if one is None or not made:
            continue
        if _taken(forms, [one])[0] is None:  # it was there before others were sent
            spoiled += 1
            continue
        sent += 1
        said = _at_once(forms, one, made, arguments.at_once)
        (tally.wrong if said else tally.right).append(name)
        print(f"{'WRONG' if said else 'one  '}  {name}  {_words(made)}{said}", flush=True)
    return spoiled if sent else 0


def _taken(forms, several):
    """The form as somebody finds it whose post is taken, and what that makes."""
    for one in several:
        status, made = forms.made_by(one, one.typed())
        if status in (200, 302) and (status == 302 or made):
            return one, made
    return None, None


def _at_once(forms, one, made, number) -> str:
    """Send the same post so many times at once; what is wrong with what came of it, or nothing."""
    from django.db import connection

    start, before = Barrier(number), forms.counted()
    clients = []
    for _ in range(number):
        client = type(one.client)(raise_request_exception=False)
        client.cookies.update(one.client.cookies)
        clients.append((client, one.typed()))

    def send(pair) -> tuple[int, str]:
        client, typed = pair
        start.wait()
        try:
            answer = client.post(one.address, typed)
            if answer.status_code == 422 and BEING_READ in answer.content:
                return UNREAD
            return answer.status_code, answer.get("Location", "")
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as threads:
        answers = list(threads.map(send, clients))
    there = forms.counted() - before
    wrong = ""
    if there != made:
        wrong += f"; made {_words(there)} instead"
    led = set(answers) - {UNREAD}
    if len(led) != 1 or min(led)[0] not in (200, 302):
        wrong += f"; answers: {sorted(set(answers))}"
    return wrong


def _words(made) -> str:
    return ", ".join(f"{number} {label}" for label, number in sorted(made.items()))


if __name__ == "__main__":
    raise SystemExit(main())
