"""Whether the process in which files are read really cannot get out: tried, and not only asked for."""

import os
import socket
import sys
from pathlib import Path
from typing import BinaryIO

from goldthread.files.apart import read_apart
from goldthread.files.limits import Unreadable

READER = f"{__name__}:reach_out"
NETWORK, FILES = "the network", "the house's own files"


def open_to_readers(folder: Path) -> list[str]:
    """What a reader of a file reaches that it must not: the network, a folder; or both of them."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        try:
            return list(read_apart(READER, b"", port=port, folder=str(folder)))
        except Unreadable:
            return [NETWORK, FILES]  # it could not even be tried


def reach_out(stream: BinaryIO, *, port: int, folder: str) -> list[str]:
    """What this process reaches; run by `open_to_readers` in a process of its own."""
    reached = []
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        reached.append(NETWORK)
    except OSError:
        pass
    try:
        os.listdir(folder)
        reached.append(FILES)
    except OSError:
        pass
    return reached


def why_open() -> str:
    """What mends it, or why nothing does."""
    if not sys.platform.startswith("linux"):
        return "run the service on Linux: only its kernel has these walls"
    return "run it on Linux 5.13 or later with Landlock, seccomp or user namespaces allowed"
