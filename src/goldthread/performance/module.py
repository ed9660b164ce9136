"""What performance tells the house."""

from argparse import ArgumentParser
from pathlib import Path

from goldthread.house import Command, MenuEntry, Module
from goldthread.performance import inbox
from goldthread.performance.figures.family import FAMILY
from goldthread.performance.permissions import GRANTS, SEE_RETURNS, SEE_SCORECARD
from goldthread.performance.steps import RETURN, TRANSCRIPTION


def _published_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="a table saved as CSV")
    parser.add_argument(
        "--as", dest="person", metavar="PERSON", help="the e-mail of who takes it in"
    )
    parser.add_argument(
        "--release", default="", help="the edition, where the latest year is not it"
    )


MODULE = Module(
    name="performance",
    title="Performance",
    permissions=GRANTS,
    menu=(
        MenuEntry("Performance", "scorecard", SEE_SCORECARD, order=20, section="performance"),
        MenuEntry("Returns", "returns", SEE_RETURNS, order=30),
    ),
    inbox=inbox.KINDS,
    figures=(FAMILY,),
    commands=(
        Command(
            "published",
            "import",
            "Take in published statistics, and say what was taken, left and not understood",
            "goldthread.performance.commands_published:import_published",
            _published_arguments,
        ),
    ),
    urls="goldthread.performance.urls",
    prefix="performance/",
    steps=(RETURN, TRANSCRIPTION),
    demonstration="goldthread.performance.demonstration:load",
    demonstration_order=40,
)
