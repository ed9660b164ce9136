"""What is asked of people by "What have we done?": relevance, each agency's answers, the end."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from goldthread.access.principal import Principal
from goldthread.house import InboxItem, InboxKind, Permission
from goldthread.improvement.models import Benchmark, Standing
from goldthread.improvement.permissions import DECIDE, GIVE_EVIDENCE, KEEP, SEE_ALL

TO_JUDGE, TO_ANSWER, TO_END = (
    "improvement.benchmarks_to_judge",
    "improvement.standings_to_give",
    "improvement.benchmarks_to_end",
)
Status = Benchmark.Status


def to_judge(principal: Principal, on: date) -> list[InboxItem]:
    """What others recorded, until somebody decides whether it is relevant."""
    rows = _rows(principal, Status.CAME).filter(space_id__in=_where(principal, DECIDE))
    return [
        _item(TO_JUDGE, row, "Decide whether it is relevant here, and who is asked.", "Decide", on)
        for row in rows.exclude(written_by_id=principal.person_id)
    ]


def to_answer(principal: Principal, on: date) -> list[InboxItem]:
    """What one's own agency is asked; what the partnership itself is asked is the keepers' to answer."""
    own = Q(agency_id__in=principal.agencies_for(GIVE_EVIDENCE))
    ours = Q(agency=None, space_id__in=_where(principal, KEEP))
    open_ones = Standing.objects.visible_to(principal).filter(own | ours, stands="")
    many = Count("points__standings", filter=Q(points__standings__in=open_ones.values("pk")))
    rows = _rows(principal, Status.ASKED).annotate(many=many).filter(many__gt=0)
    return [
        _item(TO_ANSWER, row, f"Say how it stands: {row.many} still to answer.", "Answer", on)
        for row in rows
    ]


def to_end(principal: Principal, on: date) -> list[InboxItem]:
    """What everybody has answered."""
    missing = Standing.objects.filter(point__benchmark_id=OuterRef("pk"), stands="")
    both = _where(principal, KEEP) & _where(principal, SEE_ALL)
    rows = _rows(principal, Status.ASKED).filter(~Exists(missing), space_id__in=both)
    return [
        _item(TO_END, row, "Everybody has answered. Make the gaps findings.", "End", on)
        for row in rows
    ]


def _rows(principal: Principal, status: str) -> QuerySet[Benchmark]:
    rows = Benchmark.objects.visible_to(principal).filter(status=status)
    return rows.order_by("due_on", "pk")


def _where(principal: Principal, permission: Permission) -> set[int]:
    return {held.space_id for held in principal.with_permission(permission)}


def _item(kind: str, row: Benchmark, why: str, button: str, on: date) -> InboxItem:
    return InboxItem(
        kind=kind,
        title=f"What have we done? {row.title}",
        why=why,
        url=row.get_absolute_url(),
        button=button,
        due_on=row.due_on,
        late=row.due_on < on,
    )


KINDS = (
    InboxKind(TO_JUDGE, "What came from outside", to_judge, "An answer is due"),
    InboxKind(TO_ANSWER, "What have we done?", to_answer, "An answer is due"),
    InboxKind(TO_END, "Answers to put together", to_end, "An answer is due"),
)
