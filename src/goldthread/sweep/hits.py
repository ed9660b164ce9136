"""What a finder gives of one part, before it is told as a finding."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from goldthread.sweep.found import Finding, Kind, Part, Sure
from goldthread.sweep.letters import Folded

_JOINS = re.compile(r"(?: |-|, |\n)?")
AROUND = 60  # letters before and after


@dataclass(frozen=True)
class Hit:
    """A span of a folded text, and what it is."""

    kind: Kind
    start: int
    end: int
    sure: Sure
    why: str

    def meets(self, other: "Hit") -> bool:
        return self.start < other.end and other.start < self.end


def without(hits: Iterable[Hit], others: Iterable[Hit]) -> list[Hit]:
    """The hits that meet none of the others."""
    others = list(others)
    return [hit for hit in hits if not any(hit.meets(other) for other in others)]


def joined(hits: Iterable[Hit], text: str) -> list[Hit]:
    """Hits of one kind that stand side by side as one, as sure as the surest."""
    found: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        last = found[-1] if found else None
        between = text[last.end : hit.start] if last else ""
        if last is not None and (hit.start < last.end or _JOINS.fullmatch(between)):
            surest = max(last, hit, key=lambda each: each.sure)
            found[-1] = replace(surest, start=last.start, end=max(last.end, hit.end))
        else:
            found.append(hit)
    return found


def told(hit: Hit, part: Part, folded: Folded) -> Finding:
    """The hit as a finding, with the words around it as the draft has them."""
    start, end = folded.span(hit.start, hit.end)
    before, after = _before(part.text, start), _after(part.text, end)
    return Finding(
        kind=hit.kind,
        place=part.place,
        where=part.where + _column(part.text, start),
        text=" ".join(part.text[start:end].split()),
        around=" ".join(f"{before}{part.text[start:end]}{after}".split()),
        sure=hit.sure,
        why=hit.why,
        start=start,
    )


def _before(text: str, at: int) -> str:
    """The words before a place, the first of them whole."""
    begins = max(0, at - AROUND)
    while begins and begins < at and not text[begins - 1].isspace():
        begins += 1
    return text[begins:at]


def _after(text: str, at: int) -> str:
    """The words after a place, the last of them whole."""
    ends = min(len(text), at + AROUND)
    while at < ends < len(text) and not text[ends].isspace():
        ends -= 1
    return text[at:ends]


def _column(text: str, start: int) -> str:
    return f", column {text.count(chr(9), 0, start) + 1}" if "\t" in text else ""
