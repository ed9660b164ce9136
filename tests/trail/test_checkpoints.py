from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from goldthread.house import Role
from goldthread.trail import checkpoints
from goldthread.trail.models import ChainHead, Entry
from goldthread.trail.record import record_reading
from goldthread.trail.verify import verify
from tests.factories import NOW, GroupFactory, SpaceFactory, principal_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def act():
    """Adds one entry to a chain."""
    space = SpaceFactory()
    officer, group = (
        principal_with(Role.PARTNERSHIP_OFFICER, space=space),
        GroupFactory(space=space),
    )
    return lambda: record_reading("test.read", by=officer, at=NOW, subject=group)


def path(settings):
    return Path(settings.GOLDTHREAD_CHECKPOINTS)


def head():
    return ChainHead.objects.values("number", "seal", "mark").get()


def set_back(to):
    """Put an older head back and cut off what came after it, as somebody with a copy could."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("alter table trail_entry disable trigger trail_entry_stays")
        else:
            cursor.execute("drop trigger if exists trail_entry_no_delete")
        cursor.execute("delete from trail_entry where number > %s", [to["number"]])
    ChainHead.objects.update(**to)


def test_an_older_copy_put_back_is_found_against_a_checkpoint(act):
    act()
    older = head()
    act()
    checkpoints.keep(at=NOW)
    set_back(older)

    assert [fault for fault in verify().faults if "a checkpoint tells of 2 entries" in fault]


def test_a_tail_cut_off_with_its_head_is_found_without_a_checkpoint(act):
    act()
    act()
    first = Entry.objects.get(number=1)
    set_back({"number": 1, "seal": first.seal})

    assert any("its head was altered" in fault for fault in verify().faults)


def test_a_chain_that_went_on_agrees_with_its_checkpoints(act):
    for hour in range(3):
        act()
        checkpoints.keep(at=NOW + timedelta(hours=hour))
    act()

    verdict = verify()
    assert (verdict.faults, verdict.checkpoints) == ([], 3)
    assert verdict.checkpoint_at == NOW + timedelta(hours=2)


def test_where_nothing_happened_no_line_is_added(act):
    act()

    assert checkpoints.keep(at=NOW)
    assert not checkpoints.keep(at=NOW + timedelta(hours=1))


def test_a_line_that_was_altered_is_found_at_its_place(act, settings):
    for hour in range(3):
        act()
        checkpoints.keep(at=NOW + timedelta(hours=hour))
    lines = path(settings).read_bytes().splitlines(keepends=True)
    path(settings).write_bytes(lines[0] + lines[1].replace(b'2,"', b'1,"') + lines[2])

    assert "line 2 of the checkpoints was altered" in verify().faults


def test_a_line_that_was_taken_out_is_found(act, settings):
    for hour in range(3):
        act()
        checkpoints.keep(at=NOW + timedelta(hours=hour))
    lines = path(settings).read_bytes().splitlines(keepends=True)
    path(settings).write_bytes(lines[0] + lines[2])

    assert "line 2 of the checkpoints was altered" in verify().faults


def test_a_line_that_a_crash_cut_off_is_written_over(act, settings):
    act()
    checkpoints.keep(at=NOW)
    whole = path(settings).read_bytes()
    path(settings).write_bytes(whole + whole[:40])
    assert verify().is_whole

    act()
    checkpoints.keep(at=NOW)

    assert verify().is_whole
    assert path(settings).read_bytes().startswith(whole)


def test_after_a_restore_the_chain_begins_anew_from_where_it_was_put_back(act):
    act()
    older = head()
    act()
    checkpoints.keep(at=NOW)
    set_back(older)
    checkpoints.keep(at=NOW, kind=checkpoints.RESTORED)

    assert verify().is_whole


def test_a_chain_that_a_checkpoint_tells_of_and_that_is_gone_is_missed(act):
    act()
    checkpoints.keep(at=NOW)
    set_back({"number": 0, "seal": "", "mark": ""})
    ChainHead.objects.all().delete()

    assert any("head of this chain is gone" in fault for fault in verify().faults)


def test_checkpoints_are_their_owners_alone(act, settings):
    act()
    checkpoints.keep(at=NOW)

    assert path(settings).stat().st_mode & 0o077 == 0
