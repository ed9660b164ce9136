"""What is open data now, for everybody: of the partnerships, and each table with its words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from goldthread.access.spaces import working_in
from goldthread.measures.release_set import Publication
from goldthread.open_data.models import OpenTable
from goldthread.open_data.protecting import published_as
from goldthread.open_data.table import Content, content_from
from goldthread.register.models import Space


class NotOpen(LookupError):
    """There is nothing at this address: no such partnership, no such indicator, or not open now."""


@dataclass(frozen=True)
class OpenNow:
    """A table that everybody may read, with what is said of its approval."""

    table: OpenTable

    @property
    def content(self) -> Content:
        """The table itself; raises TableDamaged where it was altered since it was approved."""
        self.table.insist_unaltered()
        return content_from(self.table.held)


def spaces_with_tables() -> list[Space]:
    """The partnerships that have open data now, by name."""
    spaces = Space.objects.order_by("name", "pk")
    with working_in(space.pk for space in spaces):
        rows = OpenTable.objects.filter(status=OpenTable.Status.PUBLISHED)
        having = set(rows.values_list("space_id", flat=True))
    return [space for space in spaces if space.pk in having]


def every_table() -> list[OpenNow]:
    """Every table that is open now, by partnership and title."""
    with working_in(Space.objects.values_list("pk", flat=True)):
        rows = OpenTable.objects.filter(status=OpenTable.Status.PUBLISHED).select_related("space")
        return [OpenNow(row) for row in rows.order_by("space__name", "title", "pk")]


@contextmanager
def open_tables(code: str) -> Iterator[tuple[Space, list[OpenNow]]]:
    """The open tables of a partnership, by title; raises NotOpen where it has none."""
    space = Space.objects.filter(code__iexact=code[:12]).first()
    if space is None:
        raise NotOpen
    with working_in([space.pk]):
        rows = OpenTable.objects.filter(space=space, status=OpenTable.Status.PUBLISHED)
        found = [OpenNow(row) for row in rows.order_by("title", "pk")]
        if not found:
            raise NotOpen
        yield space, found


@contextmanager
def open_table(code: str, key: str) -> Iterator[tuple[Space, OpenNow]]:
    """One open table; raises NotOpen."""
    with open_tables(code) as (space, tables):
        found = next((each for each in tables if each.table.key == key), None)
        if found is None:
            raise NotOpen
        yield space, found


def published_by(space_id: int) -> tuple[Publication, ...]:
    """Every table that was ever public, the newest first; withdrawn ones are still in somebody's hands."""
    S = OpenTable.Status
    ever = (S.PUBLISHED, S.REPLACED, S.WITHDRAWN)
    rows = OpenTable.objects.filter(space_id=space_id, status__in=ever)
    kept = rows.order_by("-decided_at", "-pk").values_list("title", "behind")
    return tuple(published_as(title, behind) for title, behind in kept)
