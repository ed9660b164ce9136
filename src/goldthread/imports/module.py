"""What the road for past records tells the house."""

from argparse import ArgumentParser

from goldthread.house import Command, MenuEntry, Module
from goldthread.imports.permissions import BRING_IN, GRANTS
from goldthread.imports.steps import WORKFLOW


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", help="what is taken in, as on the page: agencies, schools, ...")
    parser.add_argument("file", help="the spreadsheet")
    parser.add_argument(
        "--as", dest="person", required=True, metavar="PERSON", help="their address"
    )
    parser.add_argument(
        "--space", metavar="CODE", help="the partnership, where they work in several"
    )
    parser.add_argument(
        "--check-only", action="store_true", help="say what it would do, and do nothing"
    )


MODULE = Module(
    name="imports",
    title="Bringing in past records",
    permissions=GRANTS,
    menu=(MenuEntry("Past records", "imports", BRING_IN, order=60, part_of="administration"),),
    steps=(WORKFLOW,),
    urls="goldthread.imports.urls",
    prefix="administration/imports/",
    commands=(
        Command(
            noun="imports",
            verb="run",
            words="Take past records in from a spreadsheet, all or nothing",
            run="goldthread.imports.commands:run",
            arguments=_arguments,
        ),
    ),
)
