"""What somebody typed that was not taken: shown in words, to be sent now or thrown away; and drafts."""

import logging
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.messages.storage import default_storage
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from goldthread.access import drawn_for as marks
from goldthread.access import unsent
from goldthread.access.drawn_for import DrawnFor
from goldthread.access.guard import Request, signed_in
from goldthread.access.models import HeldPost
from goldthread.access.unsent import Words
from goldthread.ui.components import SummaryRow
from goldthread.ui.page_forms import PageForms, Question
from goldthread.ui.responses import posts_only

log = logging.getLogger(__name__)

MOST_SHOWN = 200  # lines of one form: a return has thousands of boxes


@dataclass(frozen=True)
class Waiting:
    """A held post as its page shows it."""

    held: HeldPost
    words: Words
    page: str  # the heading of the page on which its form stands
    rows: tuple[SummaryRow, ...]
    more: int
    is_here: bool  # whether it belongs to the partnership at work
    until: datetime


@signed_in
@require_safe
def waiting(request: Request) -> HttpResponse:
    """What this person sent that was not taken, each with its words."""
    person_id, now = request.principal.acting_id, timezone.now()
    waits = [_shown(request, *each) for each in unsent.held_by(person_id, at=now)]
    return render(request, "ui/unsent.html", {"waits": waits})


def _shown(request: Request, held: HeldPost, words: Words) -> Waiting:
    is_here = held.place == marks.place_of(request.principal) or not held.place
    page = page_of(request, held.address) if is_here else None
    questions = page.questions(held.address) if page else None
    rows = _rows(words, questions)
    return Waiting(
        held=held,
        words=words,
        page=page.title if page else "",
        rows=rows[:MOST_SHOWN],
        more=max(0, len(rows) - MOST_SHOWN),
        is_here=is_here,
        until=held.kept_at + unsent.HELD,
    )


def _rows(words: Words, questions: dict[str, Question] | None) -> tuple[SummaryRow, ...]:
    """What was typed, by the questions of the page where it is known, or else by the fields' names."""
    rows = []
    for name, values in words.fields:
        asked = (questions or {}).get(name) or Question(name.replace("_", " ").capitalize())
        answer = asked.answer(values)
        if answer and not asked.is_hidden and name not in ("row_version", "version"):
            rows.append(SummaryRow(asked.words or name, answer))
    return tuple(rows)


def page_of(request: Any, address: str) -> PageForms | None:
    """The page of a form's address as this person is shown it; None where there is none for them.

    Nothing is left of that reading: nobody was shown the page.
    """
    try:
        with transaction.atomic():
            answer, at = _asked(request, address)
            transaction.set_rollback(True)
    except Exception:
        # Whatever is wrong with the page, its reader must come by the words that they typed.
        log.warning("the page of a held form could not be read", exc_info=True)
        return None
    is_page = answer.status_code == 200 and not answer.streaming
    return PageForms(answer.content, at) if is_page else None


def _asked(request: Any, address: str, further: int = 2) -> tuple[Any, str]:
    """What an address answers to this person, and the address where it was answered."""
    path, _, query = address.partition("?")
    asked = copy(request)
    asked.method, asked.path, asked.path_info = "GET", path, path
    asked.META = request.META | {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query}
    asked.environ = asked.META
    asked.__dict__.update(GET=QueryDict(query), _post=QueryDict(), _files=QueryDict())
    asked._messages = default_storage(asked)  # what is to be told stays untold
    match = asked.resolver_match = resolve(path)
    answer = match.func(asked, *match.args, **match.kwargs)
    if hasattr(answer, "render"):
        answer.render()
    if answer.status_code in (301, 302, 303) and further:
        return _asked(request, answer["Location"], further - 1)
    if answer.status_code != 200:
        raise Http404
    return answer, address


@signed_in
@posts_only(back=lambda request, public_id: reverse(unsent.PAGE))
def throw_away(request: Request, public_id: str) -> HttpResponse:
    """Let a held post go for good."""
    unsent.let_go(request.principal.acting_id, public_id)
    return redirect(unsent.PAGE)


@signed_in
@posts_only(back="home")
def keep_draft(request: Request) -> HttpResponse:
    """Keep what has been typed into a long form so far; a script sends it."""
    words = unsent.words_of(_without(request, "draft_of"))
    kept = unsent.keep_draft(_mine(request), _address(request), words, at=timezone.now())
    return HttpResponse(status=204 if kept else 422)


@signed_in
@posts_only(back="home")
def start_again(request: Request) -> HttpResponse:
    """Throw a draft away, and show the form as it was before."""
    address = _address(request)
    unsent.forget_draft(_mine(request), address)
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, None)
    return redirect(back if is_ours and back.startswith("/") else "home")


def _mine(request: Request) -> DrawnFor:
    return DrawnFor(request.principal.acting_id, marks.place_of(request.principal))


def _address(request: Request) -> str:
    """The address of a form; none where it holds a NUL, over which PostgreSQL would fail."""
    address = request.POST.get("draft_of", "")
    return "" if "\0" in address else address


def _without(request: Request, name: str) -> Any:
    typed = request.POST.copy()
    typed.pop(name, None)
    return typed
