"""One world for all tests of a file: each leaves it as it was."""

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings

from tests.conftest import QUICK
from tests.factories import NOW
from tests.matrix.rows import rows_of
from tests.matrix.world import build


@pytest.fixture(scope="module")
def filled_world(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world with a row of each kind in each place: it takes most of a minute to build."""
    checkpoints = tmp_path_factory.mktemp("world") / "checkpoints.jsonl"
    with django_db_blocker.unblock(), transaction.atomic():
        with (
            override_settings(GOLDTHREAD_CHECKPOINTS=checkpoints, **QUICK),
            time_machine.travel(NOW, tick=False),
        ):
            made = build()
            rows_of(made)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def world(filled_world, db):
    """That world, on its day."""
    with time_machine.travel(NOW, tick=False):
        yield filled_world
