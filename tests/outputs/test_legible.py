"""Whatever somebody types or pastes, every kind of file can be made of it."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldthread.files.stamp import Stamp
from goldthread.outputs.document import (
    Chart,
    Column,
    DescriptionList,
    Document,
    Heading,
    LinkRun,
    Paragraph,
    Quote,
    Table,
)
from goldthread.outputs.html import fragment, page
from goldthread.outputs.legible import all_legible, legible
from goldthread.outputs.pdf import pdf
from goldthread.outputs.spreadsheet import About, Sheet, csv, xlsx
from goldthread.outputs.word import word
from goldthread.ui.charts import Bar, BarChart, drawing
from tests.outputs.sample import sample

NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
AWKWARD = "".join(map(chr, range(32))) + "\x7f\x85\u2028\ud7ff\ue000\ufdd0\ufffe\uffff\U0001ffff"
typed = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(AWKWARD)))


def document_of(text: str) -> Document:
    """A document with the same text wherever a text can stand."""
    table = Table(text, (Column(text),), ((text,),), notes=(text,))
    blocks = (
        Heading(1, text),
        Paragraph((LinkRun(text, f"https://example.org/{text}"),)),
        Quote((text,), text),
        table,
        DescriptionList(text, ((text, text),)),
    )
    return Document(text, blocks, NOW, subtitle=text, marking=text, publisher=text)


@given(typed)
@settings(max_examples=25, deadline=None)
def test_a_page_a_word_file_and_a_spreadsheet_survive_any_text(text):
    document = document_of(text)

    page(document)
    fragment(document.blocks)
    docx.Document(BytesIO(word(document)))
    csv((text,), [(text,)])
    xlsx(About(text, Stamp(text, NOW, text, text)), [Sheet("Figures", (text,), [(text,)])])


@pytest.mark.parametrize("text", [AWKWARD, "Children\ufffe in need\x0b"])
def test_a_pdf_and_a_drawing_survive_what_xml_forbids(text):
    chart = Chart(text, text, BarChart((Bar(text, 5, text),), unit=text))
    document = replace(document_of(text), blocks=(*document_of(text).blocks, chart))

    assert pdf(document, draw=drawing).startswith(b"%PDF")
    assert word(document, draw=drawing).startswith(b"PK")


@given(typed)
def test_only_what_xml_forbids_is_left_out(text):
    assert [c for c in text if c in legible(text)] == list(legible(text))


def test_a_document_without_anything_forbidden_is_left_as_it_is():
    document = sample()

    assert all_legible(document) is document
