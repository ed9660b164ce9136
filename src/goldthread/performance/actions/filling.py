"""Filling in a return: a draft keeps everything as it was typed; a file is taken whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from goldthread.access.decision import ALLOWED, Decision, because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.files.models import StoredFile
from goldthread.files.store import keep
from goldthread.performance import steps
from goldthread.performance.answers import (
    accepted_before,
    asked_of,
    cell_for,
    examined,
    key_of,
    typed_in,
)
from goldthread.performance.asked import Checked, LineKey, Typed
from goldthread.performance.checking import check, with_totals_repeated
from goldthread.performance.models import Cell, Return, ReturnQuestion, ReturnRequest
from goldthread.performance.permissions import FILL_IN_RETURN
from goldthread.performance.sheets import Sheet
from goldthread.trail.record import record

OPEN = (Return.Status.DRAFT, Return.Status.QUERIED)
CHANGED_FIELDS = (
    *("value", "numerator", "denominator"),
    *("typed", "answer", "row", "saved_in", "changed_by", "changed_at"),
)


@transaction.atomic
def start_return(
    *, request: ReturnRequest, by: Principal, at: datetime, reason: str = ""
) -> Return:
    """Begin a version: the first one, or a later one with a reason once one was accepted.

    Where a version is open already, that one is given: pressing twice starts one.
    """
    request = ReturnRequest.objects.select_for_update().get(pk=request.pk)
    insist(steps.may_fill_in(request, by))
    versions = request.returns.order_by("-number")
    latest = versions.first()
    if latest is not None and latest.status in (*OPEN, Return.Status.SUBMITTED):
        return latest
    insist(
        because(
            (latest is not None and not reason.strip(), "Say why there is a new version."),
        )
    )
    return_ = Return.objects.create(
        space_id=request.space_id,
        request=request,
        number=(versions.aggregate(Max("number"))["number__max"] or 0) + 1,
        reason=reason.strip(),
        started_by_id=by.acting_id,
        started_at=at,
    )
    if latest is not None:
        _copy_cells(latest, return_)
    record("performance.return.started", by=by, at=at, subject=return_, after={"reason": reason})
    return return_


@transaction.atomic
def enter_for_agency(
    *,
    request: ReturnRequest,
    how: str,
    heard_from: str,
    heard_on: date,
    by: Principal,
    at: datetime,
    letter: tuple[str, bytes] | None = None,
) -> Return:
    """Begin a return on an agency's behalf, from what it told by telephone, letter or a file of its own.

    `letter` is the name and the bytes of the paper that it told it in, which are kept.
    """
    request = ReturnRequest.objects.select_for_update().get(pk=request.pk)
    insist(may(by, FILL_IN_RETURN, request) & steps.may_enter_for(request, by))
    insist(because((heard_on > at.date(), "That day has not come yet.")))
    return_ = Return.objects.create(
        space_id=request.space_id,
        request=request,
        number=1,
        heard_how=how,
        heard_from=heard_from.strip(),
        heard_on=heard_on,
        letter=_kept_letter(request, letter, by, at),
        started_by_id=by.acting_id,
        started_at=at,
    )
    after = {"on_behalf": return_.on_behalf}
    record("performance.return.started", by=by, at=at, subject=return_, after=after)
    return return_


def _kept_letter(
    request: ReturnRequest, letter: tuple[str, bytes] | None, by: Principal, at: datetime
) -> StoredFile | None:
    if letter is None:
        return None
    name, content = letter
    return keep(content=content, name=name, space=request.space, by=by, at=at)


def _copy_cells(old: Return, new: Return) -> None:
    cells = list(old.cells.all())
    for cell in cells:
        cell.pk = None
        cell.of = new
        # A page of the earlier version says 0 for what it saw of this one: it is asked first.
        cell.saved_in = new.row_version
        cell.public_id = Cell._meta.get_field("public_id").get_default()
        cell._state.adding = True
    Cell.objects.bulk_create(cells)


class AnswersRefused(Exception):
    """A file with errors is not taken; carries what was checked, for the page."""

    def __init__(self, checked: Checked) -> None:
        super().__init__(f"{len(checked.errors)} errors")
        self.checked = checked


@dataclass(frozen=True)
class Saved:
    """What a save came to: the return as it stands now, and what it left alone.

    `contested` are the lines, and `contested_replies` the questions, that somebody else changed since
    the page was opened: what is saved there stays until it is changed knowingly.
    """

    checked: Checked
    contested: frozenset[LineKey] = frozenset()
    contested_replies: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        return not (self.contested or self.contested_replies)


@dataclass(frozen=True)
class Said:
    """What somebody typed: the lines that they had before them, and answers by a question's id."""

    lines: Mapping[LineKey, Typed]
    replies: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def save_answers(
    *,
    return_: Return,
    typed: Mapping[LineKey, Typed],
    by: Principal,
    at: datetime,
    row_version: int | None = None,
    replies: Mapping[str, str] | None = None,
) -> Saved:
    """Keep lines and replies in a draft exactly as typed, errors and all; other lines stay.

    With the `row_version` that the page showed, what somebody else changed since is not overwritten.
    """
    return_ = _open_for_filling(return_, by)
    saved = _store(return_, Said(typed, replies or {}), by=by, at=at, row_version=row_version)
    if return_.file_id is None:
        return_.cells.exclude(row="").update(row="")  # there is no file any more that has rows
    return saved


