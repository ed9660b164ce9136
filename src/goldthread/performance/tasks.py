"""What the worker does when figures came in."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from goldthread.access.spaces import working_everywhere, working_in
from goldthread.access.tasks import ask_once
from goldthread.accounts.principals import the_installation
from goldthread.register.models import Space


@task()
def look_where_figures_came_in(space_id: int) -> None:
    """Look for changes that need an answer in one partnership."""
    # Imported when asked: the acts that bring figures in ask for this task themselves.
    from goldthread.performance.looking import look_for_changes

    with working_everywhere():
        reader = the_installation(Space.objects.get(pk=space_id))
    with working_in(reader.spaces):
        look_for_changes(reader, at=timezone.localtime())


def figures_came_in(spaces: Iterable[Space]) -> None:
    """Have the worker look in these partnerships, and in those that work together in one of them.

    Asked once however much comes in before it looks.
    """
    concerned = {pk for space in spaces for pk in (space.pk, *_members(space))}

    def ask() -> None:
        for pk in sorted(concerned):
            ask_once(look_where_figures_came_in, pk)

    transaction.on_commit(ask)


def _members(space: Space) -> list[int]:
    return list(space.members.values_list("pk", flat=True))
