"""Dates in the wrong forms, births that cannot be, and days in an impossible order."""

from collections.abc import Iterator

from .census import census, one
from .model import (
    BORN,
    Ends,
    Spoiled,
    Told,
    as_book,
    as_csv,
    cell,
    episodes,
    header,
    plans,
    referrals,
)

NO_DAY = r"fault sign|no such day|not a (day|date)|no (day|date)|calendar|cannot be read"
LIST = "list_3.csv"


def _referral(name: str, column: str, value: object, words: str, ends: Ends = "told") -> Spoiled:
    """List 3 with one cell of its row 4 spoiled."""
    content = as_csv(cell(referrals(), 4, column, value))
    wants = (Told(words, 4, column),) if ends != "understood" else ()
    return Spoiled("", name, ((LIST, content),), wants, ends, (str(value),) if value else ())


def forms() -> Iterator[Spoiled]:
    """How a date goes wrong between a system, a spreadsheet and a CSV file."""
    for name, value in (
        ("month-first", "05/13/2025"),
        ("april-31", "31/04/2025"),
        ("february-29-of-no-leap-year", "29/02/2025"),
        ("zeros", "00/00/0000"),
        ("column-too-narrow", "########"),
        ("words", "not known yet"),
        ("year-of-three", "12/05/225"),
        ("two-dates-in-one", "12/05/2025 / 14/05/2025"),
        ("month-and-year", "05/2025"),
    ):
        yield _referral(name, "Date of referral", value, NO_DAY)
    for name, value in (
        ("iso", "2025-05-12"),
        ("midnight", "12/05/2025 00:00:00"),
        ("iso-midnight", "2025-05-12T00:00:00"),
        ("leap-day-of-a-leap-year", "29/02/2024"),
    ):
        yield _referral(name, "Date of referral", value, "", "understood")
    for name, value in (("dots", "12.05.2025"), ("month-in-words", "12 May 2025")):
        yield _referral(name, "Date of referral", value, NO_DAY, "either")
    yield _referral("two-figures-of-a-year", "Date of referral", "12/05/25", f"year|{NO_DAY}")
    yield _referral("serial-number", "Date of referral", "45789", "number|spreadsheet|serial")
    yield _referral("serial-number-with-time", "Date of referral", "45789.5", "number|spreadsheet")
    yield _referral("blank", "Date of referral", "", "blank|empty|missing|must")
    yield _referral(
        "year-wrong-century", "Date of referral", "12/05/1025", "before|year|early|old|past"
    )


def numbers_in_workbooks() -> Iterator[Spoiled]:
    """Dates that a workbook holds as plain numbers, whole, negative or far too large."""
    words = "number|spreadsheet|serial|no such day|not? a? ?date"
    for name, value in (("serial", 45789), ("negative", -12), ("vast", 99999999999)):
        rows = cell(referrals(), 4, "Date of referral", value)
        want = (Told(words, 4, "Date of referral"),)
        yield Spoiled("", name, (("annex_a.xlsx", as_book(List_3=rows)),), want)


def births() -> Iterator[Spoiled]:
    """Children who are not born, far too old, or of another age than the list says."""
    born = "Date of Birth"
    yield _referral("future", born, "03/04/2031", "future|after today|not yet|to come|ahead")
    for name, value, words in (
        ("parent-not-child", "03/04/1985", "old"),
        ("nineteen-hundred", "01/01/1900", "old"),
        ("referral-before-birth", "03/04/2026", "birth|before|born"),
    ):
        # Of the birth and the day of the referral, either may be the wrong one.
        content = as_csv(cell(referrals(), 4, born, value))
        yield Spoiled("", name, ((LIST, content),), (Told(words, 4),), "told", (value,))
    yield _referral("age-disagrees", "Age of Child (Years)", 4, "birth|age")
    yield _referral("age-negative", "Age of Child (Years)", -1, "age|less than|0|negative|below")
    yield _referral("age-in-words", "Age of Child (Years)", "thirteen", "number")
    late = cell(header(), 3, "DOB", "17/09/2031")
    files = (("header.csv", as_csv(late)), ("episodes.csv", as_csv(episodes())))
    yield Spoiled("", "future-in-903", files, (Told("future|to come|ahead|after", 3, "DOB"),))
    sound = "2012-04-03"
    late = Told("future|to come|ahead|after", one("birth"))
    yield census("future-in-census", sound, "2031-04-03", late)
    old = Told("old", one("referral"))
    yield census("parent-in-census", sound, "1979-04-03", old)
    early = Told("before|birth|born", one("referral"))
    yield census("referral-before-birth-by-years", sound, "2028-02-03", early)


