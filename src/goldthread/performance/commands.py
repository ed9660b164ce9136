"""`./goldthread returns import`: a file does what it does on the page, for scripts and long nights."""

import json
import sys
from argparse import Namespace
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from goldthread.access.decision import Refused
from goldthread.access.principal import Principal
from goldthread.access.spaces import working_everywhere, working_in
from goldthread.accounts.models import Person
from goldthread.accounts.principals import principal_for
from goldthread.performance import actions, sheets
from goldthread.performance.answers import asked_of, examined, measured_in
from goldthread.performance.asked import Checked, Problem
from goldthread.performance.finding import Unclear, request_for, requests_for
from goldthread.performance.models import ReturnRequest

DONE, PROBLEMS, WRONG_USE = 0, 1, 2


class WrongUse(Exception):
    """The command was asked for something that there is not, in one sentence."""


@dataclass
class Outcome:
    """What came of a file; `status` is submitted, draft, checked, refused or, from before, accepted."""

    status: str
    return_id: str = ""
    errors: list[dict[str, str]] = field(default_factory=list)
    queries: list[dict[str, str]] = field(default_factory=list)
    lines: int = 0
    said: str = ""

    @property
    def exit_code(self) -> int:
        return PROBLEMS if self.errors or self.queries else DONE

    def tell(self) -> None:
        """Print what was said, every problem, and what became of the file."""
        if self.said:
            print(self.said)
        for title, problems in (("error", self.errors), ("question", self.queries)):
            for problem in problems:
                print(f"{title}: {_line(problem)}")
        print(WORDS[self.status])

    def as_json(self) -> dict[str, Any]:
        return {
            "return": self.return_id,
            "status": self.status,
            "errors": self.errors,
            "queries": self.queries,
            "lines": self.lines,
        }


@dataclass(frozen=True)
class Several:
    """What came of a file of several periods: of each return, and a sentence for each period not asked for."""

    outcomes: tuple[Outcome, ...]
    not_asked: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        return max(outcome.exit_code for outcome in self.outcomes)

    def tell(self) -> None:
        for outcome in self.outcomes:
            outcome.tell()
        for sentence in self.not_asked:
            print(sentence)

    def as_json(self) -> dict[str, Any]:
        return {
            "returns": [outcome.as_json() for outcome in self.outcomes],
            "not_asked": list(self.not_asked),
        }


def import_return(arguments: Namespace) -> int:
    """Take a file in as its submitter; leaves a signed return, or a draft where questions are open."""
    try:
        outcome = _import(arguments, at=timezone.localtime())
    except WrongUse as refused:
        print(refused, file=sys.stderr)
        return WRONG_USE
    if arguments.json:
        print(json.dumps(outcome.as_json(), indent=2))
    else:
        outcome.tell()
    return outcome.exit_code


def _import(arguments: Namespace, *, at: datetime) -> Outcome | Several:
    content = _read(Path(arguments.file))
    by = _principal(arguments, at)
    try:
        sheet = sheets.read_apart(content)
    except sheets.SheetRefused as refused:
        return Outcome("refused", errors=[_told(sentence=str(refused))])
    with working_in(by.spaces):
        try:
            if sheet.is_of_records and len(sheet.periods) > 1 and not arguments.return_id:
                return _of_several(sheet, content, arguments, by, at)
            request = request_for(by, sheet, arguments.return_id)
        except Unclear as unclear:
            raise WrongUse(str(unclear)) from unclear
        return _of_one(request, sheet, content, arguments, by, at)


def _of_several(
    sheet: sheets.Sheet, content: bytes, arguments: Namespace, by: Principal, at: datetime
) -> Several:
    """Every period's lines into its own return: all of them, or none where one is refused."""
    asked, not_asked = requests_for(by, sheet)
    with transaction.atomic():
        outcomes = [
            _of_one(request, of_period, content, arguments, by, at) for request, of_period in asked
        ]
        if any(outcome.status == "refused" for outcome in outcomes):
            transaction.set_rollback(True)
            outcomes = [replace(outcome, status="refused") for outcome in outcomes]
    return Several(tuple(outcomes), tuple(not_asked))


