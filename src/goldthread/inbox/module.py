"""What the list of things due tells the house."""

from goldthread.house import Module, Role
from goldthread.inbox.permissions import LET_BE_SILENT

MODULE = Module(
    name="inbox",
    title="Home",
    permissions={LET_BE_SILENT: frozenset({Role.BUSINESS_MANAGER})},
    urls="goldthread.inbox.urls",
)
