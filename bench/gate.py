"""Drafts with planted identifiers: what the gate finds, what it misses, and how often it cries wolf.

./goldthread bench gate FOLDER [--json] [--alarms]

FOLDER holds drafts as .docx and .pdf, and two files beside them:

watched.toml: who is watched, the same for every draft. Also what `gate check --watch` takes.

    [[people]]                                  # as many as wanted; everything but names may be left out
    called = "Child A"                          # the pseudonym by which findings speak of them
    names = ["Kayleigh Anne Thornbury"]         # whole names, given names first
    other_names = ["Kayleigh Marsh", "Kiki"]    # former names, nicknames
    born_on = 2019-03-04
    died_on = 2026-02-01
    addresses = ["14 Larch Close, Eastmarch EX4 7QQ"]
    schools = ["St Aidan's Primary School"]
    numbers = ["943 476 5919", "A123456789012"] # NHS, pupil, case, telephone; e-mail, accounts

    [record]
    references = ["EW/2026/014"]
    dates = [2026-02-01]                        # of the incident
    places = ["Larch Park"]                     # of the incident
    pseudonyms = ["Charley"]                    # may stand in the text
    public = ["Jane Reviewer"]                  # may stand in the text: a named reviewer, the chair

planted.toml: what was planted, one table for each place where it stands.

    [[planted]]
    file = "draft-01.docx"
    kind = "misspelt name"      # a word or two of your own: the figures are told by it
    text = "Kayliegh"           # as it stands there; what is split over runs, cells or lines, without the split
    place = "deleted"           # where it stands, one of the words below; left out: anywhere in the file
    expect = ["name"]           # what it should be found as; left out: as anything

    Words for `place`: text table text_box header footer note comment inserted deleted formatted
    properties alternative_text link field bookmark form hidden chart embedded picture custom settings
    annotation attachment layer outline earlier_version file_name
    Words for `expect`: name date age postcode address school place telephone email account nhs_number
    pupil_number national_insurance reference vehicle author path tracked comment hidden carried
    small_number rare

A planted text is found where a finding of its file (and place, and kind, where given) holds it or a part
of it, case, spaces and punctuation aside; a part must be half of it at least. A finding that meets no
planted text is a false alarm, but for what a file carries with every planted text of that place (the
comment around a planted name). What is identifying and stands in a draft otherwise must be listed too.
False alarms are told per 10,000 words of all the texts in the drafts.

Exit code 1 where anything planted is missed.
"""

import argparse
import json
import os
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("GOLDTHREAD_WITHOUT_KEYS", "1")

from goldthread.files.draft import read_draft
from goldthread.files.limits import Unreadable
from goldthread.sweep import Finding, Kind, Place, Watched, read_watched, sweep
from goldthread.sweep.letters import key_of

PER = 10_000
CARRIERS = {Kind.TRACKED, Kind.COMMENT, Kind.HIDDEN, Kind.CARRIED, Kind.AUTHOR, Kind.RARE}


@dataclass(frozen=True)
class Planted:
    """One identifier that somebody put into a draft."""

    file: str
    kind: str
    text: str
    place: str = ""
    expect: tuple[str, ...] = ()
    note: str = ""

    def is_in(self, finding: Finding) -> bool:
        """Whether a finding tells of it: of its text, in its place, as its kind."""
        if (
            self.place
            and finding.place != self.place
            or self.expect
            and finding.kind not in self.expect
        ):
            return False
        own, found = key_of(self.text), key_of(finding.text)
        return own in found or found in own and 2 * len(found) >= len(own) if found else not own


def main() -> int:
    """Print what was found and missed; exit code 1 where anything was missed."""
    arguments = _arguments()
    watched = read_watched((arguments.folder / "watched.toml").read_text(encoding="utf-8"))
    planted = _planted(arguments.folder)
    missed: list[Planted] = []
    alarms: list[tuple[str, Finding]] = []
    words = 0
    for path in sorted(
        each for each in arguments.folder.iterdir() if each.suffix in (".docx", ".pdf")
    ):
        own = [each for each in planted if each.file == path.name]
        findings, length = _swept(path, watched)
        words += length
        missed += [each for each in own if not any(each.is_in(finding) for finding in findings)]
        alarms += [(path.name, each) for each in findings if _is_false(each, own)]
    print(_told(planted, missed, alarms, words, arguments))
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="goldthread bench gate", description=__doc__.split("\n")[0]
    )
    parser.add_argument("folder", type=Path, help="of drafts, watched.toml and planted.toml")
    parser.add_argument("--alarms", action="store_true", help="name each false alarm")
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
    return parser.parse_args()


def _planted(folder: Path) -> list[Planted]:
    """The planted texts, each of a file that is there and in words that the docstring has."""
    rows = tomllib.loads((folder / "planted.toml").read_text(encoding="utf-8"))["planted"]
    found = [Planted(**row | {"expect": tuple(row.get("expect", ()))}) for row in rows]
    for each in found:
        if not (folder / each.file).is_file():
            sys.exit(f"planted.toml: there is no {each.file}")
        if each.place:
            Place(each.place)
        for kind in each.expect:
            Kind(kind)
    return found


def _swept(path: Path, watched: Watched) -> tuple[list[Finding], int]:
    try:
        draft = read_draft(path.read_bytes(), path.name)
    except Unreadable as refused:
        sys.exit(f"{path.name}: {refused}")
    return sweep(draft.parts, watched), draft.words


def _is_false(finding: Finding, planted: list[Planted]) -> bool:
    """Whether it meets nothing that was planted; what carries or surrounds a planted text is none."""
    key = key_of(finding.text)
    for each in planted:
        if each.place and finding.place != each.place:
            continue
        own = key_of(each.text)
        if (
            own in key
            and (finding.kind in CARRIERS or 2 * len(own) >= len(key))
            or key
            and key in own
        ):
            return False
        if (
            finding.place is Place.COMMENT
            and each.place == "comment"
            and finding.kind is Kind.COMMENT
        ):
            return False
    return True


def _told(
    planted: list[Planted],
    missed: list[Planted],
    alarms: list[tuple[str, Finding]],
    words: int,
    arguments: argparse.Namespace,
) -> str:
    rate = round(PER * len(alarms) / words, 1) if words else 0.0
    if arguments.json:
        outcome = {
            "planted": len(planted),
            "found": len(planted) - len(missed),
            "missed": [vars(each) for each in missed],
            "words": words,
            "false_alarms": len(alarms),
            "false_alarms_per_10000_words": rate,
        }
        return json.dumps(outcome, indent=2)
    kinds, not_found = Counter(p.kind for p in planted), Counter(p.kind for p in missed)
    lines = [
        f"{kinds[kind] - not_found[kind]:4} of {kinds[kind]:3}  {kind}" for kind in sorted(kinds)
    ]
    lines.append(f"{len(planted) - len(missed)} of {len(planted)} planted identifiers found")
    lines += [f"MISSED  {m.file}: {m.kind} {m.text!r} {m.place}".rstrip() for m in missed]
    lines.append(f"{len(alarms)} false alarms in {words:,} words: {rate} per {PER:,}")
    told = [
        f"ALARM   {file}: {f.kind} {f.text[:80]!r} in {f.where} ({f.why})" for file, f in alarms
    ]
    by_kind = [
        f"{many:5}  {kind}" for kind, many in Counter(f.kind for _, f in alarms).most_common()
    ]
    return "\n".join([*lines, *(told if arguments.alarms else by_kind)])


if __name__ == "__main__":
    sys.exit(main())
