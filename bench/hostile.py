"""Send hostile files down the road of uploads: is every one refused or defused, and what does it cost?

./goldthread bench hostile [FOLDER] [--http 64] [--at-once 2] [--json]

The files are made by `hostile_files`, whose maker had not read what reads them, and each says what must
become of it. FOLDER holds others instead, whatever their names and folders (a folder is a family). Each is
read as an upload is, in a process of its own. Refused: one sentence, the process ended within its limits
or by itself. Defused: plain cells came back (a formula comes as a mark without its value), none of them
anything of this machine's files. --http sends so many of them, some of each family, also through the whole
web stack as an officer's upload, under the name that each claims, and measures what they leave behind in
the web process. All the while a server listens at the address that the files call.
Exit code 1 where a file was neither refused nor defused, or read though it must be refused; where an honest
one was not read; where a file reached the server or this machine's disk; where a page broke, or the web
process grew by 50 MB.
"""

import argparse
import json
import logging
import os
import resource
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from glob import glob
from importlib import import_module
from pathlib import Path
from time import perf_counter
from types import SimpleNamespace

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
from bench._listening import Listening  # noqa: E402 -- only there once the path is known

MEGABYTE = 1024 * 1024
MOST_GROWTH, MOST_MEMORY, MOST_SECONDS = 50, 512, 20  # MB of the web process, MB and s of a reading
CANARIES = ("root:", "BEGIN PRIVATE KEY", "goldthread-canary")
LEFT_BEHIND = "/tmp/hostile-*"
REFUSED, DEFUSED, FAILED = "refused", "defused", "NOT DEFUSED"


