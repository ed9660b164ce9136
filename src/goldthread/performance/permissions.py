"""What may be done with figures, and by whom."""

from goldthread.house import Permission, Role

SEE_SCORECARD = Permission("performance.see_scorecard", "see the scorecard", reads=True)
SEE_RETURNS = Permission("performance.see_returns", "see returns", reads=True)
ASK_FOR_RETURN = Permission("performance.ask_for_return", "ask an agency for a return")
FILL_IN_RETURN = Permission(
    "performance.fill_in_return", "fill in an agency's return, or enter it on its behalf"
)
SIGN_RETURN = Permission(
    "performance.sign_return", "sign an agency's return, or one entered on its behalf"
)
ACCEPT_RETURN = Permission("performance.accept_return", "accept or query a return")
TRANSCRIBE = Permission(
    "performance.transcribe", "transcribe figures from a document, or check them"
)
COMMENT = Permission("performance.comment", "write commentary on an indicator")
SET_UP = Permission("performance.set_up", "set up the scorecard and its limits")
ANSWER_CHANGE = Permission("performance.answer_change", "answer a change on the scorecard")
FREEZE_PACK = Permission(
    "performance.freeze_pack", "freeze a pack of the scorecard for the executive"
)
TAKE_RELEASE = Permission("performance.take_release", "import published statistics")
EXPLAIN_DIFFERENCE = Permission(
    "performance.explain_difference", "say why a figure differs from the official one"
)
CHECK_RELEASE = Permission(
    "performance.check_release", "check published statistics that somebody else imported"
)
SEE_RARE_EVENTS = Permission(
    "performance.see_rare_events", "see how far apart rare events lie", reads=True
)
KEEP_RARE_EVENTS = Permission("performance.keep_rare_events", "keep the days of rare events")

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
AGENCY_SIDE = frozenset({Role.AGENCY_LEAD, Role.DATA_SUBMITTER})

ENTERS_FOR_AGENCIES = frozenset(
    {Role.BUSINESS_MANAGER, Role.PARTNERSHIP_OFFICER, Role.PERFORMANCE_OFFICER}
)

GRANTS = {
    SEE_SCORECARD: BUSINESS_UNIT | BOARD | AGENCY_SIDE | {Role.CHILD_DEATH_COORDINATOR},
    SEE_RETURNS: frozenset({Role.BUSINESS_MANAGER, Role.PARTNERSHIP_OFFICER})
    | {Role.PERFORMANCE_OFFICER}
    | AGENCY_SIDE,
    ASK_FOR_RETURN: frozenset({Role.PERFORMANCE_OFFICER, Role.BUSINESS_MANAGER}),
    # Of the business unit, held for no agency: it opens what was begun on an agency's behalf alone.
    FILL_IN_RETURN: AGENCY_SIDE | ENTERS_FOR_AGENCIES,
    SIGN_RETURN: AGENCY_SIDE | ENTERS_FOR_AGENCIES,
    ACCEPT_RETURN: frozenset({Role.PERFORMANCE_OFFICER, Role.BUSINESS_MANAGER}),
    TRANSCRIBE: frozenset({Role.PARTNERSHIP_OFFICER, Role.PERFORMANCE_OFFICER}),
    COMMENT: frozenset({Role.PERFORMANCE_OFFICER, Role.BUSINESS_MANAGER}),
    SET_UP: frozenset({Role.PERFORMANCE_OFFICER, Role.BUSINESS_MANAGER}),
    ANSWER_CHANGE: frozenset(
        {
            Role.BUSINESS_MANAGER,
            Role.PERFORMANCE_OFFICER,
            Role.DELEGATED_SAFEGUARDING_PARTNER,
            Role.LEAD_SAFEGUARDING_PARTNER,
        }
    ),
    FREEZE_PACK: frozenset({Role.PERFORMANCE_OFFICER, Role.BUSINESS_MANAGER}),
    # The day of a rare event can say who it happened to: no agency's people see them.
    SEE_RARE_EVENTS: BUSINESS_UNIT | BOARD,
    KEEP_RARE_EVENTS: frozenset({Role.PERFORMANCE_OFFICER, Role.BUSINESS_MANAGER}),
    TAKE_RELEASE: frozenset({Role.PERFORMANCE_OFFICER, Role.BUSINESS_MANAGER}),
    EXPLAIN_DIFFERENCE: frozenset(
        {Role.PERFORMANCE_OFFICER, Role.BUSINESS_MANAGER, Role.PARTNERSHIP_OFFICER}
    ),
    CHECK_RELEASE: frozenset(
        {Role.PERFORMANCE_OFFICER, Role.BUSINESS_MANAGER, Role.PARTNERSHIP_OFFICER}
    ),
}
