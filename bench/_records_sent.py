"""One file of records read as a server reads what is sent to it: behind the walls, within their limits."""

import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

from goldthread.files.apart import read_held  # noqa: E402 -- only there once the path is known
from goldthread.files.memory import nameless  # noqa: E402 -- only there once the path is known
from goldthread.records.walled import (  # noqa: E402 -- only there once the path is known
    LIMITS,
    READER,
    READS,
)


def main() -> int:
    """0 where figures came of it, and how far it was had been heard meanwhile."""
    content = Path(sys.argv[1]).read_bytes()
    heard: list[int] = []
    with nameless() as parcel:
        parcel.write(content)
        says = read_held(
            READER,
            parcel,
            limits=LIMITS,
            told=lambda step, number: heard.append(number),
            reads=READS,
            sizes=[len(content)],
            first="2026-01-01",
            last="2026-03-31",
            by="quarter",
            area="",
            as_at=[],
            since="",
            on=f"{date(2026, 11, 22)}",
        )
    return 0 if len(heard) > 1 and says["read"] else 1


if __name__ == "__main__":
    sys.exit(main())
