"""What the tests have read in a process of its own: well-behaved, refusing and hostile."""

import os
import sys
import time
from pathlib import Path
from threading import BoundedSemaphore

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "src"))  # where these are read from, the package itself is elsewhere


def say(stream, twice=False):
    text = stream.read().decode()
    return {"says": text * 2 if twice else text}


def environment(stream):
    return {"names": sorted(os.environ), "django": "django" in sys.modules}


def refuse(stream):
    from goldthread.files.limits import Unreadable

    raise Unreadable("This is no table.")


def fail(stream):
    raise ValueError(stream.read().decode())


def eat_memory(stream):
    return len(bytearray(1024 * 1024 * 1024))


def count_for_ever(stream):
    while True:
        pass


def say_without_end(stream):
    return "x" * (8 * 1024 * 1024)


def sleep(stream):
    time.sleep(60)


def no_place():
    places = BoundedSemaphore(1)
    places.acquire()
    return places
