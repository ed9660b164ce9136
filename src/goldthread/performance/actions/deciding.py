"""Signing a return, and what another person decides on it: back with questions, or accepted."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from goldthread.access.decision import Decision, because, insist
from goldthread.access.principal import Principal
from goldthread.house import Basis, OriginKind
from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.measures.values import Measured
from goldthread.performance import steps
from goldthread.performance.answers import asked_of, checked, key_of
from goldthread.performance.asked import LineKey
from goldthread.performance.checking import reply_problem
from goldthread.performance.definitions import definition_version
from goldthread.performance.models import Observation, Return, ReturnQuestion, ReturnRequest
from goldthread.performance.tasks import figures_came_in
from goldthread.trail.record import record

STATEMENT = (
    "I have checked these figures. They are what {agency} holds for {period}, "
    "and I sign them for {agency}."
)
FOR_AGENCY = (
    "I have checked that these figures for {period} are what I was told. They are {how}, and I do not "
    "accept them myself."
)


def statement(request: ReturnRequest, version: Return | None = None) -> str:
    """What the one who signs a return says by it."""
    period = Period.parse(request.period).label
    if version is not None and version.on_behalf:
        return FOR_AGENCY.format(how=version.on_behalf, period=period)
    return STATEMENT.format(agency=request.agency.name, period=period)


@transaction.atomic
def submit(
    *, return_: Return, by: Principal, at: datetime, row_version: int | None = None
) -> Return:
    """Sign a return and hand it in: no error is left, and every question has its answer."""
    return_ = _locked(return_, row_version)
    found = checked(return_)
    questions = list(return_.questions.all())
    unanswered = len({problem.key for problem in found.queries})
    unanswered += sum(not question.answer for question in questions)
    wrong = len({problem.key for problem in found.errors})
    wrong += sum(bool(reply_problem(question.answer)) for question in questions)
    insist(steps.SUBMIT.allowed(return_, by) & all_answered(unanswered, wrong=wrong))
    return_.status = steps.SUBMIT.goes_to
    return_.signed_by_id, return_.signed_at = by.acting_id, at
    return_.save_next_version("status", "signed_by", "signed_at")
    after = {"statement": statement(return_.request, return_)}
    record("performance.return.submitted", by=by, at=at, subject=return_, after=after)
    return return_


def all_answered(unanswered: int, *, wrong: int = 0) -> Decision:
    """A return is signed once nothing in it is wrong and nothing that was asked lacks an answer."""
    return because(
        (wrong == 1, "1 line has an error: put it right first."),
        (wrong > 1, f"{wrong} lines have errors: put them right first."),
        (unanswered == 1, "1 question is still without an answer."),
        (unanswered > 1, f"{unanswered} questions are still without an answer."),
    )


@transaction.atomic
def send_back(
    *,
    return_: Return,
    by: Principal,
    at: datetime,
    question: str = "",
    about: Mapping[LineKey, str] | None = None,
    row_version: int | None = None,
) -> Return:
    """Send a return back with a question about the whole, or about lines; it is open again."""
    return_ = _locked(return_, row_version)
    said: list[tuple[LineKey | None, str]] = [(None, question), *(about or {}).items()]
    asked = {key: text.strip() for key, text in said if text.strip()}
    no_question = because((not asked, "Write the question that you send it back with."))
    insist(steps.SEND_BACK.allowed(return_, by) & no_question)
    return_.status = steps.SEND_BACK.goes_to
    return_.save_next_version("status")
    areas = dict(return_.request.areas.values_list("code", "pk"))
    ReturnQuestion.objects.bulk_create(
        ReturnQuestion(
            space_id=return_.space_id,
            of=return_,
            area_id=areas[key.area] if key else None,
            indicator=key.indicator if key else "",
            breakdown=key.breakdown if key else "",
            text=text,
            asked_by_id=by.acting_id,
            asked_at=at,
        )
        for key, text in asked.items()
    )
    after = {"question": "; ".join(asked.values())}
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
    figures_came_in([return_.space])
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
    wanted = {line.key for line in asked_of(return_.request).lines()}
    made = []
    for cell in return_.cells.select_related("area"):
        counted = cell.value is not None
        if not counted and cell.denominator is None:
            continue  # deliberately blank: its answer stays with the return
        if key_of(cell) not in wanted:
            continue  # filled in before the request was changed
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
