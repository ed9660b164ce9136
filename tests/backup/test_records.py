from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tooling.doctor import MISSING, OK, OLD, WRONG

from goldthread.backup.records import NAME, LastBackup, last_backup, note
from goldthread.config.doctor import look_at_backup

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/London"))


def made(hours, faults=0):
    return LastBackup(NOW - timedelta(hours=hours), "/backups/one", "/keys/one", faults)


def test_what_was_noted_is_read_back(tmp_path):
    note(tmp_path, made(3, faults=2))

    assert last_backup(tmp_path) == made(3, faults=2)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"made_at": "yesterday"}', "\0"])
def test_a_note_that_cannot_be_read_is_none(tmp_path, content):
    (tmp_path / NAME).write_text(content)

    assert last_backup(tmp_path) is None


@pytest.mark.parametrize(
    ("last", "outcome"),
    [(None, MISSING), (made(25), OK), (made(27), OLD), (made(1, faults=1), WRONG)],
)
def test_the_doctor_says_when_the_last_backup_was(tmp_path, last, outcome):
    if last:
        note(tmp_path, last)

    assert look_at_backup(tmp_path, at=NOW).outcome == outcome


def test_the_hours_are_a_setting(tmp_path, monkeypatch):
    monkeypatch.setenv("GOLDTHREAD_BACKUP_HOURS", "1")
    note(tmp_path, made(2))

    assert look_at_backup(tmp_path, at=NOW).outcome == OLD
