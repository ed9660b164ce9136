"""Row-level security on PostgreSQL: the space rule repeated underneath, for every table with a space.

Run after each migration over the models that are there, so that a new table cannot be forgotten.
"""

from typing import Any

from django.apps import apps
from django.db import connection, models

from goldthread.access.spaces import SETTING

POLICY = "goldthread_spaces"
RULE = f"""(
    current_setting('{SETTING}', true) = '*'
    or space_id is null
    or space_id::text = any(string_to_array(current_setting('{SETTING}', true), ','))
)"""


def tables_with_a_space() -> list[str]:
    """The tables whose rows belong to spaces, by the models' own word."""
    owned = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if _has_space_column(model)
    ]
    return sorted(owned)


def _has_space_column(model: type[models.Model]) -> bool:
    return any(field.column == "space_id" for field in model._meta.concrete_fields)


def secure_every_table(**kwargs: Any) -> None:
    """Switch the rule on, also for the tables' owner, and put the policy there once."""
    if connection.vendor != "postgresql":
        return
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in tables_with_a_space():
            if table not in there:
                continue
            name = connection.ops.quote_name(table)
            cursor.execute(f"alter table {name} enable row level security")
            cursor.execute(f"alter table {name} force row level security")
            cursor.execute(f"drop policy if exists {POLICY} on {name}")
            cursor.execute(f"create policy {POLICY} on {name} using {RULE} with check {RULE}")


def tables_without_security() -> list[str]:
    """Tables with a space on which the rule is not in force: what the sweep and `doctor` ask."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class c join pg_policy p on p.polrelid = c.oid"
            " where relrowsecurity and relforcerowsecurity and polname = %s",
            [POLICY],
        )
        secured = {row[0] for row in cursor.fetchall()}
    return [table for table in tables_with_a_space() if table not in secured]
