"""Record files spoiled as councils' files are, checked: is each told rightly, and does anything leak?

./goldthread bench spoiled_records [--family WORD] [--at-once 1] [--json]

The files are made by `spoiled_files`, whose maker had not read what reads them, and each says what a person
would expect to be told and where. `records check` reads each in a process of its own, in a folder with
nothing else in it. Told rightly: every expected thing is said, of its row and column where it has one, no
row that is sound is called wrong, and a sound file has no error. Leaked: a stack trace, a path of this
machine, a child's number, a birth or the text of a spoiled cell, anywhere in what is printed.
Exit code 1 where one is not told rightly, leaks, or takes more than 60 s or 1 GB.
"""

import argparse
import json
import os
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]
from bench._measured import Measured, measured  # noqa: E402 -- only there once the path is known
from bench.spoiled_files import Spoiled, Told, spoiled  # noqa: E402 -- only there once the path is known

ROOT = Path(__file__).parents[1]
MOST_SECONDS, MOST_MEMORY = 60, 1024  # s and MB
LEAKS = re.compile(
    r"KID7\d+|[A-Z]8060+\d|Tamsin|\b\d\d/\d\d/201\d|201\d-\d\d-\d\d"
    rf"|{re.escape(str(ROOT))}|/tmp/|/home/|/usr/|site-packages|Traceback|\.py\b|root:"
)


@dataclass(frozen=True)
class Outcome:
    """What was said of one try: seconds, megabytes at most, and "" in `wrong` where it was told rightly."""

    family: str
    name: str
    exit: int
    first: str
    located: bool
    leaked: bool
    seconds: float
    megabytes: int
    wrong: str


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--family", default="")
    parser.add_argument("--at-once", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    tries = [each for each in spoiled() if wanted.family in each.family]
    with ThreadPoolExecutor(wanted.at_once) as threads:
        outcomes = list(threads.map(_tried, tries))
    if wanted.json:
        print(json.dumps([asdict(each) for each in outcomes], indent=2))
    else:
        print(_told(outcomes))
    return 1 if any(each.wrong for each in outcomes) else 0


def _tried(each: Spoiled) -> Outcome:
    """One try, checked by the command in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in each.files:
            (Path(folder) / name).write_bytes(content)
        taken, out, err = _checked(folder, [name for name, _ in each.files])
    found = outcome_of(out)
    findings = found.get("findings", [])
    leaked = bool(LEAKS.search(out + err)) or any(
        _repeats(out + err, text) for text in each.secrets
    )
    wrong = "; ".join(faults_of(each, taken.exit, found))
    if leaked:
        wrong = f"LEAKED; {wrong}"
    if taken.seconds > MOST_SECONDS or taken.megabytes > MOST_MEMORY:
        wrong = f"TOO DEAR; {wrong}"
    first = _line(findings[0]) if findings else _last(err)
    located = bool(findings and findings[0]["row"] and findings[0]["column"])
    spent = round(taken.seconds, 1), taken.megabytes
    return Outcome(each.family, each.name, taken.exit, first, located, leaked, *spent, wrong)


def _checked(folder: str, names: Sequence[str]) -> tuple[Measured, str, str]:
    """What one check took, with its standard output and error."""
    command = [sys.executable, "-m", "goldthread", "records", "check", "--json", *names]
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        found = measured(command, cwd=folder, env=environment, stdout=out, stderr=err)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode(errors="replace"))
    return found, texts[0], texts[1]


def outcome_of(out: str) -> dict:
    try:
        found = json.loads(out)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def faults_of(each: Spoiled, code: int, found: dict) -> list[str]:
    """What is wrong with what was said, a few words for each fault."""
    findings = found.get("findings", [])
    errors = [said for said in findings if said["level"] == "error"]
    if not found:
        return [f"no outcome, exit {code}"]
    faults = [] if (code == 0) == (not errors) and code in (0, 1) else [f"exit {code}"]
    if each.ends == "understood":
        return [*faults, *(f"sound, and called wrong: {_line(said)}" for said in errors[:1])]
    if each.ends == "either" and not errors:
        return faults
    for want in each.wants:
        if not any(_is(said, want) for said in findings):
            faults.append(f"not told: {want.words}, row {want.row}, {want.column}")
    rows = {want.row for want in each.wants}
    if None not in rows and not each.files[0][0].endswith(".xml"):
        others = [said for said in errors if said["row"] not in rows]
        faults += [f"a sound row called wrong: {_line(said)}" for said in others[:1]]
    return faults


def _is(said: dict, want: Told) -> bool:
    """Whether one finding says what was wanted, and of that place."""
    text = f"{said['list']} {said['column']} {said['sentence']}"
    return (
        (want.row is None or said["row"] == want.row)
        and (want.column is None or said["column"] == want.column)
        and bool(re.search(want.words, text, re.IGNORECASE))
    )


def _repeats(printed: str, text: str) -> bool:
    """Whether a spoiled cell's own text was printed; a few signs may be there for other reasons."""
    return len(text) > 5 and text in printed


def _line(said: dict) -> str:
    row = f"row {said['row']}" if said["row"] else ""
    where = ", ".join(filter(None, (said["list"], row, said["column"])))
    return f"{said['level']}: {where}: {said['sentence']}"


def _last(text: str) -> str:
    return text.strip().splitlines()[-1] if text.strip() else ""


def _told(outcomes: Sequence[Outcome]) -> str:
    """The whole as text: each try with its first message, then the counts."""
    lines, families = [], defaultdict(list)
    for each in outcomes:
        families[each.family].append(each)
    for family, tries in families.items():
        lines.append(f"\n{family}: {sum(not one.wrong for one in tries)} of {len(tries)}")
        for one in tries:
            lines.append(
                f"  {one.name}: exit {one.exit}, {one.seconds} s, {one.megabytes} MB. {one.first}"
            )
            if one.wrong:
                lines.append(f"    WRONG: {one.wrong}")
    right = sum(not one.wrong for one in outcomes)
    located = sum(one.located for one in outcomes)
    slowest = max(outcomes, key=lambda one: one.seconds)
    largest = max(outcomes, key=lambda one: one.megabytes)
    middle = sorted(outcomes, key=lambda one: one.megabytes)[len(outcomes) // 2]
    lines += [
        "",
        f"Told rightly {right} of {len(outcomes)} in {len(families)} families; leaked"
        f" {sum(one.leaked for one in outcomes)}; first message with row and column {located}.",
        f"Slowest: {slowest.name}, {slowest.seconds} s. Most memory: {largest.name},"
        f" {largest.megabytes} MB; the one in the middle {middle.megabytes} MB.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
