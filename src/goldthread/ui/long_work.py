"""Long work as its page shows it: waiting for the worker, under way, or ended by a fault."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from goldthread.ui.british import moment
from goldthread.ui.components import Progress

STOP_ASKING = 286  # htmx's own: the page asks no more, so that it keeps no session alive for ever
ASKS_FOR = timedelta(minutes=10)
LONG = timedelta(minutes=2)  # whoever waits longer than this is told that it is unusual
STAGE = "stage"


def progress_of(work: Task, *args: Any, what: str, at: datetime) -> Progress:
    """How far the latest piece of this work is; `what` says of how much, such as "900 rows"."""
    given: dict[str, Any] = {"task_path": work.module_path}
    for place, value in enumerate(args):
        given[f"args_kwargs__args__{place}"] = value
    piece = DBTaskResult.objects.filter(**given).order_by("-enqueued_at").first()
    if piece is None or piece.status == TaskResultStatus.READY:
        return _waiting(piece, what, at)
    if piece.status == TaskResultStatus.FAILED:
        words = "Nothing of it was done. Tell the people who run Goldthread."
        return Progress("It went wrong on our side", words, 0, 0, "", failed=True)
    begun = moment((piece.started_at or piece.enqueued_at).astimezone(at.tzinfo))
    words = f"{what}. The worker began on {begun}."
    return Progress("Under way", words, 0, 0, f"?{STAGE}=begun")


def _waiting(piece: DBTaskResult | None, what: str, at: datetime) -> Progress:
    before = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    words = f"{what}. The worker is busy with something else." if before.exists() else f"{what}."
    if piece is not None and at - piece.enqueued_at > LONG:
        since = moment(piece.enqueued_at.astimezone(at.tzinfo))
        words += f" It has waited since {since}: tell the people who run Goldthread."
    return Progress("Waiting for the worker", words, 0, 0, f"?{STAGE}=waiting")


def asked_again(request: HttpRequest, now: Progress | None, since: datetime, at: datetime) -> Any:
    """The answer to a page that asks by itself how far it is; None where a person opened the page.

    It asks for nothing but whether there is something new, and then is loaded again as a whole.
    """
    if not getattr(request, "htmx", False) or STAGE not in request.GET:
        return None
    is_same = now is not None and now.url == f"?{STAGE}={request.GET[STAGE]}"
    if is_same:
        return HttpResponse(status=STOP_ASKING if at - since > ASKS_FOR else 204)
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})
