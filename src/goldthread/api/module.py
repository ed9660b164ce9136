"""What the API tells the house."""

from goldthread.house import MenuEntry, Module, Permission, Role

MAKE_TOKENS = Permission("api.make_tokens", "make a token for a program of your own")
END_TOKENS = Permission("api.end_tokens", "list and end everybody's tokens")
SWITCH_API = Permission("api.switch", "switch tokens for programs on or off", again=True)

MODULE = Module(
    name="api",
    title="Programs that read and send",
    permissions={
        # Whoever reads figures or sends returns; what a token opens is asked at every request.
        MAKE_TOKENS: frozenset(
            {
                Role.BUSINESS_MANAGER,
                Role.PARTNERSHIP_OFFICER,
                Role.PERFORMANCE_OFFICER,
                Role.LEARNING_OFFICER,
                Role.INDEPENDENT_SCRUTINEER,
                Role.DELEGATED_SAFEGUARDING_PARTNER,
                Role.LEAD_SAFEGUARDING_PARTNER,
                Role.AGENCY_LEAD,
                Role.DATA_SUBMITTER,
            }
        ),
        END_TOKENS: frozenset({Role.BUSINESS_MANAGER}),
        SWITCH_API: frozenset({Role.BUSINESS_MANAGER}),
    },
    menu=(MenuEntry("Tokens", "tokens", END_TOKENS, order=51, part_of="administration"),),
    urls="goldthread.api.urls",
)
