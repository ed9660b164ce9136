"""Drafts of a made-up review, as somebody would leave them before publication: what the gate finds in them.

./goldthread bench gate_drafts [--wordings first|second] [--seed N] [--alarms] [--keep FOLDER] [--apart] [--json]

It makes a database with a review and the people of its case in the vault, and drafts in Word and PDF in
which names, dates, places and numbers were left behind: in sentences, and in the places of a file that
nobody looks at. Each goes through `gate check FILE --review REFERENCE`: the gate knows of the case what
its vault knows, and no street, school or village. What was planted stands in `gate_texts/planted_*.toml`,
what is clean in `gate_texts/clean_*.txt`.

A planted text is found where what was found in its file covers half of its letters. What was found and
meets no planted text is a false find, but for what a file is told to carry beside one (that there is a
comment, who made it). Told per 10,000 words, in the clean texts and over all. Each draft is read in this
process, as it is our own; with --apart in a process of its own, as what is sent in is: slow.

Exit code 3 where it could not run; what was missed is told, and is no error.
"""

import argparse
import json
import sys
import tempfile
import unicodedata
from collections import Counter
from contextlib import redirect_stdout
from dataclasses import asdict, dataclass, field
from importlib import import_module
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from bench import _database
from bench._gate_planted import WORDINGS, Draft, Planted, drafts, wording

PER = 10_000
BESIDE = {"tracked", "comment", "hidden", "carried", "author"}  # told of a place, not of a text


@dataclass
class Outcome:
    """What was found in every draft."""

    planted: list[Planted] = field(default_factory=list)
    missed: list[Planted] = field(default_factory=list)
    alarms: list[dict[str, Any]] = field(default_factory=list)
    words: int = 0
    clean_words: int = 0

    @property
    def in_clean(self) -> list[dict[str, Any]]:
        return [each for each in self.alarms if each["is_clean"]]


def main() -> int:
    """Print what was found and missed; 3 where it could not run."""
    arguments = _arguments()
    made = drafts(arguments.wordings, arguments.seed)
    folder = Path(arguments.keep or tempfile.mkdtemp(prefix="goldthread-drafts-"))
    folder.mkdir(parents=True, exist_ok=True)
    for each in made:
        (folder / each.name).write_bytes(each.content)
    _database._start()
    if not arguments.apart:
        _read_here()
    in_test_database = import_module("tests.matrix.command").in_test_database
    outcome = in_test_database(lambda: _measured(made, folder, wording(arguments.wordings)))
    print(_as_json(outcome) if arguments.json else _told(outcome, arguments))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="goldthread bench gate_drafts", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--wordings", choices=WORDINGS, default="first")
    parser.add_argument("--seed", type=int, default=1, help="which sentence lies in which draft")
    parser.add_argument("--alarms", action="store_true", help="name each false find")
    parser.add_argument("--keep", metavar="FOLDER", help="leave the drafts there")
    parser.add_argument("--apart", action="store_true", help="read each in a process of its own")
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
    return parser.parse_args()


def _read_here() -> None:
    apart = import_module("goldthread.files.draft.apart")
    apart.read_apart = lambda reader, content, **_: apart.look(BytesIO(content))


def _measured(made: list[Draft], folder: Path, told: dict[str, Any]) -> Outcome:
    reference = _review(told)
    outcome = Outcome()
    for draft in made:
        found, words = _checked(folder / draft.name, reference)
        outcome.words += words
        outcome.clean_words += words if draft.is_clean else 0
        outcome.planted += draft.planted
        outcome.missed += [each for each in draft.planted if not is_found(each.text, found)]
        for each in found:
            if _is_false(each, draft):
                outcome.alarms.append(each | {"file": draft.name, "is_clean": draft.is_clean})
    return outcome


def _review(told: dict[str, Any]) -> str:
    """Write the review and its people down as its officer would; gives its reference."""
    builders = import_module("tests.reviews.builders")
    case = builders.Case()
    happened_on = told["review"]["happened_on"]
    incident = case.incident(happened_on=happened_on, aware_on=happened_on)
    for each in told["people"]:
        case.child(
            incident,
            kind=each["kind"],
            pseudonym=each["pseudonym"],
            name=each["name"],
            other_names="\n".join(each.get("other_names", ())),
            born_on=each.get("born_on"),
            identifier=each.get("number", ""),
        )
    return str(incident.reference)


