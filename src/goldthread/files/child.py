"""The process in which one file is read: begun by `apart`, imported by nothing.

It limits itself and shuts itself in for good before it looks at a byte, reads standard input, and
writes one JSON value.
"""

import importlib
import json
import resource
import sys
from pathlib import Path
from typing import Any

# Spreadsheet readers load these where they find them, and need none of it: half a second each time.
NOT_NEEDED = ("numpy", "pandas", "PIL")
OPEN_FILES = 64
NO_WALLS = "This server cannot shut in what reads such a file, and so it was not read."
HOUSE = str(Path(__file__).parents[2])  # the folder in which the package lies


def main() -> None:
    """Do what the argument asks, and print what came of it."""
    asked = json.loads(sys.argv[1])
    limit(**asked["limits"])
    sys.path[:0] = [asked["source"], HOUSE]
    for name in NOT_NEEDED:
        sys.modules[name] = None  # type: ignore[assignment]
    module, _, function = asked["reader"].partition(":")
    reader = getattr(importlib.import_module(module), function)
    from goldthread.files.confine import confine

    walls = confine({asked["source"], HOUSE, *asked.get("reads", ())})
    if set(asked.get("walls", ())) <= set(walls):
        answer = read(reader, asked["options"])
    else:
        answer = {"refused": NO_WALLS}
    json.dump(answer | {"walls": walls}, sys.stdout)
    sys.stdout.flush()


def limit(*, memory: int, result: int, processor_seconds: int, seconds: int) -> None:
    """Set the limits of this process so that it cannot raise them again; the clock is the parent's."""
    most = {
        resource.RLIMIT_CPU: processor_seconds,
        resource.RLIMIT_FSIZE: result,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
    }
    if sys.platform != "darwin":  # which refuses it
        most[resource.RLIMIT_AS] = memory
    for what, value in most.items():
        resource.setrlimit(what, (value, value))


def read(reader: Any, options: dict[str, Any]) -> dict[str, Any]:
    """What the reader says; or the sentence of its refusal; or which fault it ran into."""
    from goldthread.files.limits import Unreadable

    try:
        return {"says": reader(sys.stdin.buffer, **options)}
    except Unreadable as refused:
        return {"refused": str(refused)}
    except MemoryError:
        sys.exit(1)
    except Exception as fault:  # the kind alone: its words may hold what stands in the file
        return {"failed": type(fault).__name__}


if __name__ == "__main__":
    main()
