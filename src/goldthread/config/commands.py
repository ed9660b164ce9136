"""The bare verbs of the house, and the short ones among them."""

import json
import os
import shutil
import sys
from argparse import REMAINDER, ArgumentParser, ArgumentTypeError, Namespace
from datetime import datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

from tooling.benches import first_line
from tooling.checkout import HERE
from tooling.ports import insist_on_free_port
from tooling.processes import become
from tooling.words import CannotRun, WrongUse, say

from goldthread import keys
from goldthread.config import clocks
from goldthread.config.home import home_folder, keys_folder, make_home, read_marker
from goldthread.house import Command
from goldthread.records import command_line as records


def start_django() -> None:
    """Start Django and with it the registry of modules; raises CannotRun where settings lack something."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldthread.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise CannotRun(str(error)) from error


def _a_port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ArgumentTypeError("a port is a whole number from 1 to 65535")
    return int(text)


def _port(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=_a_port, default=8000, help="default: 8000")


def _demo_arguments(parser: ArgumentParser) -> None:
    _port(parser)
    parser.add_argument("--no-serve", action="store_true", help="prepare everything, start nothing")
    parser.add_argument("--reset", action="store_true", help="throw away what was entered first")


def _serve_arguments(parser: ArgumentParser) -> None:
    _port(parser)
    parser.add_argument("--host", default="127.0.0.1", help="default: this machine only")
    parser.add_argument("--processes", type=int, default=1, help="web processes; default: 1")


def _setup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--email", help="the administrator's address (asked for where not given)")
    parser.add_argument("--name", help="the administrator's name (asked for where not given)")


def _test_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="only the tests in these places")
    parser.add_argument(
        "--quick", action="store_true", help="SQLite only, no browser and no slow tests"
    )


def _manage_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs=REMAINDER, metavar="...", help="as Django's manage.py")


def _bench_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="which; without it, the list of them")
    parser.add_argument("words", nargs=REMAINDER, metavar="...", help="what that one understands")


def _two_folders(parser: ArgumentParser, folder: str, keys: str) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=folder)
    parser.add_argument("--keys", type=Path, metavar="FOLDER", required=True, help=keys)


def _backup_arguments(parser: ArgumentParser) -> None:
    _two_folders(parser, "where to: a folder that is new or empty", "where the keys go, apart")


def _restore_arguments(parser: ArgumentParser) -> None:
    _two_folders(parser, "the backup", "the keys that were kept with it")
    parser.add_argument(
        "--replace", action="store_true", help="set aside what is there, where something is"
    )


# Of Django's commands, those that serve nobody and seal nothing: a new copy has no keys yet.
NEEDS_NO_KEY = ("makemigrations", "showmigrations", "collectstatic")
_HERE = "goldthread.config"
COMMANDS = (
    Command(
        "",
        "demo",
        "Start the demonstration: database, pages and worker",
        f"{_HERE}.commands:demonstrate",
        _demo_arguments,
    ),
    Command(
        "",
        "test",
        "Check everything, on SQLite and on PostgreSQL",
        "tooling.checks:run",
        _test_arguments,
    ),
    Command(
        "",
        "prepare",
        "Bring the parts that running needs, and start nothing",
        f"{_HERE}.commands:prepare",
    ),
    Command("", "doctor", "Say what this machine lacks, and what mends it", f"{_HERE}.doctor:run"),
    Command(
        "",
        "setup",
        "Make a new installation and its first administrator",
        f"{_HERE}.commands:set_up",
        _setup_arguments,
    ),
    Command(
        "",
        "serve",
        "Serve the pages (the web process)",
        f"{_HERE}.commands:serve",
        _serve_arguments,
    ),
    Command(
        "",
        "backup",
        "Back up the database and the files, sealed, and the keys apart from them",
        f"{_HERE}.backups:back_up",
        _backup_arguments,
    ),
    Command(
        "",
        "restore",
        "Put a backup back, once all of it was checked",
        f"{_HERE}.backups:restore",
        _restore_arguments,
    ),
    Command("", "worker", "Do the long work (the worker process)", f"{_HERE}.worker:work"),
    Command(
        "", "manage", "Run one of Django's commands", f"{_HERE}.commands:manage", _manage_arguments
    ),
    Command(
        "",
        "matrix",
        "Call every address as every role in every partnership, and hold the answers against the table",
        f"{_HERE}.matrix:run",
    ),
    Command(
        "",
        "reference",
        "Write the reference pages from the code",
        f"{_HERE}.reference:run",
    ),
    Command("", "bench", "Measure something", f"{_HERE}.commands:bench", _bench_arguments),
    # Records are read, and dates asked, on machines that have no installation: these need neither
    # settings nor a database.
    *records.COMMANDS,
    *clocks.COMMANDS,
)


def demonstrate(arguments: Namespace) -> int:
    """Hand over to the demonstration, with the time that it is."""
    from goldthread.config import demo

    return demo.run(arguments, at=datetime.now(ZoneInfo("Europe/London")))


def web_command(*, host: str, port: int, processes: int) -> list[str]:
    """The command of the web server."""
    server = [sys.executable, "-P", "-m", "granian", "--interface", "wsgi", "--no-ws"]
    where = ["--host", host, "--port", str(port), "--workers", str(processes)]
    # A page waits more for the database than for the processor: two threads to a core, and one.
    threads = 2 * (os.cpu_count() or 1) + 1
    how = ["--blocking-threads", str(threads), "--log-level", "warning"]
    return [*server, *where, *how, "goldthread.config.wsgi:application"]


def serve(arguments: Namespace) -> NoReturn:
    """Become the web server."""
    _insist_on_keys()
    insist_on_free_port(arguments.port, "./goldthread serve", arguments.host)
    address = f"http://{arguments.host}:{arguments.port}/"
    if not os.environ.get("GOLDTHREAD_ORIGINS"):
        os.environ.setdefault("GOLDTHREAD_ADDRESS", address)
    _count_together(arguments.port)
    print(json.dumps({"address": address}) if arguments.json else f"Serving {address}", flush=True)
    become(
        web_command(host=arguments.host, port=arguments.port, processes=max(1, arguments.processes))
    )


def prepare(arguments: Namespace) -> int:
    """Say that the parts are there: the launcher brings them before any command of this kind."""
    told = "The parts are there: the environment and the GOV.UK files."
    print(json.dumps({"prepared": True}) if arguments.json else told)
    return 0


def _count_together(port: int) -> None:
    """An empty folder in which the web processes of this server count their requests together."""
    folder = home_folder(os.environ) / "metrics" / str(port)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def manage(arguments: Namespace) -> int:
    """Django's own commands, in this installation."""
    from django.core.management import execute_from_command_line

    make_home(os.environ)
    if arguments.words[:1] and arguments.words[0] in NEEDS_NO_KEY:
        os.environ.setdefault("GOLDTHREAD_WITHOUT_KEYS", "1")
    if arguments.words[:1] == ["migrate"]:
        keys.complete(keys_folder(os.environ))
    start_django()
    execute_from_command_line(["./goldthread manage", *arguments.words])
    return 0


