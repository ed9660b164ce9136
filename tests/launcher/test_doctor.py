"""`./goldthread doctor`: what is there, what is lacking, and what mends it."""

import json
import sys
from argparse import Namespace
from datetime import timedelta

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult, get_date_max
from tooling.checkout import Checkout
from tooling.doctor import MISSING, OK, OLD, WRONG, Finding, is_fit_to_run, look_at_machine
from tooling.environment import stamp_of
from tooling.machine import Machine
from tooling.stamps import write_stamp

from goldthread import keys
from goldthread.config import doctor, doctor_installation
from goldthread.config.doctor import look_at_home, look_at_keys, look_at_readers
from goldthread.config.doctor_installation import (
    look_at_rules,
    look_at_settings,
    look_at_worker,
)
from goldthread.config.home import Demonstration, write_marker

DEBIAN = Machine("linux", frozenset({"debian"}), is_root=False, has_apt=True)


def outcomes(findings):
    return {finding.what: finding.outcome for finding in findings}


def test_a_fresh_copy_lacks_its_parts_and_pages(tmp_path):
    found = outcomes(look_at_machine(Checkout(tmp_path), DEBIAN, tmp_path))

    assert found["Python"] == OK
    assert found["Parts"] == found["Test parts"] == found["GOV.UK files"] == MISSING


def test_parts_of_another_list_are_old(tmp_path):
    write_stamp(stamp_of(Checkout(tmp_path)), {"base": "another list"})

    found = outcomes(look_at_machine(Checkout(tmp_path), DEBIAN, tmp_path))

    assert found["Parts"] == OLD


def test_a_missing_pango_comes_with_its_command(tmp_path, monkeypatch):
    monkeypatch.setattr("tooling.parts.has_pango", lambda: False)

    found = look_at_machine(Checkout(tmp_path), DEBIAN, tmp_path)

    (pango,) = [finding for finding in found if finding.what == "Pango"]
    assert str(pango).startswith(
        "missing  Pango: no PDFs can be written. Mend it with: sudo apt-get"
    )


def test_space_is_looked_for_where_the_home_will_be(tmp_path, monkeypatch):
    asked = []

    class Usage:
        free = 500_000_000

    monkeypatch.setattr("tooling.doctor.shutil.disk_usage", lambda p: asked.append(p) or Usage)

    found = outcomes(look_at_machine(Checkout(tmp_path), DEBIAN, tmp_path / "not" / "yet"))

    assert found["Free space"] == WRONG
    assert asked == [tmp_path]


def test_what_only_the_tests_need_does_not_keep_it_from_running():
    assert is_fit_to_run([Finding("a", OK), Finding("b", MISSING, for_tests=True)])
    assert not is_fit_to_run([Finding("a", OK), Finding("b", OLD)])


def test_a_home_is_told_with_what_it_holds(tmp_path, monkeypatch):
    monkeypatch.setenv("GOLDTHREAD_HOME", str(tmp_path))
    monkeypatch.delenv("GOLDTHREAD_DATABASE", raising=False)

    assert look_at_home(tmp_path / "missing").outcome == MISSING
    assert look_at_home(tmp_path).says.endswith("nothing yet")
    write_marker(tmp_path, Demonstration())
    assert look_at_home(tmp_path).says.endswith("a demonstration")


def test_keys_that_others_can_read_are_wrong(tmp_path):
    keys.make(tmp_path / "keys")
    assert [each.outcome for each in look_at_keys(tmp_path / "keys")] == [OK]

    (tmp_path / "keys").chmod(0o755)

    (finding,) = look_at_keys(tmp_path / "keys")
    assert finding.mend == f"chmod 700 {tmp_path / 'keys'}"


def test_a_key_that_is_gone_is_named(tmp_path):
    keys.make(tmp_path / "keys")
    (tmp_path / "keys" / "trail.key").unlink()

    (finding,) = look_at_keys(tmp_path / "keys")
    assert "'trail'" in finding.says


@pytest.fixture
def installation(monkeypatch, tmp_path):
    """A machine that lacks nothing, so that only the installation is judged."""
    keys.make(tmp_path / "keys")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "goldthread.db").touch()
    monkeypatch.setenv("GOLDTHREAD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GOLDTHREAD_KEYS", str(tmp_path / "keys"))
    monkeypatch.setattr(doctor, "look_at_machine", lambda *anything: [])


def look(capsys):
    code = doctor.run(Namespace(json=True))
    return code, {each["what"]: each for each in json.loads(capsys.readouterr().out)}


