"""Reading the chains back: is every link there, in order, unaltered, and does history agree?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings

from goldthread.trail import checkpoints, seals
from goldthread.trail.models import ChainHead, Entry

AT_ONCE = 5000  # entries
HISTORY = ("history__subject_id", "history__before", "history__after", "history__erased_at")


@dataclass
class Verdict:
    """What was found: how many entries were read, and a sentence for each fault, with its place."""

    entries: int = 0
    chains: int = 0
    checkpoints: int = 0  # lines that the chains were held against
    checkpoint_at: datetime | None = None  # the last of them
    faults: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.faults


def verify() -> Verdict:
    """Walk every chain from its first entry to its head. Streams: memory does not grow."""
    verdict = Verdict()
    kept = checkpoints.kept()
    verdict.checkpoints, verdict.checkpoint_at = kept.lines, kept.last_at
    verdict.faults += kept.faults
    heads = {head.chain: head for head in ChainHead.objects.order_by("chain")}
    verdict.chains = len(heads)
    orphans = set(Entry.objects.exclude(chain__in=heads).values_list("chain", flat=True).distinct())
    gone = sorted(orphans | (kept.seals.keys() - heads.keys()))
    verdict.faults += [f"{chain}: the head of this chain is gone" for chain in gone]
    for chain, head in heads.items():
        verdict.faults += list(_walk(chain, head, kept.seals.get(chain, {}), verdict))
    return verdict


def _walk(chain: str, head: ChainHead, kept: Mapping[int, str], verdict: Verdict) -> Iterator[str]:
    key = settings.GOLDTHREAD_TRAIL_KEY
    expected, previous = 1, ""
    for entry in _entries(chain):
        verdict.entries += 1
        number, seal = entry["number"], entry["seal"]
        place = f"{chain} {number}"
        if number != expected:
            yield f"{chain} {expected}: missing (the next one there is {number})"
        elif entry["previous"] != previous:
            yield f"{place}: does not follow from the entry before it"
        if seal != seals.seal_of(key, {name: entry[name] for name in seals.SEALED_FIELDS}):
            yield f"{place}: was altered"
        if kept.get(number, seal) != seal:
            yield f"{place}: is not the entry that a checkpoint tells of"
        fault = _history_fault(entry)
        if fault:
            yield f"{place}: {fault}"
        expected, previous = number + 1, seal
    if (head.number, head.seal) != (expected - 1, previous):
        yield f"{chain} {expected}: the chain ends early (its head says {head.number} entries)"
    elif head.number and head.mark != seals.head_mark(key, chain, head.number, head.seal):
        yield f"{chain} {expected}: the chain ends early, or its head was altered"
    if kept and max(kept) >= expected:
        yield f"{chain} {expected}: the chain ends early (a checkpoint tells of {max(kept)} entries)"


def _entries(chain: str) -> Iterator[dict[str, Any]]:
    """The entries of a chain in order, each with its history's fields."""
    names = (*seals.SEALED_FIELDS, "seal", *HISTORY)
    rows = Entry.objects.filter(chain=chain).order_by("number").values_list(*names)
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield dict(zip(names, row, strict=True))


def _history_fault(entry: Mapping[str, Any]) -> str:
    subject_id, before, after, erased_at = (entry[name] for name in HISTORY)
    if not entry["content_hash"]:
        return "" if subject_id is None else "has a history that it never had"
    if subject_id is None:
        return "its before-and-after is gone, and was not erased by retention"
    if erased_at is not None:
        return ""
    found = seals.hash_of_plain(subject_id, before, after)
    return "" if found == entry["content_hash"] else "its before-and-after was altered"
