"""What performance tells the house."""

from goldthread.house import MenuEntry, Module
from goldthread.performance.permissions import GRANTS, SEE_SCORECARD

MODULE = Module(
    name="performance",
    title="Performance",
    permissions=GRANTS,
)
