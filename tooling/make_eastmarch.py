"""Make the eight years of Eastmarch and Wellbridge: from a plan, stories and a seed to a table.

    python tooling/make_eastmarch.py [FILE]

Nothing in it is about a real place. The same plan and seed give the same file on every machine.
"""

import csv
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from random import Random
from statistics import NormalDist
from typing import Any

HERE = Path(__file__).parent
PLAN = HERE / "eastmarch_plan.toml"
EASTMARCH = HERE.parent / "demo" / "eastmarch"

# One year more than eight, so that 32 quarters are there whichever quarter finished last.
YEARS = range(-8, 1)
QUARTERS = (1, 2, 3, 4)
WHOLE_YEAR = 0
COLUMNS = ("year", "quarter", "area", "indicator", "breakdown", "value", "numerator", "denominator")

Row = tuple[int | str, ...]
Recipe = Mapping[str, Any]


@dataclass(frozen=True)
class When:
    """A quarter of a year, or the whole of it; year 0 is the newest."""

    year: int
    quarter: int

    @property
    def years_ago(self) -> float:
        """How long before the end of the table, in years."""
        return -self.year + (4 - (self.quarter or 4)) / 4

    @property
    def place(self) -> tuple[int, int]:
        return self.year, self.quarter


@dataclass
class Place:
    """One area while its years are being made: what each series stands at, and its quarters so far."""

    code: str
    position: int
    seed: int
    counts: dict[str, int] = field(default_factory=dict)
    numerators: dict[str, int] = field(default_factory=dict)
    quarters: dict[str, list[int]] = field(default_factory=dict)
    _chances: dict[str, Random] = field(default_factory=dict)

    def chance(self, name: str) -> Random:
        """A stream of its own for each series: adding one leaves the others as they were."""
        if name not in self._chances:
            self._chances[name] = Random(f"{self.seed} {self.code} {name}")  # noqa: S311
        return self._chances[name]

    def draw(self, name: str, out_of: int, share: float) -> int:
        """How many of so many, each with the same chance."""
        chance = self.chance(name)
        return sum(chance.random() < share for _ in range(out_of))


def level(name: str, numbers: list[float], recipe: Recipe, place: Place, when: When) -> float:
    """What a series is expected to be in one place at one time, before chance."""
    at = numbers[place.position] * (1 + recipe.get("drift", 0)) ** -when.years_ago
    if when.quarter and "season" in recipe:
        at *= recipe["season"][when.quarter - 1]
    return at * recipe.get("story", lambda *_: 1)(place.code, when)


def flow(name: str, recipe: Recipe, place: Place, when: When) -> int:
    tenfold = 10 if recipe.get("tenths") else 1
    mean = level(name, recipe["flow"], recipe, place, when) * tenfold
    uncertain = place.chance(name).random() or 0.5
    spread = recipe.get("spread", 1) * sqrt(mean) * NormalDist().inv_cdf(uncertain)
    return max(0, round(mean + spread))


def share_of(name: str, out_of: int, recipe: Recipe, place: Place, when: When) -> int:
    return place.draw(name, out_of, min(1.0, level(name, recipe["share"], recipe, place, when)))


def split(name: str, recipe: Recipe, place: Place) -> dict[str, int]:
    """A count divided into parts that add up to it."""
    left, weight_left = place.counts[recipe["split"]], sum(recipe["into"].values())
    parts = {}
    for part, weight in recipe["into"].items():
        share = min(1.0, weight / weight_left) if weight_left > 0 else 1.0
        parts[part] = place.draw(f"{name} {part}", left, share)
        left -= parts[part]
        weight_left -= weight
    parts[part] += left  # weights of parts do not always add up to the last digit
    return parts


def count(name: str, recipe: Recipe, place: Place, when: When) -> int:
    """The value of a series that is a count."""
    counts = place.counts
    if "flow" in recipe:
        value = flow(name, recipe, place, when)
    elif "part_of" in recipe:
        value = share_of(name, counts[recipe["part_of"]], recipe, place, when)
    elif "lost_from" in recipe:
        before = counts.get(recipe["lost_from"], recipe["opening"][place.position])
        value = share_of(name, before, recipe, place, when)
    elif "stock" in recipe:
        before = counts.get(name, recipe["stock"][place.position])
        value = before + counts[recipe["plus"]] - counts[recipe["minus"]]
    elif "over_year" in recipe:
        four = place.quarters[recipe["over_year"]][-4:]
        value = max(*four, round(sum(four) * recipe["overlap"]))
    else:
        value = sum(counts[part] for part in recipe["sum_of"])
    lowest, highest = recipe.get("between", (0, value))
    return min(max(value, lowest), highest)


