"""The command line: what is understood, what is refused, and with which exit code."""

import json
import sys
from types import ModuleType

import pytest
from tooling.words import CannotRun, WrongUse

from goldthread import __version__
from goldthread.config import commandline, commands
from goldthread.config.commandline import main, parser_of
from goldthread.config.home import Demonstration, write_marker
from goldthread.house import Command


@pytest.fixture
def room(monkeypatch):
    """A module with one command, and what it was called with."""
    called = []
    module = ModuleType("a_room")
    module.act = lambda arguments: called.append(arguments) or 0
    monkeypatch.setitem(sys.modules, "a_room", module)

    def arguments(parser):
        parser.add_argument("file")
        parser.add_argument("--check-only", action="store_true")

    command = Command("returns", "import", "Take a return in", "a_room:act", arguments)
    monkeypatch.setattr(commandline, "_commands_of_modules", lambda words: [command])
    return called


def test_a_modules_command_is_called_with_its_arguments(room):
    assert main(["returns", "import", "a.xlsx", "--json"]) == 0

    (given,) = room
    assert (given.file, given.check_only, given.json) == ("a.xlsx", False, True)


@pytest.mark.parametrize("line", ["returns import", "returns send", "nothing", "demo --port none"])
def test_wrong_use_is_exit_code_two(room, line, capsys):
    with pytest.raises(SystemExit) as ended:
        main(line.split())

    assert ended.value.code == 2
    assert "usage: ./goldthread" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["", "returns"])
def test_half_a_command_shows_what_there_is(room, line, capsys):
    assert main(line.split()) == 2
    assert "import" in capsys.readouterr().out


@pytest.mark.parametrize("line", ["--help", "returns --help", "returns import --help", "demo -h"])
def test_every_command_explains_itself(room, line, capsys):
    with pytest.raises(SystemExit) as ended:
        main(line.split())

    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("usage: ./goldthread")


def test_every_command_takes_json():
    parser = parser_of(commands.COMMANDS)

    folders = ["one", "--keys", "another"]
    periods = ["--from", "2025-04-01", "--to", "2026-03-31", "--out", "b.csv"]
    needs = {"backup": folders, "restore": folders, "check": ["a"], "indicators": ["a", *periods]}
    needs["due"] = ["rapid_review", "2026-03-31"]

    for command in commands.COMMANDS:
        if command.verb != "manage":  # whose words are all Django's
            called = filter(None, (command.noun, command.verb))
            words = [*called, *needs.get(command.verb, ()), "--json"]
            assert parser.parse_args(words).json


def test_a_command_may_declare_json_itself(monkeypatch):
    own = Command("a", "b", "Do", "x:y", lambda p: p.add_argument("--json", action="store_true"))

    assert parser_of([own]).parse_args(["a", "b", "--json"]).json


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit):
        main(["--version"])

    assert capsys.readouterr().out == f"Goldthread {__version__}\n"


@pytest.mark.parametrize(
    ("stop", "code", "said"),
    [
        (CannotRun("No Pango.", "brew install pango"), 3, "No Pango. Mend it with: brew install"),
        (WrongUse("Not with these."), 2, "Not with these."),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_what_stops_a_command_is_one_sentence_and_a_code(
    room, monkeypatch, capsys, stop, code, said
):
    def stops(arguments):
        raise stop

    monkeypatch.setattr(sys.modules["a_room"], "act", stops)

    assert main(["returns", "import", "a.xlsx"]) == code
    assert capsys.readouterr().err.startswith(said)


def test_a_database_behind_the_code_is_told_and_not_traced(room, monkeypatch, capsys):
    from django.db import OperationalError

    def asks(arguments):
        raise OperationalError("no such table")

    monkeypatch.setattr(sys.modules["a_room"], "act", asks)
    monkeypatch.setattr("goldthread.config.database.is_up_to_date", lambda: False)

    assert main(["returns", "import", "a.xlsx"]) == 3
    assert "./goldthread manage migrate" in capsys.readouterr().err


def test_a_fault_in_a_database_that_is_up_to_date_is_not_hidden(room, monkeypatch):
    from django.db import OperationalError

    def asks(arguments):
        raise OperationalError("disk full")

    monkeypatch.setattr(sys.modules["a_room"], "act", asks)
    monkeypatch.setattr("goldthread.config.database.is_up_to_date", lambda: True)

    with pytest.raises(OperationalError):
        main(["returns", "import", "a.xlsx"])


@pytest.mark.django_db
def test_an_up_to_date_database_is_seen_as_such():
    from goldthread.config.database import is_up_to_date

    assert is_up_to_date()


def test_djangos_own_words_reach_django(monkeypatch, tmp_path):
    passed = []
    monkeypatch.setattr(
        "django.core.management.execute_from_command_line", lambda words: passed.extend(words)
    )

    assert main(["manage", "migrate", "--plan", "-v", "2"]) == 0
    assert passed == ["./goldthread manage", "migrate", "--plan", "-v", "2"]


def test_setup_is_refused_on_a_demonstrations_home(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("GOLDTHREAD_HOME", str(tmp_path))
    write_marker(tmp_path, Demonstration())

    assert main(["setup", "--email", "a@example.org", "--name", "A"]) == 2
    assert "holds a demonstration" in capsys.readouterr().err


def test_setup_is_refused_with_demonstration_settings(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("GOLDTHREAD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GOLDTHREAD_DEMONSTRATION", "1")

    assert main(["setup", "--email", "a@example.org", "--name", "A"]) == 2
    assert "anybody could sign in as anybody" in capsys.readouterr().err
    assert not (tmp_path / "home").exists()


def test_setup_asks_nobody_where_nobody_is_there(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("GOLDTHREAD_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("GOLDTHREAD_DEMONSTRATION")

    assert main(["setup", "--email", "a@example.org"]) == 2
    assert "--email and --name" in capsys.readouterr().err


def test_serving_without_keys_says_where_they_come_from(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("GOLDTHREAD_KEYS", str(tmp_path))

    assert main(["serve"]) == 3
    assert "./goldthread setup" in capsys.readouterr().err


@pytest.fixture
def benches(monkeypatch, tmp_path):
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench" / "pages.py").write_text('"""How long pages take.\n\nMore."""\n')
    (tmp_path / "bench" / "_shared.py").write_text("")
    monkeypatch.setattr(commands, "HERE", commands.HERE.__class__(tmp_path))


def test_the_measurements_are_listed_with_what_they_say_of_themselves(benches, capsys):
    assert main(["bench", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"pages": "How long pages take."}


def test_a_measurement_that_is_not_there_is_wrong_use(benches, capsys):
    assert main(["bench", "page"]) == 2
    assert "There is no 'page' in bench/: pages." in capsys.readouterr().err


def test_a_measurement_is_started_with_its_own_words(benches, monkeypatch, tmp_path):
    became = []

    def become(command):
        became.extend(command)
        raise SystemExit(0)

    monkeypatch.setattr(commands, "become", become)
    with pytest.raises(SystemExit):
        main(["bench", "pages", "--areas", "4"])

    assert became[2:] == [str(tmp_path / "bench" / "pages.py"), "--areas", "4"]
