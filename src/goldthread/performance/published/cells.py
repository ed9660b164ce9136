"""What a cell of a published table says: a number, a symbol that stands for none, or neither.

Numbers are kept as printed, with two rules. A number of more than 15 significant digits is a binary
one printed in full (258.60000000000002): it is rounded to 15, the most that such a number can be
trusted for, and its closing noughts go (258.6). And a figure of a column that a release prints to a
decimal has that decimal (26 becomes 26.0); finer ones are left as they are.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from goldthread.performance.published.layouts import symbols

BLANK = "blank"
TRUSTED_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)

# No published figure has more than 15 digits before its point; R writes 100000 as 1e+05.
_NUMBER = re.compile(r"[+-]?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d+)?([eE][+]?0?\d)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, and a number or the symbol that stands there instead of one."""

    text: str
    value: Decimal | None = None
    symbol: str = ""

    @property
    def understood(self) -> bool:
        return self.value is not None or self.symbol != ""

    @property
    def meaning(self) -> str:
        """The symbol in words; empty where there is a number."""
        return symbols().get(self.symbol, "")


@lru_cache(maxsize=65536)
def read_cell(text: str) -> Cell:
    """A cell from its text; symbols may stand in brackets and in either case."""
    text = text.strip()
    if not text:
        return Cell(text, symbol=BLANK)
    if _NUMBER.fullmatch(text):
        return Cell(text, value=_number(text))
    symbol = text.lower().removeprefix("[").removesuffix("]").strip()
    return Cell(text, symbol=symbol if symbol in symbols() and symbol != BLANK else "")


def _number(text: str) -> Decimal:
    number = Decimal(text.replace(",", ""))
    if "." in text and len(number.as_tuple().digits) > TRUSTED_DIGITS.prec:
        number = TRUSTED_DIGITS.plus(number).normalize()
    return Decimal(int(number)) if number == number.to_integral_value() else number


def to_printed(value: Decimal, decimals: int) -> Decimal:
    """A value with at least these decimals: 26 to one decimal is 26.0, and 26.04 stays."""
    if -int(value.as_tuple().exponent) >= decimals:
        return value
    return value.quantize(Decimal(1).scaleb(-decimals))


def rounded(value: Decimal, decimals: int) -> Decimal:
    """A value rounded half up, as the Department rounds, to these decimals."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
