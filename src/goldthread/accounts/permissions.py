"""What may be done about people, and who holds it."""

from goldthread.house import Permission, Role

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
GRANTS = {
    SEE_PEOPLE: BUSINESS_UNIT | {Role.SERVICE_ADMINISTRATOR, Role.INFORMATION_GOVERNANCE_AUDITOR},
    ADMIT_PEOPLE: frozenset({Role.BUSINESS_MANAGER, Role.SERVICE_ADMINISTRATOR}),
}
