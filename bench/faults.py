"""What a page says while the disk is full, the database is away or a table is missing, and how soon it is over.

./goldthread bench faults [--times 20] [--seed N] [--json]

Real faults on the product's own processes: a small disk that is filled to the last byte (needs root), a
PostgreSQL of our own that is killed, the shared cache's table dropped. While it lasts a page must answer
503 with a sentence and no trace; afterwards the same form, sent again, must count once, nobody helping.
Exit code 1 where that was not so.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST = 30.0  # seconds in which it must be over
SMALL_DISK = "24m"
TOLD = "not available just now"
NEVER = ("Traceback", "OperationalError", "/tmp/", "site-packages", "psycopg", "sqlite3")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    told = {}
    for fault in ("disk", "database", "table"):
        command = [sys.executable, "-P", __file__, "--one", fault]
        ended = subprocess.run(
            [*command, str(wanted.times), str(wanted.seed)],
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        told[fault] = json.loads(ended.stdout) if ended.stdout else {"wrong": ["it broke off"]}
        if not wanted.json:
            _print(fault, told[fault])
    if wanted.json:
        print(json.dumps(told, indent=2))
    return 1 if any(each["wrong"] for each in told.values()) else 0


def _print(fault: str, found: dict) -> None:
    if "times" not in found:
        print(f"{fault}: {'; '.join(found['wrong']) or found['skipped']}")
        return
    print(
        f"{fault}: {found['times']} times, {found['told']} told in plain words, {found['taken']} taken "
        f"all the same, {found['over']} over by themselves, after {found['longest']:.1f} s at most; wrong: {len(found['wrong'])}"
    )
    for each in found["wrong"][:10]:
        print(f"  {each}")


class Faults:
    """One kind of fault, again and again, and what pages say to it."""

    def __init__(self, acts: list, port: int) -> None:
        self.left, self.port = list(acts), port
        self.told, self.over, self.taken = 0, 0, 0
        self.longest = 0.0
        self.wrong: list[str] = []

    def befall(self, act, end: Callable[[], object]) -> None:
        """Open the act's page and send its form while it lasts, `end` it, and send the form again."""
        from bench.crash.browser import SENT_WELL, Browser

        browser = Browser(self.port, act.cookie)
        answer = browser.get(act.address)
        if answer.status == 200:  # there was room enough left to show it
            answer = browser.send(act.address, act.typed, act.file, answer.text)
        if answer.status in SENT_WELL:  # and to save it
            self.taken += 1
            end()
            return
        self.hear(act, answer)
        end()
        self.after(act)

    def hear(self, act, answer) -> None:
        words = f"{act.kind} was answered {answer.status}"
        found = [each for each in NEVER if each in answer.text]
        if answer.status != 503 or TOLD not in answer.text:
            self.wrong.append(f"{words} while it lasted")
        elif found:
            self.wrong.append(f"{words} and told {found}")
        else:
            self.told += 1

    def after(self, act) -> None:
        """Try as a person would, until it is taken."""
        from bench.crash.browser import SENT_WELL, Browser, NotAnswered

        begun = time.monotonic()
        while time.monotonic() < begun + LONGEST:
            try:
                answer = Browser(self.port, act.cookie).send(act.address, act.typed, act.file)
            except (NotAnswered, ValueError):  # no page, or one without its form
                time.sleep(0.2)
                continue
            if answer.status in SENT_WELL:
                self.over += 1
                self.longest = max(self.longest, time.monotonic() - begun)
                return
            time.sleep(0.2)
        self.wrong.append(f"{act.kind} was not taken within {LONGEST:.0f} s")


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """A disk of a few megabytes; None where this user may not have one."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "none", str(folder)]
    if (
        os.geteuid() != 0
        or subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode
    ):
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def _filled(disk: Path) -> Path:
    """A file that takes all the room there is."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"\0" * 4096):
                pass
        except OSError:
            pass
    return ballast


