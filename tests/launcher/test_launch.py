"""What a command line needs before it starts."""

import subprocess
import sys
from pathlib import Path

import pytest
from tooling import environment, govuk, launch, parts
from tooling.checkout import Checkout
from tooling.launch import Needs, needs_of, prepare
from tooling.machine import Machine
from tooling.words import CannotRun

ROOT = Path(__file__).parents[2]
LINUX = Machine(system="linux")


@pytest.mark.parametrize("line", ["", "--help", "--version", "-h", "doctor", "doctor --json"])
def test_asking_what_it_is_or_what_is_lacking_installs_nothing(line):
    assert needs_of(line.split()) == Needs()


def test_help_on_a_command_needs_the_parts_that_know_the_commands():
    assert needs_of(["returns", "import", "--help"]) == Needs("base")


def test_the_demonstration_goes_on_without_pango():
    assert needs_of(["records", "check", "a.csv"]) == Needs("base")
    assert needs_of(["demo", "--port", "8001"]) == Needs("base", pages=True, pango="wanted")


def test_the_tests_need_everything():
    assert needs_of(["test"]) == Needs("test", pages=True, pango="needed", chromium=True)


def test_quick_tests_need_no_browser():
    assert not needs_of(["test", "--quick"]).chromium


def test_any_other_command_needs_the_parts_and_the_pages():
    assert needs_of(["trail", "verify", "--json"]) == Needs("base", pages=True)


@pytest.fixture
def brought(monkeypatch):
    """What `prepare` brings, noted and not done."""
    noted = []
    monkeypatch.setattr(environment, "fill", lambda c, name, m: noted.append(name))
    monkeypatch.setattr(govuk, "lay_out", lambda c, m: noted.append("pages"))
    monkeypatch.setattr(parts, "bring_pango", lambda m, needed: noted.append(f"pango {needed}"))
    monkeypatch.setattr(parts, "bring_chromium", lambda m, c: "/usr/bin/chromium")
    return noted


def test_a_fresh_copy_is_filled_before_its_pages_are_laid_out(tmp_path, brought):
    found = prepare(Needs("test", True, "needed", True), Checkout(tmp_path), LINUX)

    assert brought == ["test", "pages", "pango True"]
    assert found == {"GOLDTHREAD_CHROMIUM": "/usr/bin/chromium"}


def test_a_prepared_copy_is_left_alone(tmp_path, brought, monkeypatch):
    monkeypatch.setattr(environment, "is_filled", lambda checkout, name: True)
    monkeypatch.setattr(govuk, "is_laid_out", lambda checkout: True)

    prepare(Needs("base", pages=True), Checkout(tmp_path), LINUX)

    assert brought == []
    assert not (tmp_path / ".goldthread").exists()


def test_what_another_launcher_brought_meanwhile_is_not_brought_again(
    tmp_path, brought, monkeypatch
):
    answers = iter([False, True])
    monkeypatch.setattr(environment, "is_filled", lambda checkout, name: next(answers))

    prepare(Needs("base"), Checkout(tmp_path), LINUX)

    assert brought == []


def test_what_is_lacking_is_one_sentence_and_exit_code_three(tmp_path, capsys, monkeypatch):
    def lacks(*anything):
        raise CannotRun("There is no such part.", "apt-get install part")

    monkeypatch.setattr(launch, "prepare", lacks)

    assert launch.launch(["demo"], Checkout(tmp_path)) == 3
    assert capsys.readouterr().err == (
        "There is no such part. Mend it with: apt-get install part\n"
    )


def test_an_interrupted_preparation_says_how_to_go_on(tmp_path, capsys, monkeypatch):
    def interrupted(*anything):
        raise KeyboardInterrupt

    monkeypatch.setattr(launch, "prepare", interrupted)

    assert launch.launch(["demo"], Checkout(tmp_path)) == 130
    assert "goes on from here" in capsys.readouterr().err


def test_the_command_finds_this_copys_code_from_any_folder():
    variables = Checkout(Path("/here")).variables({"PYTHONPATH": "/elsewhere", "LANG": "C"})

    assert variables == {"PYTHONPATH": "/here/src:/here", "LANG": "C"}


@pytest.mark.parametrize("line", ["--help", "--version", "doctor"])
def test_a_new_checkout_answers_with_nothing_but_pythons_own_parts(line, tmp_path):
    said = f"import sys; from goldthread.config.commandline import main; sys.exit(main([{line!r}]))"
    variables = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "HOME": str(tmp_path)}

    answer = subprocess.run(
        [sys.executable, "-S", "-c", said], env=variables, capture_output=True, text=True
    )

    assert "Traceback" not in answer.stderr
    assert answer.stdout
