"""Looking through a text for the people of a case: names in their variants, dates of birth, numbers.

What is found is proposed and never decided: a person confirms each.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

LIKE = 0.8  # how alike a capitalised word must be to a name to be proposed as its misspelling
SHORTEST_MISSPELT = 5  # letters
# Names that are ordinary words too: in small letters they are left alone.
_ORDINARY = """
will mark rose grace hope faith joy dawn bill rob sue pat jack art drew grant miles dean frank chase
hunter king young long short white black brown green grey day love penny ruby holly ivy robin page wood
hill lane field park read bond price law church cook baker smith mason carter little wise good small
large west north spring summer autumn winter
january february march april may june july august september october november december
monday tuesday wednesday thursday friday saturday sunday
"""
WORDS = frozenset(_ORDINARY.split())


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

    What is `certain` (a full name, a number) is always replaced.
    """

    start: int
    end: int
    instead: str
    why: str
    certain: bool = False


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    instead: str
    why: str
    certain: bool = False


def sweep(text: str, known: Iterable[Known]) -> list[Found]:
    """What may name people of the case, in the order of the text; stretches never overlap."""
    people = list(known)
    found = [hit for rule in _rules(people) for hit in _hits(rule, text)]
    found += _misspelt(text, people)
    kept: list[Found] = []
    # The longest of those that overlap, and of equals the more certain.
    for hit in sorted(found, key=lambda each: (each.start - each.end, not each.certain)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda each: each.start)


def replaced(text: str, found: Iterable[Found]) -> str:
    """The text with what stands instead; possessives and what is around stay."""
    for hit in sorted(found, key=lambda each: -each.start):
        text = text[: hit.start] + hit.instead + text[hit.end :]
    return text


def plain_name(name: str) -> str:
    """A name as it is compared: small letters without accents, its parts in order of the alphabet."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(sorted(re.findall(r"[^\W\d_]+", "".join(filter(_is_letter, letters)))))


def _is_letter(sign: str) -> bool:
    return not unicodedata.combining(sign)


def _hits(rule: _Rule, text: str) -> Iterator[Found]:
    for match in rule.pattern.finditer(text):
        yield Found(match.start(), match.end(), rule.instead, rule.why, rule.certain)


def _rules(people: list[Known]) -> Iterator[_Rule]:
    meant: dict[str, set[str]] = {}
    for person in people:
        for part in {part for name in person.names for part in _parts(name)}:
            meant.setdefault(part.casefold(), set()).add(person.pseudonym)
    for person in people:
        for name in person.names:
            yield from _of_name(name, person.pseudonym)
        if person.born_on is not None:
            yield _days(person.born_on, f"[date of birth of {person.pseudonym}]")
        if digits := re.sub(r"\D", "", person.identifier):
            spaced = r"[ -]?".join(digits)
            instead = f"[number of {person.pseudonym}]"
            yield _Rule(re.compile(rf"(?<!\d){spaced}(?!\d)"), instead, "a number", certain=True)
    for part, pseudonyms in meant.items():
        instead = min(pseudonyms) if len(pseudonyms) == 1 else "[family name]"
        yield _Rule(_one_word(part), instead, "a part of a name")


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\s,-]+", name) if len(part) > 1]


def _of_name(name: str, pseudonym: str) -> Iterator[_Rule]:
    parts = [re.escape(part) for part in re.split(r"[\s,-]+", name) if part]
    if len(parts) < 2:
        return
    between, first, last = r"[\s,.-]+", parts[0], parts[-1]
    turned = [[*parts[at:], *parts[:at]] for at in range(1, len(parts))]
    for order in (parts, *turned, [first, last], [last, first]):
        pattern = rf"\b{between.join(order)}\b"
        yield _Rule(re.compile(pattern, re.IGNORECASE), pseudonym, "a full name", certain=True)
    letter = name.strip()[0]
    initial = rf"\b{re.escape(letter)}\.?\s?{last}\b|\b{last},?\s{re.escape(letter)}\b\.?"
    yield _Rule(re.compile(initial, re.IGNORECASE), pseudonym, "a name with its initial")
    letters = [re.escape(part[0].upper()) for part in re.split(r"[\s,-]+", name) if part]
    yield _Rule(re.compile(rf"\b{r'[. ]{0,2}'.join(letters)}\b\.?"), pseudonym, "initials")


def _one_word(part: str) -> re.Pattern[str]:
    if part in WORDS:
        capitals = re.escape(part.capitalize()), re.escape(part.upper())
        return re.compile(rf"\b(?:{'|'.join(capitals)})\b")
    return re.compile(rf"\b{re.escape(part)}\b", re.IGNORECASE)


def _days(day: date, instead: str) -> _Rule:
    month, short = day.strftime("%B"), day.strftime("%b")
    year = rf"(?:{day.year}|{day:%y})"
    numbers = rf"0?{day.day}[/.-]0?{day.month}[/.-]{year}"
    words = rf"0?{day.day}(?:st|nd|rd|th)?\s+(?:{month}|{short})\.?,?\s+{year}"
    pattern = rf"\b(?:{day.isoformat()}|{numbers}|{words})\b"
    return _Rule(re.compile(pattern, re.IGNORECASE), instead, "a date of birth", certain=True)


def _misspelt(text: str, people: list[Known]) -> Iterator[Found]:
    """Capitalised words that are nearly a part of somebody's name."""
    parts = {
        part.casefold(): person.pseudonym
        for person in people
        for name in person.names
        for part in _parts(name)
        if len(part) >= SHORTEST_MISSPELT
    }
    for match in re.finditer(r"\b[A-Z][^\W\d_]{3,}", text):
        word = match.group().casefold()
        if word in parts or word in WORDS:
            continue
        likeness = {part: _likeness(word, part) for part in parts}
        nearest = max(likeness, key=lambda part: likeness[part], default="")
        if nearest and likeness[nearest] >= LIKE:
            yield Found(match.start(), match.end(), parts[nearest], "perhaps misspelt")


def _likeness(word: str, part: str) -> float:
    if abs(len(word) - len(part)) > 2 or word[0] != part[0]:
        return 0.0
    return SequenceMatcher(None, word, part, autojunk=False).ratio()
