"""Looking through a text for the people of a case, by the rules of the gate's own sweep.

What is found is proposed and never decided: a person confirms each.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from goldthread.sweep.days import born_on_of, days
from goldthread.sweep.found import Sure
from goldthread.sweep.hits import Hit
from goldthread.sweep.letters import Folded, fold, words_of
from goldthread.sweep.names import bare_names
from goldthread.sweep.numbers import number_of, numbers
from goldthread.sweep.watched import Person, Watched

SEVERAL = "[family name]"  # stands where a name is that several people of the case have


@dataclass(frozen=True)
class Known:
    """Somebody of the case, as the vault knows them; the first of the names is the full one."""

    pseudonym: str
    names: tuple[str, ...]
    born_on: date | None = None
    identifier: str = ""


@dataclass(frozen=True)
class Found:
    """A stretch of a text that may name somebody, what stands instead, and why.

    What is `certain` (two names together, one that is no ordinary word, a date of birth, a number) is
    always replaced.
    """

    start: int
    end: int
    instead: str
    why: str
    certain: bool = False


def sweep(text: str, known: Iterable[Known]) -> list[Found]:
    """What may name people of the case, in the order of the text; stretches never overlap."""
    people, folded = list(known), fold(text)
    lower = frozenset(word.key for word in folded.words if word.text.islower())
    found = [*_names(people, folded, lower), *_days_and_numbers(people, folded)]
    kept: list[tuple[Hit, str]] = []
    # The longest of those that overlap, and of equals the more certain.
    for hit, instead in sorted(found, key=lambda each: (_length(each[0]), -each[0].sure)):
        met = [at for at, (other, _) in enumerate(kept) if hit.meets(other)]
        if not met:
            kept.append((hit, instead))
            continue
        for at in met:
            other, so_far = kept[at]
            if _length(other) == _length(hit) and so_far != instead and other.sure == hit.sure:
                kept[at] = (other, SEVERAL)
    return [_told(hit, instead, folded) for hit, instead in sorted(kept, key=_place)]


def replaced(text: str, found: Iterable[Found]) -> str:
    """The text with what stands instead; possessives and what is around stay."""
    for hit in sorted(found, key=lambda each: -each.start):
        text = text[: hit.start] + hit.instead + text[hit.end :]
    return text


def plain_name(name: str) -> str:
    """A name as it is compared: small letters without accents, its parts in order of the alphabet."""
    return " ".join(sorted(words_of(name)))


def _names(people: list[Known], text: Folded, lower: frozenset[str]) -> Iterator[tuple[Hit, str]]:
    """Each one's names by themselves, so that names of two people side by side stay two."""
    pseudonyms = tuple(person.pseudonym for person in people)
    for person in people:
        watched = Watched(people=(_watched(person),), pseudonyms=pseudonyms)
        for hit in bare_names(text, watched, lower):
            yield hit, person.pseudonym


def _days_and_numbers(people: list[Known], text: Folded) -> Iterator[tuple[Hit, str]]:
    watched = Watched(people=tuple(map(_watched, people)))
    instead = {
        born_on_of(each.pseudonym): f"[date of birth of {each.pseudonym}]" for each in people
    }
    instead |= {number_of(each.pseudonym): f"[number of {each.pseudonym}]" for each in people}
    for hit in (*days(text, watched), *numbers(text, watched, users=False)):
        if hit.sure is Sure.CERTAIN and hit.why in instead:
            yield hit, instead[hit.why]


def _watched(person: Known) -> Person:
    return Person(
        called=person.pseudonym,
        names=person.names[:1],
        other_names=person.names[1:],
        born_on=person.born_on,
        numbers=(person.identifier,) if person.identifier else (),
    )


def _length(hit: Hit) -> int:
    return hit.start - hit.end


def _place(kept: tuple[Hit, str]) -> int:
    return kept[0].start


def _told(hit: Hit, instead: str, text: Folded) -> Found:
    start, end = text.span(hit.start, hit.end)
    # "Rose Will" is a name though each of its words is an ordinary one; initials are none.
    several = sum(len(word) > 1 for word in words_of(text.written[start:end])) > 1
    return Found(start, end, instead, hit.why, certain=hit.sure is Sure.CERTAIN or several)
