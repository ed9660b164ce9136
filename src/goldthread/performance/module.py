"""What performance tells the house."""

from goldthread.house import Module
from goldthread.performance.permissions import GRANTS

MODULE = Module(
    name="performance",
    title="Performance",
    permissions=GRANTS,
)
