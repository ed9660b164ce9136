"""Which of two releases is the newer: by the year that names its edition, else by when it was taken."""

import re
from datetime import date

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def dated_on(name: str, *, taken_on: date) -> date:
    """The day that a release is held to be of: the end of the last year in its name, never after it was taken.

    No table tells when it was published. "Children in need 2024" is older than one of 2025 whatever is
    imported first, and a release without a year in its name is of the day on which it was taken.
    """
    years = _YEAR.findall(name)
    return min(date(int(years[-1]), 12, 31), taken_on) if years else taken_on
