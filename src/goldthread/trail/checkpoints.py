"""Checkpoints: where each chain ended at some hour, kept in a file apart from the database.

The file lies among the keys, where no copy of the database or the home reaches. Each line is sealed with
the trail's key and names the line before it. An older copy of the database, or a tail cut off together
with its head, ends before a checkpoint says that it ended. A restore writes a line that says so; what
was kept before it speaks of a past that is no more.
"""

import fcntl
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from goldthread.trail import seals
from goldthread.trail.models import ChainHead

HEADS, RESTORED = "heads", "restored"


@dataclass
class Checkpoints:
    """What the file says: the seal of an entry by chain and number, and what is wrong with the file."""

    lines: int = 0
    last_at: datetime | None = None
    seals: dict[str, dict[int, str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    last: dict[str, Any] = field(default_factory=dict)


def keep(*, at: datetime, kind: str = HEADS) -> bool:
    """Add a line about where the chains end now; gives whether there was anything new to say."""
    heads = {head.chain: [head.number, head.seal] for head in ChainHead.objects.order_by("chain")}
    path = Path(settings.GOLDTHREAD_CHECKPOINTS)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        whole = [line for line in file.read().splitlines(keepends=True) if line.endswith(b"\n")]
        last = _said(whole[-1]) if whole else {}
        if kind == HEADS and last.get("heads") == heads:
            return False
        line = {"at": at.isoformat(), "kind": kind, "heads": heads, "previous": last.get("mac", "")}
        line["mac"] = _mac(line)
        file.seek(sum(len(each) for each in whole))  # over one that was cut off by a crash
        file.write(seals.canonical(line) + b"\n")
        file.truncate()
        file.flush()
        os.fsync(file.fileno())
    return True


def kept() -> Checkpoints:
    """Read the file back; where there is none, nothing was kept."""
    found = Checkpoints()
    path = Path(settings.GOLDTHREAD_CHECKPOINTS)
    if not path.exists():
        return found
    for number, line in enumerate(path.read_bytes().splitlines(keepends=True), 1):
        if not line.endswith(b"\n"):
            break
        said = _said(line)
        is_next = said.get("previous") == found.last.get("mac", "")
        if not is_next or said.get("mac") != _mac(said):
            found.faults.append(f"line {number} of the checkpoints was altered")
            continue
        _take(said, found)
    return found


def forget() -> None:
    """Throw the checkpoints away: a demonstration begins anew."""
    Path(settings.GOLDTHREAD_CHECKPOINTS).unlink(missing_ok=True)


def _take(said: dict[str, Any], found: Checkpoints) -> None:
    if said["kind"] == RESTORED:
        found.seals.clear()
    for chain, (number, seal) in said["heads"].items():
        if number:
            found.seals.setdefault(chain, {})[number] = seal
    found.lines += 1
    found.last_at, found.last = datetime.fromisoformat(said["at"]), said


def _said(line: bytes) -> dict[str, Any]:
    try:
        return dict(json.loads(line))
    except (ValueError, TypeError):
        return {}


def _mac(line: Mapping[str, Any]) -> str:
    told = {name: value for name, value in line.items() if name != "mac"}
    return seals.keyed(settings.GOLDTHREAD_TRAIL_KEY, b"checkpoint:" + seals.canonical(told))