def _checked(path: Path, reference: str) -> tuple[list[dict[str, Any]], int]:
    """What `gate check` tells of a draft."""
    run = import_module("goldthread.config.commandline").main
    with redirect_stdout(StringIO()) as said:
        code = run(["gate", "check", str(path), "--review", reference, "--json"])
    if code not in (0, 1):
        print(f"{path.name} could not be checked.", file=sys.stderr)
        sys.exit(3)
    told = json.loads(said.getvalue())
    return told["findings"], told["words"]


def key_of(text: str) -> str:
    """Letters and digits alone, small and without accents."""
    plain = unicodedata.normalize("NFKD", text.replace("\u043e", "o")).casefold()
    return "".join(each for each in plain if each.isalnum())


def is_found(planted: str, found: list[dict[str, Any]]) -> bool:
    """Whether what was found covers half of its letters and digits at least."""
    own = key_of(planted)
    covered = [False] * len(own)
    for each in found:
        told = each.get("where", "") if each["kind"] in ("tracked", "comment") else ""
        key = key_of(each["text"] + told)  # a tracked change tells where it stands who made it
        if not key:
            continue
        if own in key and (len(own) > 3 or len(key) <= 2 * len(own) or each["kind"] in BESIDE):
            return True
        at = own.find(key)
        if at >= 0 and (len(key) > 1 or key == own):
            covered[at : at + len(key)] = [True] * len(key)
    return 2 * sum(covered) >= len(own)


def _is_false(found: dict[str, Any], draft: Draft) -> bool:
    """Whether it meets nothing that was planted."""
    key = key_of(found["text"])
    if not draft.is_clean and (found["kind"] in BESIDE or not key):
        return False
    return not any(
        (key_of(each.text) in key) or (key in key_of(each.text)) for each in draft.planted
    )


def _rate(alarms: int, words: int) -> float:
    return round(PER * alarms / words, 1) if words else 0.0


def _told(outcome: Outcome, arguments: argparse.Namespace) -> str:
    every, missed = (Counter(p.kind for p in rows) for rows in (outcome.planted, outcome.missed))
    lines = [f"{'planted':>8} {'found':>6}"]
    for kind, many in every.items():
        which = ", ".join(repr(p.text) for p in outcome.missed if p.kind == kind)
        told = f"  missed: {which}" if which else ""
        lines.append(f"{many:8} {many - missed[kind]:6}  {kind}{told}")
    lines.append("")
    for group in ("sentence", "Word", "PDF"):
        of = [p for p in outcome.planted if p.group == group]
        not_found = [p for p in outcome.missed if p.group == group]
        lines.append(f"{len(of) - len(not_found)} of {len(of)} found: {group}")
    found, many = len(outcome.planted) - len(outcome.missed), len(outcome.planted)
    lines.append(
        f"{found} of {many} planted identifiers of {len(every)} kinds found "
        f"({100 * found / many:.1f} of 100)"
    )
    in_clean, kinds = outcome.in_clean, Counter(a["kind"] for a in outcome.in_clean)
    lines.append(
        f"{len(in_clean)} false finds in {outcome.clean_words:,} words of clean texts: "
        f"{_rate(len(in_clean), outcome.clean_words)} per {PER:,}"
    )
    lines += [f"{many:8}  {kind}" for kind, many in kinds.most_common()]
    lines.append(
        f"{len(outcome.alarms)} false finds in {outcome.words:,} words of all drafts: "
        f"{_rate(len(outcome.alarms), outcome.words)} per {PER:,}"
    )
    if arguments.alarms:
        lines += [
            f"FALSE  {a['file']}: {a['kind']} {a['text'][:80]!r} ({a.get('why', '')})"
            for a in outcome.alarms
        ]
    return "\n".join(lines)


def _as_json(outcome: Outcome) -> str:
    every, missed = (Counter(p.kind for p in rows) for rows in (outcome.planted, outcome.missed))
    told = {
        "planted": len(outcome.planted),
        "found": len(outcome.planted) - len(outcome.missed),
        "kinds": {
            kind: {"planted": many, "found": many - missed[kind]} for kind, many in every.items()
        },
        "missed": [asdict(each) for each in outcome.missed],
        "clean_words": outcome.clean_words,
        "false_finds_in_clean_texts": len(outcome.in_clean),
        "false_finds_in_clean_texts_per_10000_words": _rate(
            len(outcome.in_clean), outcome.clean_words
        ),
        "words": outcome.words,
        "false_finds": len(outcome.alarms),
        "false_finds_per_10000_words": _rate(len(outcome.alarms), outcome.words),
    }
    return json.dumps(told, indent=2)


if __name__ == "__main__":
    sys.exit(main())
