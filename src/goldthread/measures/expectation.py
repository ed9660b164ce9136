"""Whether a returned value is what the values before it let one expect: the query test."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from goldthread.measures.control import RULES as CONTROL
from goldthread.measures.control import limits
from goldthread.measures.values import KEPT_PLACES, rounded, shown

_WORDS = {8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve"}


@dataclass(frozen=True)
class ExpectationRule:
    """The numbers of the test.

    A value is expected inside the limits of the individuals chart of those before it (`control`); the
    lower is never below 0, as nothing that is counted here can be. With fewer than `enough` values only
    a plain comparison with the last is made.
    """

    values: int = 12
    enough: int = 8
    percent: int = 50
    away: int = 10


RULE = ExpectationRule()


@dataclass(frozen=True)
class Expectation:
    """The answer of the test; `sentence` is empty where the value is as expected.

    `low` and `high` are the exact limits, None where there were too few values for them.
    """

    is_expected: bool
    low: Decimal | None = None
    high: Decimal | None = None
    sentence: str = ""


def expect(
    value: Decimal,
    accepted: Sequence[Decimal],
    *,
    unit: str = "",
    decimals: int = 0,
    rule: ExpectationRule = RULE,
) -> Expectation:
    """Test a value against the accepted values before it, earliest first, all of one kind of period.

    `unit` and `decimals` are the indicator's and only shape the sentence.
    """
    before = list(accepted[-rule.values :])
    if len(before) >= rule.enough:
        return _against_limits(value, before, unit, decimals, rule)
    if before:
        return _against_last(value, before[-1], unit, decimals, rule)
    return Expectation(is_expected=True)


def _against_limits(
    value: Decimal, before: list[Decimal], unit: str, decimals: int, rule: ExpectationRule
) -> Expectation:
    found = limits(before, CONTROL)
    low, high = max(Decimal(0), found.low), found.high
    if low <= value <= high:
        return Expectation(True, low, high)
    count = _WORDS.get(len(before), str(len(before)))
    typed, first, last = _legible(value, low, high, unit, decimals)
    if low == high:
        sentence = f"{typed} differs from {first}, which each of the {count} values before was"
    else:
        sentence = f"{typed} lies outside {first} to {last}, the range of the {count} values before"
    return Expectation(False, low, high, sentence)


def _against_last(
    value: Decimal, last: Decimal, unit: str, decimals: int, rule: ExpectationRule
) -> Expectation:
    away = abs(value - last)
    if away <= rule.away or away * 100 <= abs(last) * rule.percent:
        return Expectation(is_expected=True)
    typed, before, _ = _legible(value, last, last, unit, decimals)
    sentence = (
        f"{typed} is more than {rule.percent}% and more than {rule.away}"
        f" away from {before}, the value before"
    )
    return Expectation(False, sentence=sentence)


def _legible(
    value: Decimal, low: Decimal, high: Decimal, unit: str, decimals: int
) -> tuple[str, str, str]:
    """The value and the limits in words, with as many decimals as it takes to see it outside them.

    Limits are rounded inwards, so that what lies outside them lies outside what is printed.
    """
    for places in range(decimals, KEPT_PLACES + 1):
        step = Decimal(1).scaleb(-places)
        lowest = low.quantize(step, rounding=ROUND_CEILING)
        highest = high.quantize(step, rounding=ROUND_FLOOR)
        seen = rounded(value, places)
        if lowest <= highest and not lowest <= seen <= highest:
            break
    typed, first, last = (
        shown(number, unit=unit, decimals=places) for number in (seen, lowest, highest)
    )
    return typed, first, last
