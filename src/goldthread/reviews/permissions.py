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
KEEP_TEMPLATE = Permission(
    "reviews.keep_template", "keep the Panel's form, and say which of its blanks takes what"
)
COMMENT = Permission("reviews.comment", "comment as scrutineer on a review")

UNIT = frozenset({Role.BUSINESS_MANAGER, Role.PARTNERSHIP_OFFICER})
PARTNERS = frozenset({Role.DELEGATED_SAFEGUARDING_PARTNER})

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
    KEEP_TEMPLATE: UNIT,
    COMMENT: frozenset({Role.INDEPENDENT_SCRUTINEER}),
}
