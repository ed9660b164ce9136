"""`./goldthread test`: which checks, on what, and what may not be empty."""

import io
import stat
import tempfile
from pathlib import Path

import psycopg
import pytest
from tooling import checks
from tooling.checkout import HERE, Checkout
from tooling.checks import (
    Checks,
    Step,
    as_json,
    conclude,
    pytest_command,
    ran_none,
    resolved,
    steps_before_tests,
    variables_for,
)
from tooling.postgresql import permissions_kept, postgresql_for_tests
from tooling.tally import Count, Tally

SOME = Count(plain=Tally(passed=3), browser=Tally(passed=1))


def test_the_checks_come_in_order_and_name_every_tool():
    names = [step.name for step in steps_before_tests(HERE)]

    assert [name for name in names if name != "Templates"] == [
        "Formatting",
        "Lint",
        "Types",
        "Import contract",
        "Migrations",
    ]


def test_templates_are_checked_wherever_they_lie(tmp_path):
    for place in ("ui/templates/ui/page.html", "reviews/templates/reviews/list.html"):
        path = tmp_path / "src" / "goldthread" / place
        path.parent.mkdir(parents=True)
        path.touch()

    step = next(s for s in steps_before_tests(Checkout(tmp_path)) if s.name == "Templates")

    assert [Path(word).name for word in step.command[-2:]] == ["list.html", "page.html"]


def test_every_package_with_tables_must_have_its_migrations(tmp_path):
    for place in ("trail/models.py", "reviews/models/__init__.py", "house/figure.py"):
        path = tmp_path / "src" / "goldthread" / place
        path.parent.mkdir(parents=True)
        path.touch()

    step = next(s for s in steps_before_tests(Checkout(tmp_path)) if s.name == "Migrations")

    assert step.command[-2:] == ["reviews", "trail"]


def test_quick_leaves_out_the_browser_and_the_slow():
    quick = pytest_command(Path("r.xml"), quick=True, paths=["tests/house"])
    whole = pytest_command(Path("r.xml"), quick=False, paths=[])

    assert quick[-3:] == ["-m", "not browser and not slow", "tests/house"]
    assert "-m" not in whole[3:]


def test_the_persons_own_installation_is_out_of_reach_of_the_tests(tmp_path):
    own = {
        "PATH": "/bin",
        "GOLDTHREAD_HOME": "/home/me/goldthread",
        "GOLDTHREAD_DATABASE": "postgresql:///real",
        "GOLDTHREAD_CHROMIUM": "/usr/bin/chromium",
    }

    variables = variables_for(own, HERE, tmp_path)

    assert variables["PATH"] == "/bin"
    assert variables["GOLDTHREAD_CHROMIUM"] == "/usr/bin/chromium"
    assert variables["GOLDTHREAD_HOME"] == str(tmp_path / "home")
    assert variables["GOLDTHREAD_DATABASE"] == f"sqlite:///{tmp_path}/home/goldthread.db"


def test_paths_are_read_from_the_folder_one_stands_in(tmp_path):
    (tmp_path / "test_a.py").touch()

    assert resolved(["test_a.py::test_it", "tests/house"], tmp_path) == [
        f"{tmp_path}/test_a.py::test_it",
        "tests/house",
    ]


def test_a_database_on_which_no_test_ran_fails_the_run():
    assert ran_none({"SQLite": SOME, "PostgreSQL": Count()}, whole=False) == [
        "Tests on PostgreSQL (none was run)"
    ]


def test_a_browser_that_ran_no_test_fails_a_whole_run():
    counts = {"SQLite": SOME, "PostgreSQL": Count(plain=Tally(passed=3), browser=Tally(skipped=1))}

    assert ran_none(counts, whole=True) == ["Browser tests on PostgreSQL (none was run)"]
    assert ran_none(counts, whole=False) == []


def finished(failed=()):
    run = Checks({}, io.StringIO())
    run.counts = {"SQLite": SOME, "PostgreSQL": Count(plain=Tally(2, 1, 1))}
    run.failed = list(failed)
    return run


def test_the_last_line_is_the_plain_count_of_all():
    run = finished(failed=["Types", "Tests on PostgreSQL"])

    conclude(run, 90)

    lines = run.out.getvalue().splitlines()
    assert lines[1:] == [
        "SQLite:      4 passed, 0 failed; of these in the browser: 1 passed, 0 failed",
        "PostgreSQL:  2 passed, 1 failed, 1 skipped; of these in the browser: 0 passed, 0 failed",
        "Time:        1.5 minutes",
        "Not right:   Types, Tests on PostgreSQL",
        "6 passed, 1 failed, 1 skipped",
    ]


def test_the_same_is_there_for_a_program():
    told = as_json(finished(failed=["Types"]))

    assert told["failed"] == ["Types"]
    assert told["tests"]["SQLite"]["browser"] == {"passed": 1, "failed": 0, "skipped": 0}


def test_a_check_that_does_not_hold_is_kept_and_the_next_one_runs(tmp_path):
    with (tmp_path / "out").open("w+") as out:
        run = Checks({}, out)
        run.take(Step("First", ["false"]), {})
        run.take(Step("Second", ["sh", "-c", "echo $WORD"]), {"WORD": "heard"})
        said = Path(out.name).read_text()

    assert run.failed == ["First"]
    assert "-- First: NOT RIGHT" in said
    assert "heard\n-- Second: ok" in said


def test_a_server_that_does_not_start_leaves_the_other_counts_standing(tmp_path, monkeypatch):
    def broken(folder):
        raise OSError("no room")

    monkeypatch.setattr(checks, "postgresql_for_tests", broken)
    run = Checks({}, io.StringIO())

    run.test_on("PostgreSQL", tmp_path, quick=False, paths=[])

    assert run.counts == {"PostgreSQL": Count()}
    assert "could not be started: no room" in run.out.getvalue()


@pytest.fixture
def open_folder():
    """Not pytest's own: every pytest of the same person closes that to all others as it starts."""
    with tempfile.TemporaryDirectory(prefix="goldthread-") as name:
        yield Path(name)


@pytest.mark.slow
def test_the_tests_role_on_postgresql_is_no_superuser(open_folder, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(open_folder))
    asks = "select rolsuper, rolbypassrls, rolcreatedb from pg_roles where rolname = user"
    with (
        postgresql_for_tests(open_folder / "server") as address,
        psycopg.connect(address) as connection,
    ):
        found = connection.execute(asks).fetchone()

    assert found == (False, False, True)
    assert not (open_folder / "server").exists()


def test_folders_that_were_opened_for_the_server_are_closed_again(tmp_path):
    tmp_path.chmod(0o700)

    with permissions_kept(tmp_path / "server"):
        tmp_path.chmod(0o755)

    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
