"""Work the published examples out again: limits, rules, icons, intervals and funnels, differences 0.

`worked_values.toml` has what others printed, each with where it stands; nothing in it was worked out here.
"""

import json
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from goldthread.measures.catalogue import Polarity
from goldthread.measures.control import RULES, ControlRules, Limits, limits
from goldthread.measures.funnel import OUTER_TAIL, proportion_limits, rate_turnings
from goldthread.measures.intervals import TAIL, exact_count, exact_percentage, percentage_interval
from goldthread.measures.judging import Assurance, assurance
from goldthread.measures.overdispersion import spread_of
from goldthread.measures.special_causes import Signal, signals
from goldthread.measures.values import rounded

Group = dict[str, Any]
FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True)
class Compared:
    """One printed value beside what is worked out here, to as many places."""

    source: str
    name: str
    printed: str
    found: str

    @property
    def is_equal(self) -> bool:
        return self.printed == self.found


def main() -> int:
    """Print the values by source; exit code 0 where none differs."""
    compared = list(every_value())
    for one in compared:
        sign = "=" if one.is_equal else "DIFFERS FROM"
        print(f"{one.name:>14}  {one.printed} {sign} {one.found}  {one.source}")
    unlike = [one for one in compared if not one.is_equal]
    sources = len({one.source for one in compared})
    print(json.dumps({"values": len(compared), "sources": sources, "differences": len(unlike)}))
    return 1 if unlike else 0


def every_value() -> Iterator[Compared]:
    """Each value of the file, compared."""
    for group in tomllib.loads(FILE.read_text(encoding="utf-8"))["group"]:
        if group["what"] == "limits":
            yield from _limits(group)
            continue
        ((name, printed),) = group["expected"].items()
        found = list(_KINDS[group["what"]](group))
        if name == "flags":
            yield Compared(group["source"], name, printed, " ".join(map(str, found)))
            continue
        for at, (theirs, ours) in enumerate(zip(printed.split(), found, strict=True), start=1):
            yield Compared(group["source"], f"{name} {at}", theirs, _as_printed(ours, theirs))


def _as_printed(ours: Decimal | str, theirs: str) -> str:
    """Rounded to the places that were printed; a word as it is."""
    if isinstance(ours, str):
        return ours
    return str(rounded(ours, len(theirs.partition(".")[2])))


def _limits(group: Group) -> Iterator[Compared]:
    found = limits(_numbers(group["values"]), _rules(group))
    for name, printed in group["expected"].items():
        yield Compared(group["source"], name, printed, _as_printed(getattr(found, name), printed))


def _rules(group: Group) -> ControlRules:
    rules = replace(RULES, screens_ranges=group.get("screens_ranges", False))
    if "multiple" in group:
        above, below = map(Decimal, group["multiple"].split("/"))
        rules = replace(rules, limit_multiple=above / below)
    if "range_multiple" in group:
        rules = replace(rules, range_multiple=Decimal(group["range_multiple"]))
    return rules


def _numbers(written: str) -> list[Decimal]:
    return [Decimal(each) for each in written.split()]


def _flags(values: list[Decimal], wanted: Signal, found: Limits) -> Iterator[str]:
    return (str(int(wanted in signs)) for signs in signals(values, found))


def _run(group: Group) -> Iterator[str]:
    """Points above or below a mean of 0, none of them near its limits."""
    wide = Limits(Decimal(0), Decimal(-9), Decimal(9), Decimal(1), Decimal(9))
    return _flags(_numbers(group["sides"]), Signal.RUN, wide)


def _trend(group: Group) -> Iterator[str]:
    values = _numbers(group["values"])
    return _flags(values, Signal.TREND, limits(values))


def _outside(group: Group) -> Iterator[str]:
    values = _numbers(group["values"])
    return _flags(values, Signal.OUTSIDE, limits(values))


def _assurance(group: Group) -> Iterator[str]:
    said = {
        Assurance.MISSES: "consistent_fail",
        Assurance.PASSES: "consistent_pass",
        Assurance.HIT_AND_MISS: "inconsistent",
    }
    for written in group["limits"]:
        low, mean, high = _numbers(written)
        found = Limits(mean, low, high, Decimal(1), Decimal(1))
        answer = assurance(found, Polarity(group["polarity"]), Decimal(group["target"]))
        assert answer is not None
        yield said[answer]


def _of_cases(method: Callable[[Decimal, Decimal], Any]) -> Callable[[Group], Iterator[Decimal]]:
    def ends(group: Group) -> Iterator[Decimal]:
        for case in group["cases"]:
            interval = method(*_numbers(case))
            yield from (interval.low, interval.high)

    return ends


def _poisson(*ends: str, tail: float = TAIL) -> Callable[[Group], Iterator[Decimal]]:
    def found(group: Group) -> Iterator[Decimal]:
        for count in _numbers(group["counts"]):
            interval = exact_count(count, tail)
            yield from (getattr(interval, end) for end in ends)

    return found


def _funnel_proportion(group: Group) -> Iterator[Decimal]:
    for size in _numbers(group["sizes"]):
        found = proportion_limits(Decimal(group["average"]), size)
        yield from (found.low, found.high, found.outer_low, found.outer_high)


def _funnel_rate(group: Group) -> Iterator[Decimal]:
    """The lower and upper limit of 95%, and the lower of 99.8%."""
    middle = Decimal(group["average"])
    for count in _numbers(group["counts"]):
        inner = rate_turnings(middle, count)
        outer = rate_turnings(middle, count, OUTER_TAIL)
        yield from (inner[0].rate, inner[1].rate, outer[0].rate)


def _between(group: Group) -> Iterator[Decimal]:
    """The test of homogeneity Q, and the variance between, of values about their weighted mean."""
    values, errors = (
        [float(each) for each in group[name].split()] for name in ("values", "errors")
    )
    weights = [1 / (error * error) for error in errors]
    mean = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
    scores = [(v - mean) / e for v, e in zip(values, errors, strict=True)]
    found = spread_of(scores, errors)
    yield from (Decimal(found.ratio * len(scores)), Decimal(found.between))


_KINDS: dict[str, Callable[[Group], Iterator[Decimal | str]]] = {
    "run": _run,
    "trend": _trend,
    "outside": _outside,
    "assurance": _assurance,
    "wilson": _of_cases(percentage_interval),
    "exact_binomial": _of_cases(exact_percentage),
    "exact_poisson": _poisson("low", "high"),
    "exact_poisson_low": _poisson("low"),
    "exact_poisson_high_outer": _poisson("high", tail=OUTER_TAIL),
    "funnel_proportion": _funnel_proportion,
    "funnel_rate": _funnel_rate,
    "between": _between,
}


if __name__ == "__main__":
    sys.exit(main())
