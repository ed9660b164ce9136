"""What may be decided about the letters of what is due."""

from goldthread.house import Permission, Role

LET_BE_SILENT = Permission(
    "inbox.let_be_silent", "decide whether people may do without the letter of what is due"
)
SEE_ASKED = Permission("inbox.see_asked", "see how much is asked of one's agency", reads=True)
SEE_ASKED_OF_ALL = Permission(
    "inbox.see_asked_of_all", "see how much is asked of every agency", reads=True
)

OF_ALL = frozenset(
    {
        *(Role.BUSINESS_MANAGER, Role.PARTNERSHIP_OFFICER, Role.PERFORMANCE_OFFICER),
        *(Role.LEARNING_OFFICER, Role.INDEPENDENT_SCRUTINEER),
        *(Role.DELEGATED_SAFEGUARDING_PARTNER, Role.LEAD_SAFEGUARDING_PARTNER),
    }
)
OF_THEIR_AGENCY = frozenset(
    {Role.AGENCY_LEAD, Role.DATA_SUBMITTER, Role.DESIGNATED_SAFEGUARDING_LEAD}
)
GRANTS = {
    LET_BE_SILENT: frozenset({Role.BUSINESS_MANAGER}),
    SEE_ASKED: OF_ALL | OF_THEIR_AGENCY,
    SEE_ASKED_OF_ALL: OF_ALL,
}
