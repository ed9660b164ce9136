"""What the list of things due tells the house."""

from goldthread.house import Module
from goldthread.inbox.permissions import GRANTS

MODULE = Module(
    name="inbox",
    title="Home",
    permissions=GRANTS,
    urls="goldthread.inbox.urls",
    demonstration="goldthread.inbox.demonstration:load",
    demonstration_order=90,
)
