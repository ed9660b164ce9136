"""How the launcher speaks: plain lines, and one sentence where a machine lacks something."""

import sys

DONE, PROBLEMS, WRONG_USE, CANNOT_RUN = 0, 1, 2, 3


class CannotRun(Exception):
    """The machine lacks something: what, and the command that mends it. Exit code 3."""

    def __init__(self, what: str, mend: str = "") -> None:
        self.what, self.mend = what, mend
        super().__init__(f"{what} Mend it with: {mend}" if mend else what)


class WrongUse(Exception):
    """A command that was asked for something it refuses, in one sentence. Exit code 2."""


def say(line: str) -> None:
    """Show progress; on the error stream, so that what `--json` prints stays whole."""
    print(line, file=sys.stderr, flush=True)
