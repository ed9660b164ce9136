"""What one-request links tell the house."""

from goldthread.house import MenuEntry, Module, Permission, Role

MAKE_LINKS = Permission("links.make", "ask somebody without an account for one thing, by a link")
SWITCH_LINKS = Permission(
    "links.switch", "switch links for people without an account on or off", again=True
)

MODULE = Module(
    name="links",
    title="Links for people without an account",
    permissions={
        MAKE_LINKS: frozenset(
            {Role.BUSINESS_MANAGER, Role.PERFORMANCE_OFFICER, Role.PARTNERSHIP_OFFICER}
        ),
        SWITCH_LINKS: frozenset({Role.BUSINESS_MANAGER}),
    },
    menu=(MenuEntry("Links", "links", MAKE_LINKS, order=50, part_of="administration"),),
    urls="goldthread.links.urls",
)
