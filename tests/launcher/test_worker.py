"""What the worker begins again, and what it does not."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from goldthread.access.tasks import plan, sweep_submissions
from goldthread.config.worker import MOST_TRIES, plan_what_recurs, put_back_interrupted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_database(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def begun(times):
    plan(sweep_submissions, at=timezone.now())
    task = DBTaskResult.objects.get()
    for time in range(times):
        task.claim(f"worker {time}")
    return task


def status(task):
    task.refresh_from_db()
    return task.status


def test_a_task_that_was_interrupted_is_begun_again():
    task = begun(1)

    assert put_back_interrupted() == 1
    assert status(task) == TaskResultStatus.READY


def test_a_task_that_ends_the_worker_each_time_has_failed():
    task = begun(MOST_TRIES)

    assert put_back_interrupted() == 0
    assert status(task) == TaskResultStatus.FAILED


def test_what_recurs_is_planned_once_however_often_the_worker_starts():
    plan_what_recurs()
    first = DBTaskResult.objects.count()
    plan_what_recurs()

    assert DBTaskResult.objects.count() == first


def test_a_plan_that_a_wrong_clock_put_far_away_is_brought_nearer():
    now = timezone.now()
    plan(sweep_submissions, at=now + timedelta(days=365))
    plan(sweep_submissions, at=now)

    assert DBTaskResult.objects.get().run_after == now
