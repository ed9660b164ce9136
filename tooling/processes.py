"""A few processes that live and end together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from tooling.words import DONE, PROBLEMS, say

PATIENCE = 10  # seconds for a process to end by itself once asked
LAST_LINES = 20
PR_SET_PDEATHSIG = 1  # of <sys/prctl.h>: Linux alone has it


@dataclass(frozen=True)
class Child:
    """One of the processes: what it is called, and its command."""

    name: str
    command: Sequence[str]


class Ending:
    """Whether a person or the system has asked for the end, and how often."""

    SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def __init__(self) -> None:
        self.asked = 0

    def listen(self) -> None:
        for number in self.SIGNALS:
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: object) -> None:
        self.asked += 1


def become(command: list[str], environment: Mapping[str, str] | None = None) -> NoReturn:
    """Run a command in the place of this process, so that signals reach it and it alone."""
    sys.stdout.flush()
    os.execve(command[0], command, os.environ if environment is None else environment)


def run_together(
    first: Child,
    *others: Child,
    environment: Mapping[str, str],
    log: Path,
    is_ready: Callable[[], bool],
    when_ready: Callable[[], None],
) -> int:
    """Run them until a signal (0) or until one ends by itself (1); then none is left behind.

    The others wait until the first is ready: a person is waiting for that one.
    """
    ending = Ending()
    ending.listen()
    running: dict[str, subprocess.Popen[bytes]] = {}
    with log.open("wb") as lines:
        try:
            running[first.name] = _start(first, environment, lines.fileno())
            fallen = _watch(running, ending, until=is_ready)
            if not fallen and not ending.asked:
                for child in others:
                    running[child.name] = _start(child, environment, lines.fileno())
                when_ready()
                fallen = _watch(running, ending, until=lambda: False)
        finally:
            _end(list(running.values()), ending)
    if not fallen:
        return DONE
    code = running.pop(fallen).returncode
    ended_too = f", so the {' and the '.join(running)} ended too" if running else ""
    say(f"The {fallen} ended by itself (code {code}){ended_too}. Its last words, in {log}:")
    say("\n".join(log.read_text(errors="replace").splitlines()[-LAST_LINES:]))
    return PROBLEMS


def _start(child: Child, environment: Mapping[str, str], log: int) -> "subprocess.Popen[bytes]":
    # In a session of its own: Ctrl-C at the terminal reaches us alone, and we tell the children.
    return subprocess.Popen(
        child.command,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        preexec_fn=_end_with_parent if sys.platform == "linux" else None,
    )


def _end_with_parent() -> None:
    """Have the system end this process when its parent is gone, also where that was killed outright."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _watch(
    running: Mapping[str, "subprocess.Popen[bytes]"], ending: Ending, *, until: Callable[[], bool]
) -> str:
    """Wait for `until`, or for a signal; gives the name of a process that ended by itself first."""
    while not ending.asked:
        for name, process in running.items():
            if process.poll() is not None and not ending.asked:
                return name
        if until():
            break
        time.sleep(0.1)
    return ""


def _end(processes: Sequence["subprocess.Popen[bytes]"], ending: Ending) -> None:
    """Ask each to end; after some patience (or a second Ctrl-C), end it and all that it started."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    until, asked = time.monotonic() + PATIENCE, ending.asked
    while any(process.poll() is None for process in processes):
        if time.monotonic() > until or ending.asked > asked:
            break
        time.sleep(0.05)
    for process in processes:
        # Its whole session: a server that fell may have left its own workers.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
