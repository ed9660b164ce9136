"""Values: worked out from their parts, rounded half up, shown to people, and read as people type."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from goldthread.measures.catalogue import Kind

# What is kept of a quotient: enough to work on with, and short enough to be read in a file.
KEPT_PLACES = 6

# No count of a council, a force or England has more digits; what has more is a slip of the hand.
MOST_DIGITS = 9

_PLAIN = re.compile(r"\d+(\.\d+)?|\.\d+", re.ASCII)
_THOUSANDS = re.compile(r"\d{1,3}([, ])\d{3}(\1\d{3})*(\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class Measured:
    """A value and the parts that it was worked out from.

    `value` is None where there is none; `missing` then says why, in words. Parts are None where they
    are not known (a stated value) or where there are none (a count).
    """

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    missing: str = ""

    @classmethod
    def counted(cls, value: Decimal | int) -> "Measured":
        """A count, or a value stated without its parts."""
        return cls(Decimal(value))

    @classmethod
    def from_parts(
        cls, numerator: Decimal | int, denominator: Decimal | int, multiplier: int = 100
    ) -> "Measured":
        """A percentage, rate or mean: numerator ÷ denominator × multiplier, kept to 6 places.

        No value where the denominator is 0. A rate is of its own period: never made yearly.
        """
        above, below = Decimal(numerator), Decimal(denominator)
        if not below:
            return cls(None, above, below, missing="There is nothing to divide by: the total is 0")
        return cls(rounded(above * multiplier / below, KEPT_PLACES), above, below)

    @classmethod
    def none(cls, why: str) -> "Measured":
        """No value, and why."""
        return cls(None, missing=why)


def rounded(value: Decimal, places: int) -> Decimal:
    """Rounded to a number of decimal places; a half goes away from nought, as people do it."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def shown(value: Decimal, *, unit: str = "", decimals: int = 0, stated: bool = False) -> str:
    """A value as people read it: "4,231", "37.6%", "171.1 per 10,000".

    A stated value keeps the decimals that its source gave ("18.06%"); any other has the indicator's.
    """
    if stated:
        written = f"{value:,f}"
        written = written.rstrip("0").rstrip(".") if "." in written else written
    else:
        written = f"{rounded(value, decimals):,f}"
    if unit == "%":
        return f"{written}%"
    return f"{written} {unit}" if unit.startswith("per ") else written


class CellProblem(ValueError):
    """What is wrong with a typed cell, as a sentence for whoever typed it."""


def read_cell(typed: object, *, fractions: bool = False) -> Decimal | None:
    """The number in a cell that was typed, uploaded or calculated; None where the cell is empty.

    `typed` is text, or a spreadsheet's own number, date or truth value. Whole numbers of 0 or more
    are asked for; `fractions` allows decimals. Spaces and commas between thousands are understood.
    Raises `CellProblem`.
    """
    if isinstance(typed, bool) or not isinstance(
        typed, (str, int, float, Decimal, date, type(None))
    ):
        raise CellProblem(f"{typed} is not a number")
    if isinstance(typed, date):
        raise CellProblem(f"{typed:%d/%m/%Y} is a date, not a number: check the cell's format")
    written = "" if typed is None else _plain_text(typed)
    if not written:
        return None
    return _checked(written, _number(written), fractions)


def _plain_text(typed: str | int | float | Decimal) -> str:
    if isinstance(typed, str):
        return " ".join(typed.split())  # also turns non-breaking and thin spaces into spaces
    number = Decimal(str(typed))
    if not number.is_finite():
        raise CellProblem(f"{typed} is not a number")
    return f"{number:f}"


def _number(written: str) -> Decimal:
    if written[0] in "=@+":
        raise CellProblem(f"{written} is a formula: type the number that it comes to")
    sign, digits = ("-", written[1:].lstrip()) if written[0] in "-\u2212" else ("", written)
    if digits.endswith("%") and _is_number(digits[:-1].rstrip()):
        raise CellProblem(f"{written} is a percentage: give its two parts, not the percentage")
    if not _is_number(digits):
        raise CellProblem(f"{written} is not a number")
    return Decimal(sign + digits.replace(",", "").replace(" ", ""))


def _is_number(digits: str) -> bool:
    return bool(_PLAIN.fullmatch(digits) or _THOUSANDS.fullmatch(digits))


def _checked(written: str, number: Decimal, fractions: bool) -> Decimal:
    if number < 0:
        raise CellProblem(f"{written} is below 0: only 0 or more can be counted")
    if number >= 10**MOST_DIGITS:
        raise CellProblem(f"{written} is too large to be right")
    if not fractions and number % 1:
        raise CellProblem(f"{written} is not a whole number")
    return number if number % 1 else number.quantize(Decimal(1))


def parts_problem(kind: Kind, numerator: Decimal, denominator: Decimal) -> str:
    """What is wrong with two parts taken together, as a sentence; empty where nothing is.

    Of a percentage no more can be counted than there are. A mean may well be above 1.
    """
    if kind is Kind.PERCENTAGE and numerator > denominator:
        return f"{numerator:,f} is more than the {denominator:,f} that it is part of"
    if not denominator and numerator:
        return f"{numerator:,f} can not be divided among 0"
    return ""


def sum_problem(parts: list[Decimal], whole: Decimal) -> str:
    """What is wrong where parts should add up to a whole, as a sentence; empty where they do."""
    total = sum(parts, Decimal(0))
    return "" if total == whole else f"The parts add up to {total:,f}, not to {whole:,f}"
