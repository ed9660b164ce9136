"""The watched people's names in a text: as they are, shortened, misspelt, split, run together, as initials."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from goldthread.sweep.found import Kind, Sure
from goldthread.sweep.hits import Hit, joined
from goldthread.sweep.letters import Folded, Word, key_of, words_of
from goldthread.sweep.name_lists import also_called, listed, names_that_are_words, plain_words
from goldthread.sweep.watched import Person, Watched

MOST_PIECES, GAP = 14, 3  # pieces that a name is split into; signs between two of them
SHORTEST_SPLIT, SHORTEST_INSIDE, SHORTEST_NEAR, SHORTEST_LOWER = 4, 6, 4, 8
LONG = 8  # letters from which two may be wrong

# Capitals that stand for something else in this field.
ACRONYMS = listed("acronyms")


@dataclass
class Forms:
    """What to look for of all watched people: a form to who is called so."""

    exact: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    given: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    nicknames: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    glued: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    initials: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def near(self) -> list[str]:
        return [name for name in self.exact if len(name) >= SHORTEST_NEAR]

    @property
    def whole(self) -> dict[str, set[str]]:
        """What may stand split into pieces."""
        return {**self.exact, **self.glued}


@lru_cache(maxsize=256)  # the people of a case are looked for one by one too
def forms_of(watched: Watched) -> Forms:
    """Every form of the watched people's names."""
    forms = Forms()
    allowed = {key_of(each) for each in watched.pseudonyms}
    for person in watched.people:
        for name in (*person.names, *person.other_names):
            _take(forms, person, name, whole=name in person.names)
    for each in (forms.exact, forms.given, forms.nicknames, forms.glued):
        for key in allowed & set(each):
            del each[key]
    return forms


def _take(forms: Forms, person: Person, name: str, *, whole: bool) -> None:
    words = words_of(name)
    if not words:
        return
    for word in words:
        if len(word) > 1:
            forms.exact[word].add(person.called)
    given = words[:-1] if whole and len(words) > 1 else ()
    for word in given:
        for other in also_called(word):
            forms.nicknames[other].add(person.called)
        forms.given[word].add(person.called)
    if len(words) > 1:
        first, last = words[0], words[-1]
        for glued in ("".join(words), first + last, last + first, first[0] + last, last + first[0]):
            forms.glued[glued].add(person.called)
        for capitals in (first[0] + last[0], "".join(word[0] for word in words)):
            forms.initials[capitals.upper()].add(person.called)


def watched_names(text: Folded, watched: Watched, lower: frozenset[str]) -> list[Hit]:
    """Every name of a watched person in a text, with a further one that stands beside it.

    `lower` are words that stand in small letters elsewhere.
    """
    return [_with_neighbours(hit, text) for hit in bare_names(text, watched, lower)]


def bare_names(text: Folded, watched: Watched, lower: frozenset[str]) -> list[Hit]:
    """The names of the watched people alone, those that stand side by side as one."""
    forms = forms_of(watched)
    if not forms.exact:
        return []
    hits = [hit for word in text.words if (hit := _of_word(word, text, forms, lower))]
    hits += _split(text, forms)
    hits += _initials(text, forms)
    return joined(hits, text.text)


def _of_word(word: Word, text: Folded, forms: Forms, lower: frozenset[str]) -> Hit | None:
    return (
        _exact(word, text, forms)
        or _glued(word, forms)
        or _nickname(word, text, forms)
        or _misspelt(word, text, forms, lower)
    )


def _exact(word: Word, text: Folded, forms: Forms) -> Hit | None:
    key = next((key for key in _without_s(word.key) if key in forms.exact), None)
    if key is None:
        return None
    why = f"a name of {_called(forms.exact[key])}"
    if key not in names_that_are_words() and key not in plain_words() and len(key) > 2:
        return _hit(word, Sure.CERTAIN, why)
    if not word.is_capital or len(key) == 2 and word.is_all_capitals:
        return None
    unsure = text.begins_sentence(word) or word.is_all_capitals
    return _hit(word, Sure.POSSIBLE if unsure else Sure.LIKELY, f"{why}, which is a word too")


def _without_s(key: str) -> tuple[str, ...]:
    return (key, key[:-1]) if key.endswith("s") and len(key) > 4 else (key,)


def _glued(word: Word, forms: Forms) -> Hit | None:
    if word.key in forms.glued:
        called = forms.glued[word.key]
        return _hit(word, Sure.CERTAIN, f"names of {_called(called)} run together")
    for name in forms.exact:
        if len(name) >= SHORTEST_INSIDE and name in word.key and _is_made_of_it(word, name):
            why = f"a name of {_called(forms.exact[name])} with other letters around it"
            return _hit(word, Sure.LIKELY, why)
    return None


def _is_made_of_it(word: Word, name: str) -> bool:
    """Whether a longer word was made of the name, and is no plain word such as "parking"."""
    return word.key not in plain_words() and (
        not word.text.islower() or len(word.key) - len(name) > 3 or len(name) >= LONG
    )