def parts(name: str, recipe: Recipe, place: Place, when: When) -> tuple[int, int]:
    """Numerator and denominator of a percentage or a mean."""
    if "mean_of" in recipe:
        denominator = place.counts[recipe["mean_of"]]
        average = recipe["mean"][place.position]
        uncertain = NormalDist(average, 0.35).inv_cdf(place.chance(name).random() or 0.5)
        return round(denominator * uncertain), denominator
    denominator = place.counts[recipe["percent_of"]]
    if "is" in recipe:
        known = place.counts | place.numerators
        return sum(known[part] for part in recipe["is"]), denominator
    out_of = place.numerators[recipe["within"]] if "within" in recipe else denominator
    return share_of(name, out_of, recipe, place, when), denominator


def make(plan: Recipe, stories: list[Recipe]) -> Iterator[Row]:
    """Every row of the table, quarter after quarter, each year's own rows after its quarters."""
    quarterly, annual = (with_stories(plan[often], stories) for often in ("quarterly", "annual"))
    places = {
        kind: [Place(code, position, plan["seed"]) for position, code in enumerate(codes)]
        for kind, codes in plan["areas"].items()
    }
    for year in YEARS:
        for quarter in QUARTERS:
            for kind, recipes in quarterly.items():
                for place in places[kind]:
                    yield from rows(recipes, place, When(year, quarter))
        for kind, recipes in annual.items():
            for place in places[kind]:
                yield from rows(recipes, place, When(year, WHOLE_YEAR))


def rows(recipes: Mapping[str, Recipe], place: Place, when: When) -> Iterator[Row]:
    """The rows of one place in one quarter or year; what it stands at goes into the place."""
    for name, recipe in recipes.items():
        if when.quarter and when.quarter not in recipe.get("quarters", QUARTERS):
            continue
        if "split" in recipe:
            whole = name.removesuffix("*")
            for part, value in split(name, recipe, place).items():
                place.counts[whole + part] = value
                if not name.startswith("_"):
                    yield written(whole + part, place, when, value=value)
        elif "percent_of" in recipe or "mean_of" in recipe:
            numerator, denominator = parts(name, recipe, place, when)
            place.numerators[name] = numerator
            if denominator:
                tenths = recipe.get("tenths", False)
                yield written(name, place, when, parts=(numerator, denominator), tenths=tenths)
        else:
            value = count(name, recipe, place, when)
            # What is counted over a year must not stand in for a quarter.
            if "over_year" not in recipe:
                place.counts[name] = value
                place.quarters.setdefault(name, []).append(value)
            if not name.startswith("_"):
                yield written(name, place, when, value=value)


def written(
    name: str,
    place: Place,
    when: When,
    *,
    value: int | str = "",
    parts: tuple[int, int] | None = None,
    tenths: bool = False,
) -> Row:
    indicator, _, breakdown = name.partition("/")
    both = parts or ("", "")
    if parts and tenths:
        both = (f"{parts[0] / 10:.1f}", f"{parts[1] / 10:.1f}")
    return (when.year, when.quarter or "", place.code, indicator, breakdown, value, *both)


def with_stories(
    groups: Mapping[str, Mapping[str, Recipe]], stories: list[Recipe]
) -> dict[str, dict[str, Recipe]]:
    """The recipes, those that a story is told of with what it multiplies them by."""
    told = {story["indicator"]: story for story in stories if "factor" in story}
    openings = {
        recipe["minus"]: recipe["stock"]
        for recipes in groups.values()
        for recipe in recipes.values()
        if "stock" in recipe
    }

    def complete(name: str, recipe: Recipe) -> Recipe:
        more: dict[str, Any] = {"opening": openings[name]} if name in openings else {}
        if name in told:
            more["story"] = lambda area, when: _factor(told[name], area, when)
        return {**recipe, **more}

    return {
        kind: {name: complete(name, recipe) for name, recipe in recipes.items()}
        for kind, recipes in groups.items()
    }


def _factor(story: Recipe, area: str, when: When) -> float:
    since = (story["year"], story["quarter"])
    holds = when.place == since if story["kind"] == "spike" else when.place >= since
    return story["factor"] if holds and area in story["areas"] else 1


def main(target: Path) -> None:
    plan = tomllib.loads(PLAN.read_text(encoding="utf-8"))
    stories = tomllib.loads((EASTMARCH / "stories.toml").read_text(encoding="utf-8"))["stories"]
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(make(plan, stories))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else EASTMARCH / "series.csv")
