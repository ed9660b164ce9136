"""What the worker does every day for forms, and for what is kept a while."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from goldthread.access import submissions
from goldthread.access.spaces import working_everywhere


@task()
def sweep_submissions() -> None:
    """Forget the keys of old forms and what the cache no longer gives out, and come back tomorrow."""
    now = timezone.now()
    plan_sweeping(at=now + timedelta(days=1))
    with working_everywhere():
        submissions.sweep(at=now)
        empty_cache(at=now)


def empty_cache(*, at: datetime) -> None:
    """Take what is out of time out of the shared cache, which does so only when it is full."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    out_of_time = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(f"delete from {table} where expires < %s", [out_of_time])  # noqa: S608


def plan_sweeping(*, at: datetime) -> None:
    """Have the worker sweep at this moment, where it has no such plan yet."""
    waiting = DBTaskResult.objects.filter(
        task_path=sweep_submissions.module_path, status=TaskResultStatus.READY
    )
    if not waiting.exists():
        sweep_submissions.using(run_after=at).enqueue()
