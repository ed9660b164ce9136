"""Lists whose every cell fits its column, and which are wrong all the same: columns moved, noughts lost."""

from collections.abc import Iterator
from datetime import date, timedelta

from .model import REFERRALS, Ends, Rows, Spoiled, Told, as_book, as_csv, cell, child, header

BOOK = "annex_a.xlsx"
MANY = 14
ASSESSMENTS = (
    *("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"),
    "Does the Child have a Disability",
    "Continuous Assessment Start Date",
    "Child Seen During Continuous Assessment",
    "Continuous Assessment Date of Authorisation",
    "Was the child assessed as requiring LA children's social care support?",
    *("Allocated Team", "Allocated Worker"),
)


def _born(at: int) -> date:
    return date(2008, 1, 15) + timedelta(days=at * 401)


def _of_child(at: int) -> list[object]:
    """Number, sex, ethnicity, birth and age of a child, who was at so many places in the list."""
    born, on = _born(at), date(2025, 9, 30)
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    sex = "a) Male" if at * 7 % 3 else "b) Female"
    return [child(at), sex, "WBRI" if at % 3 else "APKN", f"{born:%d/%m/%Y}", age]


def referrals() -> Rows:
    """A sound list 3 of many children."""
    rows: Rows = [list(REFERRALS)]
    for at in range(1, MANY + 1):
        on = date(2025, 5, 1) + timedelta(days=at * 9)
        source = "g) Police" if at % 2 else "b) Schools"
        happened = [f"{on:%d/%m/%Y}", source, "No", 0, "East", f"Worker {at}"]
        rows.append([*_of_child(at), *happened])
    return rows


def assessments() -> Rows:
    """A sound list 4 of the same children."""
    rows: Rows = [list(ASSESSMENTS)]
    for at in range(1, MANY + 1):
        on = date(2025, 5, 3) + timedelta(days=at * 9)
        done = on + timedelta(days=30)
        happened = ["b) No", f"{on:%d/%m/%Y}", "a) Yes", f"{done:%d/%m/%Y}", "a) Yes", "East", "W"]
        rows.append([*_of_child(at), *happened])
    return rows


def _place(rows: Rows, column: str) -> int:
    return rows[0].index(column)


def _changed(rows: Rows, column: str, cells: list[object]) -> Rows:
    """The rows with all cells of a column set, those beneath its heading in order."""
    for row, value in zip(rows[1:], cells, strict=True):
        row[_place(rows, column)] = value
    return rows


def _cells(rows: Rows, column: str) -> list[object]:
    return [row[_place(rows, column)] for row in rows[1:]]


def _book(name: str, *wants: Told, ends: Ends = "told", **sheets: Rows) -> Spoiled:
    return Spoiled("", name, ((BOOK, as_book(**sheets)),), wants, ends)


def columns() -> Iterator[Spoiled]:
    """Columns of a workbook that were sorted, moved or named by themselves, so that every cell still fits."""
    yield _book("both-lists-sound", ends="understood", List_3=referrals(), List_4=assessments())
    births = "Date of Birth"
    by_itself = sorted(_cells(referrals(), births), key=str)
    rows = _changed(referrals(), births, by_itself)
    yield _book("sorted-by-itself", Told("sorted|moved", None, births), List_3=rows)
    sexes = _cells(referrals(), "Gender")
    rows = _changed(referrals(), "Gender", [*sexes[1:], sexes[0]])
    want = Told("children.*(sorted|moved)", None, "Gender")
    yield _book("against-another-list", want, List_3=referrals(), List_4=_as(assessments(), rows))
    for column in ("Referral Source", "Allocated Team"):
        rows = referrals()
        rows = _changed(rows, column, [*_cells(rows, column)[1:], ""])
        want = Told("moved up", MANY + 1, column)
        yield _book(f"up-by-a-row-{column.split()[-1].lower()}", want, List_3=rows)
    rows = assessments()
    first, second = (
        "Continuous Assessment Start Date",
        "Continuous Assessment Date of Authorisation",
    )
    one, other = _place(rows, first), _place(rows, second)
    rows[0][one], rows[0][other] = rows[0][other], rows[0][one]
    want = Told("each other's headings|swapped", None, second)
    yield _book("under-each-others-headings", want, List_4=rows)
    rows = referrals()
    rows[3].insert(_place(rows, "Allocated Team"), "")
    yield _book("cells-moved-to-the-right", Told("beyond|moved", 4), List_3=rows)


def _as(rows: Rows, other: Rows) -> Rows:
    return _changed(rows, "Gender", _cells(other, "Gender"))


def numbers() -> Iterator[Spoiled]:
    """Children's numbers that a spreadsheet took for numbers, and pupil numbers with a slip in them."""
    column = "Child Unique ID"
    whole: list[object] = [f"{at * 61 + 8_000:08}" for at in range(1, MANY + 1)]
    lost: list[object] = [str(number).lstrip("0") for number in whole]
    lists = _changed(referrals(), column, whole), _changed(assessments(), column, list(lost))
    files = (("list_3.csv", as_csv(lists[0])), ("list_4.csv", as_csv(lists[1])))
    yield Spoiled("", "lost-in-one-list", files, (Told("nought", 2, column),))
    bare: list[object] = [int(str(number)) for number in whole]
    book = as_book(List_3=lists[0], List_4=_changed(assessments(), column, bare))
    yield Spoiled("", "lost-as-numbers", ((BOOK, book),), (Told("nought", 2, column),))
    rows = _changed(referrals(), column, list(whole))
    rows = cell(rows, 5, column, str(rows[4][0]).lstrip("0"))
    yield Spoiled(
        "", "lost-in-one-row", (("list_3.csv", as_csv(rows)),), (Told("nought", 5, column),)
    )
    mixed: list[object] = [f"{at * 61 + 704_000}" for at in range(1, MANY + 1)]
    mixed[6:8] = ["70561", "9012"]
    rows = _changed(referrals(), column, mixed)
    want = Told("2 of .* fewer figures", 8, column)
    yield Spoiled("", "fewer-figures", (("list_3.csv", as_csv(rows)),), (want,))
    slip = cell(header(), 3, "UPN", "X806000000003")
    wants = (Told("letter|figures", 3, "UPN"),)
    yield Spoiled("", "slip-in-a-upn", (("header.csv", as_csv(slip)),), wants)
