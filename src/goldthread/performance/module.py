"""What performance tells the house."""

from goldthread.house import MenuEntry, Module
from goldthread.performance import inbox
from goldthread.performance.figures.family import FAMILY
from goldthread.performance.permissions import GRANTS, SEE_RETURNS, SEE_SCORECARD
from goldthread.performance.steps import RETURN, TRANSCRIPTION

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
    urls="goldthread.performance.urls",
    prefix="performance/",
    steps=(RETURN, TRANSCRIPTION),
    demonstration="goldthread.performance.demonstration:load",
    demonstration_order=40,
)
