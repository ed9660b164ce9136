"""What the pages of open data share."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from goldthread.access.decision import Refused
from goldthread.access.guard import Request
from goldthread.open_data.drawing import lines_of, picture_of, sentence_of
from goldthread.open_data.models import OpenTable
from goldthread.open_data.table import Content
from goldthread.register.models import Space
from goldthread.ui.forms import ErrorLink


def own_space(request: Request) -> Space:
    """The partnership at work."""
    if request.principal.space is None:
        raise Http404
    spaces = Space.objects.visible_to(request.principal)
    return get_object_or_404(spaces, pk=request.principal.space.id)


def table_or_404(request: Request, public_id: str) -> OpenTable:
    """A table that the reader may know of."""
    rows = OpenTable.objects.visible_to(request.principal)
    rows = rows.select_related("space", "proposed_by", "decided_by", "withdrawn_by")
    return get_object_or_404(rows, public_id=public_id)


def drawn(content: Content) -> dict[str, Any]:
    """What the page of a table shows of it."""
    return {
        "content": content,
        "sentence": sentence_of(content),
        "picture": picture_of(content),
        "lines": lines_of(content),
    }


def errors_of(refused: Refused) -> list[ErrorLink]:
    """The reasons as lines of the error summary."""
    return [ErrorLink(reason) for reason in refused.decision.reasons]
