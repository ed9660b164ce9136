"""The links of a partnership, as their list shows them."""

from dataclasses import dataclass
from datetime import datetime

from goldthread.access.principal import Principal
from goldthread.house import registry
from goldthread.links.actions import end_what_is_over
from goldthread.links.models import Link


@dataclass(frozen=True)
class Line:
    """A link with the words and the page of what it asks for."""

    link: Link
    words: str
    url: str

    @property
    def id(self) -> str:
        return self.link.public_id

    @property
    def is_open(self) -> bool:
        return self.link.ended_at is None


def lines_of(principal: Principal, *, at: datetime) -> list[Line]:
    """The links that the principal may know of, newest first, where they may know of the record too.

    One whose record was given by another road, or whose time is over, is ended here.
    """
    found = Link.objects.visible_to(principal).select_related("guest", "asked_by", "space")
    lines = []
    for link in found.order_by("-made_at", "-pk"):
        kind = registry.errand(link.kind)
        row = kind.find(principal, link.subject_id) if kind else None
        if kind is None or row is None:
            continue
        if link.ended_at is None and end_what_is_over(link, at=at):
            link.refresh_from_db()
        lines.append(Line(link, kind.words(row), kind.url(row)))
    return lines
