"""Lists whose headings, rows, codes or numbers are not as they should be."""

from collections.abc import Iterator

from .model import (
    EPISODES,
    HEADER,
    REFERRALS,
    Ends,
    Rows,
    Spoiled,
    Told,
    as_book,
    as_csv,
    cell,
    child,
    episodes,
    header,
    plans,
    referrals,
)

LIST = "list_3.csv"


def _list(name: str, rows: Rows, *wants: Told, ends: Ends = "told", file: str = LIST) -> Spoiled:
    return Spoiled("", name, ((file, as_csv(rows)),), wants, ends)


def _renamed(old: str, new: str) -> Rows:
    rows = referrals()
    rows[0] = [new if heading == old else heading for heading in rows[0]]
    return rows


def _without(rows: Rows, column: str) -> Rows:
    at = rows[0].index(column)
    return [row[:at] + row[at + 1 :] for row in rows]


def headings() -> Iterator[Spoiled]:
    """Headings that are double, missing, misspelt, moved or underneath something."""
    twice = [[*row, row[3]] for row in referrals()]
    yield _list("double", twice, Told("twice|double|same meaning|same heading|also", 1))
    missing = _without(referrals(), "Date of referral")
    yield _list("missing", missing, Told("Date of referral"))
    near = _renamed("Date of referral", "Dte of refferal")
    yield _list("misspelt", near, Told("Date of referral"))
    near = [[*row, "x"] for row in referrals()]
    near[0][-1] = "Ethnicty"
    yield _list("misspelt-and-extra", near, Told("Ethnicity", 1))
    extra = [[*row, "x"] for row in referrals()]
    extra[0][-1] = "Postcode of home"
    yield _list("unknown", extra, Told("Postcode of home|not known|unknown", 1))
    empty = [[*row, "x"] for row in referrals()]
    empty[0][-1] = ""
    yield _list("empty-above-cells", empty, Told("heading|blank|empty|without", 1))
    moved = [row[::-1] for row in referrals()]
    yield _list("turned-round", moved, ends="understood")
    broken = _renamed("Date of referral", "Date of\nreferral ")
    yield _list("line-break-within", broken, ends="understood")
    loud = [[str(heading).upper() for heading in REFERRALS], *referrals()[1:]]
    yield _list("capitals", loud, ends="understood")
    titled = [["Annex A, list 3: referrals"], [], *referrals()]
    yield _list(
        "title-above",
        cell_in(titled, 3, 6, 5, "31/04/2025"),
        Told("day|date", 6, "Date of referral"),
    )
    group = ["Child", *[""] * 4, "Referral", *[""] * 5]
    two = [group, *referrals()]
    yield _list(
        "two-rows-of-headings",
        cell_in(two, 2, 5, 5, "31/04/2025"),
        Told("day|date", 5, "Date of referral"),
    )
    yield _list("none", referrals()[1:], Told("heading|list|known|recognised"))
    numbered = [list(range(1, 12)), *referrals()[1:]]
    yield _list("numbers", numbered, Told("heading|list|known|recognised"))


def cell_in(rows: Rows, heading_row: int, row: int, at: int, value: object) -> Rows:
    """The rows with one cell changed by its place; the headings stand in `heading_row`."""
    if not rows[heading_row - 1]:
        raise ValueError("No headings there.")
    rows[row - 1][at] = value
    return rows


