"""A file is kept and given out under a plain name, as what it is and not as what it was called."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldthread.files.handing_out import HandedOut
from goldthread.files.limits import Unreadable
from goldthread.files.names import NOT_A_TABLE, refuse_by_name
from goldthread.files.sending import named_for_what_it_is
from goldthread.files.sent import sent
from goldthread.files.store import plain_name
from tests.files.books import ods_of, xls, xlsx

ROWS = [["a", 1]]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\return.xlsx", "return.xlsx"),
        ("figures\u202excod.exe", "figuresxcod.exe"),
        ("a\r\nSet-Cookie: x.csv", "a Set-Cookie: x.csv"),
        ("\0", "file"),
        ("", "file"),
    ],
)
def test_a_name_has_no_folder_and_nothing_unseen(name, kept):
    assert plain_name(name) == kept


@pytest.mark.parametrize(
    ("content", "name", "given"),
    [
        (xlsx(ROWS), "return.xlsx", "return.xlsx"),
        (xlsx(ROWS), "return.xlsx.exe", "return.xlsx.exe.xlsx"),
        (xls(ROWS), "return.html", "return.html.xls"),
        (ods_of({"S": ROWS}), "RETURN.ODS", "RETURN.ODS"),
        (b"a,b", "page.svg", "page.svg.csv"),
    ],
)
def test_a_file_is_given_out_as_what_it_is(content, name, given):
    name, media = named_for_what_it_is(name, content)
    answer = HandedOut(content, name=name, media=media)

    assert answer["Content-Disposition"] == f'attachment; filename="{given}"'
    assert "html" not in answer["Content-Type"]
    assert "svg" not in answer["Content-Type"]


TEXT, PACKED_UP = b"a,b\n1,2\n", xlsx(ROWS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("returns.csv", TEXT),
        ("A.B.XLSX", PACKED_UP),
        ("figures.xls", PACKED_UP),
        ("figures.csv.", TEXT),
        (".csv", TEXT),
        ("a/b\\c.ods", PACKED_UP),
    ],
)
def test_a_name_that_a_spreadsheet_program_gives_is_taken(name, content):
    refuse_by_name(name, content)


@pytest.mark.parametrize("name", ["figures.csv.exe", "f.js", "f.txt", "figures", "a.c\u200bsv"])
def test_a_table_under_the_name_of_something_else_is_not_opened(name):
    file = SimpleUploadedFile("figures.csv", TEXT)
    file.name = name

    found = sent(file, most=100, read=lambda content: pytest.fail("it was opened"))

    assert found.refused == NOT_A_TABLE


@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "a.ods"])
def test_a_text_under_the_name_of_a_workbook_is_not_read(name):
    with pytest.raises(Unreadable, match="says that it is a workbook"):
        refuse_by_name(name, TEXT)
