"""The drill: back up, lose everything, put it back; and each way in which that must be refused."""

import json
import shutil
import signal
import stat
import time

import psycopg
import pytest

from goldthread.backup.opening import checked
from tests.backup.fill import CANARY
from tests.backup.places import Place, server

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    place = Place.made(tmp_path_factory.mktemp("drill") / "source", "source").filled()
    yield place
    place.gone()


@pytest.fixture(scope="module")
def made(source):
    """A backup of it: its folder, its keys, and what the command said."""
    folder, keys = source.folder / "backup", source.folder / "backup-keys"
    code, said, told = source.run("backup", folder, "--keys", keys, "--json")
    assert code == 0, told
    return folder, keys, json.loads(said)


@pytest.fixture
def backup(made, tmp_path):
    """A copy of the backup, to be spoilt."""
    folder, keys, _ = made
    return shutil.copytree(folder, tmp_path / "b"), shutil.copytree(keys, tmp_path / "k")


@pytest.fixture
def elsewhere(tmp_path):
    place = Place.made(tmp_path / "elsewhere", "elsewhere")
    yield place
    place.gone()


def held(folder, keys):
    return checked(folder, keys, say=lambda text: None).manifest


def modes(folder):
    paths = [folder, *folder.rglob("*")]
    return {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in paths}


def refused(place, folder, keys):
    """What a refused restore says; nothing of the place may have been touched."""
    before = sorted(place.folder.rglob("*"))
    code, said, told = place.run("restore", folder, "--keys", keys)
    assert (code, said) == (2, ""), told
    assert "Traceback" not in told
    assert sorted(place.folder.rglob("*")) == before
    return told.splitlines()[-1]


def test_what_was_backed_up_is_there_again_elsewhere(made, elsewhere, tmp_path):
    folder, keys, _ = made
    code, said, told = elsewhere.run("restore", folder, "--keys", keys, "--json")

    assert code == 0, said + told
    assert json.loads(said)["faults"] == []
    assert elsewhere.run("trail", "verify")[0] == 0
    again = elsewhere.run("backup", tmp_path / "again", "--keys", tmp_path / "again-keys")
    assert again[0] == 0, again
    first, second = held(folder, keys), held(tmp_path / "again", tmp_path / "again-keys")
    assert second.holdings.rows == first.holdings.rows
    assert second.holdings.heads == first.holdings.heads
    assert second.holdings.sums == first.holdings.sums
    assert second.files == first.files
    assert len(second.files) == 2


@pytest.mark.skipif(not server(), reason="SQLite counts no rows to plan by")
def test_what_was_restored_is_planned_by_its_rows(made, elsewhere):
    folder, keys, _ = made
    code, said, told = elsewhere.run("restore", folder, "--keys", keys)

    assert code == 0, said + told
    with psycopg.connect(elsewhere.address) as connection:
        count = "select reltuples from pg_class where relname = 'trail_entry'"
        assert connection.execute(count).fetchone()[0] > 0


def test_a_backup_and_what_was_restored_are_their_owners_alone(made, elsewhere):
    folder, keys, _ = made
    assert elsewhere.run("restore", folder, "--keys", keys)[0] == 0

    private = {(True, 0o700), (False, 0o600)}
    assert modes(folder) | modes(keys) <= private
    assert modes(elsewhere.keys) | modes(elsewhere.home / "files") <= private
    assert stat.S_IMODE(elsewhere.home.stat().st_mode) == 0o700


def test_neither_folder_tells_anything_without_the_other(made):
    folder, keys, _ = made
    for path in [*folder.iterdir(), *keys.iterdir()]:
        content = path.read_bytes()
        assert CANARY.encode() not in content
        assert b"trail_entry" not in content
    names = {path.name for path in folder.iterdir()}
    assert names == {"manifest.sealed", "database.sealed", "files.sealed", "README.txt"}
    secret = (keys / "backup.key").read_bytes()
    assert not any(secret in path.read_bytes() for path in folder.iterdir())


def test_another_key_opens_nothing(backup, elsewhere):
    folder, keys = backup
    (keys / "backup.key").write_text("0" * 64)

    assert "do not open the backup" in refused(elsewhere, folder, keys)


def test_a_folder_without_the_key_opens_nothing(backup, elsewhere):
    folder, keys = backup
    (keys / "backup.key").unlink()

    assert "holds no key that opens a backup" in refused(elsewhere, folder, keys)


@pytest.mark.parametrize("name", ["manifest.sealed", "database.sealed", "files.sealed"])
def test_a_part_that_was_cut_short_is_refused(backup, elsewhere, name):
    folder, keys = backup
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: len(content) * 2 // 3])

    assert f"{name} was altered" in refused(elsewhere, folder, keys)


