"""One figure of a return: a panel beside the page that asks for it, or a page of its own."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.performance.answers import asked_of
from goldthread.performance.asked import Line
from goldthread.performance.models import ReturnRequest
from goldthread.performance.one_figure import one_figure
from goldthread.performance.permissions import FILL_IN_RETURN, SEE_RETURNS, SEE_SCORECARD
from goldthread.performance.settled import terms_of
from goldthread.performance.views.common import about, find_return, say_read

FIGURE, FROM, FILLING_IN = "figure", "from", "fill-in"


@requires(SEE_RETURNS, guests=True)
@require_safe
def figure(request: Request, public_id: str) -> HttpResponse:
    """What came before one figure, within which limits it is expected, its note, its hands, its definition."""
    asked = find_return(request, public_id)
    line = _line(request, asked)
    say_read(request, asked)
    terms = terms_of(request.principal, [line.key.indicator], on=timezone.localdate())
    has_page = may(request.principal, SEE_SCORECARD)
    context: dict[str, Any] = about(
        asked,
        found=one_figure(asked, line, terms.settled),
        back_url=_back(request, asked, line),
        indicator_url=reverse("indicator", args=[line.key.indicator]) if has_page else "",
    )
    is_panel = bool(getattr(request, "htmx", False))
    page = "_one_figure.html" if is_panel else "one_figure.html"
    return render(request, f"performance/returns/{page}", context | {"is_panel": is_panel})


def _line(request: Request, asked: ReturnRequest) -> Line:
    """The line that the address names; not found where nothing such is asked."""
    line = asked_of(asked).line_named(request.GET.get(FIGURE, ""))
    if line is None:
        raise Http404
    return line


def _back(request: Request, asked: ReturnRequest, line: Line) -> str:
    """To the boxes, where it was asked for there; else to the return. Both open at its section."""
    is_filling_in = request.GET.get(FROM) == FILLING_IN and may(
        request.principal, FILL_IN_RETURN, asked
    )
    page = reverse("return-fill-in" if is_filling_in else "return", args=[asked.public_id])
    query = urlencode({"section": line.indicator.section})
    return f"{page}?{query}#{line.key.name}"


def address(asked: ReturnRequest, name: str) -> str:
    """The page of a figure, from the boxes and back to them."""
    query = urlencode({FIGURE: name, FROM: FILLING_IN})
    return f"{reverse('return-figure', args=[asked.public_id])}?{query}"
