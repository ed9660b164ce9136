"""The rows of a whole database as plain values, model by model, in the shape that its migrations gave.

Models are read from the migrations and not from the code, so that rows can be put back into a
database that stands where an earlier release left it.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Field, JSONField, Model

from goldthread.access.spaces import working_everywhere

Rows = dict[str, list[dict[str, Any]]]
State = list[list[str]]

# What migrations and their signals fill by themselves, and what nobody would miss.
MADE_BY_MIGRATING = ("contenttypes.contenttype", "auth.permission", "sessions.session")


def leaves() -> State:
    """The last migration of each app, as [app, name]."""
    return [list(leaf) for leaf in MigrationLoader(connection).graph.leaf_nodes()]


def migrate_to(state: State) -> None:
    """Bring the database to this state, forwards or from nothing."""
    executor = MigrationExecutor(connection)
    executor.migrate([tuple(leaf) for leaf in state])


def models_of(state: State) -> Iterable[type[Model]]:
    """The models as the migrations up to this state describe them, with the tables between them."""
    loader = MigrationLoader(connection)
    apps = loader.project_state([tuple(leaf) for leaf in state]).apps
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and model._meta.label_lower not in MADE_BY_MIGRATING:
            yield model


def read_rows(state: State) -> Rows:
    """Every row of the database, by model and in the order of its key."""
    with working_everywhere():
        return {
            model._meta.label_lower: [
                {field.attname: _plain(field, row) for field in _fields(model)}
                for row in model._base_manager.order_by("pk")
            ]
            for model in models_of(state)
        }


def write_rows(state: State, rows: Rows) -> None:
    """Put the rows into a database that stands in this state."""
    with working_everywhere():
        for model in models_of(state):
            of_model = rows.get(model._meta.label_lower, ())
            model._base_manager.bulk_create([_row(model, values) for values in of_model])
    restart = connection.ops.sequence_reset_sql(no_style(), list(models_of(state)))
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in restart:
            cursor.execute(statement)


def _fields(model: type[Model]) -> list[Field]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def _plain(field: Field, row: Model) -> Any:
    value = field.value_from_object(row)
    if value is None or isinstance(field, JSONField):
        return value
    return field.value_to_string(row)


def _row(model: type[Model], values: dict[str, Any]) -> Model:
    of_name = {field.attname: field for field in _fields(model)}
    typed = {
        name: value
        if value is None or isinstance(of_name[name], JSONField)
        else of_name[name].to_python(value)
        for name, value in values.items()
    }
    return model(**typed)


def checksum(values: Iterable[Any]) -> str:
    """A hash of the values in their order."""
    return hashlib.sha256(json.dumps(list(values), sort_keys=True).encode()).hexdigest()
