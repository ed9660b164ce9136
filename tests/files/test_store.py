import os
from pathlib import Path

import pytest
from django.db import transaction

from goldthread.files import store
from goldthread.files.claims import Claim
from goldthread.files.models import StoredFile
from goldthread.house import Role
from tests.factories import NOW, SpaceFactory, principal_with

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home(tmp_path, settings):
    settings.GOLDTHREAD_HOME = tmp_path
    return tmp_path


def kept(content=b"content"):
    space = SpaceFactory()
    by = principal_with(Role.PERFORMANCE_OFFICER, space=space)
    return store.keep(content=content, name="a.csv", space=space, by=by, at=NOW)


def names(home: Path) -> set[str]:
    return {path.name for path in (home / "files").iterdir()}


def test_a_file_that_was_kept_is_there_and_stays(home):
    file = kept()

    assert store.sweep() == 0
    assert store.read(file) == b"content"
    assert names(home) == {file.path}


def test_a_file_goes_with_the_transaction_that_is_rolled_back(home):
    with transaction.atomic():
        kept()
        assert len(names(home)) == 1
        transaction.set_rollback(True)

    assert names(home) == set()
    assert not StoredFile.objects.exists()


def test_a_file_goes_with_the_savepoint_that_is_rolled_back(home):
    with transaction.atomic(), transaction.atomic():
        kept()
        transaction.set_rollback(True)

    assert names(home) == set()


def test_a_file_that_a_dead_process_left_is_swept(home):
    file = kept()
    left = home / "files" / "left.bin"
    left.write_bytes(b"whose row was never saved")

    assert store.sweep() == 1
    assert names(home) == {file.path}


def test_a_file_whose_row_is_on_its_way_is_left_alone(home):
    (home / "files").mkdir()
    claim = Claim(home / "files" / "coming.bin")

    assert store.sweep() == 0
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
