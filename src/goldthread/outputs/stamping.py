"""A file that was made for everybody, with who took this copy out put into it."""

from collections.abc import Callable
from html import escape
from io import BytesIO

from docx import Document as open_document
from pypdf import PageObject, PdfWriter
from pypdf.generic import ContentStream, NameObject

from goldthread.files.handing_out import MEDIA
from goldthread.files.stamp import Stamp
from goldthread.outputs.pdf import line_of_a_page
from goldthread.outputs.spreadsheet import stamped_csv
from goldthread.outputs.word_parts import repacked


def stamped(content: bytes, media: str, stamp: Stamp) -> bytes:
    """The file with its stamp; KeyError for a kind of file that takes none."""
    return _STAMPS[media](content, stamp)


def _page(content: bytes, stamp: Stamp) -> bytes:
    said = f'<p class="gt-made">{escape(str(stamp))}</p></header>'
    return content.replace(b"</header>", said.encode(), 1)


def _word(content: bytes, stamp: Stamp) -> bytes:
    """Under each page, and in the file's properties."""
    file = open_document(BytesIO(content))
    file.core_properties.last_modified_by = stamp.taken_by[:255]
    file.core_properties.comments = str(stamp)[:255]
    for number, section in enumerate(file.sections):
        if number == 0 or not section.footer.is_linked_to_previous:
            section.footer.add_paragraph(str(stamp))
    saved = BytesIO()
    file.save(saved)
    return repacked(saved.getvalue())


def _paper(content: bytes, stamp: Stamp) -> bytes:
    """At the foot of each page, as what belongs to the paper and is not read out."""
    line = PdfWriter(clone_from=BytesIO(line_of_a_page(str(stamp)))).pages[0]
    _as_artifact(line)
    file = PdfWriter(clone_from=BytesIO(content))
    for page in file.pages:
        page.merge_page(line)
    said = {"/Subject": str(stamp), "/Keywords": stamp.marking}
    file.add_metadata(said)
    saved = BytesIO()
    file.write(saved)
    return saved.getvalue()


def _as_artifact(page: PageObject) -> None:
    drawn = page.get_contents()
    if drawn is not None:
        marked = ContentStream(drawn, page.pdf)
        begins = ([NameObject("/Artifact")], b"BMC")
        marked.operations = [begins, *marked.operations, ([], b"EMC")]
        page.replace_contents(marked)


_STAMPS: dict[str, Callable[[bytes, Stamp], bytes]] = {
    MEDIA["csv"]: stamped_csv,
    "text/html; charset=utf-8": _page,
    "application/pdf": _paper,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _word,
}
