"""The PDF is tagged, says what it is, and is the same file for the same document."""

import builtins
import os
import subprocess
import sys
from hashlib import sha256
from io import BytesIO

import pypdf
import pytest

from goldthread.outputs import pdf as module
from goldthread.outputs.pdf import PdfNotPossible, pdf, why_no_pdf
from goldthread.ui.charts import drawing
from tests.outputs.sample import sample

ELSEWHERE = (
    "import sys, hashlib; from tests.outputs.sample import sample;"
    "from goldthread.outputs.pdf import pdf; from goldthread.ui.charts import drawing;"
    "print(hashlib.sha256(pdf(sample(), draw=drawing)).hexdigest())"
)


@pytest.fixture(scope="module")
def written():
    return pdf(sample(), draw=drawing)


@pytest.fixture(scope="module")
def reader(written):
    return pypdf.PdfReader(BytesIO(written))


@pytest.fixture(scope="module")
def tagged(reader):
    """Every structure element of the file, in the order in which it is read."""
    found = []

    def walk(element):
        element = element.get_object()
        if isinstance(element, pypdf.generic.DictionaryObject) and "/S" in element:
            found.append(element)
        inside = element.get("/K", []) if hasattr(element, "get") else []
        for child in inside if isinstance(inside, list) else [inside]:
            if not isinstance(child, int):
                walk(child)

    for element in reader.trailer["/Root"]["/StructTreeRoot"]["/K"]:
        walk(element)
    return found


def run_elsewhere(code, **environment):
    """A fresh process, since text layout is set up once for each."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."]), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_file_declares_what_pdf_ua_asks_for(reader):
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert reader.metadata.title == "Yearly report 2022-23"
    assert all(page["/Tabs"] == "/S" for page in reader.pages)


def test_every_figure_has_its_words(tagged):
    alternatives = [element.get("/Alt") for element in tagged if element["/S"] == "/Figure"]

    assert alternatives == ["Referrals. Referrals fell by 8%.", "Council & council. One bar."]


def test_headings_tables_lists_and_quotations_are_tagged_as_such(tagged):
    kinds = {element["/S"] for element in tagged}

    assert {"/H1", "/H2", "/H3", "/Table", "/Caption", "/L", "/BlockQuote", "/Link"} <= kinds
    levels = [int(e["/S"][2]) for e in tagged if e["/S"] in ("/H1", "/H2", "/H3", "/H4")]
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_every_header_cell_says_what_it_heads(tagged):
    scopes = [element["/A"]["/Scope"] for element in tagged if element["/S"] == "/TH"]

    assert scopes == ["/Column", "/Column", "/Column", "/Row", "/Row"] * 2


def test_pages_are_numbered_marked_and_listed_in_the_contents(reader):
    texts = [page.extract_text() for page in reader.pages]

    assert all(f"Page {n} of {len(texts)}" in text for n, text in enumerate(texts, 1))
    assert all("Draft: not for publication" in text for text in texts)
    assert any(
        line.startswith("Front door") and line.endswith("2") for line in texts[0].splitlines()
    )
    assert [entry.title for entry in reader.outline if not isinstance(entry, list)] == [
        "Yearly report 2022-23"
    ]


def test_the_file_carries_no_attachment_or_script_and_only_its_own_properties(reader):
    assert "/EmbeddedFiles" not in reader.trailer["/Root"].get("/Names", {})
    assert "/OpenAction" not in reader.trailer["/Root"]
    assert reader.metadata.creation_date == sample().created_at
    assert set(reader.metadata) == {"/Producer", "/Title", "/Author", "/CreationDate"}


def test_the_same_document_gives_the_same_bytes(written):
    assert pdf(sample(), draw=drawing) == written


@pytest.mark.slow
def test_another_process_gives_the_same_bytes(written):
    other = run_elsewhere(ELSEWHERE, PYTHONHASHSEED="7", TZ="Asia/Tokyo")

    assert other.stdout.strip() == sha256(written).hexdigest(), other.stderr


def test_another_marking_gives_another_file(written):
    assert pdf(sample(marking=""), draw=drawing) != written


def test_nothing_is_fetched():
    with pytest.raises(ValueError, match="a document fetches nothing"):
        module._refuse("https://example.org/picture.png")


def test_without_pango_one_sentence_says_what_to_do(monkeypatch):
    real = builtins.__import__

    def without_pango(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_pango)

    with pytest.raises(PdfNotPossible, match="Pango is missing; on Debian or Ubuntu"):
        pdf(sample(), draw=drawing)
    assert "apt-get install" in why_no_pdf()


@pytest.mark.slow
def test_without_a_font_it_says_so_and_does_not_fall_over(tmp_path):
    empty = tmp_path / "fonts.conf"
    empty.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    code = "from goldthread.outputs.pdf import why_no_pdf; print(why_no_pdf())"

    other = run_elsewhere(code, FONTCONFIG_FILE=str(empty))

    assert "no font is installed" in other.stdout, other.stderr


def test_where_a_pdf_is_possible_there_is_no_reason_against_it():
    assert why_no_pdf() == ""
