"""All writing about a return that was asked for: filling in, signing, sending back, accepting, replacing."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from goldthread.access.decision import ALLOWED, Decision, because, insist
from goldthread.access.principal import Principal
from goldthread.files.store import keep
from goldthread.house import Basis, OriginKind
from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.measures.values import Measured
from goldthread.performance import steps
from goldthread.performance.answers import (
    accepted_before,
    asked_of,
    cells_of,
    checked,
    examined,
)
from goldthread.performance.asked import Asked, Checked, LineKey, Typed
from goldthread.performance.checking import check
from goldthread.performance.definitions import definition_version
from goldthread.performance.models import Cell, Observation, Return, ReturnRequest
from goldthread.performance.sheets import Sheet
from goldthread.trail.record import record

STATEMENT = (
    "I have checked these figures. They are what {agency} holds for {period}, "
    "and I sign them for {agency}."
)


def statement(request: ReturnRequest) -> str:
    """What the one who signs a return says by it."""
    period = Period.parse(request.period).label
    return STATEMENT.format(agency=request.agency.name, period=period)


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
    if latest is not None and latest.status in (
        Return.Status.DRAFT,
        Return.Status.QUERIED,
        Return.Status.SUBMITTED,
    ):
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


def _copy_cells(old: Return, new: Return) -> None:
    cells = list(old.cells.all())
    for cell in cells:
        cell.pk = None
        cell.of = new
        cell.answer = ""
        cell.public_id = Cell._meta.get_field("public_id").get_default()
        cell._state.adding = True
    Cell.objects.bulk_create(cells)


class AnswersRefused(Exception):
    """Answers with errors are not stored; carries what was checked, for the page."""

    def __init__(self, checked: Checked) -> None:
        super().__init__(f"{len(checked.errors)} errors")
        self.checked = checked


@transaction.atomic
def save_answers(
    *,
    return_: Return,
    typed: Mapping[LineKey, Typed],
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> Checked:
    """Store all answers of a return that is open; raises AnswersRefused where there is an error."""
    return_ = _open_for_filling(return_, by)
    return_.insist_unchanged(row_version)
    return _store(return_, typed, by=by, at=at)


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
) -> Checked:
    """Store the answers of a file, as its sheet was read, in place of those there were.

    Raises sheets.SheetRefused where it is another return's file, and AnswersRefused, with every problem,
    where a line has an error: nothing is stored then.
    """
    return_ = _open_for_filling(return_, by)
    return_.insist_unchanged(row_version)
    found = examined(return_.request, sheet)
    if found.checked.errors:
        raise AnswersRefused(found.checked)
    checked = _store(return_, found.typed, by=by, at=at)
    return_.file = keep(content=content, name=name, space=return_.space, by=by, at=at)
    return_.save(update_fields=["file"])
    return checked


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
    is_open = return_.status in (Return.Status.DRAFT, Return.Status.QUERIED)
    words = return_.get_status_display().lower()
    return because((not is_open, f"This return is {words}."))


def _store(
    return_: Return, typed: Mapping[LineKey, Typed], *, by: Principal, at: datetime
) -> Checked:
    asked = asked_of(return_.request)
    found = check(asked, typed, accepted_before(return_.request, asked))
    if found.errors:
        raise AnswersRefused(found)
    return_.cells.all().delete()
    Cell.objects.bulk_create(_cells(return_, asked, found, typed))
    return_.file = None
    return_.save_next_version("file")
    after = {"lines": len(found.numbers), "queries": len(found.queries)}
    record("performance.return.filled_in", by=by, at=at, subject=return_, after=after)
    return found


def _cells(
    return_: Return, asked: Asked, found: Checked, typed: Mapping[LineKey, Typed]
) -> list[Cell]:
    areas = dict(return_.request.areas.values_list("code", "pk"))
    lines = {line.key: typed[line.key] for line in asked.lines() if line.key in typed}
    return cells_of(return_, found.numbers, lines, areas)


@transaction.atomic
def submit(
    *, return_: Return, by: Principal, at: datetime, row_version: int | None = None
) -> Return:
    """Sign a return and hand it in. Every query must have its answer."""
    return_ = _locked(return_, row_version)
    open_lines = {problem.key for problem in checked(return_).problems}
    insist(steps.SUBMIT.allowed(return_, by) & all_answered(len(open_lines)))
    return_.status = steps.SUBMIT.goes_to
    return_.signed_by_id, return_.signed_at = by.acting_id, at
    return_.asked_again = ""
    return_.save_next_version("status", "signed_by", "signed_at", "asked_again")
    after = {"statement": statement(return_.request)}
    record("performance.return.submitted", by=by, at=at, subject=return_, after=after)
    return return_


def all_answered(unanswered: int) -> Decision:
    """A return is signed once nothing that was asked back is without an answer."""
    if unanswered == 1:
        return because((True, "1 question is still without an answer."))
    return because((unanswered > 1, f"{unanswered} questions are still without an answer."))


@transaction.atomic
def send_back(
    *,
    return_: Return,
    question: str,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> Return:
    """Send a return back with a question; it is open again for its agency."""
    return_ = _locked(return_, row_version)
    no_question = because((not question.strip(), "Write the question that you send it back with."))
    insist(steps.SEND_BACK.allowed(return_, by) & no_question)
    return_.status = steps.SEND_BACK.goes_to
    return_.asked_again = question.strip()
    return_.save_next_version("status", "asked_again")
    after = {"question": question.strip()}
    record("performance.return.sent_back", by=by, at=at, subject=return_, after=after)
    return return_


@transaction.atomic
def accept(
    *, return_: Return, by: Principal, at: datetime, row_version: int | None = None
) -> Return:
    """Accept a return: its figures become the current ones, and those of an earlier version stay."""
    return_ = _locked(return_, row_version)
    insist(steps.ACCEPT.allowed(return_, by))
    earlier = return_.request.returns.filter(status=Return.Status.ACCEPTED).first()
    if earlier is not None:
        earlier.status = steps.REPLACE.goes_to
        earlier.save_next_version("status")
        earlier.observations.update(is_current=False)
    return_.status = steps.ACCEPT.goes_to
    return_.accepted_by_id, return_.accepted_at = by.acting_id, at
    return_.save_next_version("status", "accepted_by", "accepted_at")
    Observation.objects.bulk_create(_observations(return_))
    after = {"replaces": earlier.number if earlier else None}
    record("performance.return.accepted", by=by, at=at, subject=return_, after=after)
    return return_


def _locked(return_: Return, row_version: int | None) -> Return:
    return_ = (
        Return.objects.select_for_update(of=("self",))
        .select_related("request__agency")
        .get(pk=return_.pk)
    )
    return_.insist_unchanged(row_version)
    return return_


def _observations(return_: Return) -> list[Observation]:
    period = Period.parse(return_.request.period)
    versions = definition_version(return_.space_id, period.ends_on)
    rows = catalogue()
    made = []
    for cell in return_.cells.all():
        counted = cell.value is not None
        if not counted and cell.denominator is None:
            continue  # deliberately blank: its answer stays with the return
        measured = (
            Measured.counted(cell.value)
            if counted
            else Measured.from_parts(
                cell.numerator, cell.denominator, rows[cell.indicator].multiplier
            )
        )
        made.append(
            Observation(
                space_id=return_.space_id,
                area_id=cell.area_id,
                indicator=cell.indicator,
                breakdown=cell.breakdown,
                period=str(period),
                period_starts_on=period.starts_on,
                definition_version=versions(cell.indicator),
                value=measured.value,
                numerator=cell.numerator,
                denominator=cell.denominator,
                basis=Basis.COUNTED if counted else Basis.DERIVED,
                origin=OriginKind.RETURN,
                of_return=return_,
                row=cell.row,
                note=cell.answer,
            )
        )
    return made
