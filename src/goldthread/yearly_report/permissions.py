"""What may be done with the yearly report, and by whom."""

from goldthread.house import Permission, Role

READ = Permission("yearly_report.read", "read the yearly report", reads=True)
START = Permission("yearly_report.start", "start a yearly report")
WRITE = Permission("yearly_report.write", "write the yearly report")
# Opens the pages on which something is written; what may be written where, the three others say.
WRITE_IN = Permission("yearly_report.write_in", "write in some part of the yearly report")
PUT_IN_FIGURES = Permission(
    "yearly_report.put_in_figures", "put tables and charts into the yearly report"
)
WRITE_SCRUTINY = Permission("yearly_report.write_scrutiny", "write the scrutineer's own section")
FREEZE = Permission("yearly_report.freeze", "freeze the yearly report, or open it again")
APPROVE = Permission("yearly_report.approve", "approve a frozen yearly report for one partner")
PUBLISH = Permission(
    "yearly_report.publish", "publish a yearly report that every partner approved", again=True
)
WITHDRAW = Permission("yearly_report.withdraw", "withdraw a published yearly report", again=True)
DECIDE_TO_SHOW = Permission(
    "yearly_report.decide_to_show",
    "decide that a small number may be shown to the public",
    again=True,
)

BUSINESS_UNIT = frozenset(
    {
        Role.BUSINESS_MANAGER,
        Role.PARTNERSHIP_OFFICER,
        Role.PERFORMANCE_OFFICER,
        Role.LEARNING_OFFICER,
    }
)
PARTNERS = frozenset({Role.DELEGATED_SAFEGUARDING_PARTNER, Role.LEAD_SAFEGUARDING_PARTNER})
WRITERS = frozenset({Role.BUSINESS_MANAGER, Role.PARTNERSHIP_OFFICER})

GRANTS = {
    READ: BUSINESS_UNIT | PARTNERS | {Role.INDEPENDENT_SCRUTINEER, Role.AGENCY_LEAD},
    START: WRITERS,
    WRITE: WRITERS,
    WRITE_IN: WRITERS | {Role.PERFORMANCE_OFFICER, Role.INDEPENDENT_SCRUTINEER},
    PUT_IN_FIGURES: WRITERS | {Role.PERFORMANCE_OFFICER},
    WRITE_SCRUTINY: frozenset({Role.INDEPENDENT_SCRUTINEER}),
    FREEZE: frozenset({Role.BUSINESS_MANAGER}),
    APPROVE: PARTNERS,
    PUBLISH: frozenset({Role.BUSINESS_MANAGER}),
    WITHDRAW: PARTNERS | {Role.BUSINESS_MANAGER},
    DECIDE_TO_SHOW: PARTNERS,
}
