"""The product as it runs, on a home of its own: web process and worker, begun and ended."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
READY = 60  # seconds until a started web process must answer


class Served:
    """The product's own web process and worker on one home."""

    def __init__(self, home: Path, keys: Path, address: str) -> None:
        from tooling.ports import is_free

        from goldthread.config.commands import web_command

        self.port = next(p for p in iter(lambda: random.randint(20000, 60000), 0) if is_free(p))
        variables = os.environ | {
            "GOLDTHREAD_HOME": str(home),
            "GOLDTHREAD_KEYS": str(keys),
            "GOLDTHREAD_DATABASE": address,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "TMPDIR": str(home),
        }
        self.log = (home / "log").open("ab")
        web = web_command(host="127.0.0.1", port=self.port, processes=1)
        worker = [sys.executable, "-P", "-m", "goldthread", "worker"]
        self.processes = [
            subprocess.Popen(
                command,
                env=variables,
                stdout=self.log,
                stderr=self.log,
                start_new_session=True,
            )
            for command in (web, worker)
        ]

    def __enter__(self) -> "Served":
        from bench.crash.browser import Browser, NotAnswered

        until = time.monotonic() + READY
        while time.monotonic() < until:
            try:
                Browser(self.port, "").get("/account/login/")
                return self
            except NotAnswered:
                time.sleep(0.05)
        self.kill()
        raise SystemExit(f"The web process does not answer: {Path(self.log.name).read_text()}")

    def __exit__(self, *error: object) -> None:
        self.kill()
        self.log.close()

    def kill(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
        for process in self.processes:
            process.wait()


def set_environment(folder: Path) -> None:
    """Name the home and the keys with which Django is started here, and make them."""
    (folder / "home" / "static").mkdir(parents=True)
    os.environ |= {
        "GOLDTHREAD_HOME": str(folder / "home"),
        "GOLDTHREAD_KEYS": str(folder / "keys"),
        "GOLDTHREAD_DEMONSTRATION": "1",
        "DJANGO_SETTINGS_MODULE": "goldthread.config.settings",
        "GOLDTHREAD_HOSTS": "localhost,testserver",
    }
    from goldthread import keys

    keys.make(folder / "keys")