def _of_one(
    request: ReturnRequest,
    sheet: sheets.Sheet,
    content: bytes,
    arguments: Namespace,
    by: Principal,
    at: datetime,
) -> Outcome:
    if arguments.check_only:
        outcome = _checked(request, sheet)
    else:
        outcome = _taken(request, sheet, content, arguments, by, at)
    aside = sheets.lines(sheet, asked_of(request)).left_aside
    outcome.said = " ".join(filter(None, (outcome.said, aside)))
    return outcome


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > sheets.MOST_BYTES:
            raise WrongUse(f"{path.name} is larger than 5 MB: it is no return's file.")
        return path.read_bytes()
    except OSError as error:
        raise WrongUse(f"{path} cannot be read.") from error


def _principal(arguments: Namespace, at: datetime) -> Principal:
    with working_everywhere():
        person = Person.objects.at_address(arguments.person).first()
    if person is None:
        raise WrongUse(f"There is nobody with the address {arguments.person}.")
    by = principal_for(person, on=at.date(), chosen=arguments.space or "")
    if arguments.space and (by.space is None or by.space.code != arguments.space):
        raise WrongUse(f"{person.name} does not work in {arguments.space}.")
    if by.space is None and by.spaces_to_choose:
        raise WrongUse(
            f"{person.name} works in {by.spaces_to_choose} partnerships: name one with --space CODE."
        )
    if by.space is None:
        raise WrongUse(f"{person.name} has no appointment today.")
    return by


def _checked(request: ReturnRequest, sheet: sheets.Sheet) -> Outcome:
    try:
        found = examined(request, sheet).checked
    except sheets.SheetRefused as refused:
        return _refused(request, [_told(sentence=str(refused))])
    return _outcome("refused" if found.errors else "checked", request, found)


def _taken(
    request: ReturnRequest,
    sheet: sheets.Sheet,
    content: bytes,
    arguments: Namespace,
    by: Principal,
    at: datetime,
) -> Outcome:
    latest = request.returns.select_related("file").order_by("-number").first()
    if latest is not None and actions.holds_file(latest, content):
        said = f"This file is in already: the return is {latest.get_status_display().lower()}."
        return Outcome(latest.status, request.public_id, lines=len(measured_in(latest)), said=said)
    try:
        with transaction.atomic():
            return_ = actions.start_return(request=request, by=by, at=at, reason=arguments.reason)
            name = Path(arguments.file).name
            found = actions.receive_file(
                return_=return_, sheet=sheet, content=content, name=name, by=by, at=at
            ).checked
            if found.queries or return_.questions.filter(answer="").exists():
                return _outcome("draft", request, found)
            actions.submit(return_=return_, by=by, at=at)
            return _outcome("submitted", request, found)
    except sheets.SheetRefused as refused:
        return _refused(request, [_told(sentence=str(refused))])
    except actions.AnswersRefused as refused:
        return _outcome("refused", request, refused.checked)
    except Refused as refused:
        return _refused(request, [_told(sentence=said) for said in refused.decision.reasons])


def _refused(request: ReturnRequest, errors: list[dict[str, str]]) -> Outcome:
    return Outcome("refused", request.public_id, errors)


def _outcome(status: str, request: ReturnRequest, found: Checked) -> Outcome:
    return Outcome(
        status,
        request.public_id,
        errors=[_problem(problem) for problem in found.errors],
        queries=[_problem(problem) for problem in found.queries],
        lines=len(found.numbers),
        said=f"{request}: {len(found.numbers)} lines with figures.",
    )


def _problem(problem: Problem) -> dict[str, str]:
    key = problem.key
    return _told(
        row=problem.row.removeprefix("row "),
        area=key.area if key else "",
        indicator=key.indicator if key else "",
        breakdown=key.breakdown if key else "",
        column=problem.part,
        sentence=problem.sentence,
    )


def _told(
    *,
    sentence: str,
    row: str = "",
    area: str = "",
    indicator: str = "",
    breakdown: str = "",
    column: str = "",
) -> dict[str, str]:
    return {
        "row": row,
        "area": area,
        "indicator": indicator,
        "breakdown": breakdown,
        "column": column,
        "sentence": sentence,
    }


WORDS = {
    "submitted": "Signed and submitted: another person accepts it.",
    "accepted": "Accepted before: nothing was changed.",
    "draft": "Kept as a draft: answer the questions, in the file's answer column or on the page.",
    "checked": "Checked only: nothing was kept.",
    "refused": "Refused: nothing was kept.",
}


def _line(problem: dict[str, str]) -> str:
    row = f"row {problem['row']}" if problem["row"] else ""
    line = " ".join(filter(None, (problem["indicator"], problem["area"], problem["breakdown"])))
    place = ", ".join(filter(None, (row, line, problem["column"])))
    return f"{place}: {problem['sentence']}" if place else problem["sentence"]