def row_shapes() -> Iterator[Spoiled]:
    """Rows that are blank, too long, too short, totals, notes, or the headings again."""
    width = len(REFERRALS)
    blank = [*referrals()[:3], [""] * width, [""] * width, *referrals()[3:]]
    yield _list(
        "blank-rows",
        cell(blank, 7, "Date of referral", "31/04/2025"),
        Told("day|date", 7, "Date of referral"),
    )
    empty = as_csv(cell(referrals(), 4, "Date of referral", "31/04/2025")).replace(
        b"\r\n", b"\r\n\r\n", 1
    )
    yield Spoiled("", "empty-lines", ((LIST, empty),), (Told("day|date", 5, "Date of referral"),))
    total = [*referrals(), ["Total", *[""] * 4, 6, *[""] * 5]]
    yield _list("totals-at-the-end", total, Told("total|blank|empty|must|date|number", 8))
    note = [*referrals(), ["Data extracted on 31 March by the performance team", *[""] * 10]]
    yield _list("note-at-the-end", note, Told("blank|empty|must|note|row", 8))
    long = referrals()
    long[3] = [*long[3], "East", "more"]
    yield _list("too-long", long, Told("more|longer|cells|heading|columns", 4))
    comma = referrals()
    comma[3] = [*comma[3][:9], "East", " North", comma[3][10]]
    yield _list("comma-unquoted", comma, Told("more|longer|cells|heading|columns", 4))
    short = referrals()
    short[3] = short[3][:5]
    yield _list("too-short", short, Told("blank|empty|must|fewer|shorter", 4))
    again = [*referrals(), list(REFERRALS), *referrals()[1:3]]
    again[8][0], again[9][0] = child(8), child(9)
    yield _list("headings-again", again, Told("heading|code|date|number", 8))
    yield _list("headings-only", referrals()[:1], Told("no rows|empty|nothing|only"))
    shifted = referrals()
    shifted[3] = [shifted[3][0], *shifted[3][2:], ""]
    yield _list("shifted-by-one", shifted, Told("code|date|number|birth", 4))
    twice = [*referrals(), referrals()[2]]
    yield _list("row-twice", twice, Told("twice|same|again|already|duplicate", 8))


def annex_codes() -> Iterator[Spoiled]:
    """Words that are no code of a list, some of them what nobody should repeat."""
    words = "code|known|spelling"
    for name, column, value in (
        ("ethnicity", "Ethnicity", "WBRT"),
        ("referral-source", "Referral Source", "z) Postman"),
        ("yes-and-no", "Referral NFA?", "Maybe"),
        ("gender", "Gender", "x) Q"),
        ("name-in-a-code", "Gender", "Tamsin Quill"),
        ("sentence-in-a-code", "Ethnicity", "Mother says that Tamsin was hit by her uncle"),
    ):
        yield _list(name, cell(referrals(), 4, column, value), Told(words, 4, column))
    for name, column, value in (
        ("short", "Gender", "M"),
        ("spaces", "Ethnicity", " WBRI "),
        ("small-letters", "Ethnicity", "wbri"),
        ("without-letter", "Referral Source", "Police"),
    ):
        yield _list(name, cell(referrals(), 4, column, value), ends="understood")
    abuse = cell(plans(), 3, "Initial Category of Abuse", "Neglekt")
    yield _list(
        "category", abuse, Told("code|known", 3, "Initial Category of Abuse"), file="list_7.csv"
    )


def numbers() -> Iterator[Spoiled]:
    """Counts that are no whole number of nought or more."""
    column = "Number of Referrals in Last 12 Months"
    for name, value in (
        ("negative", -1),
        ("half", "1.5"),
        ("words", "two"),
        ("vast", 10**30),
        ("not-a-number", "NaN"),
        ("percent", "10%"),
    ):
        yield _list(
            name, cell(referrals(), 4, column, value), Told("number|whole|less|large", 4, column)
        )


def identifiers() -> Iterator[Spoiled]:
    """Numbers of children that a spreadsheet has eaten, and children without any."""
    first = "Child Unique ID"
    yield _list("blank", cell(referrals(), 4, first, ""), Told("blank|empty|must", 4, first))
    yield _list(
        "spaces-only", cell(referrals(), 4, first, "   "), Told("blank|empty|must", 4, first)
    )
    eaten = cell(cell(referrals(), 4, first, "8.06E+11"), 5, first, "8.06E+11")
    yield _list(
        "in-scientific-notation",
        eaten,
        *(Told("scientific|E\\+|notation|exponent", row, first) for row in (4, 5)),
    )
    upns = cell(cell(header(), 2, "UPN", "8.06001E+12"), 3, "UPN", "8.06001E+12")
    files = (("header.csv", as_csv(upns)), ("episodes.csv", as_csv(episodes())))
    yield Spoiled(
        "",
        "upn-in-scientific-notation",
        files,
        tuple(Told("scientific|exponent", row, "UPN") for row in (2, 3)),
    )
    short = cell(header(), 3, "UPN", "A8060000")
    yield Spoiled(
        "",
        "upn-short",
        (("header.csv", as_csv(short)),),
        (Told("UPN|number|form|letter", 3, "UPN"),),
    )
    same = cell(header(), 3, "UPN", header()[1][4])
    yield Spoiled(
        "",
        "upn-of-two-children",
        (("header.csv", as_csv(same)),),
        (Told("same|twice|already|another|two", 3, "UPN"),),
    )
    error = cell(referrals(), 4, first, "#N/A")
    yield _list("error-of-a-spreadsheet", error, Told("error|spreadsheet|#N/A|formula", 4, first))


