"""What may be done with the identities of a case, and by whom. Being named to the case comes first."""

from goldthread.house import Permission, Role

SEE = Permission(
    "vault.see", "see by which pseudonyms a case speaks, and who is named to it", reads=True
)
KEEP = Permission("vault.keep", "write down who is meant in a case")
NAME_PEOPLE = Permission("vault.name_people", "say who may see inside a case", again=True)
REVEAL = Permission("vault.reveal", "see by name who is meant in a case", again=True)

KEEPERS = frozenset({Role.BUSINESS_MANAGER, Role.PARTNERSHIP_OFFICER})
GRANTS = {
    SEE: KEEPERS
    | {
        Role.DELEGATED_SAFEGUARDING_PARTNER,
        Role.INDEPENDENT_SCRUTINEER,
        Role.AGENCY_LEAD,
        Role.CHILD_DEATH_COORDINATOR,
    },
    KEEP: KEEPERS,
    NAME_PEOPLE: frozenset({Role.BUSINESS_MANAGER}),
    REVEAL: KEEPERS | {Role.DELEGATED_SAFEGUARDING_PARTNER, Role.AGENCY_LEAD},
}
