"""How many steps each walk takes, in a real Chromium, as the people whose part it is; with a picture of each step.

./goldthread bench walks [--pictures FOLDER] [--json]

Runs the journeys that say what they did: people, pages opened, links followed, buttons pressed and fields
filled, at 1280 and 375 pixels and without JavaScript. Exit code 1 where one of them fails.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
COUNTED = ("people", "pages opened", "links followed", "buttons pressed", "fields")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pictures", type=Path, help="an empty folder to keep the pictures in")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="goldthread-bench-") as folder:
        kept = arguments.pictures or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        failed = _walked(kept)
        walks = [json.loads(line) for line in (kept / "walks.jsonl").read_text().splitlines()]
    if arguments.json:
        print(json.dumps(walks, indent=2))
    else:
        _say(walks)
    return 1 if failed else 0


def _walked(folder: Path) -> bool:
    """Whether a journey failed."""
    journeys = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "tests" / "journeys").glob("test_*.py"))
        if "Walk(" in path.read_text(encoding="utf-8")
    ]
    command = [sys.executable, "-m", "pytest", "-q", "-m", "browser", *journeys]
    more = {"GOLDTHREAD_WALKS": str(folder.resolve())}
    run = subprocess.run(  # noqa: S603 -- our own command
        command, cwd=ROOT, env=os.environ | more, stdout=sys.stderr, check=False
    )
    return run.returncode != 0


def _say(walks: list[dict]) -> None:
    print(f"{'walk':24} {'width':>6} {'script':>7} " + " ".join(f"{name:>15}" for name in COUNTED))
    for walk in sorted(walks, key=lambda each: (each["walk"], -each["width"], not each["script"])):
        counts = " ".join(f"{walk.get(name, 0):>15}" for name in COUNTED)
        print(f"{walk['walk']:24} {walk['width']:>6} {walk['script']!s:>7} {counts}")


if __name__ == "__main__":
    sys.exit(main())
