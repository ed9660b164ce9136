"""What the worker does again and again: planning it, and the forms' and the cache's own part of it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from goldthread.access import submissions, unsent
from goldthread.access.spaces import working_everywhere


def plan(what: Task, *, at: datetime) -> None:
    """Have the worker do this at that moment, and not later, where it has no earlier plan.

    A plan that a wrong clock put far away is brought nearer.
    """
    waiting = DBTaskResult.objects.filter(task_path=what.module_path, status=TaskResultStatus.READY)
    if waiting.exists():
        waiting.filter(run_after__gt=at).update(run_after=at)
    else:
        what.using(run_after=at).enqueue()


def ask_once(what: Task, *arguments: int | str) -> None:
    """Have the worker do this for these arguments, unless it has been asked and has not begun."""
    asked = {"args": list(arguments), "kwargs": {}}
    waiting = DBTaskResult.objects.filter(task_path=what.module_path, status=TaskResultStatus.READY)
    if asked not in waiting.values_list("args_kwargs", flat=True):
        what.enqueue(*arguments)


@task()
def sweep_submissions() -> None:
    """Forget old forms' keys, what nobody sent and what the cache is past, and come back tomorrow."""
    now = timezone.now()
    plan(sweep_submissions, at=now + timedelta(days=1))
    with working_everywhere():
        submissions.sweep(at=now)
        unsent.sweep(at=now)
        empty_cache(at=now)


def empty_cache(*, at: datetime) -> None:
    """Take what is out of time out of the shared cache, which does so only when it is full."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    out_of_time = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(f"delete from {table} where expires < %s", [out_of_time])  # noqa: S608
