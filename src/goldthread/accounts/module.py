"""What sign-in and appointments tell the house."""

from goldthread.house import Module, Permission, Role

SEE_PEOPLE = Permission("accounts.see_people", "see who is appointed to what", reads=True)
ADMIT_PEOPLE = Permission("accounts.admit_people", "invite people and end appointments", again=True)

BUSINESS_UNIT = frozenset(
    {
        Role.BUSINESS_MANAGER,
        Role.PARTNERSHIP_OFFICER,
        Role.PERFORMANCE_OFFICER,
        Role.LEARNING_OFFICER,
    }
)

MODULE = Module(
    name="accounts",
    title="People and sign-in",
    permissions={
        SEE_PEOPLE: BUSINESS_UNIT
        | {Role.SERVICE_ADMINISTRATOR, Role.INFORMATION_GOVERNANCE_AUDITOR},
        ADMIT_PEOPLE: frozenset({Role.BUSINESS_MANAGER, Role.SERVICE_ADMINISTRATOR}),
    },
    demonstration="goldthread.accounts.demonstration:load",
    demonstration_order=20,
)
