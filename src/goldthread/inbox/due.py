"""What is due from one person: every module's requests in one list, the soonest first."""

from datetime import date

from goldthread.access.principal import Principal
from goldthread.house import InboxItem, registry


def is_late(item: InboxItem, *, on: date) -> bool:
    """Whether it says that it is late, or its date has passed."""
    return item.late or (item.due_on is not None and item.due_on < on)


def due_from(principal: Principal, *, on: date) -> list[InboxItem]:
    """The requests of all modules, late ones first; those without a date last, the oldest first."""
    kinds = [kind for module in registry for kind in module.inbox]
    if principal.space is None:
        kinds = [kind for kind in kinds if kind.without_partnership]
    items = [item for kind in kinds for item in kind.find(principal, on)]
    return sorted(
        items,
        key=lambda item: (item.due_on is None, item.due_on or item.came_on or on, item.title),
    )
