"""What may be done with open data, and by whom: see ADR 37."""

from goldthread.house import Permission, Role

SEE = Permission("open_data.see", "see what is open data, and what was proposed", reads=True)
PROPOSE = Permission("open_data.propose", "propose an indicator as open data")
APPROVE = Permission(
    "open_data.approve", "approve an indicator as open data, or decline it", again=True
)
WITHDRAW = Permission("open_data.withdraw", "withdraw an indicator from open data", again=True)
SET_LICENCE = Permission("open_data.set_licence", "choose the licence of open data")

PARTNERS = frozenset({Role.DELEGATED_SAFEGUARDING_PARTNER, Role.LEAD_SAFEGUARDING_PARTNER})
PROPOSERS = frozenset({Role.PERFORMANCE_OFFICER, Role.BUSINESS_MANAGER})

GRANTS = {
    SEE: PROPOSERS
    | PARTNERS
    | {
        Role.PARTNERSHIP_OFFICER,
        Role.LEARNING_OFFICER,
        Role.INDEPENDENT_SCRUTINEER,
        Role.AGENCY_LEAD,
    },
    PROPOSE: PROPOSERS,
    # The role table gives the release of performance data to the delegated partner alone.
    APPROVE: frozenset({Role.DELEGATED_SAFEGUARDING_PARTNER}),
    WITHDRAW: PARTNERS | {Role.BUSINESS_MANAGER},
    SET_LICENCE: frozenset({Role.BUSINESS_MANAGER}),
}
