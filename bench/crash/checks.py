"""What must hold after each death, whatever was on its way: asked of the database and of the disk."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bench.crash.world import Act
from django.conf import settings
from django.db import connection
from django.utils import timezone

from goldthread.access.spaces import working_everywhere
from goldthread.files import store
from goldthread.files.models import StoredFile
from goldthread.trail.verify import verify

NONE, WHOLE, HALF = "none", "whole", "half"


@dataclass
class Findings:
    """What was counted over all cycles; every list must be empty."""

    cycles: int = 0
    acts: Counter[str] = field(default_factory=Counter)  # sent, by kind
    acknowledged: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)  # whole, acknowledged or not
    swept: int = 0  # files that the dead process left, taken away
    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    trail: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # answers that were neither taken nor silence
    seconds: list[float] = field(default_factory=list)  # until it answered again

    @property
    def wrong(self) -> dict[str, list[str]]:
        names = ("lost", "half", "orphans", "damaged", "trail", "refused")
        return {name: getattr(self, name) for name in names}


def state_of(act: Act) -> tuple[str, dict[str, bool]]:
    """Whether all signs of an act are there, none, or only some."""
    signs = act.signs()
    if all(signs.values()):
        return WHOLE, signs
    return (HALF if any(signs.values()) else NONE), signs


def examine(number: int, acts: list[Act], sent: set[int], taken: set[int], found: Findings) -> None:
    """Hold every act of the cycle against what is there now."""
    with working_everywhere():
        for order, act in enumerate(acts):
            place = f"cycle {number}, {act.kind} {order}"
            state, signs = state_of(act)
            found.done[act.kind] += state == WHOLE
            if state == HALF:
                found.half.append(f"{place}: {signs}")
            if order in taken and state != WHOLE:
                found.lost.append(f"{place}: {state}")
            if order not in sent and state != NONE:
                found.half.append(f"{place}: done, though nobody sent it")
        found.trail += [f"cycle {number}: {fault}" for fault in verify().faults]
        found.swept += store.sweep(at=timezone.now() + timedelta(hours=1))
        _examine_files(number, found)
    _examine_database(number, found)


def _examine_files(number: int, found: Findings) -> None:
    folder = Path(settings.GOLDTHREAD_HOME) / "files"
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    rows = {file.path: file.sha256 for file in StoredFile.objects.all()}
    found.orphans += [f"cycle {number}: {name} has no row" for name in sorted(there - set(rows))]
    for name, sha256 in rows.items():
        content = (folder / name).read_bytes() if name in there else b""
        if hashlib.sha256(content).hexdigest() != sha256:
            found.damaged.append(f"cycle {number}: {name} is not what came in")


def _examine_database(number: int, found: Findings) -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("pragma integrity_check")
        said = [row[0] for row in cursor.fetchall() if row[0] != "ok"]
        cursor.execute("pragma foreign_key_check")
        said += [f"{row[0]} points at nothing" for row in cursor.fetchall()]
    found.damaged += [f"cycle {number}: {each}" for each in said]
