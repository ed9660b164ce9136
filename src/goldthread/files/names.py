"""What a file's name says that it is: refused where that is no table, or other than what the bytes are."""

from pathlib import PurePosixPath

from goldthread.files.book.kinds import COMPOUND, PACKED
from goldthread.files.limits import Unreadable

WORKBOOKS, TEXTS = (".xls", ".xlsx", ".ods"), (".csv",)
NOT_A_TABLE = (
    "The file's name does not end as a spreadsheet's does: save the table as .xlsx, .ods or .csv, "
    "and send that."
)
NOT_A_WORKBOOK = (
    "The file's name says that it is a workbook, and it is not: open it in Excel or LibreOffice, "
    "save it as .xlsx and send that."
)


def refuse_by_name(name: str, content: bytes) -> None:
    """Raise Unreadable for a name under which no spreadsheet program saves a table such as this.

    The bytes alone decide how a file is read; but what bears the name of something else was made so
    that somebody opens it as that.
    """
    plain = name.replace("\\", "/").rstrip(". /").lower()
    ending = PurePosixPath(f"a{plain}").suffix
    if ending not in WORKBOOKS + TEXTS:
        raise Unreadable(NOT_A_TABLE)
    if ending in WORKBOOKS and content and not content.startswith((PACKED[:2], COMPOUND[:4])):
        raise Unreadable(NOT_A_WORKBOOK)
