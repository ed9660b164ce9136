"""What the worker does every day for forms."""

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from goldthread.access import submissions, unsent
from goldthread.access.spaces import working_everywhere


@task()
def sweep_submissions() -> None:
    """Forget the keys of old forms and what nobody sent, and come back tomorrow."""
    now = timezone.now()
    plan_sweeping(at=now + timedelta(days=1))
    with working_everywhere():
        submissions.sweep(at=now)
        unsent.sweep(at=now)


def plan_sweeping(*, at: datetime) -> None:
    """Have the worker sweep at this moment, where it has no such plan yet."""
    waiting = DBTaskResult.objects.filter(
        task_path=sweep_submissions.module_path, status=TaskResultStatus.READY
    )
    if not waiting.exists():
        sweep_submissions.using(run_after=at).enqueue()
