"""Long work says how far it is: waiting, under way, at an end; and is asked no longer than it is worth."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from goldthread.imports.tasks import take_in
from goldthread.ui.long_work import STOP_ASKING, asked_again, progress_of
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece():
    made = DBTaskResult.objects.create(
        task_path=take_in.module_path,
        args_kwargs={"args": [7, 1, "x"], "kwargs": {}},
        backend_name="default",
        run_after=NOW,
        worker_ids=[],
    )
    DBTaskResult.objects.update(enqueued_at=NOW)
    return made


def progress(at=NOW):
    return progress_of(take_in, 7, what="900 rows", at=at)


def ask(stage, now, *, at=NOW, htmx=True):
    request = SimpleNamespace(htmx=htmx, GET={"stage": stage})
    return asked_again(request, now, NOW, at)


def set_to(piece, status):
    piece.status, piece.started_at = status, NOW
    piece.save()


def test_work_that_waits_says_so_and_after_long_whom_to_tell(piece):
    assert progress().title == "Waiting for the worker"
    assert "900 rows" in progress().words
    assert "tell the people" not in progress().words
    assert "tell the people who run Goldthread" in progress(NOW + timedelta(minutes=3)).words


def test_work_that_the_worker_took_up_says_since_when(piece):
    set_to(piece, TaskResultStatus.RUNNING)

    assert progress().title == "Under way"
    assert "The worker began on" in progress().words
    assert not progress().is_finished


def test_work_that_failed_is_at_an_end(piece):
    set_to(piece, TaskResultStatus.FAILED)

    assert progress().is_finished
    assert "Nothing of it was done" in progress().words


def test_a_page_that_asks_by_itself_is_told_of_what_is_new_alone(piece):
    assert ask("waiting", progress()).status_code == 204
    assert "HX-Refresh" not in ask("waiting", progress()).headers
    set_to(piece, TaskResultStatus.RUNNING)
    assert ask("waiting", progress()).headers["HX-Refresh"] == "true"
    assert ask("begun", None).headers["HX-Refresh"] == "true"


def test_a_page_left_open_asks_no_more_after_ten_minutes(piece):
    assert ask("waiting", progress(), at=NOW + timedelta(minutes=11)).status_code == STOP_ASKING


def test_a_person_who_opens_the_page_is_shown_it(piece):
    assert ask("waiting", progress(), htmx=False) is None
