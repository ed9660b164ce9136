"""Runs the matrix outside pytest, on a database made for it and thrown away."""

import logging
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from typing import TypeVar

import time_machine
from django.db import connection
from django.test.utils import override_settings, setup_test_environment, teardown_test_environment

from tests.factories import NOW
from tests.matrix.run import Progress, Report, run

T = TypeVar("T")


def with_test_database(tell: Progress) -> Report:
    """The matrix, whole."""
    return in_test_database(lambda: run(tell=tell))


def in_test_database(work: Callable[[], T]) -> T:
    """Make a database, work in it, and take it away again."""
    setup_test_environment()
    logging.getLogger("goldthread.requests").setLevel(logging.WARNING)  # thousands of them
    name = connection.settings_dict["NAME"]
    with redirect_stdout(StringIO()):  # Django tells that the table of the cache is there already
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        with (
            override_settings(
                PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
                TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},
                CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
            ),
            time_machine.travel(NOW, tick=False),
        ):
            return work()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()
