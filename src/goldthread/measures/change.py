"""The one rule for change on the year before.

1. Counts, rates and means change by percent of the earlier value; percentages change by points, taken
   between the two as they are printed: a reader subtracts what stands before them.
2. The number is always printed, to one decimal. No percent can be taken of 0: then the difference is.
3. "Static" is a change that prints below 0.5 (percent or points) either way. The South Tees report of
   2022-23 calls 0.3 and 0.44 points static; that it calls 0.4% "down" is where it leaves its own habit.
4. Better or worse is said only of a change that is not static, of an indicator with a polarity, whose
   definition stayed the same, and that rests on 10 or more in both years. Otherwise other words stand in
   the judgement's place, never in the number's. 10 is where the Office for National Statistics begins to
   calculate age-standardised rates (answer FOI/2021/3301); a partnership may set another.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from goldthread.measures.catalogue import Kind, Polarity
from goldthread.measures.values import KEPT_PLACES, Measured, rounded, shown


@dataclass(frozen=True)
class ChangeRule:
    """The thresholds of the rule; a partnership may keep its own."""

    static_below: Decimal = Decimal("0.5")
    too_few_below: int = 10
    decimals: int = 1


RULE = ChangeRule()


class Direction(StrEnum):
    """Which way a value went; says nothing of good or bad."""

    UP = "up"
    DOWN = "down"
    SAME = "no change"
    UNKNOWN = ""


class Judgement(StrEnum):
    """What may be said of a change; the value is what stands on the screen."""

    BETTER = "better"
    WORSE = "worse"
    NEUTRAL = "neutral"
    STATIC = "static"
    TOO_FEW = "too few to say"
    NEW_DEFINITION = "definition changed"
    NONE = ""


@dataclass(frozen=True)
class Change:
    """A change on an earlier value.

    `amount` is signed, in `unit` ("%" or "points"), kept to 6 places; None where no percent can be
    taken or a value is missing. `difference` is later minus earlier, of percentages as printed; None
    where a value is missing.
    """

    amount: Decimal | None
    unit: str
    difference: Decimal | None
    direction: Direction
    is_static: bool
    judgement: Judgement
    words: str


def change(
    later: Measured | None,
    earlier: Measured | None,
    *,
    kind: Kind,
    polarity: Polarity,
    same_definition: bool = True,
    rule: ChangeRule = RULE,
) -> Change:
    """The change from the earlier to the later value by the rule above."""
    unit = "points" if kind is Kind.PERCENTAGE else "%"
    if later is None or later.value is None:
        return _unknown(unit, "no value")
    if earlier is None or earlier.value is None:
        return _unknown(unit, "no earlier value")
    if kind is Kind.PERCENTAGE:
        difference = _printed(later, rule) - _printed(earlier, rule)
    else:
        difference = later.value - earlier.value
    amount = _amount(difference, earlier.value, unit)
    is_static = not difference or (
        amount is not None and abs(rounded(amount, rule.decimals)) < rule.static_below
    )
    direction = _direction(difference)
    if not same_definition:
        judgement = Judgement.NEW_DEFINITION
    elif min(_rests_on(later, kind), _rests_on(earlier, kind)) < rule.too_few_below:
        judgement = Judgement.TOO_FEW
    else:
        judgement = _judgement(direction, polarity, is_static)
    words = _words(amount, difference, unit, direction, rule)
    return Change(
        amount=amount,
        unit=unit,
        difference=difference,
        direction=direction,
        is_static=is_static,
        judgement=judgement,
        words=f"static ({words})" if is_static else words,
    )


def _printed(percentage: Measured, rule: ChangeRule) -> Decimal:
    """A percentage that was worked out is printed to the rule's decimals; a stated one as it stands."""
    value = percentage.value or Decimal(0)
    return value if percentage.denominator is None else rounded(value, rule.decimals)


def _unknown(unit: str, words: str) -> Change:
    return Change(None, unit, None, Direction.UNKNOWN, False, Judgement.NONE, words)


def _amount(difference: Decimal, earlier: Decimal, unit: str) -> Decimal | None:
    if unit == "points":
        return difference
    if not earlier:
        return None if difference else Decimal(0)
    return rounded(difference * 100 / abs(earlier), KEPT_PLACES)


def _direction(difference: Decimal) -> Direction:
    if not difference:
        return Direction.SAME
    return Direction.UP if difference > 0 else Direction.DOWN


def _judgement(direction: Direction, polarity: Polarity, is_static: bool) -> Judgement:
    if is_static:
        return Judgement.STATIC
    if polarity is Polarity.NEUTRAL:
        return Judgement.NEUTRAL
    return Judgement.BETTER if direction.value == polarity.value else Judgement.WORSE


def _rests_on(measured: Measured, kind: Kind) -> Decimal:
    """The number of children or events that a value rests on; without end where it is not known."""
    known = {Kind.COUNT: measured.value, Kind.MEAN: measured.denominator}
    resting = known.get(kind, measured.numerator)
    return Decimal("Infinity") if resting is None else resting


def _words(
    amount: Decimal | None,
    difference: Decimal,
    unit: str,
    direction: Direction,
    rule: ChangeRule,
) -> str:
    if not difference:
        return direction.value
    if amount is None:
        return f"{direction} {shown(abs(difference), stated=True)} from 0"
    least = Decimal(1).scaleb(-rule.decimals)
    if not rounded(amount, rule.decimals):
        return f"{direction} less than {least}{'%' if unit == '%' else ' points'}"
    number = shown(rounded(abs(amount), rule.decimals), stated=True)
    if unit == "%":
        return f"{direction} {number}%"
    return f"{direction} {number} {'point' if number == '1' else 'points'}"
