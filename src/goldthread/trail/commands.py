"""`./goldthread trail verify`."""

import json
from argparse import Namespace
from time import perf_counter

from django.utils import timezone

from goldthread.access.spaces import working_everywhere
from goldthread.trail.verify import Verdict, verify


def verify_trail(arguments: Namespace) -> int:
    """Print what was found; exit code 0 where every chain is whole, else 1."""
    begun = perf_counter()
    with working_everywhere():
        verdict = verify()
    seconds = perf_counter() - begun
    if arguments.json:
        found = {
            "whole": verdict.is_whole,
            "chains": verdict.chains,
            "entries": verdict.entries,
            "checkpoints": verdict.checkpoints,
            "faults": verdict.faults,
            "seconds": round(seconds, 3),
        }
        print(json.dumps(found, indent=2))
    else:
        for fault in verdict.faults:
            print(fault)
        says = "whole" if verdict.is_whole else f"{len(verdict.faults)} faults"
        print(f"{verdict.entries:,} entries in {verdict.chains} chains: {says} ({seconds:.1f} s)")
        print(_held_against(verdict))
    return 0 if verdict.is_whole else 1


def _held_against(verdict: Verdict) -> str:
    if verdict.checkpoint_at is None:
        return "Held against no checkpoint: the worker has kept none yet."
    last = timezone.localtime(verdict.checkpoint_at)
    return (
        f"Held against {verdict.checkpoints:,} checkpoints, the last of {last:%H:%M on %-d %B %Y}."
    )
