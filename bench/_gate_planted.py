"""The drafts of `bench gate_drafts`: what is planted in which file, from the wordings in `gate_texts/`."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bench import _gate_pdf as pdf
from bench import _gate_word as word
from bench._gate_word import Line

TEXTS = Path(__file__).with_name("gate_texts")
MARKED = re.compile(r"\[\[(.+?)\]\](?!\])")
WORDINGS = ("first", "second")
A_FILE = 9  # sentences in a draft
AROUND = 5  # clean paragraphs in a draft


@dataclass(frozen=True)
class Planted:
    """One identifier, the file that it lies in, and what kind of slip it was."""

    file: str
    kind: str
    text: str
    group: str  # sentence, Word or PDF: by where it lies


@dataclass(frozen=True)
class Draft:
    """A file with what lies in it; clean where nothing does."""

    name: str
    content: bytes
    planted: tuple[Planted, ...] = ()

    @property
    def is_clean(self) -> bool:
        return not self.planted


def wording(name: str) -> dict[str, Any]:
    """The people of the review and the lines, as written."""
    return tomllib.loads((TEXTS / f"planted_{name}.toml").read_text(encoding="utf-8"))


def clean_texts() -> dict[str, list[str]]:
    """The clean texts, each as paragraphs."""
    return {
        path.stem: [
            " ".join(each.split())
            for each in path.read_text(encoding="utf-8").split("\n\n")
            if each.strip()
        ]
        for path in sorted(TEXTS.glob("clean_*.txt"))
    }


def line_of(text: str) -> Line:
    """A line with its planted part taken out of the brackets."""
    found = MARKED.search(text)
    if found is None:
        raise ValueError(f"Nothing is planted in {text!r}")
    return Line(text[: found.start()], found[1], text[found.end() :])


def drafts(name: str, seed: int) -> list[Draft]:
    """Every draft: sentences among clean paragraphs, one file for each place, and the clean texts."""
    told, chance = wording(name), Random(seed)  # noqa: S311 -- the same drafts each time
    clean = [each for text in clean_texts().values() for each in text if len(each.split()) > 20]
    return [
        *_sentences(told["sentences"], clean, chance),
        *_places("Word", told["word"], clean, chance),
        *_places("PDF", told["pdf"], clean, chance),
        *_clean(),
    ]


def _sentences(told: dict[str, list[str]], clean: list[str], chance: Random) -> list[Draft]:
    rows = [(kind, line_of(text)) for kind, texts in told.items() for text in texts]
    chance.shuffle(rows)
    made = []
    for number, start in enumerate(range(0, len(rows), A_FILE), 1):
        own = rows[start : start + A_FILE]
        name = f"sentences-{number:02}.{'docx' if number % 2 else 'pdf'}"
        texts = chance.sample(clean, A_FILE)
        make = _word_of if number % 2 else _pdf_of
        planted = tuple(Planted(name, kind, line.planted, "sentence") for kind, line in own)
        made.append(Draft(name, make([line for _, line in own], texts), planted))
    return made


def _word_of(lines: list[Line], texts: list[str]) -> bytes:
    draft = word.clean([])
    for number, (line, text) in enumerate(zip(lines, texts, strict=False)):
        draft.body.append(word.paragraph(word.run(text)))
        word.SHAPES[number % len(word.SHAPES)](draft, line)
    return draft.made()


def _pdf_of(lines: list[Line], texts: list[str]) -> bytes:
    shapes = (pdf.plain, pdf.bullet, pdf.cell)
    body = [
        pdf.paragraphs([text]) + shapes[number % len(shapes)](line)
        for number, (line, text) in enumerate(zip(lines, texts, strict=False))
    ]
    return pdf.page_of("".join(body))


def _places(
    group: str, told: dict[str, list[str]], clean: list[str], chance: Random
) -> list[Draft]:
    made = []
    for number, (kind, text) in enumerate((k, each) for k, own in told.items() for each in own):
        line = line_of(text)
        name = f"{group.lower()}-{number + 1:02}.{'docx' if group == 'Word' else 'pdf'}"
        texts = chance.sample(clean, AROUND)
        if group == "Word":
            draft = word.clean(texts)
            word.CARRIERS[kind](draft, line)
            content = draft.made()
        else:
            content = pdf.with_carrier(kind, line, texts)
        planted = Planted(name, f"{group}: {kind}", line.planted, group)
        made.append(Draft(name, content, (planted,)))
    return made


def _clean() -> list[Draft]:
    made = []
    for number, (name, texts) in enumerate(clean_texts().items()):
        is_word = number % 2 == 0
        content = _nobody_s(texts) if is_word else pdf.page_of(pdf.paragraphs(texts))
        made.append(Draft(f"{name}.{'docx' if is_word else 'pdf'}", content))
    return made


def _nobody_s(texts: list[str]) -> bytes:
    draft = word.clean(texts)
    del draft.core["dc:creator"]
    return draft.made()
