"""What performance tells the house."""

from goldthread.house import Module
from goldthread.performance.figures.family import FAMILY
from goldthread.performance.permissions import GRANTS

MODULE = Module(
    name="performance",
    title="Performance",
    permissions=GRANTS,
    figures=(FAMILY,),
    demonstration="goldthread.performance.demonstration:load",
    demonstration_order=40,
)
