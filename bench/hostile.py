"""Send hostile files down the road of uploads: is every one refused or defused, and what does it cost?

./goldthread bench hostile [FOLDER] [--http 40] [--json]

FOLDER holds the files, whatever their names and folders (a folder is a family); without it they are made
by `hostile_files.make(folder)` in bench/. Each is read as an upload is, in a process of its own. Refused:
one sentence, the process ended within its limits or by itself. Defused: plain cells came back
(a formula comes as a mark without its value), none of them anything of this machine's files. --http sends
so many of them also through the whole web stack, as an officer's upload, and measures what they leave
behind in the web process. That a reader reaches no network and no file is tried by the tests and `doctor`.
Exit code 1 where a file was neither refused nor defused, a page broke, or the web process grew by 50 MB.
"""

import argparse
import json
import logging
import resource
import sys
import tempfile
from collections import Counter
from importlib import import_module
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))
MEGABYTE = 1024 * 1024
MOST_GROWTH, MOST_MEMORY, MOST_SECONDS = 50, 512, 20  # MB of the web process, MB and s of a reading
CANARIES = ("root:x:0:0", "BEGIN PRIVATE KEY", "goldthread-canary")
REFUSED, DEFUSED, FAILED = "refused", "defused", "NOT DEFUSED"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--http", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    import_module("tests.environment")
    logging.getLogger("goldthread.files.apart").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as made:
        folder = wanted.folder or _made(Path(made))
        if folder is None or not folder.is_dir():
            print("There are no files: name a folder, or put hostile_files.py into bench/.")
            return 2
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        found = _read_all(folder, files)
        found |= _through_the_web(files, wanted.http)
    print(json.dumps(found, indent=2) if wanted.json else _told(found))
    return 0 if _holds(found) else 1


def _made(folder: Path) -> Path | None:
    try:
        generator = import_module("bench.hostile_files")
    except ModuleNotFoundError:
        return None
    generator.make(folder)
    return folder


def _read_all(folder: Path, files: list[Path]) -> dict:
    """What became of every file, read apart as an upload is."""
    outcomes, failed, sentences = Counter(), [], Counter()
    slowest = (0.0, "")
    families = {path.parent.relative_to(folder).as_posix() for path in files}
    for path in files:
        begun = perf_counter()
        outcome, sentence = _sent(path)
        slowest = max(slowest, (perf_counter() - begun, path.relative_to(folder).as_posix()))
        outcomes[outcome] += 1
        sentences[sentence] += 1
        if outcome == FAILED:
            failed.append(f"{path.relative_to(folder)}: {sentence}")
    return {
        "files": len(files),
        "families": len(families),
        "outcomes": dict(outcomes),
        "failed": failed,
        "sentences": dict(sentences.most_common()),
        "slowest": {"seconds": round(slowest[0], 2), "file": slowest[1]},
        "child_memory_mb": round(_kilobytes(resource.RUSAGE_CHILDREN) / 1024),
    }


def _sent(path: Path) -> tuple[str, str]:
    """How one file fared: the outcome and the sentence, or what was wrong."""
    from goldthread.files.book.apart import read_book
    from goldthread.files.limits import MEGABYTE, Unreadable

    content = path.read_bytes()
    if len(content) > 20 * MEGABYTE:
        return REFUSED, "larger than any upload may be: not read"
    try:
        book = read_book(content)
    except Unreadable as refused:
        return REFUSED, str(refused)
    except Exception as fault:  # what must never come of a file
        return FAILED, type(fault).__name__
    for sheet in book.sheets:
        for _, cells in sheet.rows:
            for cell in cells:
                if isinstance(cell, str) and any(canary in cell for canary in CANARIES):
                    return FAILED, "a file of this machine came back in a cell"
    return DEFUSED, f"plain cells of a {book.kind.value} came back"


def _through_the_web(files: list[Path], many: int) -> dict:
    """Answers to posts of a sample of the files, and by how many MB the process grew over them."""
    sample = files[:: max(1, len(files) // many)][:many] if many else []
    if not sample:
        return {"posts": 0, "statuses": {}, "growth_mb": 0}
    import os

    os.environ["GOLDTHREAD_DATABASE"] = "sqlite://:memory:"
    import_module("goldthread.config.commands").start_django()
    return import_module("tests.matrix.command").in_test_database(lambda: _posted(sample))


def _posted(sample: list[Path]) -> dict:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse

    from tests.clients import Client
    from tests.matrix.world import build

    world = build()
    client = Client(raise_request_exception=False)
    client.force_login(world.people["performance_officer"])
    statuses = Counter()
    for warming in (True, False):
        before = _resident()
        for path in sample[:3] if warming else sample:
            file = SimpleUploadedFile(path.name, path.read_bytes())
            answer = client.post(reverse("import-published-statistics"), {"file": file})
            if not warming:
                statuses[str(answer.status_code)] += 1
    growth = (_resident() - before) / MEGABYTE
    return {"posts": len(sample), "statuses": dict(statuses), "growth_mb": round(growth, 1)}


def _resident() -> int:
    """Bytes of memory that this process has in use now (Linux; elsewhere the most it ever had)."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize()
    return _kilobytes(resource.RUSAGE_SELF) * 1024


def _kilobytes(who: int) -> int:
    most = resource.getrusage(who).ru_maxrss
    return most // 1024 if sys.platform == "darwin" else most


def _holds(found: dict) -> bool:
    return (
        not found["failed"]
        and found["files"] > 0
        and found["growth_mb"] < MOST_GROWTH
        and found["child_memory_mb"] <= MOST_MEMORY
        and found["slowest"]["seconds"] < MOST_SECONDS + 5
        and not any(status.startswith("5") for status in found["statuses"])
    )


def _told(found: dict) -> str:
    of = found["outcomes"]
    lines = [
        f"{found['files']} files of {found['families']} families: {of.get(REFUSED, 0)} refused, "
        f"{of.get(DEFUSED, 0)} defused, {of.get(FAILED, 0)} neither",
        *(f"  NEITHER {each}" for each in found["failed"]),
        *(f"{many:6}  {sentence}" for sentence, many in found["sentences"].items()),
        f"slowest {found['slowest']['seconds']} s ({found['slowest']['file']})",
        f"most memory of a reading process {found['child_memory_mb']} MB",
        f"{found['posts']} through the web: {found['statuses']}, "
        f"the web process grew by {found['growth_mb']} MB",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
