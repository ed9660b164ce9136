"""Where sections and their contents stand in their order, and what is in the way of taking one out."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from goldthread.access.decision import Decision, Overtaken, insist
from goldthread.access.principal import Principal
from goldthread.access.rows import CHANGED
from goldthread.register.models import Space
from goldthread.yearly_report import rules
from goldthread.yearly_report.models import Block, Section


def held_still(space: Space) -> None:
    """Let one writer at a time make what a partnership has only once; others wait, then find it there.

    The weak lock leaves everybody else free to write rows that belong to the partnership.
    """
    Space.objects.select_for_update(no_key=True).get(pk=space.pk)


def locked_section(section: Section) -> Section:
    """The section as it is now. Its report is locked too: nothing is written while it is frozen."""
    rows = Section.objects.select_for_update(of=("self", "report")).select_related("report")
    return _still_there(rows.filter(pk=section.pk).first())


def locked_block(block: Block) -> Block:
    """The block as it is now, locked together with its report."""
    rows = Block.objects.select_for_update(of=("self", "section__report"))
    return _still_there(rows.select_related("section__report").filter(pk=block.pk).first())


def _still_there(row: Any) -> Any:
    """A row that somebody took out since it was read is overtaken: asked again, it is not found."""
    if row is None:
        raise Overtaken(Decision((CHANGED,)))
    return row


def next_order(rows: Any) -> int:
    last: int | None = rows.aggregate(last=Max("order"))["last"]
    return (last or 0) + 1


def change_places(row: Any, among: Any, *, earlier: bool) -> None:
    """Change places with a neighbour; the first cannot go earlier, nor the last later."""
    rows = list(among.order_by("order", "pk"))
    place = next(number for number, one in enumerate(rows) if one.pk == row.pk)
    to = place - 1 if earlier else place + 1
    if not 0 <= to < len(rows):
        return
    rows[place], rows[to] = rows[to], rows[place]
    for order, one in enumerate(rows, 1):
        if one.order != order:
            one.order = order
            one.save_next_version("order")


def clear_drafts(drafts: Any, *, by: Principal, at: datetime) -> None:
    """Let one's own drafts and forgotten ones go; refused while somebody else is writing."""
    insist(rules.nobody_writes_in_it(drafts, by, at))
    drafts.delete()
