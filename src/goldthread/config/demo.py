"""`./goldthread demo`: everything from an empty folder to a page, and back again with one Ctrl-C."""

import fcntl
import http.client
import json
import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from tooling.checkout import HERE
from tooling.ports import insist_on_free_port
from tooling.processes import Child, run_together
from tooling.stamps import digest, digest_of_words
from tooling.words import DONE, WrongUse, say

import goldthread
from goldthread import keys
from goldthread.config.commands import start_django, web_command
from goldthread.config.home import (
    LOCK,
    MARKER,
    Demonstration,
    has_database,
    home_folder,
    is_strange,
    keys_folder,
    make_home,
    read_marker,
    write_marker,
)


def run(arguments: Namespace, *, at: datetime) -> int:
    """Prepare the demonstration and, unless told otherwise, serve it until Ctrl-C."""
    home = home_folder(os.environ)
    refuse_what_is_not_its_own(home, os.environ)
    if not arguments.no_serve:
        insist_on_free_port(arguments.port, "./goldthread demo")
    make_home(os.environ)
    with sole_user(home):
        if arguments.reset:
            empty(home)
        os.environ["GOLDTHREAD_DEMONSTRATION"] = "1"
        os.environ["GOLDTHREAD_ADDRESS"] = f"http://localhost:{arguments.port}"
        keys.make(keys_folder(os.environ))
        shown = prepare(home, at=at)
        if arguments.no_serve:
            tell(shown, home, "", as_json=arguments.json)
            return DONE
        return _serve(shown, home, arguments)


def refuse_what_is_not_its_own(home: Path, environment: Mapping[str, str]) -> None:
    """Leave alone a folder with anything in it that no demonstration put there, and any database
    but the one in the home: real records must never find themselves among invented ones."""
    if environment.get("GOLDTHREAD_DATABASE"):
        raise WrongUse(
            "The demonstration keeps to a database of its own, in its home: "
            "unset GOLDTHREAD_DATABASE first."
        )
    if is_strange(home):
        raise WrongUse(
            f"The home {home} is not empty and holds no demonstration, so it is left as it is. "
            "Set GOLDTHREAD_HOME to another folder."
        )


@contextmanager
def sole_user(home: Path) -> Iterator[None]:
    """Keep a second demonstration out of the same home."""
    if read_marker(home) is None:
        write_marker(home, Demonstration())
    with (home / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise WrongUse(
                f"A demonstration is already running in {home}. "
                "End it first, or set GOLDTHREAD_HOME to another folder."
            ) from error
        yield


def empty(home: Path) -> None:
    """Throw away all that the demonstration holds; its marker goes last, its keys stay."""
    say(f"Emptying {home} ...")
    write_marker(home, Demonstration())
    for path in home.iterdir():
        if path.name in (LOCK, MARKER):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def prepare(home: Path, *, at: datetime) -> Demonstration:
    """Bring the database up to date and load the demonstration, where that is not done already."""
    from goldthread.config import demonstration

    noted = read_marker(home) or Demonstration()
    is_loaded = bool(noted.loader) and has_database(os.environ)
    if is_loaded and noted.loader != demonstration.VERSION:
        say("There is a newer demonstration: --reset makes it, and throws away what was entered.")
    if is_loaded and noted.database == database_fingerprint():
        return noted
    start_django()
    from goldthread.config.database import bring_up_to_date

    say("Preparing the database ...")
    bring_up_to_date()
    if is_loaded:
        noted = replace(noted, database=database_fingerprint())
    else:
        from goldthread.trail import checkpoints

        checkpoints.forget()
        demonstration.load(at=at, say=say)
        people = tuple(demonstration.accounts())
        noted = Demonstration(demonstration.VERSION, database_fingerprint(), people)
    write_marker(home, noted)
    return noted


def database_fingerprint() -> str:
    """Every migration that this code would apply: ours by name, and those of the parts by their
    locked versions. Read from names alone, so that a warm start need not wait for Django."""
    package = Path(goldthread.__file__).parent
    names = sorted(str(path.relative_to(package)) for path in package.glob("*/migrations/*.py"))
    return digest_of_words(digest(HERE.requirements("base")), *names)


def _serve(shown: Demonstration, home: Path, arguments: Namespace) -> int:
    address = f"http://localhost:{arguments.port}/"
    web = web_command(host="127.0.0.1", port=arguments.port, processes=1)
    worker = [sys.executable, "-P", "-m", "goldthread", "worker"]
    return run_together(
        Child("web process", web),
        Child("worker", worker),
        environment=os.environ,
        log=home / "demonstration.log",
        is_ready=lambda: answers_pages(arguments.port),
        when_ready=lambda: tell(shown, home, address, as_json=arguments.json),
    )


def answers_pages(port: int) -> bool:
    """Whether the web process gives any answer at all."""
    caller = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        caller.request("GET", "/", headers={"Host": f"localhost:{port}"})
        return bool(caller.getresponse().status)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        caller.close()


def tell(shown: Demonstration, home: Path, address: str, *, as_json: bool) -> None:
    """Print where it is and who one can be there."""
    if as_json:
        people = [{"title": title, "email": email} for title, email in shown.accounts]
        told = {"address": address or None, "home": str(home), "accounts": people}
        print(json.dumps(told), flush=True)
        return
    width = max((len(title) for title, _ in shown.accounts), default=0)
    print("\nWho one can be there, each with one click:\n")
    for title, email in shown.accounts:
        print(f"  {title:{width}}  {email}")
    print(f"\nWhat is entered is kept in {home}; ./goldthread demo --reset starts afresh.")
    ends = (
        f"The demonstration is at {address} until Ctrl-C."
        if address
        else "It is ready: ./goldthread demo"
    )
    print(ends, flush=True)
