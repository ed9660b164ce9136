"""Small lists for tests: the columns that matter, and rows as somebody would type them."""

import csv
from datetime import date

from goldthread.records.given_files import named, open_files

ON = date(2026, 11, 22)
REFERRALS = (
    *("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"),
    *("Date of referral", "Referral Source", "Referral NFA?"),
    *("Number of Referrals in Last 12 Months", "Allocated Team", "Allocated Worker"),
)
PLANS = (
    *(
        "Child Unique ID",
        "Gender",
        "Ethnicity",
        "Date of Birth",
        "Does the Child have a Disability",
    ),
    *("Child Protection Plan Start Date", "Initial Category of Abuse", "Latest Category of Abuse"),
    *("Child Protection Plan End Date", "Number of Previous Child Protection Plans"),
    *(
        "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
    ),
    *("Allocated Team", "Allocated Worker"),
)


def referral(child="C1", on="14/01/2026", **other):
    """A row of list 3; other values by heading."""
    row = dict(
        zip(REFERRALS, ("", "M", "WBRI", "02/05/2015", 10, "", "6", "N", 1, "T", "W"), strict=True)
    )
    return {**row, "Child Unique ID": child, "Date of referral": on, **other}


def plan(child="C1", start="14/01/2026", end="", **other):
    """A row of list 7."""
    values = ("", "F", "WBRI", "02/05/2015", "N", "", "NEG", "NEG", "", 0, "N", "T", "W")
    row = dict(zip(PLANS, values, strict=True))
    row |= {"Child Unique ID": child, "Child Protection Plan Start Date": start}
    return {**row, "Child Protection Plan End Date": end, **other}


def write(path, rows, headings=None, encoding="utf-8", delimiter=","):
    """A CSV file of rows, under their own headings or others."""
    names = list(rows[0])
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(headings or names)
        writer.writerows([row[name] for name in names] for row in rows)
    return path


def opened(*paths):
    return open_files(named(paths), on=ON, keep=True)


def told(*paths):
    """(level, row, column, sentence) of everything found."""
    return [(f.level.value, f.row, f.column, f.sentence) for f in opened(*paths).findings]
