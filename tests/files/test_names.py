"""A file is kept and given out under a plain name, as what it is and not as what it was called."""

import pytest

from goldthread.files.models import StoredFile
from goldthread.files.sending import as_attachment
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
def test_a_file_is_given_out_as_what_it_is(content, name, given, monkeypatch):
    monkeypatch.setattr("goldthread.files.sending.read", lambda file: content)

    answer = as_attachment(StoredFile(name=name))

    assert answer["Content-Disposition"] == f'attachment; filename="{given}"'
    assert "html" not in answer["Content-Type"]
    assert "svg" not in answer["Content-Type"]
