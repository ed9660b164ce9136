"""What the gate asks of people: to read a draft, to let it out, to decide what is public for how long."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone

from goldthread.access.principal import Principal
from goldthread.house import InboxItem, InboxKind, Permission
from goldthread.publication.models import Publication, Reader
from goldthread.publication.permissions import PUBLISH, WITHDRAW
from goldthread.publication.steps import GIVE
from goldthread.publication.steps import PUBLISH as TO_PUBLISH

TO_READ, TO_LET_OUT, TO_GO = "publication.to_read", "publication.to_let_out", "publication.to_go"
AHEAD = timedelta(days=30)  # somebody is warned so long before it leaves the public page
S = Publication.Status


def to_read(principal: Principal, on: date) -> list[InboxItem]:
    """The drafts that one was asked to read and has not answered for."""
    rows = Reader.objects.visible_to(principal).filter(
        person_id=principal.acting_id,
        answer__isnull=True,
        version__publication__status=S.READING,
    )
    return [
        InboxItem(
            kind=TO_READ,
            title=f"Read before it is published: {row.version.publication}",
            why=f"{row.asked_by} asks you as one of two readers",
            url=row.version.publication.get_absolute_url(),
            button="Read it",
            due_on=None,
            came_on=row.asked_at.astimezone(get_current_timezone()).date(),
        )
        for row in rows.select_related("version__publication", "asked_by").order_by("asked_at")
        if _is_newest(row)
    ]


def _is_newest(row: Reader) -> bool:
    newest = row.version.publication.newest()
    return newest is not None and newest.pk == row.version_id


def to_let_out(principal: Principal, on: date) -> list[InboxItem]:
    """What both readers agreed to, for those who may let it out now."""
    rows = _of(principal, PUBLISH).filter(status=S.AGREED).order_by("proposed_at", "pk")
    return [
        InboxItem(
            kind=TO_LET_OUT,
            title=f"Let out: {row}",
            why="Both readers agree, and everybody is prepared",
            url=row.get_absolute_url(),
            button="Look at it",
            due_on=None,
            came_on=row.proposed_at.astimezone(get_current_timezone()).date(),
        )
        for row in rows
        if TO_PUBLISH.allowed(row, principal) or GIVE.allowed(row, principal)
    ]


def to_go(principal: Principal, on: date) -> list[InboxItem]:
    """What leaves the public page within 30 days, or has left it and nobody decided."""
    rows = _of(principal, WITHDRAW).filter(status=S.PUBLIC, kept_until__lte=on + AHEAD)
    return [
        InboxItem(
            kind=TO_GO,
            title=f"Leaves the public page: {row}",
            why="Withdraw it on its day, or keep it longer",
            url=row.get_absolute_url(),
            button="Decide",
            due_on=row.kept_until,
            late=row.kept_until is not None and row.kept_until < on,
        )
        for row in rows.order_by("kept_until", "pk")
    ]


def _of(principal: Principal, permission: Permission) -> QuerySet[Publication]:
    spaces = {held.space_id for held in principal.with_permission(permission)}
    return Publication.objects.visible_to(principal).filter(space_id__in=spaces)


KINDS = (
    InboxKind(TO_READ, "Drafts to read", to_read, in_calendar="Something waits for you"),
    InboxKind(TO_LET_OUT, "Drafts to let out", to_let_out, in_calendar="Something waits for you"),
    InboxKind(TO_GO, "Leaving the public page", to_go, in_calendar="Something is to be decided"),
)