def order() -> Iterator[Spoiled]:
    """An end before its beginning, in each of the three collections."""
    before = "before|earlier|order|after"
    ended = cell(plans(), 3, "Child Protection Plan End Date", "01/04/2025")
    want = (Told(before, 3),)
    yield Spoiled("", "plan-ends-before-it-starts", (("list_7.csv", as_csv(ended)),), want)
    review = cell(plans(), 3, "Date of latest review conference", "01/04/2024")
    yield Spoiled("", "review-before-plan", (("list_7.csv", as_csv(review)),), want)
    ended = cell(cell(episodes(), 4, "DEC", "01/03/2025"), 4, "REC", "E4A")
    files = (("episodes.csv", as_csv(ended)), ("header.csv", as_csv(header())))
    yield Spoiled("", "episode-ends-before-it-starts", files, (Told(before, 4),))
    early = cell(episodes(), 2, "DECOM", "01/05/2010")
    files = (("episodes.csv", as_csv(early)), ("header.csv", as_csv(header())))
    yield Spoiled("", "in-care-before-birth", files, (Told("birth|born|before", 2),))
    for name, old, new, line in (
        ("closed-before-referral", "2025-10-30", "2025-04-30", "closure"),
        ("authorised-before-start", "2025-06-20", "2025-05-01", "authorised"),
        ("conference-before-enquiry", "2025-06-10", "2025-05-10", "conference"),
        ("plan-ends-before-start", "2025-10-15", "2025-06-01", "planend"),
        ("review-before-plan-in-census", "2025-09-01", "2025-01-02", "review"),
        ("died-before-birth", "2025-12-24", "2009-12-24", "death"),
    ):
        yield census(name, old, new, Told(before + "|birth", one(line)))


def future() -> Iterator[Spoiled]:
    """Things that have happened on days to come."""
    words = "future|to come|ahead|not yet|after today"
    yield _referral("referral", "Date of referral", "12/05/2031", words)
    ended = cell(cell(episodes(), 4, "DEC", "01/03/2031"), 4, "REC", "E4A")
    yield Spoiled("", "episode-end", (("episodes.csv", as_csv(ended)),), (Told(words, 4, "DEC"),))
    census_words = words + "|reference|after the (census|year)"
    for name, old, line in (
        ("census-closure", "2025-10-30", "closure"),
        ("census-authorised", "2025-06-20", "authorised"),
    ):
        yield census(name, old, "2031-01-05", Told(census_words, one(line)))


def in_census() -> Iterator[Spoiled]:
    """Dates of a census that are not as XML writes them: what helps must be said year first."""
    for name, new in (
        ("day-first", "30/10/2025"),
        ("no-such-day", "2025-02-30"),
        ("no-day", "2025-10"),
        ("words", "Thursday"),
        ("empty", ""),
        ("compact", "20251030"),
    ):
        yield census(
            name,
            "2025-10-30",
            new,
            Told(r"year first|yyyy|\d{4}-\d\d-\d\d|empty|blank", one("closure")),
        )


def births_repeated() -> Iterator[Spoiled]:
    """One child with two births: merged records, or two children under one number."""
    twice = referrals()
    twice.append([*twice[1][:3], BORN[1], 12, "01/09/2025", *twice[1][6:]])
    words = "birth|same child|differ|another"
    yield Spoiled("", "in-one-list", (("list_3.csv", as_csv(twice)),), (Told(words, 8),))
    files = (
        ("list_3.csv", as_csv(referrals())),
        ("list_7.csv", as_csv(cell(plans(), 2, "Date of Birth", BORN[4]))),
    )
    yield Spoiled("", "across-lists", files, (Told(words, 2, "Date of Birth"),))
    book = as_book(List_3=referrals(), List_7=cell(plans(), 3, "Date of Birth", "18/09/2013"))
    yield Spoiled("", "across-sheets", (("annex.xlsx", book),), (Told(words, 3, "Date of Birth"),))
    two = header()
    two.append([two[1][0], "M", BORN[3], "WBRI", "A806000000009", "", ""])
    files = (("header.csv", as_csv(two)), ("episodes.csv", as_csv(episodes())))
    yield Spoiled("", "903-child-twice-in-header", files, (Told("twice|already|same|again", 5),))
    sexes = cell(plans(), 2, "Gender", "b) Female")
    files = (("list_3.csv", as_csv(referrals())), ("list_7.csv", as_csv(sexes)))
    yield Spoiled("", "two-sexes", files, (Told("gender|sex|differ|another", 2, "Gender"),))
