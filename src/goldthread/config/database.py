"""Whether the database is as the code needs it, and bringing it there; Django is started already."""

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def unapplied_migrations() -> list[str]:
    """The migrations that the database has yet to take, by app and name; raises DatabaseError."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def is_up_to_date() -> bool:
    """Whether the database answers and has taken every migration."""
    try:
        return not unapplied_migrations()
    except DatabaseError:
        return False


def bring_up_to_date() -> None:
    """Apply the migrations that are missing."""
    call_command("migrate", verbosity=0, interactive=False)
