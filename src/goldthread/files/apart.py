"""Reading a file that somebody sent in a process of its own, so that it can hurt nothing but that.

The process begins with an empty environment: no settings, keys or address of a database. It shuts
itself in (`confine`: no network, no file but Python's own, no other process), is given the bytes, gives
back plain values as JSON, and is ended where it takes more than its limits.
"""

import json
import logging
import re
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from threading import BoundedSemaphore, Timer
from typing import IO, Any

from goldthread.files.limits import Limits, Unreadable
from goldthread.files.memory import nameless

CHILD = Path(__file__).with_name("child.py")
SOURCE = CHILD.parents[2]  # the folder in which the package lies
TOO_MUCH = "The file is too large or too complicated to read: send a smaller or simpler one."
FAULTY = "The file cannot be read: save it again from the program that made it, and send that."
BUSY = "Other files are being read just now: send it again in a minute."

MOST_SAID = 500  # letters of a refusal
AT_ONCE, PATIENCE = 2, 10.0  # readings in one web process; seconds that a further one waits
_places = BoundedSemaphore(AT_ONCE)
_log = logging.getLogger(__name__)
WALLS = {"network", "files", "calls"}
_REACHED = re.compile(
    rb"([a-z]{1,12}) (\d{1,12})\n"
)  # nothing else that a reading prints is listened to
LONGEST_LINE = 64

Told = Callable[[str, int], None]


def read_apart(reader: str, content: bytes, *, limits: Limits | None = None, **options: Any) -> Any:
    """What `reader` ("package.module:function") says of the content, as JSON carries it.

    The function takes a binary stream and the options; it may raise Unreadable, which is raised here
    again. So it is, with a sentence of ours, where the reading ran into a limit or failed.
    """
    limits = limits or Limits()
    asked = {"reader": reader, "options": options, "source": str(SOURCE), "limits": asdict(limits)}
    with nameless() as given:
        given.write(content)
        return _read(asked, given, limits, None)


def read_held(
    reader: str,
    given: IO[bytes],
    *,
    limits: Limits,
    told: Told,
    reads: Collection[str] = (),
    **options: Any,
) -> Any:
    """The same of what lies in a file of memory, whose rows must not leave it: refused where a wall is missing.

    `told` hears how far the reading is, a word and a number; `reads` are folders that it may read as well.
    """
    asked = {"reader": reader, "options": options, "source": str(SOURCE), "limits": asdict(limits)}
    return _read(asked | {"reads": list(reads), "walls": sorted(WALLS)}, given, limits, told)


def _read(asked: dict[str, Any], given: IO[bytes], limits: Limits, told: Told | None) -> Any:
    reader = str(asked["reader"])
    with _a_place(), nameless() as said:
        given.seek(0)
        status = _run(json.dumps(asked), given, said, limits, told)
        if status:
            _log.warning("reading with %s was stopped (%s)", reader, status)
            raise Unreadable(TOO_MUCH)
        said.seek(0)
        return _answer(reader, said.read())


@contextmanager
def _a_place() -> Iterator[None]:
    """One of the few readings that may run at once; what waits too long is told so."""
    if not _places.acquire(timeout=PATIENCE):
        raise Unreadable(BUSY)
    try:
        yield
    finally:
        _places.release()


def _run(
    asked: str, given: IO[bytes], said: IO[bytes], limits: Limits, told: Told | None
) -> str | int:
    """Begin the process and wait for it: 0, or how it ended."""
    process = subprocess.Popen(  # noqa: S603 -- our own program; what was sent is only its input
        [sys.executable, "-I", "-B", "-X", "utf8", str(CHILD), asked],
        stdin=given,
        stdout=said,
        stderr=subprocess.PIPE if told else subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
    )
    end = Timer(limits.seconds, process.kill)
    end.start()
    try:
        if told and process.stderr:
            with process.stderr as lines:
                while line := lines.readline(LONGEST_LINE):
                    if reached := _REACHED.fullmatch(line):
                        told(reached[1].decode(), int(reached[2]))
        return process.wait()
    finally:
        if process.poll() is None:  # what listens to it has failed
            process.kill()
            process.wait()
        end.cancel()


def _answer(reader: str, said: bytes) -> Any:
    try:
        answer = dict(json.loads(said))
    except (ValueError, TypeError, RecursionError):
        answer = {"failed": "no JSON"}
    missing = WALLS - set(answer.get("walls", WALLS))
    if missing:
        _log.warning("a file was read without a wall around it: %s", ", ".join(sorted(missing)))
    if "refused" in answer:
        raise Unreadable(str(answer["refused"])[:MOST_SAID])
    if "says" not in answer:
        _log.error("reading with %s failed: %s", reader, answer.get("failed"))
        raise Unreadable(FAULTY)
    return answer["says"]
