"""How the quarters of an indicator make its year: one rule for each nature.

A flow adds up. A stock is its last quarter. Percentages and means are worked out again from their
added or last parts, never averaged. What counts each child once can not be made from quarters at
all: a child of two quarters is one child of the year.
"""

from collections.abc import Mapping

from goldthread.measures.catalogue import Indicator, Kind, Nature
from goldthread.measures.periods import Period
from goldthread.measures.values import Measured


def year_from_quarters(
    indicator: Indicator, year: Period, quarters: Mapping[Period, Measured]
) -> Measured:
    """The year's value, or none with the reason in words.

    `quarters` holds what is known, by period; others in it are left alone. ValueError for a derived
    indicator or a rate: roll up its count, then divide by the year's own population.
    """
    if indicator.is_derived or indicator.kind is Kind.RATE:
        raise ValueError(f"{indicator.key} is made from the year's own counts, not from quarters")
    if indicator.nature is Nature.DISTINCT:
        return Measured.none(
            "Each is counted once in a quarter and may be in several: the year must be given itself"
        )
    wanted = year.quarters() if indicator.nature is Nature.FLOW else year.quarters()[-1:]
    known = [(quarter, quarters.get(quarter, Measured.none("missing"))) for quarter in wanted]
    absent = [quarter for quarter, held in known if _is_absent(held)]
    if absent:
        return Measured.none(f"No value for {year} without {_named(absent)}")
    if indicator.nature is Nature.STOCK:
        return known[0][1]
    return _added(indicator, year, known)


def _added(indicator: Indicator, year: Period, known: list[tuple[Period, Measured]]) -> Measured:
    if indicator.kind is Kind.COUNT:
        return Measured.counted(sum(held.value for _, held in known if held.value is not None))
    parts = [(held.numerator, held.denominator) for _, held in known]
    above = [numerator for numerator, _ in parts if numerator is not None]
    below = [denominator for _, denominator in parts if denominator is not None]
    if len(above) < len(known) or len(below) < len(known):
        without = [quarter for quarter, held in known if None in (held.numerator, held.denominator)]
        return Measured.none(f"No value for {year} without the parts of {_named(without)}")
    return Measured.from_parts(sum(above), sum(below), indicator.multiplier)


def _is_absent(held: Measured) -> bool:
    """A quarter with parts of 0 has no value, and still counts towards its year."""
    return held.value is None and (held.numerator is None or held.denominator is None)


def _named(quarters: list[Period]) -> str:
    numbers = [str(quarter.quarter_number) for quarter in quarters]
    if len(numbers) == 1:
        return f"quarter {numbers[0]}"
    return f"quarters {', '.join(numbers[:-1])} and {numbers[-1]}"
