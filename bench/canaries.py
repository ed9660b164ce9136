"""One word of its own in each text of each record, and every way out looked through for it.

./goldthread bench canaries [--people NAME ...] [--json]

Opens every address as everybody (or those named), about a row of each partnership: pages, pages of
faults, files that are handed out, titles, addresses, headers, letters, the log as it is written, and the
figures for Prometheus. Sealed texts (the vault's names, the narrative of cases) are planted too, and every
table is read as the database holds it. Counts what was planted, looked through and found; exit code 1 where a word stands
where it must not be.
"""

import argparse
import json
import logging
import sys
from importlib import import_module
from io import StringIO
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent))
import _database

MOST_SHOWN = 40


def main() -> int:
    """Print the counts and each fault; 1 where there is one."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", nargs="*", default=[], help="of the matrix; all unless said")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    return _database.in_world(lambda world: _counted(world, arguments))


def _counted(world, arguments) -> int:
    canaries, worlds = import_module("tests.matrix.canaries"), import_module("tests.matrix.world")
    import_module("tests.matrix.rows_apart")
    begun = perf_counter()
    planted = canaries.plant(world)
    raw = canaries.raw_words(planted)
    sealed = {f"{model._meta.label}.{column.name}" for model, column in canaries.sealed_columns()}
    only = set(arguments.people or worlds.WHO)
    count = canaries.Census()
    for done, found in enumerate(canaries.census(world, planted, only=only, said=_log()), 1):
        count = found
        if done % 10 == 0:
            print(f"{done} addresses, {sum(count.faults.values())} faults", file=sys.stderr)
    metrics = import_module("prometheus_client").generate_latest().decode()
    in_metrics = len(canaries.CANARY.findall(metrics))
    told = {
        "planted": count.planted,
        "fields": count.fields,
        "people": len(only),
        "answers": dict(count.answers),
        "looked_through": dict(count.looks),
        "found": dict(count.found) | {"metrics": in_metrics},
        "sealed_fields": len(sealed),
        "sealed_planted": sum(1 for each in planted.values() if each.field in sealed),
        "sealed_readable_in_a_table": len(raw),
        "found_where_it_must_not_be": sum(count.faults.values()) + in_metrics + len(raw),
        "faults": dict(count.faults.most_common(MOST_SHOWN)) | dict.fromkeys(raw, 1),
        "seconds": round(perf_counter() - begun),
    }
    if arguments.json:
        print(json.dumps(told, indent=2))
    else:
        _print(told)
    return 1 if told["found_where_it_must_not_be"] else 0


def _log():
    """What gives the log since it was asked last, as the house writes it."""
    logs = import_module("goldthread.operations.logs")
    kept = StringIO()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(logs.Json("%(levelname)s %(name)s %(message)s %(reference)s"))
    handler.addFilter(logs.WithReference())
    for name in ("django", "goldthread"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO)

    def since() -> str:
        text = kept.getvalue()
        kept.truncate(0)
        kept.seek(0)
        return text

    return since


def _print(told: dict) -> None:
    for name, value in told.items():
        if name != "faults":
            print(f"{name.replace('_', ' ')}: {value}")
    for fault, times in told["faults"].items():
        print(f"  {times:>5} {fault}")


if __name__ == "__main__":
    sys.exit(main())
