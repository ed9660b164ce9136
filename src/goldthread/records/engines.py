"""The engines that the expressions run on: DuckDB here, PostgreSQL and Spark of the caller's own."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr.types import Table

DUCKDB, POSTGRES, SPARK = "duckdb", "postgres", "spark"
ENGINES = (DUCKDB, POSTGRES, SPARK)
MEMORY = "3500MB"
# In a process that may begin no thread.
BEHIND_WALLS = {"memory_limit": "1500MB", "threads": 1, "async_threads": 0}


_SPARKS = {
    pa.int64(): "bigint",
    pa.int32(): "int",
    pa.date32(): "date",
    pa.int16(): "smallint",
    pa.bool_(): "boolean",
}


class EngineMissing(Exception):
    """The engine cannot run here: what is missing, and what mends it."""

    def __init__(self, what: str, mend: str) -> None:
        self.what, self.mend = what, mend
        super().__init__(what)


class EngineRefused(Exception):
    """The engine is not one that records may be brought to, in one sentence."""


@contextmanager
def connected(
    engine: str, *, database: str = "", settings: Mapping[str, Any] | None = None
) -> Iterator[Any]:
    """A connection to an engine; what was brought to it is gone when it closes.

    `settings` are DuckDB's own, such as `BEHIND_WALLS`.
    """
    if engine == DUCKDB:
        connection = _duckdb({"memory_limit": MEMORY, **(settings or {})})
    else:
        connection = {POSTGRES: _postgres, SPARK: _spark}[engine](database)
    try:
        yield connection
    finally:
        connection.disconnect()
        if engine == SPARK:
            connection._session.stop()


def _duckdb(settings: Mapping[str, Any]) -> Any:
    connection = ibis.duckdb.connect(":memory:", **settings)
    # Nothing of a child is written to disk: where memory does not suffice, it says so.
    connection.raw_sql("SET temp_directory = ''")
    connection.raw_sql("SET preserve_insertion_order = false")
    return connection


def _postgres(database: str) -> Any:
    if not database:
        raise EngineRefused(
            "Name a PostgreSQL database of your own: --database postgresql://USER@HOST/NAME."
        )
    try:
        connection = ibis.connect(database)
    except Exception as fault:  # whatever the driver says holds the address, with its password
        raise EngineRefused("The PostgreSQL database cannot be reached at that address.") from fault
    if "django_migrations" in connection.list_tables():
        connection.disconnect()
        raise EngineRefused(
            "That database is one of Goldthread's or another Django site's: records are never "
            "brought there. Name one of your own."
        )
    return connection


def _spark(_database: str) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as lacks:
        raise EngineMissing(
            "This Python has no pyspark.", "pip install -r requirements/spark.txt"
        ) from lacks
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    try:
        session = (
            SparkSession.builder.master("local[2]")
            .appName("goldthread")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.warehouse.dir", tempfile.mkdtemp(prefix="goldthread-spark-"))
            .getOrCreate()
        )
    except Exception as fault:  # pyspark raises what Java said, in no class of its own
        raise EngineMissing(
            "Spark could not be started: it needs Java 17.",
            "apt-get install openjdk-17-jre-headless",
        ) from fault
    return ibis.pyspark.connect(session)


def bring(connection: Any, tables: Mapping[str, pa.Table]) -> dict[str, Table]:
    """The tables on the engine, as temporary ones where the engine has such."""
    if connection.name == "pyspark":
        return {name: _as_view(connection, name, table) for name, table in tables.items()}
    return {
        name: connection.create_table(f"goldthread_{name}", table, temp=True)
        for name, table in tables.items()
    }


def _as_view(connection: Any, name: str, table: pa.Table) -> Table:
    fields = ", ".join(f"`{field.name}` {_SPARKS[field.type]}" for field in table.schema)
    frame = connection._session.createDataFrame(table.to_pylist(), schema=fields)
    frame.createOrReplaceTempView(f"goldthread_{name}")
    found: Table = connection.table(f"goldthread_{name}")
    return found
