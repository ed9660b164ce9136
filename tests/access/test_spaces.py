"""On PostgreSQL the database itself keeps partnerships apart, whatever a query forgot."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from goldthread.access.rowsecurity import tables_with_a_space, tables_without_security
from goldthread.access.spaces import working_everywhere, working_in
from goldthread.register.models import Group
from tests.factories import GroupFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def _on_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no row-level security")


@pytest.mark.usefixtures("_on_postgresql")
def test_a_query_that_forgot_its_scope_sees_only_the_spaces_at_work():
    ours, theirs = GroupFactory(), GroupFactory()

    with working_in([ours.space_id]):
        assert list(Group.objects.all()) == [ours]
    with working_everywhere():
        assert set(Group.objects.all()) == {ours, theirs}


@pytest.mark.usefixtures("_on_postgresql")
def test_where_no_space_was_named_no_row_is_seen():
    GroupFactory()

    with working_in([]):
        assert not Group.objects.exists()


@pytest.mark.usefixtures("_on_postgresql")
def test_a_row_cannot_be_written_into_another_space():
    ours, theirs = SpaceFactory(), SpaceFactory()

    with (
        working_in([ours.pk]),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        GroupFactory(space=theirs)


@pytest.mark.usefixtures("_on_postgresql")
def test_work_nested_in_other_work_does_not_widen_it():
    ours = GroupFactory()
    GroupFactory()

    with working_in([ours.space_id]):
        with working_everywhere():
            assert Group.objects.count() == 2
        assert Group.objects.count() == 1


@pytest.mark.usefixtures("_on_postgresql")
def test_every_table_with_a_space_is_secured():
    assert "register_group" in tables_with_a_space()
    assert tables_without_security() == []


@pytest.mark.usefixtures("_on_postgresql")
def test_the_role_that_runs_the_tests_cannot_step_round_the_rule():
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper, rolbypassrls from pg_roles where rolname = current_user")
        assert cursor.fetchone() == (False, False)
