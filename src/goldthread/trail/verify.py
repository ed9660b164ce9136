"""Reading the chains back: is every link there, in order, unaltered, and does history agree?"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings

from goldthread.trail import seals
from goldthread.trail.models import ChainHead, Entry


@dataclass
class Verdict:
    """What was found: how many entries were read, and a sentence for each fault, with its place."""

    entries: int = 0
    chains: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.faults


def verify() -> Verdict:
    """Walk every chain from its first entry to its head. Streams: memory does not grow."""
    verdict = Verdict()
    heads = {head.chain: head for head in ChainHead.objects.order_by("chain")}
    verdict.chains = len(heads)
    orphans = Entry.objects.exclude(chain__in=heads).values_list("chain", flat=True).distinct()
    verdict.faults += [f"{chain}: the head of this chain is gone" for chain in orphans]
    for chain, head in heads.items():
        verdict.faults += list(_walk(chain, head, verdict))
    return verdict


def _walk(chain: str, head: ChainHead, verdict: Verdict) -> Iterator[str]:
    key = settings.GOLDTHREAD_TRAIL_KEY
    expected, previous = 1, ""
    entries = Entry.objects.filter(chain=chain).select_related("history").order_by("number")
    for entry in entries.iterator(chunk_size=2000):
        verdict.entries += 1
        place = f"{chain} {entry.number}"
        if entry.number != expected:
            yield f"{chain} {expected}: missing (the next one there is {entry.number})"
        elif entry.previous != previous:
            yield f"{place}: does not follow from the entry before it"
        if entry.seal != seals.seal(key, entry):
            yield f"{place}: was altered"
        fault = _history_fault(entry)
        if fault:
            yield f"{place}: {fault}"
        expected, previous = entry.number + 1, entry.seal
    if (head.number, head.seal) != (expected - 1, previous):
        yield f"{chain} {expected}: the chain ends early (its head says {head.number} entries)"


def _history_fault(entry: Entry) -> str:
    history = getattr(entry, "history", None)
    if not entry.content_hash:
        return "has a history that it never had" if history else ""
    if history is None:
        return "its before-and-after is gone, and was not erased by retention"
    if history.erased_at is not None:
        return ""
    found = seals.content_hash(history.subject_id, history.before, history.after)
    return "" if found == entry.content_hash else "its before-and-after was altered"
