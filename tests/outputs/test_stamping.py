"""A file made for everybody says, in the copy that somebody takes, who took it."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document as open_document
from pypdf import PdfReader

from goldthread.files.stamp import Stamp
from goldthread.outputs.document import Document, Heading, PageBreak, Paragraph
from goldthread.outputs.html import page
from goldthread.outputs.pdf import pdf, why_no_pdf
from goldthread.outputs.spreadsheet import csv, stamped_csv
from goldthread.outputs.stamping import stamped
from goldthread.outputs.word import word

AT = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
STAMP = Stamp("Ana <b> Büyük", AT, "A partnership")
SAID = "Taken by Ana <b> Büyük on 20 May 2026, 9:30am"
DOCUMENT = Document(
    title="A report",
    blocks=(Heading(1, "One"), Paragraph("Words"), PageBreak(sideways=True), Heading(1, "Two")),
    created_at=AT,
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.skipif(bool(why_no_pdf()), reason="no PDF can be made here")
def test_each_page_of_a_pdf_says_who_took_it_and_keeps_its_tags():
    plain = pdf(DOCUMENT)

    copy = PdfReader(BytesIO(stamped(plain, "application/pdf", STAMP)))

    assert len(copy.pages) == len(PdfReader(BytesIO(plain)).pages) > 1
    assert all(SAID in " ".join(p.extract_text().split()) for p in copy.pages)
    assert "/StructTreeRoot" in copy.trailer["/Root"]
    assert SAID in copy.metadata.subject


def test_a_word_file_says_it_in_its_footer():
    copy = open_document(BytesIO(stamped(word(DOCUMENT), WORD, STAMP)))

    assert SAID in " ".join(p.text for p in copy.sections[0].footer.paragraphs)
    assert copy.core_properties.last_modified_by == STAMP.taken_by


def test_a_web_page_says_it_and_takes_no_name_for_markup():
    copy = stamped(page(DOCUMENT).encode(), "text/html; charset=utf-8", STAMP).decode()

    assert "Taken by Ana &lt;b&gt; Büyük on" in copy


def test_each_row_of_a_csv_file_says_it_also_where_a_cell_has_lines_of_its_own():
    written = csv(("a", "b"), [("x", "one\r\ntwo"), ('say "\r\n"', "=1+1")])

    lines = stamped_csv(written, STAMP).decode().split("\r\n")

    assert lines[0] == "a,b,taken_by,taken_at,partnership,file_marking"
    said = 'Ana <b> Büyük,2026-05-20 09:30,A partnership,"Working paper, not for publication"'
    assert lines[2] == f'two",{said}'
    assert lines[-2].endswith(f"'=1+1,{said}")
    assert sum(said in line for line in lines) == 2
