"""A file without a name that lies in memory alone: it is gone with the process, and is on no disk before."""

import os
import sys
import tempfile
from typing import IO

HAS_NAMELESS = sys.platform.startswith("linux")


def nameless() -> IO[bytes]:
    """A file to write and read; in memory where the system can (Linux), else one of the temporary folder."""
    if HAS_NAMELESS:
        return os.fdopen(os.memfd_create("goldthread", os.MFD_CLOEXEC), "w+b")
    return tempfile.TemporaryFile()
