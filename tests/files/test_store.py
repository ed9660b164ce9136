import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from goldthread.files import store
from goldthread.files.claims import Claim
from goldthread.files.models import StoredFile
from goldthread.house import Role
from goldthread.register.models import Space
from tests.factories import NOW, SpaceFactory, principal_with

pytestmark = pytest.mark.django_db(transaction=True)

LATER = timezone.now() + timedelta(hours=2)


@pytest.fixture
def home(tmp_path, settings):
    settings.GOLDTHREAD_HOME = tmp_path
    return tmp_path


def somebody():
    return principal_with(Role.PERFORMANCE_OFFICER, space=SpaceFactory())


def kept(content=b"content", by=None):
    by = by or somebody()
    space = Space.objects.get(pk=by.space.id)
    return store.keep(content=content, name="a.csv", space=space, by=by, at=NOW)


def names(home: Path) -> set[str]:
    return {path.name for path in (home / "files").iterdir()}


def test_a_file_that_was_kept_is_there_and_stays(home):
    file = kept()

    assert store.sweep(at=LATER) == 0
    assert store.read(file) == b"content"
    assert names(home) == {file.path}


def test_a_file_whose_transaction_was_rolled_back_is_swept(home):
    with transaction.atomic():
        kept()
        transaction.set_rollback(True)

    assert store.sweep(at=LATER) == 1
    assert names(home) == set()


def test_a_file_whose_commit_was_made_though_its_answer_was_lost_stays(home, monkeypatch):
    by, commit = somebody(), connection._commit

    def commit_and_lose():
        commit()
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as patched:
        patched.setattr(connection, "_commit", commit_and_lose)
        with pytest.raises(OperationalError):
            kept(by=by)

    (file,) = StoredFile.objects.all()
    assert store.sweep(at=LATER) == 0
    assert store.read(file) == b"content"


def test_a_file_that_was_just_left_is_not_swept_yet(home):
    with transaction.atomic():
        kept()
        transaction.set_rollback(True)

    assert store.sweep(at=timezone.now()) == 0


def test_a_file_that_a_dead_process_left_is_swept(home):
    file = kept()
    left = home / "files" / "left.bin"
    left.write_bytes(b"whose row was never saved")

    assert store.sweep(at=LATER) == 1
    assert names(home) == {file.path}


def test_a_file_whose_row_is_on_its_way_is_left_alone(home):
    (home / "files").mkdir()
    claim = Claim(home / "files" / "coming.bin")

    assert store.sweep(at=LATER) == 0
    assert names(home) == {"coming.bin"}
    del claim


def test_a_disk_that_is_full_leaves_no_half_file(home, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        kept()

    assert names(home) == set()
    assert not StoredFile.objects.exists()
