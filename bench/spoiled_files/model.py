"""What one spoiled file is, what a person would expect to be told of it, and sound files to spoil."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from openpyxl import Workbook

Ends = Literal["told", "understood", "either"]
Rows = list[list[object]]

REFERRALS = (
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age of Child (Years)",
    "Date of referral",
    "Referral Source",
    "Referral NFA?",
    "Number of Referrals in Last 12 Months",
    "Allocated Team",
    "Allocated Worker",
)
PLANS = (
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age of Child (Years)",
    "Does the Child have a Disability",
    "Child Protection Plan Start Date",
    "Initial Category of Abuse",
    "Latest Category of Abuse",
    "Date of the Last Statutory Visit",
    "Was the Child Seen Alone?",
    "Date of latest review conference",
    "Child Protection Plan End Date",
    "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
    "Number of Previous Child Protection Plans",
    "Allocated Team",
    "Allocated Worker",
)
EPISODES = (
    "CHILD",
    "DECOM",
    "RNE",
    "LS",
    "CIN",
    "PLACE",
    "PLACE_PROVIDER",
    "DEC",
    "REC",
    "REASON_PLACE_CHANGE",
    "HOME_POST",
    "PL_POST",
    "URN",
)
HEADER = ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
BORN = ("03/04/2012", "17/09/2013", "28/11/2011", "05/01/2014", "22/07/2012", "30/06/2013")
REFERRED = ("12/05/2025", "14/05/2025", "02/06/2025", "19/06/2025", "07/07/2025", "21/08/2025")


@dataclass(frozen=True)
class Told:
    """One thing that must be said: words (a pattern), and where: row of the file and column by name."""

    words: str
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True)
class Spoiled:
    """One try: the files given together, what is wrong with them and what must be said of it.

    `ends`: "told" wants each of `wants`; "understood" wants no error; "either" takes both. `secrets` are
    cells of this case that no sentence may repeat, besides the children, births and numbers of all.
    """

    family: str
    name: str
    files: tuple[tuple[str, bytes], ...]
    wants: tuple[Told, ...] = ()
    ends: Ends = "told"
    secrets: tuple[str, ...] = ()


Family = Callable[[], Iterator[Spoiled]]


def child(number: int) -> str:
    """The council's own number of a made-up child."""
    return f"KID703{number:02}"


def referrals() -> Rows:
    """A sound list 3 of six children, its headings first."""
    ages = (13, 12, 14, 11, 13, 12)
    return [list(REFERRALS)] + [
        [
            child(at),
            "a) Male" if at % 2 else "b) Female",
            "WBRI",
            BORN[at - 1],
            ages[at - 1],
            REFERRED[at - 1],
            "g) Police",
            "No",
            0,
            "East",
            f"Worker {at}",
        ]
        for at in range(1, 7)
    ]


def plans() -> Rows:
    """A sound list 7 of three children, its headings first."""
    return [list(PLANS)] + [
        [
            child(at),
            "a) Male" if at % 2 else "b) Female",
            "WBRI",
            BORN[at - 1],
            (13, 12, 14)[at - 1],
            "b) No",
            REFERRED[at - 1],
            "a) Neglect",
            "a) Neglect",
            "01/09/2025",
            "a) Yes",
            "02/09/2025",
            "",
            "b) No",
            0,
            "East",
            f"Worker {at}",
        ]
        for at in range(1, 4)
    ]


def episodes() -> Rows:
    """A sound table of episodes of SSDA903 for three children."""
    ended = ("", "30/09/2025", "")
    return [list(EPISODES)] + [
        [
            child(at),
            f"0{at}/05/2025",
            "S",
            "E1",
            "N1",
            "U1",
            "PR1",
            ended[at - 1],
            "E4A" if ended[at - 1] else "",
            "",
            "TS1 1AA",
            "TS5 4BB",
            "SC123456",
        ]
        for at in range(1, 4)
    ]


def header() -> Rows:
    """A sound header table of SSDA903 for the same three children."""
    return [list(HEADER)] + [
        [
            child(at),
            "M" if at % 2 else "F",
            BORN[at - 1],
            "WBRI",
            f"{'HXL'[at - 1]}80600000000{at}",
            "",
            "",
        ]
        for at in range(1, 4)
    ]


def cell(rows: Rows, row: int, column: str, value: object) -> Rows:
    """The rows with one cell changed: `row` as a spreadsheet counts, the headings being 1."""
    rows[row - 1][rows[0].index(column)] = value
    return rows


def as_csv(rows: Sequence[Sequence[object]], delimiter: str = ",", ends: str = "\r\n") -> bytes:
    """The rows as a CSV file in UTF-8."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=ends).writerows(rows)
    return out.getvalue().encode()


def as_book(**sheets: Rows) -> bytes:
    """The rows as a workbook, a sheet for each, its name with spaces for underscores."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append([None if value == "" else value for value in row])
    return saved(book)


def saved(book: Workbook) -> bytes:
    """A workbook's bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
