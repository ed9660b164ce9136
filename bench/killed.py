"""What is lost when the machine dies: web process and worker, or PostgreSQL itself, killed at random points.

./goldthread bench killed [--database sqlite|postgresql|both] [--web 100] [--server 30] [--seed N] [--json]

A small partnership types returns, uploads them, accepts them, imports statistics, freezes and approves
reports, four people at a time, by real pages. At a random moment everything is killed with signal 9.
Then each act is looked for: one that was acknowledged must be there; one that was not must be there whole
or not at all, with its entries in the trail; every row's file must be there, and no file without a row.
In the end the act that was cut off is sent once more, and must succeed. Exit code 1 where anything is wrong.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
PEOPLE = 4  # who send at the same time
MARGIN = 1.1  # some kills come after the last act, while the worker is still at it


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--web", type=int, default=100, help="deaths of web process and worker")
    parser.add_argument("--server", type=int, default=30, help="deaths of PostgreSQL itself")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    told, is_right = {}, True
    for name in ("sqlite", "postgresql"):
        if wanted.database in (name, "both"):
            # A process of its own for each: Django keeps to one kind of database.
            code, told[name] = _apart(name, wanted)
            is_right &= code == 0
    if wanted.json:
        print(json.dumps(told, indent=2))
    return 0 if is_right else 1


def _apart(name: str, wanted: argparse.Namespace) -> tuple[int, dict]:
    numbers = [str(wanted.web), str(wanted.server), str(wanted.seed)]
    command = [sys.executable, "-P", __file__, "--one", name, *numbers]
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    try:
        found = json.loads(ended.stdout)
    except ValueError:
        return 1, {"broke off": ended.stdout}
    if not wanted.json:
        _print(name, found)
    return ended.returncode, found


def _print(name: str, found: dict) -> None:
    print(
        f"{name}: killed {found['killed']} times in {found['seconds']:.0f} s (seed {found['seed']})"
    )
    print(
        f"  {found['sent']:,} acts sent, {found['acknowledged']:,} acknowledged, {found['done']:,} done"
    )
    print(
        f"  {found['swept']} files of cut-off uploads swept; answering again after "
        f"{found['answers again after']:.1f} s (median)"
    )
    for what, several in found["wrong"].items():
        print(f"  {what}: {len(several)}")
        for each in several[:10]:
            print(f"    {each}")


class Bench:
    """One kind of database, and the cycles on it."""

    def __init__(self, name: str, folder: Path, seed: int, stack: ExitStack) -> None:
        self.folder, self.random = folder, random.Random(seed)
        self.keys = folder / "keys"
        sys.path[:0] = [str(ROOT), str(ROOT / "src")]
        from bench.crash.served import set_environment

        set_environment(folder)
        from bench.crash.databases import SqliteHomes, own_postgresql

        self.database = (
            SqliteHomes(folder) if name == "sqlite" else stack.enter_context(own_postgresql(folder))
        )
        os.environ["GOLDTHREAD_DATABASE"] = self.database.address
        import django

        django.setup()
        from bench.crash.checks import Findings

        self.found = Findings()
        self.acts = self._prepared()
        self.lasts = 0.0

    def _prepared(self) -> list:
        from bench.crash.world import World
        from django.db import connection

        from goldthread.access.spaces import working_everywhere
        from goldthread.config.database import bring_up_to_date

        bring_up_to_date()
        with working_everywhere():
            acts = World().acts
        connection.close()
        return acts

    def cycle(self, number: int, *, kills: str) -> None:
        """Copy, serve, send, kill, examine, and send what was cut off once more."""
        home = self.folder / f"cycle-{number}"
        (home / "static").mkdir(parents=True)
        if (self.folder / "home" / "files").exists():
            shutil.copytree(self.folder / "home" / "files", home / "files")
        address = self.database.copy(home, number)
        sent, taken = self._lived(number, home, address, kills)
        self._look_at(home, address)
        if kills == "server":
            self.found.seconds.append(self.database.start())
        from bench.crash.checks import examine

        examine(number, self.acts, sent, taken, self.found)
        self._again(number, home, address)
        self.found.cycles += 1
        self._look_at(self.folder / "home", self.database.address)
        self.database.drop(number)
        shutil.rmtree(home)

    def _lived(
        self, number: int, home: Path, address: str, kills: str
    ) -> tuple[set[int], set[int]]:
        from bench.crash.served import Served

        with Served(home, self.keys, address) as served:
            people = People(served.port, self.acts, self.random, self.found, number)
            began = time.monotonic()
            people.begin()
            if kills:
                moment = self.random.uniform(0, self.lasts * MARGIN)
                time.sleep(max(0.0, began + moment - time.monotonic()))
                if kills == "server":
                    self.database.kill()
                served.kill()
            people.join()
            self.lasts = self.lasts or time.monotonic() - began
        self.found.acts.update(self.acts[order].kind for order in people.sent)
        self.found.acknowledged.update(self.acts[order].kind for order in people.taken)
        return people.sent, people.taken

    def _look_at(self, home: Path, address: str) -> None:
        from django.conf import settings
        from django.db import connection

        from goldthread.config.database_address import database_settings

        connection.close()
        named = database_settings({"GOLDTHREAD_DATABASE": address})
        connection.settings_dict |= {"NAME": named["NAME"]}
        settings.GOLDTHREAD_HOME = home

    def _again(self, number: int, home: Path, address: str) -> None:
        """Serve the same home once more: what was cut off can be sent again, and now succeeds."""
        from bench.crash.checks import WHOLE, state_of
        from bench.crash.served import Served

        from goldthread.access.spaces import working_everywhere

        if number % 10:
            return
        with working_everywhere():
            left = [o for o, act in enumerate(self.acts) if state_of(act)[0] != WHOLE]
        began = time.monotonic()
        with Served(home, self.keys, address) as served:
            self.found.seconds.append(time.monotonic() - began)
            chosen = self.random.sample(left, min(3, len(left)))
            people = People(served.port, self.acts, self.random, self.found, number, chosen)
            people.begin()
            people.join()
        with working_everywhere():
            for order in chosen:
                if state_of(self.acts[order])[0] != WHOLE:
                    said = people.answers.get(order, "nobody came to it")
                    place = f"cycle {number}: {self.acts[order].kind} {order}"
                    self.found.lost.append(f"{place} could not be sent again: {said}")


class People:
    """Some people who send the acts, each one act at a time, until the other side is gone."""

    def __init__(self, port, acts, order, found, number, only=None) -> None:
        self.port, self.acts, self.found, self.number = port, acts, found, number
        self.left = list(range(len(acts))) if only is None else list(only)
        order.shuffle(self.left)
        self.sent: set[int] = set()
        self.taken: set[int] = set()
        self.answers: dict[int, str] = {}  # what the last answer about each act was
        self.threads = [threading.Thread(target=self._work) for _ in range(PEOPLE)]

    def begin(self) -> None:
        for thread in self.threads:
            thread.start()

    def join(self) -> None:
        for thread in self.threads:
            thread.join()

    def _work(self) -> None:
        from bench.crash.browser import SENT_WELL, Browser, NoForm, NotAnswered

        while self.left:
            try:
                order = self.left.pop()
            except IndexError:
                return
            act = self.acts[order]
            browser = Browser(self.port, act.cookie)
            try:
                self.answers[order] = "its page was not answered"
                page = browser.get(act.address)
                if page.status != 200:
                    self.answers[order] = f"its page was answered {page.status}"
                    self._note(act.kind, page.status)
                    continue
                self.sent.add(order)
                self.answers[order] = "it was not answered"
                answer = browser.send(act.address, act.typed, act.file, page.text)
            except NotAnswered:
                continue
            except NoForm:
                self.found.refused.append(f"cycle {self.number}: {act.kind} had no form")
                continue
            self.answers[order] = f"it was answered {answer.status}"
            if answer.status in SENT_WELL:
                self.taken.add(order)
            else:
                self._note(act.kind, answer.status)

    def _note(self, kind: str, status: int) -> None:
        """An answer that was neither the act done nor the machine dying."""
        if status < 500:
            self.found.refused.append(f"cycle {self.number}: {kind} was answered {status}")


def one(name: str, web: int, server: int, seed: int) -> int:
    """All cycles on one kind of database; prints what was found as JSON."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="goldthread-killed-") as folder, ExitStack() as stack:
        os.chmod(folder, 0o755)  # PostgreSQL, where we are root, runs as somebody else
        bench = Bench(name, Path(folder), seed, stack)
        bench.cycle(0, kills="")
        kinds = ["web"] * web + (["server"] * server if name == "postgresql" else [])
        found, broke_off = bench.found, []
        try:
            for number, kind in enumerate(kinds, 1):
                bench.cycle(number, kills=kind)
                print(f"{name}: {number} of {len(kinds)}", end="\r", file=sys.stderr, flush=True)
        except (Exception, KeyboardInterrupt) as error:
            # What was found until then is told all the same, and counts as wrong.
            broke_off = [f"after {found.cycles} cycles: {error!r}"]
    told = {
        "seed": seed,
        "killed": found.cycles - 1,
        "seconds": time.monotonic() - began,
        "sent": found.acts.total(),
        "acknowledged": found.acknowledged.total(),
        "done": found.done.total(),
        "by kind": {
            kind: [found.acts[kind], found.acknowledged[kind], found.done[kind]]
            for kind in sorted(found.acts)
        },
        "swept": found.swept,
        "answers again after": median(found.seconds or [0.0]),
        "wrong": found.wrong | {"broke off": broke_off},
    }
    print(json.dumps(told))
    return 1 if broke_off or any(found.wrong.values()) else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        sys.exit(one(sys.argv[2], *map(int, sys.argv[3:6])))
    sys.exit(main())
