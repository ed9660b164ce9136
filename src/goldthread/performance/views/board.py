"""The board of a quarter: who owes what, how complete it is, and one press to remind several."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.measures.periods import Period
from goldthread.performance import actions, standing
from goldthread.performance.board import board_of
from goldthread.performance.forms_board import MOST_AT_ONCE, BoardFilter
from goldthread.performance.models import ReturnRequest
from goldthread.performance.permissions import ASK_FOR_RETURN
from goldthread.ui.components import Crumb
from goldthread.ui.long_work import ASKS_FOR, STOP_ASKING
from goldthread.ui.responses import posts_only

SEEN, SINCE = "seen", "since"


@requires(ASK_FOR_RETURN)
@require_safe
def board(request: Request) -> HttpResponse:
    """The agencies of one period, the newest unless another is chosen; those that owe stand first."""
    at = timezone.localtime()
    visible = ReturnRequest.objects.visible_to(request.principal)
    periods = standing.periods_of(visible)
    form = BoardFilter(request.GET, periods=periods)
    period = _period(form, periods)
    asked = standing.with_standing(visible.filter(period=str(period), status="asked"))
    space = request.principal.space
    drawn = board_of(_narrowed(asked, form, at), at=at, space_id=space.id if space else 0)
    if getattr(request, "htmx", False) and SEEN in request.GET:
        return _news(request, drawn.mark, at)
    chosen = {"period": str(period), "state": form.chosen("state")}
    query = urlencode({name: value for name, value in chosen.items() if value})
    mark = urlencode({SEEN: drawn.mark, SINCE: str(int(at.timestamp()))})
    context = {
        "form": form,
        "board": drawn,
        "period": period,
        "at": at,
        "again_url": f"?{query}",
        "asks_url": f"?{query}&{mark}",
        "following": str(period.following()) if period else "",
        "is_narrowed": bool(form.chosen("state")),
        "may_ask": may(request.principal, ASK_FOR_RETURN),
        "crumbs": [Crumb("Returns", reverse("returns"))],
    }
    return render(request, "performance/returns/board.html", context)


def _period(form: BoardFilter, periods: list[Period]) -> Period | None:
    if text := form.chosen("period"):
        return Period.parse(text)
    return periods[0] if periods else None


def _narrowed(asked: Any, form: BoardFilter, at: datetime) -> Any:
    state = form.chosen("state")
    if not state:
        return asked
    return asked.filter(standing.late(at.date()) if state == "late" else standing.STATES[state][1])


def _news(request: Request, mark: str, at: datetime) -> HttpResponse:
    """Whether anything differs from what the page shows; it is never drawn anew under one's hands."""
    since = request.GET.get(SINCE, "")
    begun = int(since) if since.isdecimal() and len(since) < 12 else 0
    if at - datetime.fromtimestamp(begun, at.tzinfo) > ASKS_FOR:
        return HttpResponse(status=STOP_ASKING)
    if mark == request.GET[SEEN]:
        return HttpResponse(status=204)
    page = "performance/returns/_board_news.html"
    context = {"again_url": _without(request, SEEN, SINCE), "at": at}
    return render(request, page, context, status=STOP_ASKING)


def _without(request: Request, *names: str) -> str:
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return f"?{query.urlencode()}"


@requires(ASK_FOR_RETURN)
@posts_only(back=lambda request: reverse("returns-board"))
def remind(request: Request) -> HttpResponse:
    """Write to those agencies that are ticked, and say of each that was not written to why."""
    ticked = request.POST.getlist("request")[:MOST_AT_ONCE]
    visible = ReturnRequest.objects.visible_to(request.principal).select_related("agency")
    chosen = list(visible.filter(public_id__in=ticked).order_by("agency__name"))
    if not chosen:
        messages.warning(request, "Nobody is ticked: no reminder was sent.")
        return redirect(_back(request))
    came = actions.remind_several(requests=chosen, by=request.principal, at=timezone.localtime())
    if came.done:
        names = ", ".join(str(each.agency) for each in came.done)
        messages.success(request, f"Reminded: {names}.")
    if came.refused:
        messages.warning(request, f"Not reminded: {' '.join(came.refused)}")
    return redirect(_back(request))


def _back(request: Request) -> str:
    """The board as it was narrowed."""
    chosen = {name: request.POST.get(name, "") for name in ("period", "state")}
    query = urlencode({name: value for name, value in chosen.items() if value})
    return f"{reverse('returns-board')}?{query}"
