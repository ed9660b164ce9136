"""The same requests to a real web server on this machine, four at a time, where what they do stays done."""

import http.client
import os
import random
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bench.fuzzing.asking import URLENCODED, Asked

ROOT = Path(__file__).parents[2]
READY, PATIENCE = 90, 60  # seconds until the server must answer at all, and each request
AT_ONCE = 4
TOKEN = "fuzzfuzzfuzzfuzzfuzzfuzzfuzzfuzz"  # what a page would hold against forgery  # noqa: S105
NO_ANSWER = 0


@contextmanager
def serving(database: str) -> Iterator[tuple[int, Path]]:
    """The product's own web server on a database: its port, and the file of its log."""
    from tooling.ports import is_free

    from goldthread.config.commands import web_command

    port = next(p for p in iter(lambda: random.randint(20000, 60000), 0) if is_free(p))
    log = Path(tempfile.mkdtemp(prefix="goldthread-fuzz-")) / "log"
    variables = os.environ | {
        "GOLDTHREAD_DATABASE": database,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    with log.open("ab") as said:
        web = subprocess.Popen(  # noqa: S603 -- our own program
            web_command(host="127.0.0.1", port=port, processes=1),
            env=variables,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        try:
            _await(port, log)
            (log.parent / "pid").write_text(str(web.pid))
            yield port, log
        finally:
            os.killpg(web.pid, signal.SIGTERM)
            web.wait()


def _await(port: int, log: Path) -> None:
    until = time.monotonic() + READY
    while time.monotonic() < until:
        try:
            if send(port, Asked("", "GET", "/health/"), {}) == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"The web server does not answer: {log.read_text()[-2000:]}")


def address_of_this_database() -> str:
    """Where another process finds the database that this one works in."""
    from django.db import connection

    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    address = os.environ["GOLDTHREAD_DATABASE"]
    before, _, after = address.partition("?")
    return f"{before.rpartition('/')[0]}/{name}?{after}"


def send_all(numbered: list[tuple[int, Asked]], world, tally) -> None:
    """Send them all, and tell the tally what was answered."""
    with serving(address_of_this_database()) as (port, log):
        share = 200
        for begin in range(0, len(numbered), share):
            cookies = sessions(world)  # anew: some of the requests sign people out

            def one(pair: tuple[int, Asked], cookies: dict = cookies) -> tuple[int, Asked, int]:
                number, asked = pair
                try:
                    return number, asked, send(port, asked, cookies.get(asked.who, {}))
                except (OSError, http.client.HTTPException):
                    return number, asked, NO_ANSWER

            with ThreadPoolExecutor(AT_ONCE) as threads:
                for number, asked, status in threads.map(one, numbered[begin : begin + share]):
                    tally.served[status] += 1
                    is_not_ready = status == 503 and asked.address.startswith("/ready/")
                    if (status >= 500 and not is_not_ready) or status == NO_ANSWER:
                        tally.broken.append(f"served {number}: {status} {asked}")
        said = log.read_text(errors="replace")
        if any("served" in each for each in tally.broken):
            tally.broken.append(f"the server's log: {said[-3000:]}")


def resident(folder: Path) -> int:
    """Bytes of memory that the web server serving from there has in use, its processes together (Linux)."""
    first = (folder / "pid").read_text()
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    pages = sum(
        int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in (first, *children)
    )
    return pages * os.sysconf("SC_PAGE_SIZE")


def send(port: int, asked: Asked, cookies: dict[str, str]) -> int:
    """The status that one request is answered with."""
    return answer_to(port, asked, cookies)[0]


def answer_to(port: int, asked: Asked, cookies: dict[str, str]) -> tuple[int, str]:
    """Send one request byte by byte as it stands; gives the status and the page of its answer."""
    asked = _with_token(asked)
    host = asked.headers.get("Host", f"127.0.0.1:{port}")
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        line.putrequest(asked.method, asked.address, skip_host=True, skip_accept_encoding=True)
        line.putheader("Host", host.encode("latin-1"))
        own = "; ".join(f"{name}={value}" for name, value in cookies.items())
        line.putheader("Cookie", asked.headers.get("Cookie", own).encode("latin-1"))
        if asked.content_type:
            line.putheader("Content-Type", asked.content_type.encode("latin-1"))
        line.putheader("Content-Length", str(len(asked.body)))
        for name, value in asked.headers.items():
            if name not in ("Host", "Cookie", "Transfer-Encoding", "Expect"):
                line.putheader(name, _on_one_line(value))
        line.endheaders(asked.body)
        answer = line.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    finally:
        line.close()


def _with_token(asked: Asked) -> Asked:
    """With the token in its body, where a form is sent; other bodies bring it in a header."""
    if asked.content_type == URLENCODED:
        return replace(asked, body=asked.body + f"&csrfmiddlewaretoken={TOKEN}".encode())
    return replace(asked, headers={"X-CSRFToken": TOKEN} | asked.headers)


def _on_one_line(value: str) -> bytes:
    return value.replace("\r", "").replace("\n", "").encode("latin-1")


def sessions(world) -> dict[str, dict[str, str]]:
    """The cookies of a fresh session for everybody who has one."""
    from datetime import UTC, datetime

    from django.conf import settings
    from django.contrib.sessions.models import Session

    forms = __import__("tests.matrix.forms", fromlist=["everybody"])
    found = {}
    for who, client in forms.everybody(world).items():
        found[who] = {name: morsel.value for name, morsel in client.cookies.items()}
        found[who][settings.CSRF_COOKIE_NAME] = TOKEN
    # The world's clock stands still; the server's runs.
    Session.objects.update(expire_date=datetime(2100, 1, 1, tzinfo=UTC))
    return found
