"""What a file's name says that it is: refused where that is no table, whatever the bytes are."""

from pathlib import PurePosixPath

from goldthread.files.limits import Unreadable

ENDINGS = (".csv", ".txt", ".tsv", ".xls", ".xlsx", ".ods")
NOT_A_TABLE = (
    "The file's name does not end as a spreadsheet's does: save the table as .xlsx, .ods or .csv, "
    "and send that."
)


def refuse_by_name(name: str) -> None:
    """Raise Unreadable for a name under which no spreadsheet program saves a table.

    The bytes are what decides how a file is read; but a table under a program's name was made to be
    opened by somebody as something else.
    """
    plain = name.replace("\\", "/").rstrip(". /").lower()
    if PurePosixPath(f"a{plain}").suffix not in ENDINGS:
        raise Unreadable(NOT_A_TABLE)
