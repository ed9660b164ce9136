"""The two readers: who is asked, and what each answers."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldthread.access.decision import insist
from goldthread.access.guard import Request, requires
from goldthread.publication import actions, permissions, steps
from goldthread.publication.forms import AnswerForm, ReadersForm
from goldthread.publication.models import Publication
from goldthread.publication.readers import people_who_may_read
from goldthread.publication.views.common import Asked, answered, found


@requires(permissions.PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def readers(request: Request, public_id: str) -> HttpResponse:
    """Choose the two who read the draft."""
    row, principal = found(request, public_id), request.principal
    insist(steps.ASK.allowed(row, principal))
    form = ReadersForm(
        request.POST or None, people=people_who_may_read(row, on=timezone.localdate())
    )
    asked = Asked(
        title="Ask two readers",
        submit="Ask them",
        said="They are asked. Each answers without seeing the other’s answer.",
        template="publication/form.html",
    )

    def do(given: dict[str, Any]) -> Publication:
        actions.ask_readers(
            publication=row, readers=list(given["readers"]), by=principal, at=timezone.localtime()
        )
        return row

    return answered(request, row, form, asked, do)


@requires(permissions.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, public_id: str) -> HttpResponse:
    """Say as a reader whether it may go out."""
    row, principal = found(request, public_id), request.principal
    insist(steps.AGREE.allowed(row, principal))
    form = AnswerForm(request.POST or None)
    asked = Asked(
        title="May it go out?",
        submit="Give your answer",
        said="Your answer is kept. Both are shown once the other reader has answered.",
        words="You do not see the other reader’s answer before yours, and they do not see yours.",
        template="publication/form.html",
    )

    def do(given: dict[str, Any]) -> Publication:
        actions.answer(publication=row, by=principal, at=timezone.localtime(), **given)
        return row

    return answered(request, row, form, asked, do)
