"""Runs the matrix outside pytest, on a database made for it and thrown away."""

import time_machine
from django.db import connection
from django.test.utils import override_settings, setup_test_environment, teardown_test_environment

from tests.factories import NOW
from tests.matrix.run import Report, run


def with_test_database() -> Report:
    """Make a database, call everything in it, and take it away again."""
    setup_test_environment()
    name = connection.settings_dict["NAME"]
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
            return run()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()
