"""What the yearly report tells the house."""

from argparse import ArgumentParser

from goldthread.house import Audience, Command, MenuEntry, Module
from goldthread.yearly_report import inbox, permissions
from goldthread.yearly_report.register_of_releases import published_by
from goldthread.yearly_report.steps import WORKFLOW


def _build_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("space", metavar="SPACE", help="the partnership's code, such as STSCP")
    parser.add_argument("year", metavar="YEAR", help="the financial year, such as 2022-23")
    parser.add_argument("--out", metavar="FOLDER", required=True, help="where the files go")
    parser.add_argument(
        "--audience",
        choices=[audience.value for audience in Audience],
        default=Audience.PUBLIC.value,
        help="who it is for; small numbers are kept from the public (default: public)",
    )
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")


MODULE = Module(
    name="yearly_report",
    title="Yearly report",
    permissions=permissions.GRANTS,
    menu=(
        MenuEntry(
            "Yearly report", "yearly_report:list", permissions.READ, order=80, section="reports"
        ),
    ),
    inbox=inbox.KINDS,
    publications=published_by,
    urls="goldthread.yearly_report.urls",
    prefix="reports/",
    commands=(
        Command(
            noun="report",
            verb="build",
            words="Write a yearly report as a web page, a PDF, a Word file and a table of figures",
            run="goldthread.yearly_report.commands:build_report",
            arguments=_build_arguments,
        ),
    ),
    steps=(WORKFLOW,),
    demonstration="goldthread.yearly_report.demonstration:load",
    demonstration_order=60,
)
