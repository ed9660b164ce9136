"""`./goldthread worker`: the long work, done until a signal ends it and through what befalls the database."""

import fcntl
import logging
import os
import time
from argparse import Namespace
from typing import TextIO

from goldthread.config.commands import start_django
from goldthread.config.home import make_home

PAUSE = 5.0  # seconds between two tries to reach a database that does not answer
MOST_TRIES = 5  # of one task: what ends the worker each time is not begun again for ever
LOCK = ".worker.lock"
_log = logging.getLogger(__name__)


def work(arguments: Namespace) -> int:
    """Do what was put aside for the worker; a database that goes away is waited for."""
    start_django()
    from django.core.management import call_command
    from django.db import InterfaceError, OperationalError, connections

    lock = _only_worker()
    while True:
        try:
            if lock is not None:
                put_back_interrupted()
            call_command("createcachetable", verbosity=0)  # where somebody emptied too much
            plan_what_recurs()
            call_command("db_worker", queue_name="*", reload=False)
            return 0
        except (OperationalError, InterfaceError) as error:
            _log.warning("the database does not answer (%s): trying again", type(error).__name__)
            connections.close_all()
            time.sleep(PAUSE)


def _only_worker() -> TextIO | None:
    """A lock that goes with this process; None where another worker of this home holds it."""
    lock = (make_home(os.environ) / LOCK).open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def put_back_interrupted() -> int:
    """Have the tasks done that a worker had begun when it died; gives their number.

    Called where no other worker runs. A task that was begun too often has failed.
    """
    from django_tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    begun = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    tried = {task.pk: len(task.worker_ids) for task in begun}
    hopeless = [pk for pk, times in tried.items() if times >= MOST_TRIES]
    DBTaskResult.objects.filter(pk__in=hopeless).update(status=TaskResultStatus.FAILED)
    again = [pk for pk in tried if pk not in hopeless]
    DBTaskResult.objects.filter(pk__in=again).update(status=TaskResultStatus.READY)
    if tried:
        _log.warning("%s tasks were interrupted, and are begun again", len(again))
    return len(again)


def plan_what_recurs() -> None:
    """Have everything done once now that then plans itself again."""
    from django.utils import timezone

    from goldthread.access.tasks import plan, sweep_submissions
    from goldthread.files.tasks import sweep_files
    from goldthread.inbox.tasks import look_at_what_is_asked, look_for_digests
    from goldthread.trail.tasks import keep_checkpoint

    recurring = (sweep_submissions, sweep_files, keep_checkpoint, look_for_digests)
    for each in (*recurring, look_at_what_is_asked):
        plan(each, at=timezone.now())
