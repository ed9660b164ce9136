"""What letters tell the house."""

from goldthread.house import Module, Permission, Role

MIND_LETTERS = Permission(
    "messages.mind_letters", "see which letters went to whom, and send one again"
)

MODULE = Module(
    name="messages",
    title="Letters",
    permissions={MIND_LETTERS: frozenset({Role.BUSINESS_MANAGER, Role.SERVICE_ADMINISTRATOR})},
)
