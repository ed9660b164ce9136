"""`./goldthread gate check FILE --review REFERENCE`: what a draft would give away, before anybody has it."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from goldthread.access.spaces import working_everywhere
from goldthread.files.draft import Draft, read_draft
from goldthread.files.draft.apart import MOST_BYTES
from goldthread.files.limits import MEGABYTE, Unreadable
from goldthread.house import registry
from goldthread.sweep import Badly, Finding, Watched, read_watched, sweep
from goldthread.sweep.found import KINDS

DONE, PROBLEMS, WRONG_USE = 0, 1, 2
NOBODY = "No module holds a record of that reference."
WITHOUT = "Name whom to watch: --review REFERENCE, or --watch FILE."


class WrongUse(Exception):
    """The command was called in a way that cannot work; says what to do."""


def arguments(parser: ArgumentParser) -> None:
    """What the command is asked."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the draft, .docx or .pdf")
    parser.add_argument(
        "--review", metavar="REFERENCE", default="", help="the record that it is about"
    )
    parser.add_argument(
        "--watch", type=Path, metavar="FILE", help="people to watch for as well, as TOML"
    )


def check(asked: Namespace) -> int:
    """Print every finding; 1 where there is one, 2 for wrong use."""
    try:
        draft, found = _checked(asked)
    except (WrongUse, Unreadable, Badly) as refused:
        print(refused, file=sys.stderr)
        return WRONG_USE
    print(_as_json(asked.file, draft, found) if asked.json else _in_words(draft, found))
    return PROBLEMS if found else DONE


def _checked(asked: Namespace) -> tuple[Draft, list[Finding]]:
    watched = _watched(asked)
    if asked.file.stat().st_size > MOST_BYTES if asked.file.is_file() else True:
        raise WrongUse(f"{asked.file} is no file, or larger than {MOST_BYTES // MEGABYTE} MB.")
    draft = read_draft(asked.file.read_bytes(), asked.file.name)
    return draft, sweep(draft.parts, watched)


def _watched(asked: Namespace) -> Watched:
    if not asked.review and not asked.watch:
        raise WrongUse(WITHOUT)
    watched = Watched()
    if asked.watch:
        try:
            watched = read_watched(asked.watch.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as fault:
            raise WrongUse(f"{asked.watch} cannot be read.") from fault
    return _both(watched, _of_record(asked.review)) if asked.review else watched


def _of_record(reference: str) -> Watched:
    with working_everywhere():
        for kind in registry.published_kinds():
            if (row := kind.by_reference(reference)) is not None:
                return kind.watched(row)
    raise WrongUse(NOBODY)


def _both(one: Watched, other: Watched) -> Watched:
    both = {name: (*getattr(one, name), *getattr(other, name)) for name in vars(one)}
    return replace(one, **both)


def _as_json(file: Path, draft: Draft, found: list[Finding]) -> str:
    said: dict[str, Any] = {
        "file": file.name,
        "words": draft.words,
        "findings": [{**asdict(each), "sure": each.sure.name.lower()} for each in found],
    }
    return json.dumps(said, indent=2, ensure_ascii=False)


def _in_words(draft: Draft, found: list[Finding]) -> str:
    lines = [
        f"{each.sure.name.lower():8}  {KINDS[each.kind]}: {each.text}\n          {each.where}: {each.why}"
        for each in sorted(found, key=lambda each: -each.sure)
    ]
    counted = ", ".join(
        f"{KINDS[kind].lower()} {many}"
        for kind, many in Counter(f.kind for f in found).most_common()
    )
    lines.append(f"{len(found)} findings in {draft.words:,} words. {counted}".rstrip(". ") + ".")
    return "\n".join(lines)
