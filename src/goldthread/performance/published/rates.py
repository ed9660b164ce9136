"""Rates that a release no longer prints, worked out from its counts and a published population."""

from collections.abc import Iterable
from functools import cache

from goldthread.house import Basis
from goldthread.performance.published.cells import rounded
from goldthread.performance.published.layouts import Unit, layouts
from goldthread.performance.published.tables import Reading

POPULATION = "population_under_18"


@cache
def rates_of_counts() -> dict[str, tuple[str, Unit]]:
    """The count that each published rate is of -> the rate and its unit, from the layouts."""
    return {
        count.indicator: (rate.indicator, rate.unit)
        for layout in layouts().values()
        for rate in layout.figures
        if rate.unit.name == "per_10_000"
        for count in layout.figures
        if (count.value,) == rate.numerator and count.accepted == rate.accepted
    }


def missing_rates(
    readings: Iterable[Reading], populations: Iterable[Reading]
) -> tuple[Reading, ...]:
    """The rates that these readings lack, from their counts and one release of populations.

    The population is that of the same area and year, as the Department divides: the estimate of 30
    June 2023 for 2023-24. Each rate names the release whose population it used.
    """
    readings = tuple(readings)
    given = {(each.release, each.indicator, each.area_code, each.period) for each in readings}
    people = {
        (each.area_code, each.period): each
        for each in populations
        if each.indicator == POPULATION and each.value
    }
    made = []
    for count in readings:
        rate, unit = rates_of_counts().get(count.indicator, ("", None))
        population = people.get((count.area_code, count.period))
        if unit is None or population is None or count.breakdown:
            continue
        if (count.release, rate, count.area_code, count.period) not in given:
            made.append(_rate(rate, unit, count, population))
    return tuple(made)


def _rate(indicator: str, unit: Unit, count: Reading, population: Reading) -> Reading:
    value = None
    note = f"not worked out: the count is {count.missing}"
    if count.value is not None and population.value:
        value = rounded(count.value * unit.multiplier / population.value, unit.decimals)
        note = f"the release prints no rate; worked out with the population of {population.release}"
    return Reading(
        release=count.release,
        indicator=indicator,
        area_code=count.area_code,
        area_name=count.area_name,
        level=count.level,
        period=count.period,
        breakdown="",
        value=value,
        numerator=count.value,
        denominator=population.value,
        symbol=count.symbol,
        basis=Basis.DERIVED,
        source=f"{count.source}; {population.source}",
        row_number=count.row_number,
        old_area_code=count.old_area_code,
        note=note,
    )
