"""What performance tells the house."""

from goldthread.house import MenuEntry, Module
from goldthread.performance.figures.family import FAMILY
from goldthread.performance.permissions import GRANTS, SEE_SCORECARD

MODULE = Module(
    name="performance",
    title="Performance",
    permissions=GRANTS,
    menu=(MenuEntry("Performance", "scorecard", SEE_SCORECARD, order=20, section="performance"),),
    figures=(FAMILY,),
    urls="goldthread.performance.urls",
    prefix="performance/",
    demonstration="goldthread.performance.demonstration:load",
    demonstration_order=40,
)