@pytest.mark.parametrize("name", ["manifest.sealed", "database.sealed", "files.sealed"])
def test_a_part_that_is_not_there_is_refused(backup, elsewhere, name):
    folder, keys = backup
    (folder / name).unlink()

    assert f"{name} is not there" in refused(elsewhere, folder, keys)


def test_parts_that_changed_places_are_refused(backup, elsewhere):
    folder, keys = backup
    one, two = folder / "database.sealed", folder / "files.sealed"
    aside = one.rename(folder / "aside")
    two.rename(one)
    aside.rename(two)

    assert "taken from another backup" in refused(elsewhere, folder, keys)


def test_a_part_of_another_backup_of_the_same_house_is_refused(source, backup, elsewhere, tmp_path):
    folder, keys = backup
    assert source.run("backup", tmp_path / "other", "--keys", tmp_path / "other-keys")[0] == 0
    shutil.copy(tmp_path / "other" / "database.sealed", folder)

    assert "taken from another backup" in refused(elsewhere, folder, keys)


def test_keys_that_are_not_those_of_the_backup_are_refused(backup, elsewhere):
    folder, keys = backup
    (keys / "trail.key").write_text("0" * 64)

    assert "is not the file that was kept with this backup" in refused(elsewhere, folder, keys)


def test_nothing_is_written_over(source, made, backup):
    folder, keys, _ = made
    code, _, told = source.run("backup", folder, "--keys", backup[1] / "new")
    assert (code, "is not empty" in told) == (2, True)
    assert "is not empty" in refused(source, folder, keys)


def test_keys_do_not_lie_in_the_folder_that_they_open(source, tmp_path):
    code, _, told = source.run("backup", tmp_path / "x", "--keys", tmp_path / "x" / "keys")

    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert "must lie in another folder" in told or "There is no folder" in told


def test_neither_part_of_a_backup_lies_in_the_home_nor_what_is_sealed_beside_the_keys(
    source, tmp_path
):
    away = tmp_path / "away"

    told = [
        source.run("backup", *where)
        for where in (
            (source.keys / "new", "--keys", away),
            (away, "--keys", source.home / "new"),
            (source.home / "new", "--keys", away),
        )
    ]

    assert [code for code, _, _ in told] == [2, 2, 2]
    assert not away.exists()
    assert not (source.keys / "new").exists()


def test_with_replace_what_was_there_is_set_aside(made, elsewhere):
    folder, keys, _ = made
    assert elsewhere.run("restore", folder, "--keys", keys)[0] == 0
    (elsewhere.home / "mail").mkdir()
    (elsewhere.home / "mail" / "letter").write_text("one that came since")

    code, said, told = elsewhere.run("restore", folder, "--keys", keys, "--replace", "--json")

    assert code == 0, told
    assert not (elsewhere.home / "mail").exists()
    (aside,) = elsewhere.home.glob("set-aside-*")
    assert (aside / "mail" / "letter").read_text() == "one that came since"
    assert str(aside) in json.loads(said)["set_aside"]


def test_a_file_that_was_altered_is_told_and_the_rest_is_kept(made, elsewhere, tmp_path):
    folder, keys, _ = made
    assert elsewhere.run("restore", folder, "--keys", keys)[0] == 0
    altered = sorted((elsewhere.home / "files").iterdir())[0]
    altered.write_bytes(b"something else")

    code, said, _ = elsewhere.run("backup", tmp_path / "b", "--keys", tmp_path / "k")

    assert (code, f"files/{altered.name} is not what came in" in said) == (1, True)
    assert held(tmp_path / "b", tmp_path / "k").holdings.rows == held(folder, keys).holdings.rows


def test_a_backup_that_was_killed_leaves_nothing_that_looks_good(source, tmp_path):
    folder, keys = tmp_path / "b", tmp_path / "k"
    for patience in (0.0, 0.02, 0.05):
        process = source.begun("backup", folder, "--keys", keys)
        until = time.monotonic() + 30
        while not (tmp_path / ".b.unfinished").exists() and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(patience)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if folder.exists():  # it was quicker than we were: then it is whole
            held(folder, keys)
            shutil.rmtree(folder)
            shutil.rmtree(keys)
        shutil.rmtree(keys, ignore_errors=True)

    code, _, told = source.run("backup", folder, "--keys", keys)

    assert code == 0, told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "k"]
    assert not (source.home / ".backup").exists()


def test_a_restore_that_was_killed_leaves_no_database(made, elsewhere):
    folder, keys, _ = made
    process = elsewhere.begun("restore", folder, "--keys", keys)
    until = time.monotonic() + 30
    while not (elsewhere.home / ".restoring").exists() and time.monotonic() < until:
        time.sleep(0.0005)
    process.send_signal(signal.SIGKILL)
    process.communicate()

    code, _, told = elsewhere.run("restore", folder, "--keys", keys, "--replace")

    assert code == 0, told
    assert not (elsewhere.home / ".restoring").exists()
    assert elsewhere.run("trail", "verify")[0] == 0
