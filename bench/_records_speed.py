"""One process for each way over the same referral rows: our expressions, SQL by hand, pandas by hand."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

sys.path[:0] = [str(Path(__file__).parent.parent / "src"), str(Path(__file__).parent.parent)]
from goldthread.records.events import CODES, ITEMS, SCHEMAS  # noqa: E402 -- only there once the path is known
from goldthread.records.working_out import WORDS  # noqa: E402 -- only there once the path is known

WAYS = ("ours", "sql", "pandas")
FIRST, LAST = date(2020, 4, 1), date(2025, 3, 31)
DIVISIONS = ("source", "age", "sex", "ethnicity", "disability")
TIMES = 3
KEPT_OPEN = ExitStack()
Figures = dict[str, list[int]]  # "key|period|division|item": [numerator, denominator]


def measure(rows: int, folder: Path) -> dict[str, Any]:
    """Seconds, peak memory and figures of each way; equal figures are kept once, as their number."""
    path = folder / f"referrals_{rows}.parquet"
    make(rows, path)
    ways, figures = {}, {}
    for way in WAYS:
        out = folder / f"{way}.json"
        subprocess.run([sys.executable, __file__, way, str(path), str(out)], check=True)
        said = json.loads(out.read_text())
        figures[way] = said.pop("figures")
        ways[way] = said
    path.unlink()
    return {
        "ways": ways,
        "lines": len(figures["ours"]),
        "equal": figures["ours"] == figures["sql"] == figures["pandas"],
    }


def broken(measured: dict[str, Any]) -> list[str]:
    """The bounds that do not hold."""
    ours, sql, pandas = (measured["ways"][way] for way in WAYS)
    found = (
        (not measured["equal"], "the results differ"),
        (ours["seconds"] > 1.5 * sql["seconds"], "more than 1.5 times the SQL by hand"),
        (ours["seconds"] > pandas["seconds"], "slower than pandas"),
        (ours["peak_mb"] > 4096, "more than 4 GB"),
    )
    return [sentence for is_broken, sentence in found if is_broken]


def make(rows: int, path: Path) -> None:
    """Referrals of made-up children over six years, as the events of the census have them."""
    random = np.random.default_rng(7)
    child = random.integers(1, max(2, rows * 2 // 5), rows)
    start = (date(2019, 4, 1) - date(1970, 1, 1)).days
    on = random.integers(start, start + 2191, rows).astype("int32")
    born = (start - 6200 + (child * 7919) % 6100).astype("int32")
    columns: dict[str, Any] = {
        "row": np.arange(1, rows + 1, dtype="int32"),
        "child": child.astype("int32"),
        "born_on": pa.array(born, mask=child % 97 == 0).cast(pa.date32()),
        "on": pa.array(on).cast(pa.date32()),
        "not_in_need": pa.array(random.random(rows) < 0.2),
    }
    for name in (*DIVISIONS[0:1], *DIVISIONS[2:], "no_further_action"):
        items = ITEMS[name]
        of_child = name in ("sex", "ethnicity", "disability")
        at = (
            (child * 31 + len(name)) % len(items)
            if of_child
            else random.integers(0, len(items), rows)
        )
        columns[name] = pa.array(at.astype("int16"))
    pq.write_table(pa.table(columns), path)


def _ours(path: Path) -> Callable[[], Figures]:
    from goldthread.measures.periods import PeriodKind
    from goldthread.records import engines
    from goldthread.records.days import periods
    from goldthread.records.events import Events, Span
    from goldthread.records.working_out import OF_CHILDREN, ask, lines_of

    table = pq.read_table(path).select(SCHEMAS["referrals"].names).cast(SCHEMAS["referrals"])
    events = Events(
        "census",
        tables={"referrals": table},
        spans={"referrals": [Span(date(2019, 1, 1), LAST)]},
        as_at={"referrals": LAST},
        divisions={"referrals": ("born_on", "sex", "ethnicity", "disability")},
    )
    asked = periods(FIRST, LAST, PeriodKind.QUARTER)
    connection = KEPT_OPEN.enter_context(engines.connected("duckdb"))
    brought = ask(events, ["referrals"], asked, connection)
    del table
    events.tables["referrals"] = events.tables["referrals"].slice(0, 0)

    def run() -> Figures:
        found: Figures = {}
        for line in lines_of(events, asked, brought):
            division, _, item = line.breakdown.partition("_")
            if division not in OF_CHILDREN:
                division, item = "source" if line.breakdown else "", line.breakdown
            place = f"{line.period}|{division}|{item}"
            both = [line.numerator or 0, line.denominator or line.value or 0]
            if any(both):
                found[f"{line.indicator}|{place}"] = both
        return found

    return run


# By hand, twice: as one writes it, and with the days as numbers worked out once, as our expressions have them.
BY_DATES = """
  select source, sex, ethnicity, disability, no_further_action, not_in_need, period,
         again is not null and "on" <= again + interval 12 month as is_again,
         case when born_on is null then 6 when born_on > "on" then 0 when years < 1 then 1
              when years < 5 then 2 when years < 10 then 3 when years < 16 then 4 else 5 end as age
  from (
    select *, lag("on") over (partition by child order by "on", row) as again,
           (year("on") * 12 + month("on") - 4) // 3 as period,
           year("on") - year(born_on)
             - (month("on") * 32 + day("on") < month(born_on) * 32 + day(born_on))::int as years
    from referrals
  )
  where period between {first} and {last}
