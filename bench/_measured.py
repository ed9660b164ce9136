"""A command run to its end in a process of its own: what it took."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

# A process counts as its own what its parent held when it was begun: so a small one stands between.
_BETWEEN = (
    "import os, resource, subprocess, sys;"
    "code = subprocess.call(sys.argv[2:]);"
    "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
    "said = code, used.ru_utime + used.ru_stime, used.ru_maxrss;"
    "os.write(int(sys.argv[1]), ' '.join(map(str, said)).encode())"
)


@dataclass(frozen=True)
class Measured:
    """Exit code, seconds by the clock and of the processor, and the most megabytes that one process held."""

    exit: int
    seconds: float
    processor: float
    megabytes: int


def measured(command: Sequence[str], **how: Any) -> Measured:
    """Run a command; `how` is what `subprocess.run` takes."""
    reader, writer = os.pipe()
    between = [sys.executable, "-I", "-S", "-c", _BETWEEN, str(writer), *command]
    began = perf_counter()
    subprocess.run(between, pass_fds=[writer], check=True, **how)
    seconds = perf_counter() - began
    os.close(writer)
    with os.fdopen(reader) as file:
        code, processor, peak = file.read().split()
    return Measured(int(code), seconds, float(processor), int(peak) // 1024)