def _insist_on_keys() -> None:
    for name in keys.NAMES:
        try:
            keys.read(keys_folder(os.environ), name)
        except keys.KeyMissing as error:
            raise CannotRun(str(error)) from error


def set_up(arguments: Namespace) -> int:
    """Make keys and database where they are missing, and the first administrator."""
    _refuse_demonstration()
    email = arguments.email or _ask("The administrator's e-mail address: ")
    name = arguments.name or _ask("The administrator's name: ")
    make_home(os.environ)
    keys.make(keys_folder(os.environ), (*keys.NAMES, keys.BACKUP))
    start_django()
    from django.utils import timezone

    from goldthread.access.decision import Refused
    from goldthread.accounts.actions import set_up_first_administrator
    from goldthread.config.database import bring_up_to_date

    bring_up_to_date()
    try:
        path = set_up_first_administrator(email=email, name=name, at=timezone.now())
    except Refused as refused:
        raise WrongUse(str(refused)) from refused
    if arguments.json:
        print(json.dumps({"email": email, "name": name, "path": path}))
    else:
        print(f"{name} becomes the administrator by opening this address of your site, once:")
        print(f"  {path}")
    return 0


def _refuse_demonstration() -> None:
    home = home_folder(os.environ)
    if read_marker(home) is not None:
        raise WrongUse(
            f"The home {home} holds a demonstration. Set GOLDTHREAD_HOME to a folder of its own."
        )
    if os.environ.get("GOLDTHREAD_DEMONSTRATION"):
        raise WrongUse(
            "GOLDTHREAD_DEMONSTRATION is set: anybody could sign in as anybody. Unset it first."
        )


def _ask(question: str) -> str:
    if not sys.stdin.isatty():
        raise WrongUse("Give --email and --name where nobody is there to be asked.")
    answer = ""
    while not answer:
        answer = input(question).strip()
    return answer


def bench(arguments: Namespace) -> int:
    """Become one of the measurements in `bench/`, or list them."""
    found = {path.stem: path for path in sorted((HERE.root / "bench").glob("[!_]*.py"))}
    if arguments.name in found:
        passed = [*arguments.words, *(["--json"] if arguments.json else [])]
        become([sys.executable, "-P", str(found[arguments.name]), *passed])
    if arguments.name:
        raise WrongUse(
            f"There is no '{arguments.name}' in bench/: {', '.join(found) or 'nothing'}."
        )
    _list_benches(found, as_json=arguments.json)
    return 0


def _list_benches(found: dict[str, Path], *, as_json: bool) -> None:
    listed = {name: first_line(path) for name, path in found.items()}
    if as_json:
        print(json.dumps(listed, indent=2))
        return
    if not listed:
        say("There is nothing in bench/ yet.")
    for name, words in listed.items():
        print(f"{name:24} {words}")
