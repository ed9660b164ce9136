"""The steps of an incident, a rapid review, and what an agency is asked for."""

from goldthread.reviews import rules
from goldthread.reviews.models import (
    AgencyRequest,
    Incident,
    KeptYear,
    PracticeReview,
    RapidReview,
)
from goldthread.reviews.permissions import APPROVE_YEAR, DECIDE_NOTICE, GIVE, KEEP, REPORT
from goldthread.workflow import Step, Workflow

N, V, Q = Incident.Status, RapidReview.Status, AgencyRequest.Status
P = PracticeReview.Status

DECIDE_YES = Step(
    name="decide that it is notified",
    goes_from=frozenset({N.OPEN, N.NOT_NOTIFIABLE}),
    goes_to=N.TO_NOTIFY,
    permission=DECIDE_NOTICE,
    rule=rules.can_be_decided,
)
DECIDE_NO = Step(
    name="decide that it is not notified, and why",
    goes_from=frozenset({N.OPEN}),
    goes_to=N.NOT_NOTIFIABLE,
    permission=DECIDE_NOTICE,
    rule=rules.can_be_decided,
)
NOTIFY = Step(
    name="write down that it was notified",
    goes_from=frozenset({N.TO_NOTIFY}),
    goes_to=N.NOTIFIED,
    permission=REPORT,
    rule=rules.anybody,
)
PROPOSE = Step(
    name="write down what the meeting decided",
    goes_from=frozenset({V.GATHERING}),
    goes_to=V.PROPOSED,
    permission=KEEP,
    rule=rules.can_be_met,
)
SEND = Step(
    name="send it to the Panel",
    goes_from=frozenset({V.PROPOSED}),
    goes_to=V.SENT,
    permission=KEEP,
    rule=rules.all_have_answered,
)
HEAR = Step(
    name="write down what the Panel answered",
    goes_from=frozenset({V.SENT}),
    goes_to=V.ANSWERED,
    permission=KEEP,
    rule=rules.anybody,
)
THINK_AGAIN = Step(
    name="think again, as the Panel asks",
    goes_from=frozenset({V.ANSWERED}),
    goes_to=V.GATHERING,
    permission=KEEP,
    rule=rules.panel_asks_again,
)
HAND_IN = Step(
    name="hand in the summary and chronology",
    goes_from=frozenset({Q.ASKED}),
    goes_to=Q.GIVEN,
    permission=GIVE,
    rule=rules.can_be_given,
)
ASK_AGAIN = Step(
    name="ask again",
    goes_from=frozenset({Q.GIVEN, Q.WITHDRAWN}),
    goes_to=Q.ASKED,
    permission=KEEP,
    rule=rules.anybody,
)
WITHDRAW = Step(
    name="ask no longer",
    goes_from=frozenset({Q.ASKED}),
    goes_to=Q.WITHDRAWN,
    permission=KEEP,
    rule=rules.anybody,
)

START = Step(
    name="start the work",
    goes_from=frozenset({P.PREPARING}),
    goes_to=P.UNDER_WAY,
    permission=KEEP,
    rule=rules.can_start,
)
PUT_TO_PARTNERS = Step(
    name="put it to the partners",
    goes_from=frozenset({P.UNDER_WAY}),
    goes_to=P.PROPOSED,
    permission=KEEP,
    rule=rules.can_be_put_to_partners,
)
TAKE_BACK = Step(
    name="take it back to work on it",
    goes_from=frozenset({P.PROPOSED}),
    goes_to=P.UNDER_WAY,
    permission=KEEP,
    rule=rules.anybody,
)
SIGN_OFF = Step(
    name="close it as signed off",
    goes_from=frozenset({P.PROPOSED}),
    goes_to=P.SIGNED,
    permission=KEEP,
    rule=rules.all_have_signed,
)

INCIDENT = Workflow(
    name="An incident",
    begins=N.OPEN,
    states={state.value: state.label for state in N},
    steps=(DECIDE_YES, DECIDE_NO, NOTIFY),
)
RAPID_REVIEW = Workflow(
    name="A rapid review",
    begins=V.GATHERING,
    states={state.value: state.label for state in V},
    steps=(PROPOSE, SEND, HEAR, THINK_AGAIN),
)
REQUEST = Workflow(
    name="What an agency is asked for in a review",
    begins=Q.ASKED,
    states={state.value: state.label for state in Q},
    steps=(HAND_IN, ASK_AGAIN, WITHDRAW),
)
PRACTICE_REVIEW = Workflow(
    name="A local review or learning review",
    begins=P.PREPARING,
    states={state.value: state.label for state in P},
    steps=(START, PUT_TO_PARTNERS, TAKE_BACK, SIGN_OFF),
)

K = KeptYear.Status
APPROVE_KEPT = Step(
    name="approve, after which reports can use it",
    goes_from=frozenset({K.PROPOSED}),
    goes_to=K.APPROVED,
    permission=APPROVE_YEAR,
    rule=rules.kept_by_another,
)
DECLINE_KEPT = Step(
    name="decline, with a reason",
    goes_from=frozenset({K.PROPOSED}),
    goes_to=K.DECLINED,
    permission=APPROVE_YEAR,
    rule=rules.kept_by_another,
)
KEPT_YEAR = Workflow(
    name="A year kept across cases",
    begins=K.PROPOSED,
    states=dict(K.choices),
    steps=(APPROVE_KEPT, DECLINE_KEPT),
)
