"""Reads how much may be asked for in a minute, as the environment says it."""

import re

KINDS = ("person", "guest", "address")
_SAID = re.compile(r"(\w+)=(\d+)/(\d+)")


def limits_of(said: str) -> dict[str, tuple[int, int]]:
    """Requests and posts a minute of each kind, from "person=300/120 guest=150/60 address=300/60".

    "none" is no limit at all, as in measurements: an empty table. Raises ValueError for what is not
    understood, and where a kind is missing.
    """
    if said.strip() == "none":
        return {}
    found = {
        kind: (int(asked), int(sent))
        for each in said.split()
        for kind, asked, sent in (_one(each),)
    }
    if set(found) != set(KINDS):
        raise ValueError(f"GOLDTHREAD_LIMITS must name {', '.join(KINDS)}, and it says '{said}'.")
    return found


def _one(said: str) -> tuple[str, ...]:
    match = _SAID.fullmatch(said)
    if match is None:
        raise ValueError(f"GOLDTHREAD_LIMITS: '{said}' is not like person=300/120.")
    return match.groups()
