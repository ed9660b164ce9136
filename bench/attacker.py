"""Try to find small numbers in protected tables: linear programming over all tables of made-up families.

./goldthread bench attacker [--families 1000] [--seed N] [--processes 2] [--json]

First the reader must break families that were protected badly on purpose, each in a way that has happened.
Then come random families (areas in areas, quarters and years, items and wholes, shares and rates, up to
three publications of which a later one may have revised numbers), protected by the product. Promised is of
every small number: a range at least 5 wide is left; who also knows which numbers are small is left with two
values, unless that knowledge alone gives it away, or the product itself names it as beyond help since
something was published before; and no small number that stands in no table is found.
Exit code 1 where the reader fails on a bad family, or finds a number that was promised to be safe.
"""

import argparse
import json
import sys
from collections import Counter
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import perf_counter

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "src")]
from bench import _attacker_planted as planted  # noqa: E402 -- only there once the path is known
from bench._attacker_family import Family, everything, random_family  # noqa: E402 -- only there once the path is known
from bench._attacker_publishing import Cost, publish  # noqa: E402 -- only there once the path is known
from bench._attacker_reader import Found, Reader, as_wanted, kept_back, never_named  # noqa: E402 -- only there once the path is known

PROTECTION, FEWEST_LEFT = 5, 2


def main() -> int:
    arguments = _arguments()
    begun = perf_counter()
    broken = {name: bool(found_in(family)) for name, family in planted.every()}
    counted = Counter[str]()
    seeds = range(arguments.seed, arguments.seed + arguments.families)
    with get_context("spawn").Pool(arguments.processes) as pool:
        for result, found in pool.imap_unordered(attacked, seeds, chunksize=5):
            counted.update(result)
            if not counted["families"] % 100:
                print(f"{counted['families']:,} families tried", file=sys.stderr, flush=True)
            for each in found:
                print(each, file=sys.stderr, flush=True)
    seconds = perf_counter() - begun
    _say(arguments, broken, counted, seconds)
    return 0 if all(broken.values()) and not counted["recovered"] else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="goldthread bench attacker", description=__doc__)
    parser.add_argument("--families", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def attacked(seed: int) -> tuple[Counter[str], list[str]]:
    """One random family, protected by the product and then read by the attacker."""
    family = random_family(seed)
    cost: Cost = publish(family)
    told = found_in(family)
    found = [each for each in told if not each.knows_small or each.where not in cost.exposed]
    counted = Counter(
        families=1,
        tables=len(family.tables),
        cells=sum(len(table.cells) for table in family.tables),
        primary=cost.primary,
        secondary=cost.secondary,
        for_earlier=cost.for_earlier,
        beyond_help=len(told) - len(found),
        small=len(kept_back(family)),
        unnamed=len(never_named(family, everything(family))),
        recovered=len(found),
    )
    return counted, [f"family {seed}: {_said(each)}" for each in found]


def found_in(family: Family) -> list[Found]:
    """The small numbers of a family that a reader comes closer to than is promised."""
    random = Random(0)
    named = as_wanted(family, kept_back(family))
    Reader(family).search(named, PROTECTION, random)
    found = [each for each in named if each.width < PROTECTION]
    silent = as_wanted(family, never_named(family, everything(family)))
    Reader(family).search(silent, FEWEST_LEFT - 1, random)
    found += [each for each in silent if each.width < FEWEST_LEFT - 1]
    known = as_wanted(family, kept_back(family))
    Reader(family, knows_small=True).search(known, FEWEST_LEFT - 1, random)
    pinned = [each for each in known if each.width < FEWEST_LEFT - 1]
    if pinned:
        alone = as_wanted(family, [(each.leaves, each.where, each.part) for each in pinned])
        Reader(family, knows_tables=False, knows_small=True).search(alone, FEWEST_LEFT - 1, random)
        by_tables = {each.leaves for each in alone if each.width >= FEWEST_LEFT - 1}
        found += [replace(each, knows_small=True) for each in pinned if each.leaves in by_tables]
    return found


def _said(found: Found) -> str:
    where = ", ".join(filter(None, found.where))
    return f"{where} ({found.part}) is {found.truth}, found between {found.least} and {found.most}"


def _say(arguments, broken, counted, seconds) -> None:
    worked = sum(broken.values())
    if arguments.json:
        counts = dict(counted)
        print(json.dumps({"planted": broken, "counts": counts, "seconds": round(seconds, 1)}))
        return
    for name, is_broken in broken.items():
        print(f"{'broken' if is_broken else 'NOT BROKEN':<12}{name}")
    hidden = counted["primary"] + counted["secondary"]
    extra = counted["secondary"] / max(1, counted["primary"])
    print(f"planted families broken    {worked} of {len(broken)}")
    print(f"random families            {counted['families']:,} with {counted['tables']:,} tables")
    share = 100 * hidden / max(1, counted["cells"])
    print(f"cells                      {counted['cells']:,}, suppressed {hidden:,} ({share:.2f}%)")
    print(f"  for being small          {counted['primary']:,}")
    print(f"  for the sake of these    {counted['secondary']:,} ({extra:.2f} for each)")
    print(f"  shown but for earlier    {counted['for_earlier']:,}")
    print(
        f"small numbers attacked     {counted['small']:,}, and {counted['unnamed']:,} in no table"
    )
    print(f"beyond help, and named     {counted['beyond_help']:,}")
    print(f"recovered                  {counted['recovered']:,}")
    print(f"seconds                    {seconds:.0f}")


if __name__ == "__main__":
    raise SystemExit(main())
