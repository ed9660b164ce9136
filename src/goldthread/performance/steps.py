"""The steps of a return, of a transcription from a document, and of an imported table."""

from typing import Any

from goldthread.access.decision import Decision, because
from goldthread.access.principal import Principal
from goldthread.performance import permissions
from goldthread.performance.models import ReleaseFile, Return, ReturnRequest, Transcription
from goldthread.workflow import Step, Workflow

S = Return.Status
T = Transcription.Status
R = ReleaseFile.Status


def may_fill_in(request: ReturnRequest, by: Principal) -> Decision:
    """Only the agency that was asked fills in its return, in the partnership that asked."""
    own = {
        held.agency_id
        for held in by.with_permission(permissions.FILL_IN_RETURN)
        if held.space_id == request.space_id
    }
    return because((request.agency_id not in own, f"This is the return of {request.agency}."))


def is_of_the_agency(subject: Any, by: Principal) -> Decision:
    """Only the agency that was asked signs its return."""
    return may_fill_in(subject.request, by)


def is_another_persons(subject: Any, by: Principal) -> Decision:
    """Nobody accepts what they signed, or what their own agency sent."""
    return because(
        (
            subject.signed_by_id == by.person_id,
            "You signed this return: another person accepts it.",
        ),
        (
            subject.request.agency_id in by.agencies_for(permissions.FILL_IN_RETURN),
            "This is your own agency's return: another person accepts it.",
        ),
    )


def is_another_reader(subject: Any, by: Principal) -> Decision:
    """What one person copied from a document, another checks."""
    own = subject.transcribed_by_id == by.person_id
    return because((own, "You transcribed these figures: another person checks them."))


def is_not_the_importer(subject: Any, by: Principal) -> Decision:
    """What one person imported, another holds against the source."""
    own = subject.taken_by_id == by.person_id
    return because((own, "You imported this table: another person checks it."))


SUBMIT = Step(
    name="sign and submit",
    goes_from=frozenset({S.DRAFT, S.QUERIED}),
    goes_to=S.SUBMITTED,
    permission=permissions.SIGN_RETURN,
    rule=is_of_the_agency,
)
SEND_BACK = Step(
    name="send back with a question",
    goes_from=frozenset({S.SUBMITTED}),
    goes_to=S.QUERIED,
    permission=permissions.ACCEPT_RETURN,
    rule=is_another_persons,
)
ACCEPT = Step(
    name="accept",
    goes_from=frozenset({S.SUBMITTED}),
    goes_to=S.ACCEPTED,
    permission=permissions.ACCEPT_RETURN,
    rule=is_another_persons,
)
REPLACE = Step(
    name="replace by a later version, when that is accepted",
    goes_from=frozenset({S.ACCEPTED}),
    goes_to=S.REPLACED,
    permission=permissions.ACCEPT_RETURN,
)
CORRECT = Step(
    name="correct",
    goes_from=frozenset({T.TRANSCRIBED}),
    goes_to=T.TRANSCRIBED,
    permission=permissions.TRANSCRIBE,
)
CHECK = Step(
    name="check",
    goes_from=frozenset({T.TRANSCRIBED}),
    goes_to=T.CHECKED,
    permission=permissions.TRANSCRIBE,
    rule=is_another_reader,
)

CHECK_RELEASE = Step(
    name="check against the source",
    goes_from=frozenset({R.WAITING}),
    goes_to=R.COUNTS,
    permission=permissions.CHECK_RELEASE,
    rule=is_not_the_importer,
)
TAKE_BACK = Step(
    name="take back, with a reason",
    goes_from=frozenset({R.WAITING, R.COUNTS}),
    goes_to=R.TAKEN_BACK,
    permission=permissions.TAKE_RELEASE,
)

RETURN = Workflow(
    name="A return",
    begins=S.DRAFT,
    states={state.value: state.label for state in S},
    steps=(SUBMIT, SEND_BACK, ACCEPT, REPLACE),
)
TRANSCRIPTION = Workflow(
    name="A transcription",
    begins=T.TRANSCRIBED,
    states={state.value: state.label for state in T},
    steps=(CORRECT, CHECK),
)
RELEASE = Workflow(
    name="A published table that a partnership imported",
    begins=R.WAITING,
    states={state.value: state.label for state in R},
    steps=(CHECK_RELEASE, TAKE_BACK),
)
