"""The Word file has Word's own headings, headers and alternative texts, and nothing hidden."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from goldthread.outputs.document import Document, Paragraph
from goldthread.outputs.word import word
from goldthread.ui.charts import drawing
from tests.outputs.sample import sample


@pytest.fixture(scope="module")
def written():
    return word(sample(), draw=drawing)


@pytest.fixture(scope="module")
def file(written):
    return docx.Document(BytesIO(written))


@pytest.fixture(scope="module")
def body(written):
    with ZipFile(BytesIO(written)) as parts:
        return parts.read("word/document.xml").decode()


def test_headings_have_words_own_styles(file):
    headings = [(p.style.name, p.text) for p in file.paragraphs if p.style.name.startswith("Head")]

    assert headings == [
        ("Heading 1", "Front door"),
        ("Heading 2", "Seen early"),
        ("Heading 1", "Front door"),
        ("Heading 1", "Where the figures come from"),
        ("Heading 2", "Referrals"),
        ("Heading 2", "Re-referrals"),
    ]
    assert file.paragraphs[0].style.name == "Title"


def test_contents_are_a_field_that_reads_well_before_it_is_worked_out(file, body):
    assert r'TOC \o "1-2" \h \z \u' in body
    listed = [p.style.name for p in file.paragraphs if p.style.name.startswith("toc")]
    assert listed == ["toc 1", "toc 2", "toc 1", "toc 1"]


def test_a_tables_first_row_is_its_header_on_every_page(file):
    for table in file.tables:
        first, *others = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Referrals by council"


def test_every_picture_has_its_words(file):
    said = [
        (shape._inline.docPr.get("title"), shape._inline.docPr.get("descr"))
        for shape in file.inline_shapes
    ]

    assert said == [
        ("Referrals", "Referrals. Referrals fell by 8%."),
        ("Council & council", "Council & council. One bar."),
    ]


def test_every_inner_link_leads_to_a_bookmark(body):
    places = re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="(\w+)"', body)

    assert set(re.findall(r'w:anchor="(\w+)"', body)) <= {name for _, name in places}
    assert len({number for number, _ in places}) == len(places)


def test_a_link_to_the_web_is_kept(file):
    outside = [r.target_ref for r in file.part.rels.values() if r.is_external]

    assert outside == ["https://www.gov.uk/?a=1&b=2"]


def test_a_numbered_list_begins_at_one_again(file):
    numbered = [p for p in file.paragraphs if p.style.name == "List Number"]

    numberings = [p._p.pPr.numPr.numId.val for p in numbered]
    assert numberings[0] == numberings[1] != numberings[2]


def test_the_file_is_in_british_english(file, written):
    languages = {e.get(qn("w:val")) for e in file.styles.element.iter(qn("w:lang"))}

    assert languages == {"en-GB"}
    assert file.core_properties.language == "en-GB"


def test_the_marking_and_page_numbers_run_on_every_page(file):
    assert file.sections[0].header.paragraphs[0].text == "Draft: not for publication"
    assert file.sections[0].footer.paragraphs[0].text == "Page 1 of 1"


def test_properties_carry_the_documents_own_time_and_publisher_alone(file):
    known = file.core_properties

    assert known.created.replace(tzinfo=None) == datetime(2026, 1, 15, 9, 30)  # noqa: DTZ001
    assert known.modified == known.created
    assert known.author == known.last_modified_by == "Eastmarch and Wellbridge"
    assert known.title == "Yearly report 2022-23"
    assert known.comments == ""


def test_nothing_hidden_is_carried(written):
    with ZipFile(BytesIO(written)) as parts:
        names = parts.namelist()
        everything = b"".join(parts.read(name) for name in names)

    assert not any(
        re.search("thumbnail|customXml|comments|embed|vba|WithEffects", n) for n in names
    )
    assert b"python-docx" not in everything
    assert b"Macintosh" not in everything
    assert not re.search(rb"<w:(ins|del|vanish|comment\w+)[ />]", everything)


def test_the_same_document_gives_the_same_bytes(written):
    assert word(sample(), draw=drawing) == written
    with ZipFile(BytesIO(written)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_signs_that_xml_cannot_hold_are_left_out():
    document = Document("Report", (Paragraph("a\x00\x0bb\tc"),), sample().created_at)

    assert docx.Document(BytesIO(word(document, draw=drawing))).paragraphs[-1].text == "ab\tc"
