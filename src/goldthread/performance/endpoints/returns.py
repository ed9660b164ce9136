"""An agency's returns: those that are due, what one asks for, and its answers, sent all at once."""

import json
from typing import Any

from django.db import transaction
from django.http import Http404
from ninja import Header, Router

from goldthread.access.decision import Overtaken, because
from goldthread.access.submissions import NotTaken, counted_once
from goldthread.api.answers import problem
from goldthread.api.guard import reads, sends
from goldthread.api.pages import Listed, Paged, paged
from goldthread.outputs.spreadsheet import csv
from goldthread.performance import actions, sheets, steps
from goldthread.performance.answers import asked_of, typed_in
from goldthread.performance.asked import PARTS, Line, Problem, Typed
from goldthread.performance.endpoints.shapes import (
    AnswersIn,
    ReturnOut,
    ReturnWhole,
    Taken,
)
from goldthread.performance.models import Return, ReturnRequest
from goldthread.performance.permissions import FILL_IN_RETURN, SEE_RETURNS
from goldthread.performance.standing import OWED, with_standing
from goldthread.trail.record import record_reading

router = Router(tags=["Returns"])
SENT_AS = "sent-by-token.csv"
CHANGED = "Somebody wrote in this return since it was read: read it again, then send."


@router.get("/returns", response=Listed[ReturnOut], url_name="returns")
@reads(SEE_RETURNS)
def returns(
    request: Any, page: Paged, due: bool = False, period: str = "", area: str = ""
) -> dict[str, Any]:
    """The returns that the token's person may see, what is owed first; with `due`, those still owed."""
    rows = with_standing(ReturnRequest.objects.visible_to(request.principal))
    if due:
        own = request.principal.agencies_for(FILL_IN_RETURN)
        rows = rows.filter(OWED, agency_id__in=own)
    if period:
        rows = rows.filter(period=period)
    if area:
        rows = rows.filter(areas__code=area)
    return paged(rows.select_related("agency").prefetch_related("areas"), page, _told)


def _told(row: Any) -> dict[str, Any]:
    withdrawn = row.status == ReturnRequest.Status.WITHDRAWN
    return {
        "id": row.public_id,
        "agency": row.agency.name,
        "period": row.period,
        "due_on": row.due_on,
        "state": "withdrawn" if withdrawn else row.latest_status or "not begun",
        "indicators": row.indicators,
        "areas": sorted(area.code for area in row.areas.all()),
    }


@router.get("/returns/{return_id}", response=ReturnWhole, url_name="return")
@reads(SEE_RETURNS)
def one_return(request: Any, return_id: str) -> dict[str, Any]:
    """One return, line by line, with what stands in its latest version."""
    row = _find(request, return_id)
    record_reading("performance.return.read", by=request.principal, at=request.at, subject=row)
    version = _latest(row)
    typed = typed_in(version) if version else {}
    lines = [_line(line, typed.get(line.key, Typed({}))) for line in asked_of(row).lines()]
    return _told(row) | {"lines": lines, "version": _mark_of(version)}


def _latest(row: ReturnRequest) -> Return | None:
    return row.returns.order_by("-number").first()


def _mark_of(version: Return | None) -> str:
    """What a program says of the version that it read; empty while none is begun."""
    return f"{version.public_id}.{version.row_version}" if version else ""


def _find(request: Any, return_id: str) -> Any:
    rows = with_standing(ReturnRequest.objects.visible_to(request.principal))
    found = rows.select_related("agency", "space").filter(public_id=return_id[:22]).first()
    if found is None or found.public_id != return_id:
        raise Http404
    return found


def _line(line: Line, typed: Typed) -> dict[str, Any]:
    key = line.key
    return {
        "area_code": key.area,
        "indicator": key.indicator,
        "breakdown": key.breakdown,
        "words": line.words,
        "parts": list(line.parts),
        "answer": typed.answer,
        **{part: typed.text(part) for part in PARTS},
    }


@router.post("/returns/{return_id}/answers", response=Taken, url_name="return-answers")
@sends(FILL_IN_RETURN)
def send(
    request: Any, return_id: str, answers: AnswersIn, idempotency_key: str = Header("")
) -> Any:
    """Send all lines of a return, as its file would be: every problem at once, all or nothing.

    The header `Idempotency-Key` (22 letters, figures, - or _, new for each sending) makes sending the same twice
    count once. Without an error and an open question the return is signed by the token's person. `version` is
    that of the return as it was read: where somebody else wrote in it since, nothing is taken (409).
    """
    row = _find(request, return_id)
    if not steps.is_their_own(row, request.principal):
        raise Http404
    body = json.dumps(answers.dict(), sort_keys=True)
    try:
        told = counted_once(
            idempotency_key,
            whose=request.principal,
            address=request.path,
            sent=body,
            answer=lambda: json.dumps(_taken(request, row, answers)),
        )
    except NotTaken:
        said = "Send a new Idempotency-Key of 22 letters, figures, - or _ with each sending."
        return problem(409, said)
    except sheets.SheetRefused as refused:
        return problem(422, str(refused))
    except actions.AnswersRefused as refused:
        wrong = [_problem(each) for each in refused.checked.errors]
        return problem(422, problems=wrong, questions=list(map(_problem, refused.checked.queries)))
    return json.loads(told)


def _taken(request: Any, row: ReturnRequest, answers: AnswersIn) -> dict[str, Any]:
    content = _as_file(row, answers)
    sheet = sheets.read(content)
    with transaction.atomic():
        by, at = request.principal, request.at
        _insist_unchanged(row, answers.version)
        return_ = actions.start_return(request=row, by=by, at=at, reason=answers.reason)
        found = actions.receive_file(
            return_=return_, sheet=sheet, content=content, name=SENT_AS, by=by, at=at
        ).checked
        is_open = bool(found.queries) or return_.questions.filter(answer="").exists()
        if not is_open:
            actions.submit(return_=return_, by=by, at=at)
    return {
        "id": row.public_id,
        "status": Return.Status.DRAFT.value if is_open else Return.Status.SUBMITTED.value,
        "lines": len(found.numbers),
        "questions": [_problem(each) for each in found.queries],
    }


def _insist_unchanged(row: ReturnRequest, read: str) -> None:
    """Refuse what was made of an earlier version (Overtaken); nobody begins another one meanwhile."""
    held = ReturnRequest.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if _mark_of(_latest(held)) != read:
        raise Overtaken(because((True, CHANGED)))


def _as_file(row: ReturnRequest, answers: AnswersIn) -> bytes:
    """The lines as the return's own file, so that they go the road of every file."""
    cells = ({"period": row.period, **line.dict()} for line in answers.lines)
    return csv(sheets.COLUMNS, [[line[name] for name in sheets.COLUMNS] for line in cells])


def _problem(found: Problem) -> dict[str, str]:
    key = found.key
    return {
        "row": found.row.removeprefix("row "),
        "area": key.area if key else "",
        "indicator": key.indicator if key else "",
        "breakdown": key.breakdown if key else "",
        "column": found.part,
        "sentence": found.sentence,
    }