"""
BY_NUMBERS = """
  select source, sex, ethnicity, disability, no_further_action, not_in_need,
         (number // 32 - 4) // 3 as period, number - again <= 384 as is_again,
         case when born_number is null then 6 when number < born_number then 0
              when number - born_number < 384 then 1 when number - born_number < 1920 then 2
              when number - born_number < 3840 then 3 when number - born_number < 6144 then 4
              else 5 end::tinyint as age
  from (
    select *, lag(number) over (partition by child order by number, row) as again
    from (
      select source, sex, ethnicity, disability, no_further_action, not_in_need, child, row,
             ((year("on") * 12 + month("on")) * 32 + day("on"))::int as number,
             ((year(born_on) * 12 + month(born_on)) * 32 + day(born_on))::int as born_number
      from referrals
    )
  )
  where number between ({first} * 3 + 4) * 32 and ({last} * 3 + 7) * 32 - 1
"""
COUNT = """
with facts as ({facts})
select period, {divisions}, count(*), count(*) filter (is_again),
       count(*) filter (no_further_action = {yes}), count(*) filter (not_in_need),
       count(*) filter (source = {police}), count(*) filter (source = {schools}),
       count(*) filter (source = {health_services})
from facts group by {groups}
"""
CODE = {**CODES["source"], "yes": CODES["no_further_action"]["yes"]}
SHARES = (
    *("re_referrals_12m", "referrals_no_further_action", "referrals_not_in_need"),
    *("referrals_from_police", "referrals_from_schools", "referrals_from_health"),
)


def _numbered() -> dict[int, str]:
    from goldthread.measures.periods import PeriodKind
    from goldthread.records.days import index, periods

    asked = periods(FIRST, LAST, PeriodKind.QUARTER)
    return {index(period.starts_on, period.kind): str(period) for period in asked}


def _kept(found: Figures, period: str, division: str, item: Any, counts: list[int]) -> None:
    """The figures of one cell under the keys that ours have."""
    total, *parts = (int(count) for count in counts)
    place = f"{period}|{division}|{WORDS[division][int(item)] if division else ''}"
    if total:
        found[f"referrals|{place}"] = [0, total]
    for key, part in zip(SHARES, parts, strict=True):
        if total and division != "source":
            found[f"{key}|{place}"] = [part, total]


def _sql(path: Path) -> Callable[[], Figures]:
    import duckdb

    connection = duckdb.connect(":memory:", config={"memory_limit": "3500MB"})
    connection.execute("set temp_directory = ''; set preserve_insertion_order = false")
    connection.execute(f"create table referrals as from read_parquet('{path}')")
    numbered = _numbered()
    cells = "grouping sets ((period), " + ", ".join(f"(period, {d})" for d in DIVISIONS) + ")"
    sums = ", ".join(f"sum(c{at})" for at in range(7))
    names = ", ".join(("period", *DIVISIONS, *(f"c{at}" for at in range(7))))
    tried = []
    for way in (BY_DATES, BY_NUMBERS):
        facts = way.format(first=min(numbered), last=max(numbered))
        at_once, cube = (
            COUNT.format(facts=facts, divisions=", ".join(DIVISIONS), groups=groups, **CODE)
            for groups in (cells, "all")
        )
        of_cube = (
            f"with cube({names}) as materialized ({cube}) "
            f"select period, {', '.join(DIVISIONS)}, {sums} from cube group by {cells}"
        )
        tried += [at_once, of_cube]
    # The first passage over fresh rows is slower whatever it is: none is judged by it.
    connection.execute(tried[0]).fetchall()
    best = min(tried, key=lambda one: _seconds(lambda: connection.execute(one).fetchall()))

    def run() -> Figures:
        found: Figures = {}
        for period, *rest in connection.execute(best).fetchall():
            said = list(zip(DIVISIONS, rest, strict=False))
            division, item = next(((d, i) for d, i in said if i is not None), ("", ""))
            _kept(found, numbered[period], division, item, rest[len(DIVISIONS) :])
        return found

    return run


def _seconds(run: Callable[[], Any]) -> float:
    began = perf_counter()
    run()
    return perf_counter() - began


def _pandas(path: Path) -> Callable[[], Figures]:
    import pandas as pd

    frame = pq.read_table(path).to_pandas(date_as_object=False)
    numbered = _numbered()

    def run() -> Figures:
        rows = frame.iloc[np.lexsort((frame["row"], frame["on"], frame["child"]))]
        on, born = rows["on"].dt, rows["born_on"].dt
        number = (on.year * 12 + on.month) * 32 + on.day
        same = rows["child"].to_numpy()[1:] == rows["child"].to_numpy()[:-1]
        again = np.zeros(len(rows), dtype=bool)
        again[1:] = same & (np.diff(number.to_numpy()) <= 12 * 32)
        lived = (number - (born.year * 12 + born.month) * 32 - born.day).to_numpy()
        age = np.searchsorted([0, 384, 1920, 3840, 6144], lived, side="right")
        age = np.where(np.isnan(lived), 6, age).astype("int16")
        facts = pd.DataFrame(
            {
                "period": (on.year * 12 + on.month - 4) // 3,
                **{name: rows[name] for name in DIVISIONS if name != "age"},
                "age": age,
                "total": 1,
                "again": again,
                "nfa": rows["no_further_action"] == CODE["yes"],
                "need": rows["not_in_need"],
                **{
                    name: rows["source"] == CODE[name]
                    for name in ("police", "schools", "health_services")
                },
            }
        )
        facts = facts[facts["period"].between(min(numbered), max(numbered))]
        counted = ["total", "again", "nfa", "need", "police", "schools", "health_services"]
        found: Figures = {}
        for period, counts in facts.groupby("period")[counted].sum().iterrows():
            _kept(found, numbered[period], "", "", list(counts))
        for division in DIVISIONS:
            summed = facts.groupby(["period", division], observed=True)[counted].sum()
            for (period, item), counts in summed.iterrows():
                _kept(found, numbered[period], division, item, list(counts))
        return found

    return run


def main() -> None:
    way, path, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    run = {"ours": _ours, "sql": _sql, "pandas": _pandas}[way](path)
    seconds, processor = [], []
    figures: Figures = {}
    for _ in range(TIMES):
        began, used = perf_counter(), process_time()
        figures = run()
        seconds.append(perf_counter() - began)
        processor.append(process_time() - used)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = {"seconds": min(seconds), "processor": min(processor), "all": seconds, "peak_mb": peak}
    out.write_text(json.dumps({**told, "figures": figures}, sort_keys=True))


if __name__ == "__main__":
    main()
