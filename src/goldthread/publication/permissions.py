"""What may be done at the gate, and by whom: see ADR 48."""

from goldthread.house import Permission, Role

SEE = Permission("publication.see", "see what is to become public, and what was", reads=True)
PREPARE = Permission("publication.prepare", "prepare a draft for publication")
READ = Permission("publication.read", "be asked to read a draft before it is published")
PUBLISH = Permission(
    "publication.publish", "let a draft go out, or say where it was given", again=True
)
WITHDRAW = Permission(
    "publication.withdraw", "withdraw what is public, or keep it longer", again=True
)

PARTNERS = frozenset({Role.DELEGATED_SAFEGUARDING_PARTNER, Role.LEAD_SAFEGUARDING_PARTNER})
UNIT = frozenset({Role.BUSINESS_MANAGER, Role.PARTNERSHIP_OFFICER})
READERS = PARTNERS | UNIT | {Role.INDEPENDENT_SCRUTINEER, Role.LEARNING_OFFICER}

GRANTS = {
    SEE: READERS,
    PREPARE: UNIT,
    READ: READERS,
    PUBLISH: PARTNERS,
    WITHDRAW: PARTNERS | {Role.BUSINESS_MANAGER},
}
