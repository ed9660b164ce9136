"""A text as it is compared: without accents, unseen signs and look-alike letters, each letter knowing its place."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

# Letters of other scripts that look like Latin ones, and signs that stand for an apostrophe or a hyphen.
_ALIKE = dict(
    zip(
        "аеорсухіјѕԁһӏвкмнтАВЕКМНОРСТУХІЈЅαεορνικτΑΒΕΗΙΚΜΝΟΡΤΧΥΖøØłŁđĐı",
        "aeopcyxijsdhlbkmhtABEKMHOPCTYXIJSaeopviktABEHIKMNOPTXYZoOlLdDi",
        strict=True,
    )
) | {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "ð": "d"}
_SIGNS = dict.fromkeys("’‘ʼ`´′＇", "'") | dict.fromkeys("‐‑‒–—−﹣－", "-")
_UNSEEN = {"Cf", "Cc", "Mn", "Me"}
WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*")


@dataclass(frozen=True)
class Word:
    """A word as it is compared: its letters alone, and where it stands in the folded text."""

    key: str
    text: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def is_all_capitals(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


@dataclass(frozen=True)
class Folded:
    """A folded text and, for each of its letters, where that stands in the text as written."""

    written: str
    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as written that a span of the folded one stands for."""
        return self.places[start], self.places[end - 1] + 1

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words, possessive endings left off."""
        return tuple(_word(found) for found in WORD.finditer(self.text))

    @cached_property
    def sentence_starts(self) -> tuple[int, ...]:
        """Where sentences begin, in the folded text."""
        ends = (found.end() for found in _SENTENCE_END.finditer(self.text))
        return (0, *ends)

    def sentence_of(self, at: int) -> tuple[int, int]:
        """The sentence that a place of the folded text stands in."""
        index = bisect_right(self.sentence_starts, at) - 1
        after = self.sentence_starts[index + 1 :]
        return self.sentence_starts[index], after[0] if after else len(self.text)

    def begins_sentence(self, word: Word) -> bool:
        """Whether a word has its capital perhaps from its place alone."""
        start = self.sentence_of(word.start)[0]
        before = self.text[start : word.start]
        return not any(letter.isalnum() for letter in before)


# A full stop after a single letter or a title ends no sentence.
_SENTENCE_END = re.compile(
    r"(?<![A-Z]\.)(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St))(?<!\bMrs)[.!?:;]+['\")\]]*\s+|[\n\t•]+"
)


def fold(written: str) -> Folded:
    """The text as it is compared; capitals stay."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(written):
        for plain in _plain(letter):
            letters.append(plain)
            places.append(place)
    return Folded(written, "".join(letters), tuple(places))


def _plain(letter: str) -> str:
    if letter.isascii() and (letter.isprintable() or letter in "\n\t"):
        return letter
    if letter in _ALIKE:
        return _ALIKE[letter]
    if letter in _SIGNS:
        return _SIGNS[letter]
    if unicodedata.category(letter) in _UNSEEN:
        return ""
    if letter.isspace():
        return "\n" if letter in "\u2028\u2029" else " "
    return "".join(
        _ALIKE.get(each, each)
        for each in unicodedata.normalize("NFKD", letter)
        if unicodedata.category(each) not in _UNSEEN
    )


def key_of(text: str) -> str:
    """The letters and digits of a text alone, as they are compared."""
    return "".join(letter for letter in fold(text).text.casefold() if letter.isalnum())


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name as they are compared: O'Neill is one, Smith-Jones two."""
    return tuple(word.key for word in fold(text).words)


def _word(found: re.Match[str]) -> Word:
    text, end = found[0], found.end()
    for ending in ("'s", "'S"):
        if text.endswith(ending):
            text, end = text[:-2], end - 2
    return Word(text.replace("'", "").casefold(), text, found.start(), end)