@transaction.atomic
def receive_file(
    *,
    return_: Return,
    sheet: Sheet,
    content: bytes,
    name: str,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> Saved:
    """Store the answers of a file, as its sheet was read, in place of those there were.

    Raises sheets.SheetRefused where it is another return's file, and AnswersRefused, with every problem,
    where a line has an error: nothing is stored then.
    """
    return_ = _open_for_filling(return_, by)
    found = examined(return_.request, sheet)
    if found.checked.errors:
        raise AnswersRefused(found.checked)
    lines = {
        line.key: found.typed.get(line.key, Typed({})) for line in asked_of(return_.request).lines()
    }
    saved = _store(return_, Said(lines), by=by, at=at, row_version=row_version)
    if saved.is_whole:
        return_.file = keep(content=content, name=name, space=return_.space, by=by, at=at)
        return_.save(update_fields=["file"])
    return saved


def holds_file(return_: Return, content: bytes) -> bool:
    """Whether these very bytes are what a signed return came in as: sending them again changes nothing."""
    is_signed = return_.status in (Return.Status.SUBMITTED, Return.Status.ACCEPTED)
    return (
        is_signed
        and return_.file is not None
        and return_.file.sha256 == sha256(content).hexdigest()
    )


def _open_for_filling(return_: Return, by: Principal) -> Return:
    return_ = (
        Return.objects.select_for_update(of=("self",))
        .select_related("request__agency", "space")
        .get(pk=return_.pk)
    )
    insist(is_open_for_filling(return_) & steps.may_fill_in(return_.request, by))
    return return_


def is_open_for_filling(return_: Return | None) -> Decision:
    """A return is filled in before it is signed, and again once it was sent back."""
    if return_ is None:
        return ALLOWED
    words = return_.get_status_display().lower()
    return because((return_.status not in OPEN, f"This return is {words}."))


def _store(
    return_: Return, said: Said, *, by: Principal, at: datetime, row_version: int | None
) -> Saved:
    asked = asked_of(return_.request)
    stored = {key_of(cell): cell for cell in return_.cells.select_related("area")}
    before = typed_in(return_)
    seen = return_.row_version if row_version is None else row_version
    own = {line.key: said.lines[line.key] for line in asked.lines() if line.key in said.lines}
    whole = with_totals_repeated(asked, before | own)
    wanted = {key: typed for key, typed in whole.items() if key in own or typed != before.get(key)}
    changed = {
        key: typed
        for key, typed in wanted.items()
        if key not in stored or not typed.says_the_same_as(before[key])
    }
    changed = {key: _said_of_it(typed, before.get(key)) for key, typed in changed.items()}
    contested = frozenset(key for key in changed if key in stored and stored[key].saved_in > seen)
    replies, contested_replies = _replies(return_, said.replies, seen)
    lines = {key: typed for key, typed in changed.items() if key not in contested}
    found = check(asked, before | lines, accepted_before(return_.request, asked))
    if lines or replies:
        return_.file = None
        return_.save_next_version("file")
        _write(return_, stored, found, lines, by=by, at=at)
        _answer(return_, replies, by=by, at=at)
        after = {
            "lines": len(found.numbers),
            "queries": len(found.queries),
            "errors": len(found.errors),
            "answer": "; ".join(filter(None, (question.answer for question in replies))),
        }
        record("performance.return.filled_in", by=by, at=at, subject=return_, after=after)
    return Saved(found, contested, contested_replies)


def _said_of_it(typed: Typed, before: Typed | None) -> Typed:
    """The line without an answer that was written about another figure than now stands there."""
    if before is None or typed.answer.strip() != before.answer.strip():
        return typed
    is_the_same = replace(typed, row="").says_the_same_as(before)
    return typed if is_the_same else replace(typed, answer="")


def _write(
    return_: Return,
    stored: Mapping[LineKey, Cell],
    found: Checked,
    lines: Mapping[LineKey, Typed],
    *,
    by: Principal,
    at: datetime,
) -> None:
    areas = dict(return_.request.areas.values_list("code", "pk"))
    cells = [
        cell_for(
            stored.get(key) or Cell(space_id=return_.space_id, of=return_, area_id=areas[key.area]),
            key,
            typed,
            found.numbers.get(key),
        )
        for key, typed in lines.items()
    ]
    for cell in cells:
        cell.saved_in = return_.row_version
        cell.changed_by_id, cell.changed_at = by.acting_id, at
    Cell.objects.bulk_create([cell for cell in cells if cell.pk is None])
    Cell.objects.bulk_update([cell for cell in cells if cell.pk is not None], CHANGED_FIELDS)


def _replies(
    return_: Return, said: Mapping[str, str], seen: int
) -> tuple[list[ReturnQuestion], frozenset[str]]:
    """The questions with a new answer, and those that somebody else answered meanwhile."""
    changed, contested = [], set()
    for question in return_.questions.filter(public_id__in=list(said)):
        answer = said[question.public_id].strip()
        if answer == question.answer:
            continue
        if question.saved_in > seen:
            contested.add(question.public_id)
            continue
        question.answer = answer
        changed.append(question)
    return changed, frozenset(contested)


def _answer(
    return_: Return, questions: list[ReturnQuestion], *, by: Principal, at: datetime
) -> None:
    for question in questions:
        question.answered_by_id = by.acting_id if question.answer else None
        question.answered_at = at if question.answer else None
        question.saved_in = return_.row_version
        question.save_next_version("answer", "answered_by", "answered_at", "saved_in")
