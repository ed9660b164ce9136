"""Loaded before Django's settings are: a home and keys of the tests' own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from goldthread import keys

if "GOLDTHREAD_HOME" not in os.environ:
    home = Path(tempfile.mkdtemp(prefix="goldthread-tests-"))
    os.environ["GOLDTHREAD_HOME"] = str(home / "home")
    os.environ["GOLDTHREAD_KEYS"] = str(home / "keys")
    atexit.register(shutil.rmtree, home, ignore_errors=True)

# WhiteNoise warns where the folder of static files is missing, and a warning fails a test.
(Path(os.environ["GOLDTHREAD_HOME"]) / "static").mkdir(parents=True, exist_ok=True)
keys.make(Path(os.environ["GOLDTHREAD_KEYS"]))
os.environ.setdefault("GOLDTHREAD_DEMONSTRATION", "1")
# Sweeps ask for a thousand pages as one person; what tests the limits sets its own.
os.environ.setdefault("GOLDTHREAD_LIMITS", "none")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