@dataclass(frozen=True)
class Outcome:
    """What became of one file: "" in `wrong` where it is what must become of it."""

    family: str
    name: str
    outcome: str
    sentence: str
    seconds: float
    wrong: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--http", type=int, default=64)
    parser.add_argument("--at-once", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    import_module("tests.environment")
    os.environ.pop("GOLDTHREAD_DATABASE", None)
    import_module("goldthread.config.commands").start_django()
    for noisy in ("goldthread.files.apart", "goldthread.requests"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    before = set(glob(LEFT_BEHIND))
    with tempfile.TemporaryDirectory() as made, Listening(47999) as listening:
        files = _found_in(wanted.folder) if wanted.folder else _made(Path(made))
        found = _read_all(files, wanted.at_once) | _through_the_web(_sample(files, wanted.http))
        found["calls"] = listening.calls
    found["left_behind"] = sorted(set(glob(LEFT_BEHIND)) - before)
    print(json.dumps(found, indent=2) if wanted.json else _told(found))
    return 0 if _holds(found) else 1


def _made(folder: Path) -> list:
    return import_module("bench.hostile_files").make(folder)


def _found_in(folder: Path) -> list:
    """Files that somebody brought: each must be refused or defused."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return [
        SimpleNamespace(
            path=path,
            family=path.parent.relative_to(folder).as_posix(),
            wants=DEFUSED,
            sent_as=None,
        )
        for path in paths
    ]


def _read_all(files: list, at_once: int) -> dict:
    """What became of every file, read apart as an upload is."""
    with ThreadPoolExecutor(at_once) as threads:
        outcomes = list(threads.map(_sent, files))
    families: dict[str, Counter] = defaultdict(Counter)
    for each in outcomes:
        families[each.family][each.outcome] += 1
    slowest = max(outcomes, key=lambda each: each.seconds, default=None)
    return {
        "files": len(outcomes),
        "families": {family: dict(counts) for family, counts in families.items()},
        "outcomes": dict(Counter(each.outcome for each in outcomes)),
        "wrong": [f"{each.family}/{each.name}: {each.wrong}" for each in outcomes if each.wrong],
        "sentences": dict(Counter(each.sentence for each in outcomes).most_common()),
        "slowest": {
            "seconds": round(slowest.seconds, 2) if slowest else 0,
            "file": f"{slowest.family}/{slowest.name}" if slowest else "",
        },
        "child_memory_mb": round(_kilobytes(resource.RUSAGE_CHILDREN) / 1024),
    }


def _sent(file) -> Outcome:
    """How one file fared."""
    begun = perf_counter()
    outcome, sentence = _read(file)
    wrong = ""
    if outcome == FAILED:
        wrong = sentence
    elif outcome == REFUSED and file.wants == "read":
        wrong = f"honest, and refused: {sentence}"
    elif outcome == DEFUSED and file.wants == REFUSED:
        wrong = f"must be refused, and {sentence}"
    name, seconds = file.sent_as or file.path.name, perf_counter() - begun
    return Outcome(file.family, name, outcome, sentence, seconds, wrong)


def _read(file) -> tuple[str, str]:
    from goldthread.files.book.apart import read_book
    from goldthread.files.limits import MEGABYTE, Unreadable
    from goldthread.files.names import refuse_by_name

    try:
        if file.path.stat().st_size > 20 * MEGABYTE:
            return REFUSED, "larger than any upload may be: not read"
        content = file.path.read_bytes()
        refuse_by_name(file.sent_as or file.path.name, content)
        book = read_book(content)
    except Unreadable as refused:
        said = str(refused)
        return (FAILED if _tells(said) else REFUSED), said
    except Exception as fault:  # what must never come of a file
        return FAILED, type(fault).__name__
    cells = [str(cell) for sheet in book.sheets for _, row in sheet.rows for cell in row]
    if _tells(*cells, *(sheet.name for sheet in book.sheets)):
        return FAILED, "a file of this machine came back in a cell"
    if file.wants == "read" and len(cells) < 2:
        return FAILED, "an honest file came back without its cells"
    return DEFUSED, f"plain cells of a {book.kind.value} came back"


def _tells(*texts: str) -> bool:
    """Whether something of this machine's files stands in what came back."""
    return any(canary in text for text in texts for canary in CANARIES)


def _sample(files: list, many: int) -> list:
    """So many of the files, of each family in turn."""
    families: dict[str, list] = defaultdict(list)
    for file in files:
        families[file.family].append(file)
    turns = [
        files_of[turn * len(files_of) // 4]
        for turn in range(4)
        for files_of in families.values()
        if turn < len(files_of)
    ]
    return list(dict.fromkeys(turns))[:many]


def _through_the_web(sample: Sequence) -> dict:
    """Answers to posts of a sample to a real web server, and by how many MB it grew over them."""
    found = {"posts": len(sample), "statuses": {}, "growth_mb": 0.0, "told_in_a_page": []}
    if sample:
        import_module("_database").in_world(lambda world: _posted(world, sample, found) or 0)
    return found


def _posted(world, sample: Sequence, found: dict) -> None:
    from bench.fuzzing.served import address_of_this_database, resident, serving, sessions

    statuses: Counter = Counter()
    cookies = sessions(world)["performance_officer"]
    with serving(address_of_this_database()) as (port, log):
        for file in sample[:8]:
            _post(port, file, cookies)
        before = resident(log.parent)
        for file in sample:
            status, page = _post(port, file, cookies)
            statuses[str(status)] += 1
            if _tells(page):
                found["told_in_a_page"].append(f"{file.family}/{file.path.name}")
        found["growth_mb"] = round((resident(log.parent) - before) / MEGABYTE, 1)
    found["statuses"] = dict(statuses)


def _post(port: int, file, cookies: dict[str, str]) -> tuple[int, str]:
    """Post one file under the name that it claims, which no client of good manners would send."""
    from bench.fuzzing.asking import Asked
    from bench.fuzzing.served import NO_ANSWER, answer_to
    from django.urls import reverse

    from goldthread.access.rows import new_public_id
    from goldthread.access.submissions import FIELD

    name = (file.sent_as or file.path.name).replace('"', "%22").encode("utf-8", "surrogatepass")
    parts = (
        b'Content-Disposition: form-data; name="%s"\r\n\r\n%s'
        % (FIELD.encode(), new_public_id().encode()),
        b'Content-Disposition: form-data; name="file"; filename="%s"\r\n'
        b"Content-Type: text/csv\r\n\r\n%s" % (name, file.path.read_bytes()),
    )
    body = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"
    address = reverse("import-published-statistics")
    asked = Asked("", "POST", address, "multipart/form-data; boundary=b", body)
    try:
        return answer_to(port, asked, cookies)
    except OSError:  # it hung up on a body that is far too long
        return NO_ANSWER, ""


def _kilobytes(who: int) -> int:
    most = resource.getrusage(who).ru_maxrss
    return most // 1024 if sys.platform == "darwin" else most


def _holds(found: dict) -> bool:
    faults = ("wrong", "calls", "left_behind", "told_in_a_page")
    return (
        not any(found[fault] for fault in faults)
        and found["files"] > 0
        and found["growth_mb"] < MOST_GROWTH
        and found["child_memory_mb"] <= MOST_MEMORY
        and found["slowest"]["seconds"] < MOST_SECONDS + 5
        and not any(status.startswith("5") for status in found["statuses"])
    )


def _told(found: dict) -> str:
    of = found["outcomes"]
    lines = [
        f"{found['files']} files of {len(found['families'])} families: {of.get(REFUSED, 0)} refused, "
        f"{of.get(DEFUSED, 0)} defused, {of.get(FAILED, 0)} neither; {len(found['wrong'])} not as they must",
        *(
            f"  {family:<20}{counts.get(REFUSED, 0):>5} refused{counts.get(DEFUSED, 0):>5} defused"
            for family, counts in found["families"].items()
        ),
        *(f"  WRONG {each}" for each in found["wrong"]),
        *(f"{many:6}  {sentence}" for sentence, many in found["sentences"].items()),
        f"slowest {found['slowest']['seconds']} s ({found['slowest']['file']})",
        f"most memory of a reading process {found['child_memory_mb']} MB",
        f"calls that reached the server {found['calls']}, files left behind {len(found['left_behind'])}",
        f"{found['posts']} through the web: {found['statuses']}, this machine's files in an answer "
        f"{len(found['told_in_a_page'])}, the web process grew by {found['growth_mb']} MB",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
