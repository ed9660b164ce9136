"""What sign-in and appointments tell the house."""

from argparse import ArgumentParser

from goldthread.accounts.bringing_in import PEOPLE
from goldthread.accounts.permissions import GRANTS
from goldthread.house import Command, Module

_COMMANDS = "goldthread.accounts.commands"


def _recover_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("email", help="the e-mail address of the account")
    parser.add_argument("--json", action="store_true", help="print JSON instead of words")


MODULE = Module(
    name="accounts",
    title="People and sign-in",
    permissions=GRANTS,
    imports=(PEOPLE,),
    commands=(
        Command(
            "account",
            "recover",
            "Let somebody back in whom no partnership can",
            f"{_COMMANDS}:recover",
            _recover_arguments,
        ),
        Command(
            "keys",
            "change",
            "Make a new signing key, and keep the old one to open what it sealed",
            f"{_COMMANDS}:change_key",
        ),
        Command(
            "keys",
            "seal",
            "Seal every second step with the present signing key",
            f"{_COMMANDS}:seal",
        ),
    ),
    demonstration="goldthread.accounts.demonstration:load",
    demonstration_order=20,
)
