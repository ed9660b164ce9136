"""What identifies a child is planted in records, and searched for in every file that their use leaves.

./goldthread bench planted_records [--rows 100000] [--json]

`records check` and `indicators` (on DuckDB) read files in which each child's number, pupil number, birth and
name is planted, in sound cells and in wrong ones; the figures that come of it are taken in with `returns
import` on SQLite and on a PostgreSQL server of the bench's own; and the files themselves are sent to the page
that makes a return's figures of records, where the partnership has switched that on. Searched: what was printed, the temporary
folder, the home with its files and logs, the file of figures, the databases' own files with their
write-ahead logs, core files; every cell of every table, since databases pack long ones; and, while the
processes run, each file that they hold open, also one whose name is gone. That the search finds what is
there: the name of the figures' file is kept in each database and must be found.
Exit code 1 where anything planted is found, or that name is not.
"""

import argparse
import csv
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
PERIODS = ("--from", "2025-04-01", "--to", "2025-06-30", "--since", "2024-04-01")
IN_MEMORY = "/memfd:"  # a file of memory alone, which is where records belong
RECORDS_SENT = "of the records that were sent"
CONTROL = "figures-searched-for.csv"
PLANTED = (b"PLANT00", b"H80120000900", b"Plantedname", b"Kezia")
BORN = (b"17/09/2013", b"2013-09-17", b"17-09-2013")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--take-in", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--send", type=Path, nargs="+", default=(), help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.take_in:
        return _taken_in(wanted.take_in, wanted.send)
    with tempfile.TemporaryDirectory(prefix="goldthread-planted-") as folder, ExitStack() as stack:
        told = _searched(Path(folder), wanted.rows, stack)
    print(json.dumps(told, indent=2) if wanted.json else _told(told))
    return 1 if told["found"] or told["controls"] < told["databases"] else 0


def _searched(folder: Path, rows: int, stack: ExitStack) -> dict[str, Any]:
    from tests.records.test_planted import planted

    for name in ("given", "tmp", "home", "out", "said", "database"):
        (folder / name).mkdir()
    given = planted(folder / "given")
    sound = _sound(folder / "given" / "list_3.csv", rows)
    ways = Ways(folder)
    ways.run("check", "records", "check", *map(str, [*given, sound]))
    ways.run("check-json", "records", "check", "--json", *map(str, [*given, sound]))
    out = folder / "out" / CONTROL
    spoiled = folder / "out" / "of_spoiled.csv"
    ways.run(
        "figures-of-spoiled",
        "records",
        "indicators",
        *map(str, given),
        *PERIODS,
        "--out",
        str(spoiled),
    )
    ways.run("figures", "records", "indicators", str(sound), *PERIODS, "--out", str(out))
    controls = 0
    addresses = {"SQLite": f"sqlite:///{folder / 'database' / 'planted.db'}"}
    addresses["PostgreSQL"] = _own_postgresql(folder / "database", stack)
    for name, address in addresses.items():
        variables = {"GOLDTHREAD_DATABASE": address}
        sent = [str(path) for path in (*given, sound) if path.stat().st_size]
        words = ["--take-in", str(out), "--send", *sent]
        said = ways.own(f"take-in-{name}", __file__, *words, **variables)
        read = re.search(rf"{RECORDS_SENT}: [1-9]\d* figures", said)
        controls += "control found" in said and read is not None
        ways.found += [f"{name}: {line}" for line in said.splitlines() if line.startswith("FOUND")]
    told = {"rows": rows, "databases": len(addresses), "controls": controls}
    return told | ways.left_behind()


