"""What everybody can read now, for the public page of a partnership."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from goldthread.access.spaces import working_in
from goldthread.files.store import FileDamaged, read
from goldthread.publication.models import Publication
from goldthread.register.models import Space

PUBLIC = Publication.Status.PUBLIC


class NotPublic(LookupError):
    """There is nothing at this address: no such partnership or paper, or it is not public now."""


def spaces_with_papers(on: date) -> list[Space]:
    """The partnerships that have something public now, by name."""
    spaces = Space.objects.order_by("name", "pk")
    with working_in(space.pk for space in spaces):
        rows = Publication.objects.filter(status=PUBLIC, kept_until__gte=on)
        having = set(rows.values_list("space_id", flat=True))
    return [space for space in spaces if space.pk in having]


@contextmanager
def public_papers(code: str, on: date) -> Iterator[tuple[Space, list[Publication]]]:
    """What a partnership has public on a day, the newest first; raises NotPublic where there is none."""
    space = Space.objects.filter(code__iexact=code[:12]).first()
    if space is None:
        raise NotPublic
    with working_in([space.pk]):
        rows = Publication.objects.filter(space=space, status=PUBLIC, kept_until__gte=on)
        found = list(rows.select_related("frozen").order_by("-published_at", "-pk"))
        if not found:
            raise NotPublic
        yield space, found


def content_of_paper(paper: Publication) -> bytes:
    """The frozen copy; raises FileDamaged where it is not the version that was let out."""
    version = paper.newest()
    assert paper.frozen is not None
    assert version is not None
    if paper.frozen.sha256 != version.sha256:
        raise FileDamaged("What is public is not what was let out.")
    return read(paper.frozen)
