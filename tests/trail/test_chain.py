import pytest
from django.db import DatabaseError, connection, transaction

from goldthread.house import Role
from goldthread.trail.models import ChainHead, Entry, History
from goldthread.trail.record import record, record_reading
from goldthread.trail.verify import verify
from tests.factories import NOW, GroupFactory, SpaceFactory, principal_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def five_entries():
    space = SpaceFactory()
    officer = principal_with(Role.PARTNERSHIP_OFFICER, space=space)
    group = GroupFactory(space=space)
    for number in range(4):
        record(
            "test.changed", by=officer, at=NOW, subject=group, before={"n": number}, after={"n": 9}
        )
    record_reading("test.read", by=officer, at=NOW, subject=group)
    return Entry.objects.order_by("number")


def tamper(statement, *values):
    """Change the table as somebody with the database in hand would: triggers switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("alter table trail_entry disable trigger trail_entry_stays")
        else:
            cursor.execute("drop trigger trail_entry_no_update")
        cursor.execute(statement, values)


def test_an_untouched_chain_is_whole(five_entries):
    verdict = verify()

    assert verdict.is_whole
    assert (verdict.entries, verdict.chains) == (5, 1)


def test_the_database_refuses_to_change_an_entry(five_entries):
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        Entry.objects.filter(number=2).update(kind="test.other")


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("update trail_entry set person_id = 99 where number = 3", "3: was altered"),
        ("update trail_entry set kind = 'x' where number = 1", "1: was altered"),
        ("update trail_entry set seal = 'x' where number = 2", "2: was altered"),
        ("update trail_entry set number = 9 where number = 5", "5: missing"),
        ("update trail_history set after = '{\"n\": 8}'", "before-and-after was altered"),
    ],
)
def test_what_was_altered_is_found_at_its_place(five_entries, statement, place):
    tamper(statement)

    assert any(place in fault for fault in verify().faults)


def test_an_entry_taken_from_the_middle_is_missed(five_entries):
    entry = five_entries[2]
    tamper("delete from trail_history where entry_id = %s", entry.pk)
    with connection.cursor() as cursor:
        cursor.execute("delete from trail_entry where id = %s", [entry.pk])

    assert any("3: missing" in fault for fault in verify().faults)


def test_a_tail_that_was_cut_off_is_missed(five_entries):
    last = five_entries[4]
    tamper("delete from trail_entry where id = %s", last.pk)

    assert any("ends early" in fault for fault in verify().faults)


def test_history_erased_by_retention_leaves_the_chain_whole(five_entries):
    History.objects.update(before=None, after=None, erased_at=NOW)

    assert verify().is_whole


def test_a_head_that_is_gone_is_missed(five_entries):
    ChainHead.objects.all().delete()

    assert any("head of this chain is gone" in fault for fault in verify().faults)


def test_an_entry_holds_no_content_and_no_id_of_the_record(five_entries):
    entry = five_entries[0]

    assert len(entry.subject_ref) == 64
    assert entry.history.subject_id not in str(vars(entry))