def disk(folder: Path, times: int, seed: int) -> dict:
    """The disk of the home, SQLite's file with it, is full."""
    with small_disk(folder / "small") as there:
        if there is None:
            return {"skipped": "not measured: a small disk needs root", "wrong": []}
        acts = _world(folder, f"sqlite:///{there / 'goldthread.db'}")
        with _served(folder, there, f"sqlite:///{there / 'goldthread.db'}") as served:
            faults = Faults(acts, served.port)
            for act in _chosen(acts, times, seed):
                ballast = _filled(there)
                faults.befall(act, ballast.unlink)
            return _outcome(faults, acts, served, times)


def database(folder: Path, times: int, seed: int) -> dict:
    """PostgreSQL is gone for a while."""
    from bench.crash.databases import own_postgresql

    with own_postgresql(folder) as server:
        acts = _world(folder, server.address)
        with _served(folder, folder / "home", server.address) as served:
            faults = Faults(acts, served.port)
            for act in _chosen(acts, times, seed):
                server.kill()
                faults.befall(act, server.start)
            time.sleep(8)  # the worker's own pause
            return _outcome(faults, acts, served, times)


def table(folder: Path, times: int, seed: int) -> dict:
    """The table in which limits on signing in are counted is not there: nobody is let in uncounted."""
    address = f"sqlite:///{folder / 'home' / 'goldthread.db'}"
    acts = _world(folder, address)
    from bench.crash.browser import Browser
    from bench.crash.world import Act
    from django.core.management import call_command

    door = Act(kind="sign-in", cookie="", address="/account/login/", signs=dict)
    typed = {"login": "nobody@example.org", "password": "not the password at all"}
    with _served(folder, folder / "home", address) as served:
        faults = Faults(acts, served.port)
        for act in _chosen(acts, times, seed):
            page = Browser(served.port, "").get(door.address).text
            _do("drop table shared_cache")
            faults.hear(door, Browser(served.port, "").send(door.address, typed, page=page))
            call_command("createcachetable", verbosity=0)  # as the worker does when it starts
            faults.after(act)
        return _outcome(faults, acts, served, times)


def _do(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)


def _world(folder: Path, address: str) -> list:
    os.environ["GOLDTHREAD_DATABASE"] = address
    import django

    django.setup()
    from bench.crash.world import World
    from django.db import connection

    from goldthread.access.spaces import working_everywhere
    from goldthread.config.database import bring_up_to_date

    bring_up_to_date()
    with working_everywhere():
        acts = World().acts
    connection.close()
    return acts


@contextmanager
def _served(folder: Path, home: Path, address: str):
    from bench.crash.served import Served

    (home / "static").mkdir(exist_ok=True)
    with Served(home, folder / "keys", address) as served:
        yield served


def _chosen(acts: list, times: int, seed: int) -> list:
    """Acts that lead somewhere, each one once."""
    fitting = [act for act in acts if act.kind != "import"]
    return random.Random(seed).sample(fitting, min(times, len(fitting)))


def _outcome(faults: Faults, acts: list, served, times: int) -> dict:
    from bench.crash.checks import HALF, state_of
    from django.db import connection

    from goldthread.access.spaces import working_everywhere
    from goldthread.trail.verify import verify

    connection.close()
    with working_everywhere():
        faults.wrong += [f"{act.kind} is half there" for act in acts if state_of(act)[0] == HALF]
        faults.wrong += verify().faults
    names = ("web process", "worker")
    for name, process in zip(names, served.processes, strict=True):
        if process.poll() is not None:
            faults.wrong.append(f"the {name} ended")
    return {
        "times": times,
        "taken": faults.taken,
        "told": faults.told,
        "over": faults.over,
        "longest": faults.longest,
        "wrong": faults.wrong,
    }


def one(fault: str, times: int, seed: int) -> int:
    """One kind of fault, in a process of its own; prints what was found as JSON."""
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    with tempfile.TemporaryDirectory(prefix="goldthread-faults-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL, where we are root, runs as somebody else
        from bench.crash.served import set_environment

        set_environment(folder)
        told = {"disk": disk, "database": database, "table": table}[fault](folder, times, seed)
    print(json.dumps(told))
    return 1 if told["wrong"] else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        sys.exit(one(sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
    sys.exit(main())
