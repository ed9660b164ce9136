"""People whom nobody gave us to watch, by what names look like: a title, a given name that we know."""

import re
from collections.abc import Iterator

from goldthread.sweep.found import Kind, Sure
from goldthread.sweep.hits import Hit, joined
from goldthread.sweep.letters import Folded, Word
from goldthread.sweep.name_lists import (
    given_names,
    listed,
    names_that_are_words,
    plain_words,
)

_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|PC|PS|DC|DS|DI|DCI|Sgt|Sergeant|Constable|Inspector|Nurse"
    r"|Rev(?:erend)?|Fr|Cllr|Councillor|HHJ|Sir|Dame|Auntie|Aunty|Aunt|Uncle|Nana|Grandad|Coach)\b\.? ?"
    r"((?:[A-Z]\.? ?){0,2}[A-Z][a-z]*(?:['-][A-Z]?[a-z]+)*(?: [A-Z][a-z]+(?:['-][A-Z]?[a-z]+)*)?)(?![A-Za-z])"
)
# What makes a given name something else: a street, a building, a law, an author who is cited.
_ELSE = re.compile(
    r"(?:'s)?[ -]?(?:et al|\(?(?:19|20)\d\d|Law\b|Road|Street|Avenue|Lane|Close|Drive|Court|House|Hospital"
    r"|School|Academy|College|University|Park|Centre|Day\b|Ward|Unit|Clinic|Trust|Foundation|Review\b|Report\b)"
)
_SURNAME = re.compile(
    r" (?:[A-Z]\.? )?(?:(?:de|van|al|el|von) )?[A-Z][a-z]+(?:['-][A-Z]?[a-z]+)*\b"
)
_LETTER = re.compile(r"(?:[A-Z]|One|Two)$")


def strangers(text: Folded, lower: frozenset[str]) -> list[Hit]:
    """Names that nobody gave us, none of them certain."""
    return [*_titled(text), *_given(text, lower)]


_BLANKED = re.compile(
    r"(?<![A-Za-z*_])[A-Z](?:[a-z]*(?:(?:\*{2,}|_{2,}|-{2,})[a-z]*|\.{3,6}[a-z]+)|[a-z]*(?:\*[a-z]+)+)(?![A-Za-z*_])"
)
_KNOWN = listed("known")
_BEFORE_A_NAME = re.compile(r"\b(?:the|The|at|for|by|from|of|in|to|as|on|with|named|called|and) $")


def unknown(text: Folded, lower: frozenset[str]) -> list[Hit]:
    """Names with letters left out, and words with a capital in a sentence that we know as nothing else."""
    blanked = [
        Hit(Kind.NAME, found.start(), found.end(), Sure.LIKELY, "a name with letters left out")
        for found in _BLANKED.finditer(text.text)
    ]
    return joined([*blanked, *_capitals(text, lower)], text.text)


def _capitals(text: Folded, lower: frozenset[str]) -> Iterator[Hit]:
    for word in text.words:
        key = word.key
        if not word.is_capital or word.is_all_capitals or len(key) < 3 or key in lower:
            continue
        if (
            word.text[:-1].isupper()
            or key in _KNOWN
            or key in plain_words()
            or key.removesuffix("s") in plain_words()
        ):
            continue
        before = text.text[max(0, word.start - 12) : word.start]
        if _BEFORE_A_NAME.search(before) and not _ELSE.match(text.text[word.end : word.end + 40]):
            why = "a name that we do not know"
            yield Hit(Kind.NAME, word.start, word.end, Sure.POSSIBLE, why)


def _titled(text: Folded) -> Iterator[Hit]:
    for found in _TITLED.finditer(text.text):
        # "Dr A" and "PC One" are pseudonyms; "DS Review" is no name.
        first = found[1].split()[0].strip(".").casefold()
        if _LETTER.fullmatch(found[1].strip(". ")) or first in plain_words():
            continue
        yield Hit(Kind.NAME, found.start(), found.end(), Sure.LIKELY, "a title and a name")


def _given(text: Folded, lower: frozenset[str]) -> Iterator[Hit]:
    names, words = given_names(), names_that_are_words()
    for word in text.words:
        if not word.is_capital or word.key not in names or len(word.key) < 3:
            continue
        rest = text.text[word.end : word.end + 40]
        if word.key in plain_words() or _ELSE.match(rest) or _is_a_place(word, text):
            continue
        surname = _surname(rest)
        if surname and not word.is_all_capitals:
            end = word.end + len(surname)
            yield Hit(Kind.NAME, word.start, end, Sure.LIKELY, "a given name and a surname")
        elif (
            not surname
            and word.key not in words
            and word.key not in lower
            and not word.is_all_capitals
        ):
            yield Hit(Kind.NAME, word.start, word.end, Sure.POSSIBLE, "a given name")


def _surname(rest: str) -> str:
    found = _SURNAME.match(rest)
    if not found or _ELSE.match(rest[found.end() :]):
        return ""
    last = found[0].split()[-1].casefold()
    return "" if last in plain_words() or _ELSE.match(found[0]) else found[0]


def _is_a_place(word: Word, text: Folded) -> bool:
    """Whether a saint or another capital word goes before, so that it names a place or an office."""
    return bool(
        re.search(
            r"\b(?:St|Saint|Lake|Mount|Port|Royal)\.? $",
            text.text[max(0, word.start - 8) : word.start],
        )
    )