def swapped() -> Iterator[Spoiled]:
    """Lists under each other's names, and lists that nobody knows."""
    words = "list 7|list 3|name|heading|column|swapped|called"
    yield _list("plans-named-referrals", plans(), Told(words))
    files = (("list_3.csv", as_csv(plans())), ("list_7.csv", as_csv(referrals())))
    yield Spoiled("", "both-ways", files, (Told(words),))
    book = as_book(List_3=plans(), List_7=referrals())
    yield Spoiled("", "sheets-both-ways", (("annex_a.xlsx", book),), (Told(words),))
    files = (("header.csv", as_csv(episodes())), ("episodes.csv", as_csv(header())))
    yield Spoiled("", "tables-of-903", files, (Told("header|episodes|name|heading|column"),))
    files = (("list_3.csv", as_csv(referrals())), ("list_3_copy.csv", as_csv(referrals())))
    yield Spoiled("", "same-list-twice", files, (Told("twice|same|already|once|again"),))
    other = [["Staff", "Grade", "Office"], ["A", "4", "East"]]
    yield _list("no-list-at-all", other, Told("list|known|recognised|heading"), file="staff.csv")


def care() -> Iterator[Spoiled]:
    """What goes wrong in the looked-after children return."""
    yield from _episode_codes()
    over = episodes()
    over.append([over[2][0], "15/09/2025", *over[2][2:7], "", "", *over[2][9:]])
    yield _care("overlap", over, Told("overlap|not ended|same time", 3))
    still = episodes()
    still.append([still[1][0], "01/07/2025", *still[1][2:]])
    yield _care("new-while-one-is-open", still, Told("overlap|not ended|same time", 2))
    twice = [*episodes(), episodes()[2]]
    yield _care("same-episode-twice", twice, Told("twice|same|again|already|duplicate", 5))
    yield _care("ended-without-reason", cell(episodes(), 3, "REC", ""), Told("REC|reason|end", 3))
    yield _care("reason-without-end", cell(episodes(), 2, "REC", "E4A"), Told("DEC|end|reason", 2))
    stranger = cell(episodes(), 4, "CHILD", child(44))
    files = (("header.csv", as_csv(header())), ("episodes.csv", as_csv(stranger)))
    yield Spoiled(
        "", "child-without-header", files, (Told("header|birth|not in|no child", 4, "CHILD"),)
    )
    oc2 = [["CHILD", "DOB", "SDQ_SCORE"], [child(1), header()[1][2], 55]]
    yield Spoiled(
        "",
        "score-too-high",
        (("oc2.csv", as_csv(oc2)),),
        (Told("40|number|more|large", 2, "SDQ_SCORE"),),
    )
    lost = [
        ["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"],
        [child(1), header()[1][2], "M", "04/06/2025", "02/06/2025"],
    ]
    yield Spoiled(
        "",
        "found-before-missing",
        (("missing.csv", as_csv(lost)),),
        (Told("before|after|order", 2),),
    )
    sound = [["CHILD", "SEX", *HEADER[2:]], *header()[1:]]
    files = (
        ("SSDA903_2026_Header.csv", as_csv(sound)),
        ("ssda903 episodes 2025-26.csv", as_csv(episodes())),
    )
    yield Spoiled("", "long-file-names", files, (), "understood")


def _care(name: str, rows: Rows, want: Told) -> Spoiled:
    files = (("episodes.csv", as_csv(rows)), ("header.csv", as_csv(header())))
    return Spoiled("", name, files, (want,))


def _episode_codes() -> Iterator[Spoiled]:
    for column, value in (
        ("RNE", "Q"),
        ("LS", "C9"),
        ("PLACE", "Z9"),
        ("REC", "E99"),
        ("CIN", "N12"),
    ):
        if column not in EPISODES:
            raise ValueError(column)
        rows = cell(episodes(), 3, column, value)
        yield _care(f"code-{column.lower()}", rows, Told("code|known", 3, column))
