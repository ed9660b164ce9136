"""SQLite lets one write at a time: the others wait for their turn, and hold nothing up meanwhile."""

import gc
from threading import Event, Thread

import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError
from django.db.utils import ConnectionHandler

from goldthread.config.database_address import database_settings

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 5  # seconds


@pytest.fixture
def connections(tmp_path):
    """Connections to one database, each thread's its own."""
    there = database_settings({"GOLDTHREAD_DATABASE": f"sqlite:///{tmp_path / 'turns.db'}"})
    there["OPTIONS"]["timeout"] = PATIENCE
    handler = ConnectionHandler({DEFAULT_DB_ALIAS: there})
    yield handler
    handler.close_all()


def begin(connection):
    connection.ensure_connection()
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


class Waiting(Thread):
    """Somebody who wants to write while another does; `wants` is set just before."""

    def __init__(self, connections):
        super().__init__(daemon=True)
        self.connections, self.wants, self.error = connections, Event(), None
        self.left_over = []

    def run(self):
        connection = self.connections[DEFAULT_DB_ALIAS]
        connection.ensure_connection()
        self.left_over = [connection.connection.execute("select 1 union select 2")]
        self.left_over.append(self.left_over)  # a ring, as a traceback makes them
        self.wants.set()
        try:
            begin(connection)
            connection.rollback()
        except OperationalError as error:
            self.error = error
        finally:
            connection.close()


def test_a_thread_waits_for_its_turn_and_then_has_it(connections):
    begin(connections[DEFAULT_DB_ALIAS])
    other = Waiting(connections)
    other.start()
    other.wants.wait()

    connections[DEFAULT_DB_ALIAS].rollback()
    other.join()

    assert other.error is None


def test_what_a_waiting_thread_left_over_can_be_thrown_away_by_the_one_whose_turn_it_is(
    connections,
):
    begin(connections[DEFAULT_DB_ALIAS])
    other = Waiting(connections)
    other.start()
    other.wants.wait()
    Event().wait(0.2)  # it is in the middle of waiting

    other.left_over = []
    gc.collect()
    connections[DEFAULT_DB_ALIAS].rollback()
    other.join()

    assert other.error is None


def test_whoever_waited_as_long_as_was_said_is_told_so(connections):
    begin(connections[DEFAULT_DB_ALIAS])
    connections.settings[DEFAULT_DB_ALIAS]["OPTIONS"]["timeout"] = 0.05
    other = Waiting(connections)
    other.start()

    other.join()

    assert "locked" in str(other.error)
