"""Who may bring past records in; each kind asks for its own permission besides."""

from goldthread.house import Permission, Role

BRING_IN = Permission("imports.bring_in", "bring in spreadsheets of past records")

GRANTS = {
    BRING_IN: frozenset(
        {
            Role.BUSINESS_MANAGER,
            Role.PARTNERSHIP_OFFICER,
            Role.PERFORMANCE_OFFICER,
            Role.LEARNING_OFFICER,
            Role.SERVICE_ADMINISTRATOR,
        }
    )
}
