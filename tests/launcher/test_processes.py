"""Processes that live and end together, seen from outside as a person at the terminal would."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tooling.checkout import HERE

PARENT = """
import json, os, sys
from pathlib import Path
from tooling.processes import Child, run_together

folder = Path(sys.argv[1])
sleeps = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
stubborn = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + sleeps
bodies = {"sleeps": sleeps, "stubborn": stubborn, "falls": "print('out of paper'); raise SystemExit(5)"}
children = [
    Child(f"{body} {number}", [sys.executable, "-c", bodies[body], str(folder / f"{number}.pid")])
    for number, body in enumerate(sys.argv[2:])
]
sys.exit(
    run_together(
        *children,
        environment=os.environ,
        log=folder / "log",
        is_ready=lambda: (folder / "0.pid").exists(),
        when_ready=lambda: print("ready", flush=True),
    )
)
"""


@pytest.fixture
def parent(tmp_path):
    """Start a parent of the children named; whatever happens, it is gone afterwards."""
    started = []

    def start(*children):
        command = [sys.executable, "-c", PARENT, str(tmp_path), *children]
        process = subprocess.Popen(
            command,
            env={**os.environ, "PYTHONPATH": str(HERE.root)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def is_running(path):
    for _ in range(100):  # the last of them may only just have been started
        if path.exists() and path.read_text():
            break
        time.sleep(0.05)
    try:
        os.kill(int(path.read_text()), 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_ends_both_cleanly(parent, tmp_path, number):
    process = parent("sleeps", "sleeps")
    assert process.stdout.readline() == "ready\n"
    assert is_running(tmp_path / "1.pid")

    process.send_signal(number)

    assert process.wait(10) == 0
    assert not is_running(tmp_path / "0.pid")
    assert not is_running(tmp_path / "1.pid")


def test_one_that_falls_takes_the_other_with_it_and_says_so(parent, tmp_path):
    process = parent("sleeps", "falls")

    said = process.communicate(timeout=10)[1]

    assert process.returncode == 1
    assert "The falls 1 ended by itself (code 5), so the sleeps 0 ended too." in said
    assert not is_running(tmp_path / "0.pid")
    assert "out of paper" in said


def test_the_others_do_not_start_where_the_first_never_gets_ready(parent, tmp_path):
    process = parent("falls", "sleeps")

    said = process.communicate(timeout=10)[1]

    assert process.returncode == 1
    assert "The falls 0 ended by itself (code 5). Its last words" in said
    assert not (tmp_path / "1.pid").exists()


def test_a_second_signal_ends_even_one_that_will_not(parent, tmp_path):
    process = parent("stubborn", "sleeps")
    assert process.stdout.readline() == "ready\n"
    assert is_running(tmp_path / "1.pid")

    process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)

    assert process.wait(5) == 0
    assert not is_running(tmp_path / "0.pid")


def test_the_launchers_own_file_says_when_python_is_too_old(tmp_path):
    older = (
        "import sys, runpy; sys.version_info = (3, 9); "
        f"runpy.run_path({json.dumps(str(HERE.root / 'goldthread'))}, run_name='__main__')"
    )

    ended = subprocess.run(
        [sys.executable, "-c", older],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )

    assert ended.returncode == 3
    assert "needs Python 3.11 or later, and this python3 is 3.9" in ended.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_children_end_with_a_parent_that_was_killed_outright(parent, tmp_path):
    process = parent("sleeps", "sleeps")
    assert process.stdout.readline() == "ready\n"
    assert is_running(tmp_path / "1.pid")

    process.kill()
    process.wait()

    until = time.monotonic() + 10
    while time.monotonic() < until and any(is_at_work(tmp_path / f"{n}.pid") for n in range(2)):
        time.sleep(0.05)
    assert not any(is_at_work(tmp_path / f"{n}.pid") for n in range(2))


def is_at_work(path):
    """Whether it runs; one that has ended stays in the list until somebody asks how it ended."""
    try:
        state = Path(f"/proc/{path.read_text()}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
