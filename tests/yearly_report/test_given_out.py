"""The files of a frozen report are made ahead, kept, and never made again."""

import pytest
from django.db import connection

from goldthread.house import Audience
from goldthread.outputs.pdf import PdfNotPossible
from goldthread.yearly_report import actions, build
from goldthread.yearly_report.build import OUTPUTS
from goldthread.yearly_report.given_out import file_of
from goldthread.yearly_report.models import MadeFile
from goldthread.yearly_report.tasks import make_files
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def frozen(desk):
    return actions.freeze(report=desk.written(), by=desk.manager, at=NOW)


def test_the_worker_makes_every_file_for_every_audience(frozen):
    make_files.func(frozen.pk, frozen.space_id)

    made = MadeFile.objects.values_list("audience", "name")
    assert set(made) == {(a.value, output.name) for a in Audience for output in OUTPUTS}


def test_where_no_pdf_can_be_made_the_worker_makes_the_rest(frozen, monkeypatch):
    def refuse(snapshot, audience):
        raise PdfNotPossible("Pango is missing.")

    broken = build.Output("report.pdf", "PDF", "application/pdf", refuse)
    outputs = [broken if output.name == "report.pdf" else output for output in OUTPUTS]
    monkeypatch.setattr("goldthread.yearly_report.given_out.OUTPUTS", outputs)

    make_files.func(frozen.pk, frozen.space_id)

    assert MadeFile.objects.count() == 9


def test_a_file_that_was_made_is_given_out_as_it_was_made(frozen, desk):
    output = build.output("figures.csv")
    first = file_of(frozen, Audience.PUBLIC, output, by=desk.manager, at=NOW)

    changed = build.Output(output.name, output.title, output.content_type, lambda *_: b"other")

    assert file_of(frozen, Audience.PUBLIC, changed, by=desk.manager, at=NOW) == first


def test_freezing_asks_the_worker_for_the_files(desk, django_capture_on_commit_callbacks):
    from django_tasks import default_task_backend

    with django_capture_on_commit_callbacks(execute=True):
        frozen = actions.freeze(report=desk.written(), by=desk.manager, at=NOW)

    (result,) = [r for r in default_task_backend.results if r.task.name.endswith("make_files")]
    assert result.args == [frozen.pk, frozen.space_id]


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_a_file_is_made(desk, monkeypatch):
    """A database with one writer at a time would keep every page waiting meanwhile."""
    frozen = actions.freeze(report=desk.written(), by=desk.manager, at=NOW)
    seen = []

    def make(snapshot, audience):
        seen.append(connection.in_atomic_block)
        return b"made"

    output = build.Output("report.pdf", "PDF", "application/pdf", make)
    monkeypatch.setattr("goldthread.yearly_report.given_out.OUTPUTS", [output])

    make_files.func(frozen.pk, frozen.space_id)

    assert seen == [False, False, False]
