"""What the tests have read in a process of its own: well-behaved, refusing and hostile."""

import os
import socket
import sys
import time
from pathlib import Path
from threading import BoundedSemaphore

ROOT = Path(__file__).parents[2]


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


def reach_out(stream, port, keys):
    """What comes of trying to get out, way by way: the name of the fault, or "done"."""
    return {way: tried(way, port, keys) for way in WAYS}


def connect(port, keys):
    socket.create_connection(("127.0.0.1", port), timeout=1)


def send_a_datagram(port, keys):
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", port))


def list_keys(port, keys):
    os.listdir(keys)


def read_keys(port, keys):
    Path(keys, "settings").read_bytes()


def read_of_the_parent(port, keys):
    Path(f"/proc/{os.getppid()}/environ").read_bytes()


def write_beside(port, keys):
    Path("/tmp/left-behind-by-a-reader").write_bytes(b"x")


def run_a_program(port, keys):
    os.execv("/bin/true", ["true"])


def begin_a_process(port, keys):
    if os.fork() == 0:
        os._exit(0)


def end_the_parent(port, keys):
    os.kill(os.getppid(), 0)


WAYS = {
    way.__name__: way
    for way in (
        connect,
        send_a_datagram,
        list_keys,
        read_keys,
        read_of_the_parent,
        write_beside,
        run_a_program,
        begin_a_process,
        end_the_parent,
    )
}


def tried(way, port, keys):
    try:
        WAYS[way](port, keys)
    except OSError as fault:
        return type(fault).__name__
    return "done"
