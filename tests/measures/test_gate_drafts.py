"""The drafts of `./goldthread bench gate_drafts`: the same each time, and what is planted lies in them."""

import io
import re
import zipfile

import pytest
from bench import _gate_pdf, _gate_word
from bench._gate_planted import WORDINGS, clean_texts, drafts, wording
from bench.gate_drafts import is_found, key_of
from pypdf import PdfReader

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=WORDINGS)
def wordings(request):
    return request.param


@pytest.fixture(scope="module")
def made(wordings):
    return drafts(wordings, 1)


def _letters(draft):
    """Everything that a file holds, its parts opened and its marks taken away."""
    if draft.name.endswith(".docx"):
        return key_of(_opened(draft.content))
    versions = [draft.content]
    if draft.content.count(b"%%EOF") > 1:
        versions.append(draft.content[: draft.content.index(b"%%EOF") + 6])
    return "".join(map(_letters_of_pdf, versions))


def _letters_of_pdf(content):
    reader = PdfReader(io.BytesIO(content))
    texts = [page.extract_text() for page in reader.pages]
    objects = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
    streams = [each.get_data() for each in objects if hasattr(each, "get_data")]
    told = [data.decode("utf-8", "ignore") for data in streams if b"/" not in data[:9]]
    texts += [*map(str, objects), *told, str(reader.metadata)]
    return key_of(" ".join(texts))


def _opened(content):
    texts = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            inside = _opened(part) if name.endswith(".xlsx") else part.decode("utf-8", "ignore")
            marks = re.findall(r'="([^"]*)"', inside)
            texts += [name, re.sub(r"<[^>]+>", "", inside).replace("&amp;", "&"), *marks]
    return " ".join(texts)


def test_the_same_drafts_are_made_each_time(made, wordings):
    assert drafts(wordings, 1) == made


def test_every_planted_text_lies_in_its_file(made):
    absent = []
    for draft in made:
        letters = _letters(draft)
        absent += [each for each in draft.planted if key_of(each.text) not in letters]

    assert absent == []


def test_there_is_enough_to_measure(made):
    planted = [each for draft in made for each in draft.planted]

    assert len(planted) >= 225
    assert len({each.kind for each in planted}) >= 30
    assert sum(len(each.split()) for text in clean_texts().values() for each in text) >= 15_000


@pytest.mark.parametrize(
    ("planted", "found", "is_it"),
    [
        ("14 Larch Close", "Larch Close", True),
        ("Jolene|Askerwell", "Askerwell", True),
        ("Jolene Askerwell", "Jo", False),
        ("JBA", "Jobard banks", False),
        ("Friday 6 March", "6 March", True),
    ],
)
def test_half_of_a_planted_text_counts_as_found(planted, found, is_it):
    others = [{"text": "elsewhere", "kind": "name"}] * 9

    assert is_found(planted, [*others, {"text": found, "kind": "name"}]) is is_it


def test_every_place_has_a_line(wordings):
    told = wording(wordings)

    assert told["word"].keys() == _gate_word.CARRIERS.keys()
    assert told["pdf"].keys() == set(_gate_pdf.CARRIERS)
