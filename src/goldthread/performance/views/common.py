"""What the pages of one return share: finding it by its scope, and saying that it was read."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from goldthread.access.decision import insist
from goldthread.access.guard import Request
from goldthread.access.policy import may
from goldthread.house import Permission
from goldthread.measures.periods import Period
from goldthread.performance.line_by_line import Reading, read_return
from goldthread.performance.models import Return, ReturnRequest
from goldthread.trail.record import record_reading
from goldthread.ui.components import Crumb

CONFLICT = 409
CHANGED = "Somebody else changed this return since you opened it. Read it again before you go on."


def find_return(request: Request, public_id: str, *, to: Permission | None = None) -> ReturnRequest:
    """A request that this person may see; not found where there is none, or none for them.

    Refused where they may see it, and may not do to it what `to` names.
    """
    visible = ReturnRequest.objects.visible_to(request.principal)
    people = ("agency", "asked_by", "withdrawn_by", "space")
    found = visible.select_related(*people).prefetch_related("areas")
    asked = get_object_or_404(found, public_id=public_id)
    if to is not None:
        insist(may(request.principal, to, asked))
    return asked


def latest_version(asked: ReturnRequest) -> Return | None:
    """The newest version, with the names that its page shows."""
    people = ("signed_by", "accepted_by", "started_by", "file", "letter")
    version = asked.returns.select_related(*people).order_by("-number").first()
    if version is not None:
        version.request = asked
    return version


def earlier_version(version: Return) -> Return | None:
    """The version before it; None of the first."""
    if version.number == 1:
        return None
    return version.request.returns.filter(number__lt=version.number).order_by("-number").first()


def say_read(request: Request, subject: Any, kind: str = "performance.return.read") -> None:
    """Keep in the trail that this person saw the record."""
    record_reading(kind, by=request.principal, at=timezone.localtime(), subject=subject)


def about(asked: ReturnRequest, **more: Any) -> dict[str, Any]:
    """What every page of a return is given."""
    return {
        "asked": asked,
        "period": Period.parse(asked.period),
        "crumbs": [
            Crumb("Returns", reverse("returns")),
            Crumb(f"{asked.agency}, {asked.period}", reverse("return", args=[asked.public_id])),
        ],
    } | more


def reading_of(request: HttpRequest, version: Return, earlier: Return | None = None) -> Reading:
    """A version as it is read; of a long one the figures of the section that was asked for."""
    return read_return(version, earlier).opened_at(request.GET.get("section", ""))


def seen(version: Return | None) -> dict[str, Any]:
    """What a page of boxes says of the version that it was drawn from; nothing where there is none."""
    return {
        "version_id": version.public_id if version else "",
        "row_version": version.row_version if version else 0,
    }