def _nickname(word: Word, text: Folded, forms: Forms) -> Hit | None:
    called = next((forms.nicknames[k] for k in _without_s(word.key) if k in forms.nicknames), None)
    if called is None:
        called = _shortened(word, forms)
        if called is None:
            return None
    if not word.is_capital or word.key in plain_words():
        return None
    unsure = word.key in names_that_are_words() and text.begins_sentence(word)
    sure = Sure.POSSIBLE if unsure or len(word.key) < 4 else Sure.LIKELY
    return _hit(word, sure, f"what somebody named as {_called(called)} may be called")


def _shortened(word: Word, forms: Forms) -> set[str] | None:
    """Whether a word is the beginning of a given name, perhaps with -y, -ie or a doubled letter after it."""
    key = word.key
    if not word.is_capital or word.is_all_capitals or len(key) < 3 or key in plain_words():
        return None
    stem = re.sub(r"(.)\1?(?:ie|y|ey|s|z|za)$", r"\1", key)
    for name, called in forms.given.items():
        is_short = len(name) - len(key) >= 2 and name.startswith(key)
        is_pet_form = stem != key and len(stem) >= 3 and name != key and name.startswith(stem)
        if is_short or is_pet_form:
            return called
    return None


def _misspelt(word: Word, text: Folded, forms: Forms, lower: frozenset[str]) -> Hit | None:
    key = word.key
    if len(key) < SHORTEST_NEAR or key in plain_words() or not _may_be_misspelt(word, lower):
        return None
    near = _nearest(key, tuple(forms.near))
    if near is None:
        return None
    name, wrong = near
    how = "one letter different" if wrong == 1 else "two letters different"
    unsure = wrong > 1 or len(name) < 6 or text.begins_sentence(word) or not word.is_capital
    why = f"like a name of {_called(forms.exact[name])}, {how}"
    return _hit(word, Sure.POSSIBLE if unsure else Sure.LIKELY, why)


def _may_be_misspelt(word: Word, lower: frozenset[str]) -> bool:
    """Words in small letters are names only where they are long."""
    return word.key not in lower if word.is_capital else len(word.key) >= SHORTEST_LOWER


@lru_cache(maxsize=50_000)
def _nearest(key: str, names: tuple[str, ...]) -> tuple[str, int] | None:
    found = process.extractOne(key, names, scorer=DamerauLevenshtein.distance, score_cutoff=2)
    if found is None:
        return None
    name, wrong = str(found[0]), int(found[1])
    shorter = min(len(name), len(key))
    if wrong > (2 if shorter >= LONG else 1) or wrong == 0:
        return None
    if shorter < SHORTEST_NEAR + 1 and (name[0] != key[0] or name[-1] != key[-1]):
        return None
    return name, wrong


def _split(text: Folded, forms: Forms) -> Iterator[Hit]:
    """Names whose letters stand in pieces: over cells, lines or hyphens, or letter by letter."""
    whole, words = forms.whole, text.words
    longest = max((len(name) for name in whole), default=0)
    for first in range(len(words) - 1):
        key = words[first].key
        for last in range(first + 1, min(first + MOST_PIECES, len(words))):
            gap = text.text[words[last - 1].end : words[last].start]
            key += words[last].key
            if len(gap) > GAP or any(c.isalnum() for c in gap) or len(key) > longest:
                break
            if key in whole and len(key) >= SHORTEST_SPLIT and words[first].key not in forms.exact:
                start, end = words[first].start, words[last].end
                why = f"a name of {_called(whole[key])} in pieces"
                yield Hit(Kind.NAME, start, end, Sure.LIKELY, why)


def _initials(text: Folded, forms: Forms) -> Iterator[Hit]:
    for capitals, called in forms.initials.items():
        dotted = r"\.\s?".join(capitals) + r"\b\.?"
        spaced = " ".join(capitals)
        for found in re.finditer(
            rf"\b(?:{dotted}|{capitals}|{spaced})(?![A-Za-z'.-]*[A-Za-z])", text.text
        ):
            if found[0] in ACRONYMS:
                continue
            why = f"the initials of {_called(called)}"
            sure = Sure.LIKELY if "." in found[0] else Sure.POSSIBLE
            yield Hit(Kind.NAME, found.start(), found.end(), sure, why)


_BEFORE = re.compile(r"(?:\b[A-Z][a-z'-]+|\b[A-Z]\.?) $")
_AFTER = re.compile(r" (?:[A-Z][a-z]+(?:['-][A-Z]?[a-z]+)*\b|[A-Z]\b\.?)")


def _with_neighbours(hit: Hit, text: Folded) -> Hit:
    """The name with a further one beside it, as "Jordan" before a surname that is watched."""
    before = _BEFORE.search(text.text[max(0, hit.start - 25) : hit.start])
    after = _AFTER.match(text.text[hit.end : hit.end + 25])
    start, end = hit.start, hit.end
    if before and key_of(before[0]) not in plain_words() | {"a", "i"}:
        start -= len(before[0])
    if after and key_of(after[0]) not in plain_words():
        end += len(after[0])
    return Hit(hit.kind, start, end, hit.sure, hit.why)


def _hit(word: Word, sure: Sure, why: str) -> Hit:
    return Hit(Kind.NAME, word.start, word.end, sure, why)


def _called(called: set[str]) -> str:
    """Who it is, by pseudonym; of many the first three."""
    first = sorted(called)[:3]
    return ", ".join(first) + (" and others" if len(called) > len(first) else "")
