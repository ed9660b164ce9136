"""What may be done with incidents and reviews, and by whom; being named to the case comes first."""

from goldthread.house import Permission, Role

SEE = Permission("reviews.see", "see the incidents and reviews that you are named to", reads=True)
SEE_ALL = Permission("reviews.see_all", "see what every agency gave to a review", reads=True)
REPORT = Permission("reviews.report", "tell of an incident, and whether each criterion is met")
DECIDE_NOTICE = Permission(
    "reviews.decide_notice", "decide whether an incident is notified to the Panel"
)
KEEP = Permission("reviews.keep", "ask agencies, and keep the papers of a rapid review")
GIVE = Permission("reviews.give", "give an agency's summary and chronology to a review")
DECIDE = Permission("reviews.decide", "agree or dissent, for a statutory partner, over a review")
DECLARE = Permission("reviews.declare", "declare one's own conflicts of interest in a review")
DRAFT = Permission(
    "reviews.draft", "send drafts of a review's report, and answer what is said of them"
)
KEEP_STANDARDS = Permission(
    "reviews.standards", "keep the partnership's quality standards for reviews"
)
KEEP_TEMPLATE = Permission(
    "reviews.keep_template", "keep the Panel's form, and say which of its blanks takes what"
)
COMMENT = Permission("reviews.comment", "comment as scrutineer on a review")
READ_BRIEFINGS = Permission(
    "reviews.read_briefings", "read the briefings that the gate let out", reads=True
)
NOTE_USE = Permission("reviews.note_use", "say that a team used a briefing")
READ_KEPT = Permission(
    "reviews.read_kept", "read what was kept of a year across its cases", reads=True
)
KEEP_YEAR = Permission("reviews.keep_year", "keep a year across the cases that one is named to")
APPROVE_YEAR = Permission(
    "reviews.approve_year", "approve or decline what another person kept of a year"
)

UNIT = frozenset({Role.BUSINESS_MANAGER, Role.PARTNERSHIP_OFFICER})
PARTNERS = frozenset({Role.DELEGATED_SAFEGUARDING_PARTNER})
BOARD_AND_OFFICERS = frozenset(
    {
        Role.LEAD_SAFEGUARDING_PARTNER,
        Role.INDEPENDENT_SCRUTINEER,
        Role.LEARNING_OFFICER,
        Role.PERFORMANCE_OFFICER,
    }
)
OF_AN_AGENCY = frozenset({Role.AGENCY_LEAD, Role.DESIGNATED_SAFEGUARDING_LEAD})

GRANTS = {
    SEE: UNIT
    | PARTNERS
    | {
        Role.AGENCY_LEAD,
        Role.INDEPENDENT_SCRUTINEER,
        Role.CHILD_DEATH_COORDINATOR,
        Role.INDEPENDENT_REVIEWER,
    },
    SEE_ALL: UNIT | PARTNERS | {Role.INDEPENDENT_SCRUTINEER, Role.INDEPENDENT_REVIEWER},
    REPORT: UNIT | PARTNERS,
    DECIDE_NOTICE: PARTNERS,
    KEEP: UNIT,
    GIVE: UNIT | {Role.AGENCY_LEAD},
    DECIDE: PARTNERS,
    DECLARE: UNIT | PARTNERS | {Role.AGENCY_LEAD, Role.INDEPENDENT_REVIEWER},
    KEEP_STANDARDS: frozenset({Role.BUSINESS_MANAGER}),
    DRAFT: UNIT | {Role.INDEPENDENT_REVIEWER},
    READ_KEPT: UNIT
    | PARTNERS
    | {
        Role.LEAD_SAFEGUARDING_PARTNER,
        Role.PERFORMANCE_OFFICER,
        Role.LEARNING_OFFICER,
        Role.AGENCY_LEAD,
        Role.INDEPENDENT_SCRUTINEER,
        Role.INDEPENDENT_REVIEWER,
    },
    KEEP_YEAR: UNIT,
    APPROVE_YEAR: PARTNERS | {Role.BUSINESS_MANAGER},
    KEEP_TEMPLATE: UNIT,
    COMMENT: frozenset({Role.INDEPENDENT_SCRUTINEER}),
    READ_BRIEFINGS: UNIT
    | PARTNERS
    | BOARD_AND_OFFICERS
    | OF_AN_AGENCY
    | {Role.PRACTITIONER, Role.FRONT_DOOR_WORKER},
    NOTE_USE: UNIT | OF_AN_AGENCY | {Role.LEARNING_OFFICER},
}