@pytest.mark.django_db
def test_an_installation_that_lacks_nothing_is_fit(installation, capsys, tmp_path):
    write_marker(tmp_path / "home", Demonstration())

    code, found = look(capsys)

    assert found["Database"]["outcome"] == OK
    assert "Deployment" not in found  # nobody is let in but those of the demonstration
    assert code == 0


def test_a_database_behind_the_code_is_old(installation, capsys, monkeypatch):
    monkeypatch.setattr(
        "goldthread.config.database.unapplied_migrations", lambda: ["trail.0002_more"]
    )

    code, found = look(capsys)

    assert found["Database"]["mend"] == "./goldthread manage migrate"
    assert found["Database"]["outcome"] == OLD
    assert code == 1


def test_a_real_installation_is_put_to_djangos_checks(installation, capsys, monkeypatch):
    from django.core.checks import Warning

    monkeypatch.delenv("GOLDTHREAD_DEMONSTRATION")
    monkeypatch.setattr("goldthread.config.database.unapplied_migrations", list)
    found = [
        Warning("No HSTS.", id="security.W004"),
        Warning("Cookies.", id="security.W012"),
        Warning("Hosts.", hint="Name them.", id="security.W020"),
    ]
    monkeypatch.setattr("django.core.checks.run_checks", lambda include_deployment_checks: found)
    monkeypatch.setattr(doctor, "look_at_installation", lambda at: [])

    code = doctor.run(Namespace(json=True))

    told = json.loads(capsys.readouterr().out)
    deployment = [(each["says"], each["mend"]) for each in told if each["what"] == "Deployment"]
    assert deployment == [
        ("security.W020: Hosts.", "Name them."),
        (
            "pages and cookies may travel unencrypted (security.W004, security.W012).",
            "serve over HTTPS, GOLDTHREAD_HTTPS=1",
        ),
    ]
    assert code == 1


def test_a_reader_that_could_get_out_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("goldthread.files.trial.read_apart", lambda *_, **__: ["the network"])

    found = look_at_readers(tmp_path)

    assert found.outcome == WRONG
    assert "can reach the network" in found.says


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the walls are Linux's own")
def test_a_reader_that_cannot_get_out_is_in_order(tmp_path):
    assert look_at_readers(tmp_path).outcome == OK


def test_a_demonstration_that_is_switched_on_for_real_records_is_wrong(
    installation, capsys, monkeypatch
):
    monkeypatch.setenv("GOLDTHREAD_DEMONSTRATION", "1")
    monkeypatch.setattr("goldthread.config.database.unapplied_migrations", lambda: ["x"])
    monkeypatch.setattr(doctor, "_look_at_deployment", list)

    code, found = look(capsys)

    assert found["Demonstration"]["outcome"] == WRONG
    assert code == 1


def test_settings_that_leave_something_open_are_wrong(settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.GOLDTHREAD_ADDRESS = "http://localhost:8000"
    settings.EMAIL_HOST = ""
    settings.GOLDTHREAD_SERVED_SECURELY, settings.ALLAUTH_TRUSTED_PROXY_COUNT = True, 0

    found = outcomes(look_at_settings())

    assert found == {"Hosts": WRONG, "Address": WRONG, "Mail": MISSING, "Guesses": WRONG}


def test_settings_of_a_real_server_are_in_order(settings):
    settings.ALLOWED_HOSTS = ["goldthread.example.org"]
    settings.GOLDTHREAD_ADDRESS = "https://goldthread.example.org"
    settings.EMAIL_HOST = "mail.example.org"
    settings.GOLDTHREAD_SERVED_SECURELY, settings.ALLAUTH_TRUSTED_PROXY_COUNT = True, 1

    assert list(look_at_settings()) == []


@pytest.mark.django_db
def test_work_that_nobody_does_is_told(settings):
    waits = DBTaskResult.objects.create(
        task_path="goldthread.messages.tasks.send",
        backend_name="default",
        args_kwargs={},
        run_after=get_date_max(),  # as the queue writes what is for now
    )

    soon = outcomes(look_at_worker(at=waits.enqueued_at + timedelta(minutes=14)))
    late = outcomes(look_at_worker(at=waits.enqueued_at + timedelta(minutes=16)))

    assert (soon["Worker"], late["Worker"]) == (OK, WRONG)
    assert late["Shared cache"] == MISSING  # the tests count in the process


@pytest.mark.django_db
def test_partnerships_are_kept_apart_by_the_database(monkeypatch):
    if connection.vendor != "postgresql":
        assert list(look_at_rules()) == []
        return
    assert outcomes(look_at_rules()) == {"Partnerships": OK}
    monkeypatch.setattr(doctor_installation, "stands_above_the_rules", lambda: True)
    assert outcomes(look_at_rules()) == {"Partnerships": WRONG}
