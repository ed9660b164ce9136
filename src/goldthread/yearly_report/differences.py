"""What two people wrote of one content, side by side: theirs that stands there, and yours that does not yet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Stretch:
    """Some words: in both, only in theirs, or only in yours."""

    words: str
    theirs: bool
    yours: bool


@dataclass(frozen=True)
class Difference:
    """One field on which the two differ."""

    label: str
    stretches: tuple[Stretch, ...]


def stretches(theirs: str, yours: str) -> Iterator[Stretch]:
    """The two texts as one, word by word."""
    old, new = _WORDS.findall(theirs), _WORDS.findall(yours)
    for act, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            yield Stretch("".join(old[i1:i2]), theirs=True, yours=True)
            continue
        if i1 < i2:
            yield Stretch("".join(old[i1:i2]), theirs=True, yours=False)
        if j1 < j2:
            yield Stretch("".join(new[j1:j2]), theirs=False, yours=True)


def differences(
    labels: dict[str, str], theirs: dict[str, str], yours: dict[str, str]
) -> tuple[Difference, ...]:
    """The fields, by their labels, on which the two differ."""
    return tuple(
        Difference(label, tuple(stretches(theirs[name], yours[name])))
        for name, label in labels.items()
        if theirs[name] != yours[name]
    )
