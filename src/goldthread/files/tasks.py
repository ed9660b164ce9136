"""What the worker does every hour for files."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from goldthread.access.spaces import working_everywhere
from goldthread.access.tasks import plan
from goldthread.files import store


@task()
def sweep_files() -> None:
    """Remove what a dead process left, and come back in an hour."""
    now = timezone.now()
    plan(sweep_files, at=now + timedelta(hours=1))
    with working_everywhere():
        store.sweep(at=now)
