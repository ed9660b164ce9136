"""What performance tells the house."""

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path

from goldthread.access.principal import Principal
from goldthread.house import Command, MenuEntry, Module, Source
from goldthread.performance import inbox
from goldthread.performance.commands_differences import arguments_of_differences
from goldthread.performance.errands import RETURN_BY_LINK
from goldthread.performance.figures.family import FAMILY
from goldthread.performance.left_undone import returns_of_nobody
from goldthread.performance.noted_charts import drawn
from goldthread.performance.permissions import GRANTS, SEE_RETURNS, SEE_SCORECARD, TRANSCRIBE
from goldthread.performance.steps import RELEASE, REQUEST, RETURN, TRANSCRIPTION


def _change(principal: Principal, public_id: str) -> Source | None:
    # Imported when asked, as every module's sources are.
    from goldthread.performance.sources import change_of

    return change_of(principal, public_id)


def _returns_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the filled-in template, as XLSX or CSV")
    parser.add_argument(
        "--as",
        dest="person",
        metavar="PERSON",
        required=True,
        help="the submitter's e-mail address",
    )
    parser.add_argument("--check-only", action="store_true", help="tell the problems, keep nothing")
    parser.add_argument("--return", dest="return_id", metavar="ID", help="which return it is for")
    parser.add_argument("--space", metavar="CODE", help="the partnership to work in")
    parser.add_argument("--reason", metavar="TEXT", default="", help="why there is a new version")


def _published_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="a table saved as CSV")
    parser.add_argument(
        "--as",
        dest="person",
        metavar="PERSON",
        help="the e-mail of whoever imports it: it then shows in that person's partnership alone,"
        " until a second person there has checked it on the page",
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
        MenuEntry("Returns", "returns", SEE_RETURNS, order=30, section="performance/quarter"),
        MenuEntry("Documents", "documents", TRANSCRIBE, order=35),
    ),
    inbox=inbox.KINDS,
    figures=(replace(FAMILY, drawn=drawn),),
    errands=(RETURN_BY_LINK,),
    left_undone=returns_of_nobody,
    sources={"performance.changetoanswer": _change},
    commands=(
        Command(
            "returns",
            "import",
            "Take a filled-in return in, as its submitter, and tell every problem",
            "goldthread.performance.commands:import_return",
            _returns_arguments,
        ),
        Command(
            "published",
            "import",
            "Import published statistics, as whoever runs the installation: without --as they count"
            " for all partnerships at once, since nobody else checks them. Says what was taken,"
            " left and not understood",
            "goldthread.performance.commands_published:import_published",
            _published_arguments,
        ),
        Command(
            "published",
            "differences",
            "List where a partnership's figures and the official ones disagree by more than rounding",
            "goldthread.performance.commands_differences:list_differences",
            arguments_of_differences,
        ),
    ),
    urls="goldthread.performance.urls",
    prefix="performance/",
    endpoints="goldthread.performance.endpoints:ROUTER",
    steps=(REQUEST, RETURN, TRANSCRIPTION, RELEASE),
    demonstration="goldthread.performance.demonstration:load",
    demonstration_order=40,
)
