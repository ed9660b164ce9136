"""Every place of a Word or PDF draft in which a name can be left is read, in a process apart."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from goldthread.files.draft import read_draft
from goldthread.files.draft.pdf import parts_of_pdf
from goldthread.files.draft.word import parts_of_word
from goldthread.files.limits import Unreadable
from goldthread.sweep import Place
from tests.files.drafts import (
    ALTERNATIVE,
    BOOKMARK,
    FIELD,
    NAME,
    TEXT_BOX,
    attached,
    changed,
    layered,
    noted,
    pdf,
    raw,
    said,
    styled,
    with_member,
    word,
)


def places_of(parts) -> set[Place]:
    return {part.place for part in parts if NAME in part.text}


@pytest.mark.parametrize(
    ("place", "write"),
    [
        (Place.TEXT, lambda d: d.add_paragraph("Kay").add_run("leigh")),
        (Place.TABLE, lambda d: setattr(d.add_table(1, 2).cell(0, 1), "text", NAME)),
        (Place.HEADER, lambda d: d.sections[0].header.paragraphs[0].add_run(NAME)),
        (Place.FOOTER, lambda d: d.sections[0].footer.paragraphs[0].add_run(NAME)),
        (Place.COMMENT, lambda d: d.add_comment(d.add_paragraph("x").runs, NAME, author="J Bell")),
        (Place.INSERTED, lambda d: changed(d, "ins", NAME)),
        (Place.DELETED, lambda d: changed(d, "del", NAME)),
        (Place.DELETED, lambda d: changed(d, "moveFrom", NAME)),
        (Place.DELETED, lambda d: changed(d, "del", "Kay", after="leigh")),
        (Place.DELETED, lambda d: changed(d, "del", "leigh", before="Kay")),
        (Place.HIDDEN, lambda d: styled(d, NAME, "hidden")),
        (Place.HIDDEN, lambda d: styled(d, NAME, "white")),
        (Place.HIDDEN, lambda d: styled(d, NAME, "tiny")),
        (Place.PROPERTIES, lambda d: setattr(d.core_properties, "author", NAME)),
        (Place.PROPERTIES, lambda d: setattr(d.core_properties, "keywords", NAME)),
        (Place.TEXT_BOX, lambda d: raw(d, TEXT_BOX)),
        (Place.FIELD, lambda d: raw(d, FIELD)),
        (Place.BOOKMARK, lambda d: raw(d, BOOKMARK)),
        (Place.ALTERNATIVE_TEXT, lambda d: raw(d, ALTERNATIVE)),
        (Place.LINK, lambda d: d.part.relate_to(f"https://example.org/{NAME}", HYPERLINK, is_external=True)),
    ],
)  # fmt: skip
def test_a_name_is_read_in_each_place_of_a_word_document(place, write):
    assert place in places_of(parts_of_word(word(write)))


HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
CHART = (
    f'<c xmlns="http://schemas.openxmlformats.org/drawingml/2006/chart"><v>{NAME}</v></c>'.encode()
)


@pytest.mark.parametrize(
    ("place", "name", "text"),
    [
        (Place.CHART, "word/charts/chart1.xml", CHART),
        (Place.CUSTOM, "customXml/item7.xml", f"<a><b>{NAME}</b></a>".encode()),
        (Place.EMBEDDED, "word/embeddings/notes.txt", f"about {NAME}".encode()),
        (Place.EMBEDDED, "word/embeddings/inner.docx", word(lambda d: d.add_paragraph(NAME))),
        (Place.EMBEDDED, "word/vbaProject.bin", b"\xd0\xcf\x11\xe0" + NAME.encode("utf-16-le")),
        (Place.SETTINGS, "word/unknown9.xml", f"<a><b>{NAME}</b></a>".encode()),
        (Place.NOTE, "word/footnotes.xml", f'<w:footnotes xmlns:w="x"><w:p><w:r><w:t>{NAME}</w:t></w:r></w:p></w:footnotes>'.encode()),
        (Place.PICTURE, "word/media/image9.jpg", b"\xff\xd8\xff\xe1\x00\x00Exif\x00\x00" + NAME.encode()),
    ],
)  # fmt: skip
def test_a_name_is_read_in_each_part_of_a_package(place, name, text):
    assert place in places_of(parts_of_word(with_member(word(lambda d: None), name, text)))


def test_a_deleted_piece_is_not_in_the_text_that_a_reader_sees():
    parts = parts_of_word(
        word(lambda d: changed(d, "del", NAME, before="Seen by ", after=" staff"))
    )
    assert [part.text for part in parts if part.place is Place.TEXT] == ["Seen by  staff"]


def test_a_name_split_over_two_cells_stands_in_one_row():
    def write(document):
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Kay", "leigh"

    assert "Kay\tleigh" in [part.text for part in parts_of_word(word(write))]


@pytest.mark.parametrize(
    ("place", "drawn", "write"),
    [
        (Place.TEXT, said(NAME), None),
        (Place.HIDDEN, said(NAME, way="3 Tr"), None),
        (Place.HIDDEN, said(NAME, way="1 g"), None),
        (Place.HIDDEN, said(NAME, x=900), None),
        (Place.HIDDEN, said(NAME) + "0 g 40 190 200 30 re f\n", None),
        (Place.ANNOTATION, said("x"), noted),
        (Place.LAYER, said("x"), layered),
        (Place.ATTACHMENT, said("x"), attached),
        (Place.PROPERTIES, said("x"), lambda w: w.add_metadata({"/Author": NAME})),
        (Place.OUTLINE, said("x"), lambda w: w.add_outline_item(title=NAME, page_number=0)),
    ],
)
def test_a_name_is_read_in_each_place_of_a_pdf(place, drawn, write):
    assert place in places_of(parts_of_pdf(pdf(drawn, write=write)))


def test_white_letters_on_a_dark_ground_are_read_as_any_others():
    drawn = "0 g 40 190 200 30 re f\n" + said(NAME, way="1 g")
    assert places_of(parts_of_pdf(pdf(drawn))) == {Place.TEXT}


def test_an_earlier_version_in_a_pdf_is_read():
    first = pdf(said(NAME))
    later = PdfWriter(io.BytesIO(first), incremental=True)
    later.pages[0].get_contents()
    later.pages[0]["/Contents"].get_object().set_data(said("nobody").encode())
    held = io.BytesIO()
    later.write(held)
    assert Place.EARLIER_VERSION in places_of(parts_of_pdf(held.getvalue()))


def test_a_draft_is_read_in_a_process_apart():
    draft = read_draft(word(lambda d: d.add_paragraph(NAME)), "draft.docx")
    assert draft.kind == "docx"
    assert places_of(draft.parts) == {Place.TEXT}


@pytest.mark.parametrize(
    "content", [b"", b"plain words", b"%PDF-1.7 broken", b"PK\x03\x04 word/document.xml"]
)
def test_what_is_no_draft_is_refused_in_words(content):
    with pytest.raises(Unreadable):
        read_draft(content, "draft.docx")


def test_a_locked_pdf_is_refused():
    writer = PdfWriter(PdfReader(io.BytesIO(pdf(said("x")))))
    writer.encrypt("secret", algorithm="AES-256")
    held = io.BytesIO()
    writer.write(held)
    with pytest.raises(Unreadable, match="password"):
        read_draft(held.getvalue(), "draft.pdf")
