"""The command line: nouns and verbs as the modules declare them, and the bare verbs of the house."""

import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from tooling.words import CANNOT_RUN, WRONG_USE, CannotRun, WrongUse, say

from goldthread import __version__
from goldthread.config.commands import COMMANDS, start_django
from goldthread.house import Command, registry

EXIT_CODES = """\
exit codes:
  0  done
  1  problems were found
  2  wrong use of a command
  3  cannot run on this machine (the sentence says what is missing)

Everything is kept in GOLDTHREAD_HOME, and the keys in GOLDTHREAD_KEYS: folders of the person
who runs the command, unless these variables name others."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return run(words)
    except CannotRun as stop:
        say(str(stop))
        return CANNOT_RUN
    except WrongUse as refused:
        say(str(refused))
        return WRONG_USE
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our lines has closed: `| head`. Nothing is left to say, not even at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def run(words: list[str]) -> int:
    """Find the command among the house's own and, where it is none of these, the modules'."""
    commands: Iterable[Command] = COMMANDS
    is_own = bool(words) and words[0] in {command.noun or command.verb for command in COMMANDS}
    if not is_own:
        commands = (*COMMANDS, *_commands_of_modules(words))
    parser = parser_of(commands)
    parsed = parser.parse_args(words)
    if "run" not in parsed:
        parsed.parser.print_help()
        return WRONG_USE
    return _call(parsed, by_a_module=not is_own)


def parser_of(commands: Iterable[Command]) -> ArgumentParser:
    """One parser of all commands: `NOUN VERB`, or a bare verb."""
    parser = ArgumentParser(
        prog="./goldthread",
        description="Goldthread: the working system of a local safeguarding children partnership.",
        epilog=EXIT_CODES,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Goldthread {__version__}")
    parser.set_defaults(parser=parser)
    top = parser.add_subparsers(title="commands", metavar="COMMAND")
    for noun, of_noun in _by_noun(commands).items():
        if noun:
            words = "; ".join(f"{c.verb}: {c.words[:1].lower()}{c.words[1:]}" for c in of_noun)
            own = top.add_parser(noun, help=words, description=words, allow_abbrev=False)
            own.set_defaults(parser=own)
            verbs = own.add_subparsers(title="verbs", metavar="VERB")
        for command in of_noun:
            _add(verbs if noun else top, command)
    return parser


def _by_noun(commands: Iterable[Command]) -> dict[str, list[Command]]:
    """Bare verbs first, in the order declared; then each noun with its verbs."""
    nouns: dict[str, list[Command]] = {"": []}
    for command in commands:
        nouns.setdefault(command.noun, []).append(command)
    return nouns


def _add(verbs: Any, command: Command) -> None:
    parser = verbs.add_parser(
        command.verb,
        help=command.words,
        description=f"{command.words}.",
        allow_abbrev=False,
        conflict_handler="resolve",
    )
    command.arguments(parser)
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
    parser.set_defaults(run=command.run)


def _commands_of_modules(words: list[str]) -> list[Command]:
    """What the modules declare; nothing where the environment is not made yet."""
    if find_spec("django") is None:
        return []
    asks_for_help = not words or words[0].startswith("-") or {"-h", "--help"} & set(words)
    if asks_for_help:
        os.environ.setdefault("GOLDTHREAD_WITHOUT_KEYS", "1")
    start_django()
    return registry.commands()


def _call(parsed: Namespace, *, by_a_module: bool) -> int:
    module, _, name = parsed.run.partition(":")
    action = getattr(import_module(module), name)
    if not by_a_module:
        return action(parsed)
    from django.db import DatabaseError

    from goldthread.config.database import is_up_to_date

    try:
        return action(parsed)
    except DatabaseError as error:
        if is_up_to_date():
            raise
        raise CannotRun(
            "The database is not there yet, or not up to date.",
            "./goldthread demo (to try it), ./goldthread setup (a new installation) or "
            "./goldthread manage migrate (after an upgrade)",
        ) from error