class Ways:
    """Runs the commands in processes whose folders are all under one, and looks at what they hold open."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.processes, self.opened, self.in_memory = folder, 0, 0, 0
        self.found: list[str] = []

    def run(self, name: str, *words: str) -> str:
        return self.own(name, "-m", "goldthread", *words)

    def own(self, name: str, *words: str, **more: str) -> str:
        """What a process printed; it may write a core file, and is watched until it ends."""
        variables = {
            **{
                key: os.environ[key]
                for key in ("PATH", "LANG", "LD_LIBRARY_PATH")
                if key in os.environ
            },
            "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "GOLDTHREAD_HOME": str(self.folder / "home"),
            "GOLDTHREAD_KEYS": str(self.folder / "home" / "keys"),
            "GOLDTHREAD_HOSTS": "localhost,testserver",
            "GOLDTHREAD_DEMONSTRATION": "1",  # nobody here holds a passkey
            "HOME": str(self.folder / "home"),
            **{key: str(self.folder / "tmp") for key in ("TMPDIR", "TMP", "TEMP")},
            **more,
        }
        said = self.folder / "said" / f"{name}.txt"
        with said.open("wb") as stream:
            process = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, *words],
                env=variables,
                cwd=self.folder / "out",
                stdout=stream,
                stderr=subprocess.STDOUT,
                preexec_fn=_with_core_files,
            )
            while process.poll() is None:
                for pid in _family(process.pid):
                    self._look_at_open_files(pid)
                time.sleep(0.02)
        self.processes += 1
        return said.read_text(errors="replace")

    def left_behind(self) -> dict[str, Any]:
        """What stands in every file but those that were given, after all else that was found."""
        files, size = 0, 0
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and self.folder / "given" not in path.parents:
                content = path.read_bytes()
                files, size = files + 1, size + len(content)
                place = path.relative_to(self.folder)
                self.found += [f"{place}: {word.decode()}" for word in _within(content)]
        return {
            "processes": self.processes,
            "files": files,
            "megabytes": round(size / 1e6, 1),
            "open_files_read": self.opened,
            "in_memory": self.in_memory,
            "found": self.found,
        }

    def _look_at_open_files(self, pid: int) -> None:
        with suppress(OSError):
            for number in os.listdir(f"/proc/{pid}/fd"):
                place = f"/proc/{pid}/fd/{number}"
                flags = int(Path(f"/proc/{pid}/fdinfo/{number}").read_text().split()[3], 8)
                named = os.readlink(place)
                if not flags & (os.O_WRONLY | os.O_RDWR) or not named.startswith("/"):
                    continue
                if named.startswith(IN_MEMORY):
                    self.in_memory += bool(_within(Path(place).read_bytes()))
                    continue
                if named.startswith(("/dev/", "/proc/")) or not os.path.isfile(place):
                    continue
                self.opened += 1
                self.found += [
                    f"open {named}: {w.decode()}" for w in _within(Path(place).read_bytes())
                ]


def _family(pid: int) -> list[int]:
    """A process and all that it began, as far as they still run."""
    found = [pid]
    for one in found:
        with suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found


def _with_core_files() -> None:
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


def _within(content: bytes) -> list[bytes]:
    """What stands in some bytes of what was planted, written in UTF-8 or UTF-16."""
    return [
        word
        for word in (*PLANTED, *BORN)
        if word in content or word.decode().encode("utf-16-le") in content
    ]


def _sound(path: Path, rows: int) -> Path:
    """A list of referrals without a fault, in which every child is planted."""
    from tests.records.lists import REFERRALS, referral

    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, REFERRALS)
        writer.writeheader()
        for at in range(rows):
            child, day = (
                f"PLANT00{at % (rows // 2 + 1)}",
                date(2024, 4, 1) + timedelta(days=at % 450),
            )
            born = {"Date of Birth": "17/09/2013", "Age of Child (Years)": ""}
            named = {"Allocated Worker": f"Kezia Plantedname {at}"}
            writer.writerow(referral(child, f"{day:%d/%m/%Y}", **born, **named))
    return path


def _own_postgresql(folder: Path, stack: ExitStack) -> str:
    from bench.crash.databases import own_postgresql

    return stack.enter_context(own_postgresql(folder)).address


def _taken_in(figures: Path, records: list[Path]) -> int:
    """In a process of its own: a database with returns that are asked for, the file and the records taken in."""
    from goldthread.config.commands import start_django

    (Path(os.environ["GOLDTHREAD_HOME"]) / "static").mkdir(parents=True, exist_ok=True)
    from goldthread import keys

    keys.make(Path(os.environ["GOLDTHREAD_KEYS"]))
    start_django()
    from django.db import connection

    from goldthread.access.spaces import working_everywhere
    from goldthread.accounts.models import Person
    from goldthread.config.commandline import main as command
    from goldthread.config.database import bring_up_to_date

    bring_up_to_date()
    with working_everywhere():
        from tests.performance.builders import Q1, Cast

        cast = Cast()
        asked, of_records = cast.asked(), cast.asked(Q1.following())
        person = Person.objects.get(pk=cast.submitter.person_id).email
    code = command(["returns", "import", str(figures), "--as", person, "--return", asked.public_id])
    print(f"returns import: exit {code}")
    from bench._records_planted import send

    print(f"{RECORDS_SENT}: {send(cast, of_records, records)} figures")
    with working_everywhere():
        cells = list(_cells(connection))
    print("control found" if any(CONTROL.encode() in cell for cell in cells) else "control missing")
    for cell in cells:
        for word in _within(cell):
            print(f"FOUND {word.decode()} in a table")
    return 0


def _cells(connection):
    """Every text and every run of bytes of every table."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'select * from "{table}"')  # noqa: S608 - a name from the database itself
            for row in cursor.fetchall():
                for cell in row:
                    if cell is not None:
                        yield (
                            bytes(cell)
                            if isinstance(cell, bytes | memoryview)
                            else str(cell).encode()
                        )


def _told(told: dict) -> str:
    lines = [f"  {line}" for line in told["found"][:40]]
    return "\n".join(
        [
            f"{told['rows']:,} rows, {told['processes']} processes, {told['databases']} databases:"
            f" {told['files']} files of {told['megabytes']} MB searched, and {told['open_files_read']}"
            f" looks into files held open ({told['in_memory']} times the records in a file of memory"
            f" alone); the name that must be found was in {told['controls']} of {told['databases']}"
            f" databases. Planted values found: {len(told['found'])}.",
            *lines,
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
