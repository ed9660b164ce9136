"""The sweep: every finder over every part, each thing told once in its part."""

import re
from collections.abc import Iterable

from goldthread.sweep.carried import carried
from goldthread.sweep.days import ages, days, months
from goldthread.sweep.found import Finding, Kind, Part, Place, Sure
from goldthread.sweep.hits import Hit, told, without
from goldthread.sweep.letters import Folded, fold
from goldthread.sweep.names import watched_names
from goldthread.sweep.numbers import numbers
from goldthread.sweep.places import places
from goldthread.sweep.rare import combinations, singled_out, small_numbers
from goldthread.sweep.strangers import strangers, unknown
from goldthread.sweep.watched import Watched

# Where a stretch of text is found by two finders, the one that stands first here tells it.
_ORDER = (
    Kind.EMAIL,
    Kind.ACCOUNT,
    Kind.PATH,
    Kind.NHS_NUMBER,
    Kind.PUPIL_NUMBER,
    Kind.NATIONAL_INSURANCE,
    Kind.TELEPHONE,
    Kind.REFERENCE,
    Kind.POSTCODE,
    Kind.ADDRESS,
    Kind.SCHOOL,
    Kind.PLACE,
    Kind.AGE,
    Kind.DATE,
    Kind.VEHICLE,
)
# What tells somebody though only a pseudonym stands beside it.
_OF_ANYBODY = {Kind.AGE, Kind.DATE, Kind.SMALL_NUMBER}
# What is said in these places is no sentence of the report.
_NO_SENTENCES = {Place.PROPERTIES, Place.LINK, Place.FIELD, Place.FILE_NAME, Place.BOOKMARK}


def sweep(parts: Iterable[Part], watched: Watched) -> list[Finding]:
    """Everything found, in the order of the document; the surest first where two say the same place."""
    parts = list(parts)
    folded = [(part, fold(part.text)) for part in parts]
    lower = _in_small_letters(folded)
    found: list[Finding] = []
    for part, text in folded:
        found += carried(part)
        found += [told(hit, part, text) for hit in _hits(part, text, watched, lower)]
    return found


def _in_small_letters(folded: list[tuple[Part, Folded]]) -> frozenset[str]:
    """The words that the document's own text has in small letters somewhere."""
    return frozenset(
        word.key
        for part, text in folded
        if part.place in (Place.TEXT, Place.TABLE)
        for word in text.words
        if word.text.islower()
    )


def _hits(part: Part, text: Folded, watched: Watched, lower: frozenset[str]) -> list[Hit]:
    ours = watched_names(text, watched, lower)
    facts = _told_once(
        [
            *numbers(text, watched, users=part.place not in _NO_SENTENCES),
            *places(text, watched),
            *days(text, watched),
            *ages(text),
        ]
    )
    names = ours + without(without(strangers(text, lower), ours), facts)
    small = (
        [] if part.place in _NO_SENTENCES else _of(Kind.SMALL_NUMBER, [*small_numbers(text)], [])
    )
    allowed = _allowed(text, watched)
    # A watched name inside an e-mail address or a path is told beside it.
    hits = [
        hit
        for hit in (*names, *facts, *small)
        if hit.kind in _OF_ANYBODY or not any(hit.meets(one) for one in allowed)
    ]
    if part.place not in _NO_SENTENCES:
        hits += without(without(unknown(text, lower), hits), allowed)
        hits += singled_out(text)
        hits += combinations(text, hits, months(text))
    return sorted(hits, key=lambda hit: (hit.start, hit.end))


def _told_once(hits: list[Hit]) -> list[Hit]:
    """What the case itself holds is told before what only reads like something."""
    kept: list[Hit] = []
    for some in ([hit for hit in hits if hit.sure is Sure.CERTAIN], hits):
        for kind in _ORDER:
            kept += _of(kind, some, kept)
    return kept


def _of(kind: Kind, hits: list[Hit], kept: list[Hit]) -> list[Hit]:
    """The hits of one kind that meet no other kept before, the longest of those that meet one another."""
    own: list[Hit] = []
    ranked = sorted(
        (hit for hit in hits if hit.kind is kind), key=lambda h: (-h.sure, h.start - h.end)
    )
    for hit in ranked:
        if not any(hit.meets(other) for other in (*kept, *own)):
            own.append(hit)
    return own


def _allowed(text: Folded, watched: Watched) -> list[Hit]:
    """Where what may be public stands: pseudonyms, and named people and bodies."""
    found = []
    for phrase in (*watched.pseudonyms, *watched.public):
        words = r"\W{1,3}".join(map(re.escape, fold(phrase).text.split()))
        for there in (
            re.finditer(rf"(?<![A-Za-z]){words}(?![A-Za-z])", text.text, re.I) if words else ()
        ):
            found.append(Hit(Kind.NAME, there.start(), there.end(), Sure.CERTAIN, "may be public"))
    return found
