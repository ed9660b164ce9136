"""The definitions on one engine against DuckDB, over the random events of the tests."""

from time import perf_counter
from typing import Any

from goldthread.records import engines
from goldthread.records.working_out import work_out
from tests.records.random_events import quarters, random_events


def figures(engine: str, seed: int, database: str = ""):
    with engines.connected(engine, database=database) as connection:
        return work_out(random_events(seed), quarters(), connection)


def compare(engine: str, seed: int, database: str) -> dict[str, Any]:
    """How many lines differ from DuckDB's; None, with why, where the engine could not be tried."""
    began = perf_counter()
    try:
        there = figures(engine, seed, database)
    except (engines.EngineMissing, engines.EngineRefused) as lacks:
        return {"engine": engine, "seed": seed, "differ": None, "said": f"NOT PROVED: {lacks}"}
    taken = perf_counter() - began
    here = figures("duckdb", seed)
    differ = sum(a != b for a, b in zip(here, there, strict=True))
    computed = {ln.indicator for ln in here if ln.value is not None or ln.denominator is not None}
    said = f"{len(here):,} lines of {len(computed)} indicators, {differ} differ ({taken:.0f} s)"
    return {"engine": engine, "seed": seed, "differ": differ, "said": said}
