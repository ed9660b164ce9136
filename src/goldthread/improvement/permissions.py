"""What may be done with actions and what they rest on, and by whom."""

from goldthread.house import Permission, Role

SEE = Permission("improvement.see", "see actions and impact", reads=True)
SEE_ALL = Permission(
    "improvement.see_all", "see the actions of every agency and what they rest on", reads=True
)
KEEP = Permission("improvement.keep", "write findings, recommendations and actions")
GIVE_EVIDENCE = Permission(
    "improvement.give_evidence", "give evidence of what an action did, and lead one"
)
TEST = Permission("improvement.test", "test again whether an action changed anything")
DECIDE = Permission(
    "improvement.decide", "accept a recommendation, or decide that an action is done or achieved"
)

BUSINESS_UNIT = frozenset(
    {
        Role.BUSINESS_MANAGER,
        Role.PARTNERSHIP_OFFICER,
        Role.PERFORMANCE_OFFICER,
        Role.LEARNING_OFFICER,
    }
)
BOARD = frozenset(
    {
        Role.INDEPENDENT_SCRUTINEER,
        Role.DELEGATED_SAFEGUARDING_PARTNER,
        Role.LEAD_SAFEGUARDING_PARTNER,
    }
)
# They keep their own part: what they wrote, and what they or their agency lead.
OWN_PART = frozenset({Role.CHILD_DEATH_COORDINATOR, Role.EXPLOITATION_CHAIR})
OF_AN_AGENCY = frozenset({Role.AGENCY_LEAD, Role.DESIGNATED_SAFEGUARDING_LEAD})
KEEPERS = (
    frozenset({Role.BUSINESS_MANAGER, Role.PARTNERSHIP_OFFICER, Role.LEARNING_OFFICER}) | OWN_PART
)

GRANTS = {
    SEE: BUSINESS_UNIT | BOARD | OWN_PART | OF_AN_AGENCY,
    SEE_ALL: BUSINESS_UNIT | BOARD,
    KEEP: KEEPERS,
    GIVE_EVIDENCE: BUSINESS_UNIT | OWN_PART | OF_AN_AGENCY | {Role.DELEGATED_SAFEGUARDING_PARTNER},
    TEST: BUSINESS_UNIT,
    DECIDE: frozenset({Role.BUSINESS_MANAGER, Role.DELEGATED_SAFEGUARDING_PARTNER}),
}
