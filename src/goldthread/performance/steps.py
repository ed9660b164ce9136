"""The steps of a return, of a transcription from a document, and of an imported table."""

from typing import Any

from goldthread.access.decision import Decision, because
from goldthread.access.principal import Principal
from goldthread.performance import permissions
from goldthread.performance.models import ReleaseFile, Return, ReturnRequest, Transcription
from goldthread.workflow import Step, Workflow

S = Return.Status
T = Transcription.Status
Q = ReturnRequest.Status
R = ReleaseFile.Status
OPEN = (S.DRAFT, S.QUERIED)


def is_their_own(request: ReturnRequest, by: Principal) -> Decision:
    """An agency's return is its own people's, in the partnership that asked.

    One that was begun on its behalf is the business unit's too, until it is signed.
    """
    own = _fills_in_for(request, by)
    entered = None in own and request.returns.filter(status__in=OPEN).exclude(heard_how="").exists()
    others = request.agency_id not in own and not entered
    return because((others, f"This is the return of {request.agency}."))


def may_enter_for(request: ReturnRequest, by: Principal) -> Decision:
    """The business unit begins a return for an agency that owes one and has begun none."""
    if None not in _fills_in_for(request, by):
        return because((True, "Only the business unit enters it on its behalf."))
    begun = request.returns.filter(status__in=(*OPEN, S.SUBMITTED)).exists()
    return because(
        (request.status == Q.WITHDRAWN, "The partnership has withdrawn its request."),
        (begun, f"{request.agency} has begun its return, or handed it in."),
        (
            request.returns.filter(status=S.ACCEPTED).exists(),
            "It was accepted: a new version is its agency's own.",
        ),
    )


def _fills_in_for(request: ReturnRequest, by: Principal) -> set[int | None]:
    """The agencies for which somebody fills in returns there; None stands for the business unit."""
    held = by.with_permission(permissions.FILL_IN_RETURN)
    return {each.agency_id for each in held if each.space_id == request.space_id}


def may_fill_in(request: ReturnRequest, by: Principal) -> Decision:
    """Only the agency that was asked fills in its return, and while it is asked for."""
    withdrawn = request.status == Q.WITHDRAWN
    return is_their_own(request, by) & because(
        (withdrawn, "The partnership has withdrawn its request."),
    )


def is_of_the_agency(subject: Any, by: Principal) -> Decision:
    """Only the agency that was asked signs its return, or who enters what it told."""
    lacks_file = subject.heard_how == Return.Heard.FILE and subject.file_id is None
    for_it = _fills_in_for(subject.request, by)
    not_entered = bool(subject.heard_how) and None not in for_it
    not_own = not subject.heard_how and subject.request.agency_id not in for_it
    return may_fill_in(subject.request, by) & because(
        (not_entered, "The business unit entered this on its behalf, and signs that it did."),
        (not_own, f"Only {subject.request.agency} signs what it began."),
        (lacks_file, "Send the file that the agency sent: it is kept with the return."),
    )


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


def is_not_answered(subject: Any, by: Principal) -> Decision:
    """What an agency has signed stands as it was asked for."""
    states = set(subject.returns.values_list("status", flat=True))
    return because(
        (S.SUBMITTED in states, "Its return is signed: accept it or send it back first."),
        (S.ACCEPTED in states, "Its return was accepted, and its figures are in use."),
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
CHANGE = Step(
    name="change what is asked",
    goes_from=frozenset({Q.ASKED}),
    goes_to=Q.ASKED,
    permission=permissions.ASK_FOR_RETURN,
    rule=is_not_answered,
)
REMIND = Step(
    name="remind its agency",
    goes_from=frozenset({Q.ASKED}),
    goes_to=Q.ASKED,
    permission=permissions.ASK_FOR_RETURN,
    rule=is_not_answered,
)
WITHDRAW = Step(
    name="withdraw with a reason",
    goes_from=frozenset({Q.ASKED}),
    goes_to=Q.WITHDRAWN,
    permission=permissions.ASK_FOR_RETURN,
    rule=is_not_answered,
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
REQUEST = Workflow(
    name="A request for a return",
    begins=Q.ASKED,
    states={state.value: state.label for state in Q},
    steps=(CHANGE, REMIND, WITHDRAW),
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
