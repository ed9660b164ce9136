"""Record files that a council sends here: off until the partnership switches it on, and no row is ever kept.

The rows lie in memory, and in the process behind the walls that reads them. What stays is the file of figures
that it makes, with what the records were, their fingerprints and what is wrong with them in its head.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from threading import BoundedSemaphore
from typing import IO

from django.core.cache import cache

from goldthread.access.decision import Decision, because
from goldthread.files.apart import read_held
from goldthread.files.limits import Unreadable
from goldthread.files.memory import HAS_NAMELESS, nameless
from goldthread.files.sent import Sent
from goldthread.performance.asked import Asked
from goldthread.performance.limits import Limit
from goldthread.performance.models import ReturnRequest
from goldthread.performance.sheets import SheetRefused, read_apart
from goldthread.records.days import MONTHS
from goldthread.records.walled import LIMITS, READER, READS
from goldthread.register.models import Setting

SWITCH = Limit(
    name="performance.records_sent_here",
    slug="records",
    title="Records sent here",
    meaning="Whether a council may send record files, from which its figures are made on this server.",
    default=0,
    most=1,
    source="Off until the partnership names its data protection assessment",
)
NAME = "figures-made-from-records.csv"
KEPT_FOR = 600  # seconds that how far a reading is may be asked for
PIECE = 1024 * 1024
BUSY = "Other records are being read just now: send these again in a few minutes."
SENT_TWICE = (
    "Records that you sent for this return are being read just now. Open the return in a minute: "
    "their figures will stand in it, or send them again."
)
NO_MEMORY = "This server cannot hold a file in memory alone, and so takes no records."
_one_at_a_time = BoundedSemaphore(1)


def assessment(asked: ReturnRequest, *, on: date) -> Setting | None:
    """What switches it on in the partnership that asks; None while it is off."""
    rows = Setting.objects.filter(space_id=asked.space_id, name=SWITCH.name, holds_from__lte=on)
    latest = rows.order_by("-holds_from").first()
    return latest if latest is not None and latest.value else None


def may_be_sent(asked: ReturnRequest, lines: Asked, *, on: date) -> Decision:
    """Whether the figures of this return can be made from records here."""
    return because(
        (
            assessment(asked, on=on) is None,
            "This partnership takes no records: make the figures on your own machine, and send those.",
        ),
        (
            lines.period.kind not in MONTHS,
            "Records make the figures of months, quarters and years alone.",
        ),
        (
            len(lines.areas) != 1,
            "This return asks about several areas, and records are one council's: make the figures "
            "on your own machine with --area, and send those.",
        ),
    )


def made_of(
    files: Sequence[IO[bytes]],
    lines: Asked,
    *,
    as_at: date | None,
    since: date | None,
    on: date,
    whose: str,
) -> tuple[Sent, str]:
    """The file of figures for a return, as if it had been sent, and one sentence about the records.

    How far it is can be asked with `reached(whose)`.
    """
    try:
        if not HAS_NAMELESS:
            raise Unreadable(NO_MEMORY)
        if not _one_at_a_time.acquire(timeout=1):
            raise Unreadable(SENT_TWICE if reached(whose) else BUSY)
        try:
            _say_reached(whose, "read", 0)
            says = _read(
                files, lines, as_at=as_at, since=since, on=on, told=partial(_say_reached, whose)
            )
        finally:
            cache.delete(_kept_as(whose))
            _one_at_a_time.release()
        content = str(says["csv"]).encode("utf-8-sig")
        return Sent(NAME, content, read_apart(content)), _words(len(files), says)
    except (Unreadable, SheetRefused) as refused:
        return Sent(NAME, b"", refused=str(refused)), ""


def _read(
    files: Sequence[IO[bytes]],
    lines: Asked,
    *,
    as_at: date | None,
    since: date | None,
    on: date,
    told: Callable[[str, int], None],
) -> dict[str, object]:
    with nameless() as parcel:
        sizes = [_copied(file, parcel) for file in files]
        says = read_held(
            READER,
            parcel,
            limits=LIMITS,
            told=told,
            reads=READS,
            sizes=sizes,
            first=f"{lines.period.starts_on}",
            last=f"{lines.period.ends_on}",
            by=lines.period.kind.value,
            area="",
            as_at=[f"{as_at}"] if as_at else [],
            since=f"{since}" if since else "",
            on=f"{on}",
        )
    return dict(says)


def _copied(file: IO[bytes], to: IO[bytes]) -> int:
    """How many bytes were copied. The file goes with its request, which knows a second sending by it."""
    size = 0
    while piece := file.read(PIECE):
        size += to.write(piece)
    return size


def _words(files: int, says: dict[str, object]) -> str:
    errors, warnings, read = (int(str(says[name])) for name in ("errors", "warnings", "read"))
    return (
        f"Made from {_many(files, 'file')} with {_many(read, 'row')} or children: "
        f"{_many(errors, 'error')} and {_many(warnings, 'warning')} were found in them. What they are, "
        "without any row, stands in the file of figures that is kept with the return."
    )


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _say_reached(whose: str, step: str, number: int) -> None:
    """Keep how far a reading is, for the page that waits for it."""
    cache.set(_kept_as(whose), f"{step} {number}", KEPT_FOR)


def _kept_as(whose: str) -> str:
    return f"performance.records.{whose}"


def reached(whose: str) -> str:
    """How far a reading is, in words; empty where nothing was heard of it."""
    step, _, number = str(cache.get(_kept_as(whose)) or "").partition(" ")
    if step == "figures":
        return f"{int(number):,} rows or children were read: working out the figures."
    return f"{int(number):,} rows or children read so far." if step else ""
