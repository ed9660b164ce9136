"""What the gate tells the house."""

from goldthread.house import Command, MenuEntry, Module
from goldthread.publication import inbox
from goldthread.publication.commands import arguments
from goldthread.publication.permissions import GRANTS, SEE
from goldthread.publication.steps import WORKFLOW

MODULE = Module(
    name="publication",
    title="Publication",
    permissions=GRANTS,
    menu=(MenuEntry("Publication", "publication:list", SEE, order=84, section="gate"),),
    inbox=inbox.KINDS,
    urls="goldthread.publication.urls",
    steps=(WORKFLOW,),
    demonstration="goldthread.publication.demonstration:load",
    demonstration_order=66,
    clocks=("review_copy_before_publication", "review_kept_public"),
    commands=(
        Command(
            "gate",
            "check",
            "Look through a draft for what would tell who somebody is",
            "goldthread.publication.commands:check",
            arguments,
        ),
    ),
)
