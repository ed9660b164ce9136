"""What the worker does every hour for the trail."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from goldthread.access.spaces import working_everywhere
from goldthread.access.tasks import plan
from goldthread.trail import checkpoints


@task()
def keep_checkpoint() -> None:
    """Note where the chains end, and come back in an hour."""
    now = timezone.now()
    plan(keep_checkpoint, at=now + timedelta(hours=1))
    with working_everywhere():
        checkpoints.keep(at=now)
