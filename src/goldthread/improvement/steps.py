"""The steps of a finding, a recommendation and an action."""

from goldthread.improvement import rules
from goldthread.improvement.models import Action, Benchmark, ChallengeEvent, Finding, Recommendation
from goldthread.improvement.permissions import DECIDE, KEEP, TEST
from goldthread.workflow import Step, Workflow

F, R, A = Finding.Status, Recommendation.Status, Action.Status
E, B = ChallengeEvent.Status, Benchmark.Status

END_HERE = Step(
    name="say why no recommendation follows",
    goes_from=frozenset({F.OPEN}),
    goes_to=F.ENDS_HERE,
    permission=KEEP,
    rule=rules.is_followed,
)
FOLLOW_AFTER_ALL = Step(
    name="follow it after all",
    goes_from=frozenset({F.ENDS_HERE}),
    goes_to=F.OPEN,
    permission=KEEP,
)
ACCEPT = Step(
    name="accept",
    goes_from=frozenset({R.PROPOSED}),
    goes_to=R.ACCEPTED,
    permission=DECIDE,
    rule=rules.is_smart,
)
DECLINE = Step(
    name="decline with a reason",
    goes_from=frozenset({R.PROPOSED}),
    goes_to=R.DECLINED,
    permission=DECIDE,
    rule=rules.is_another_persons,
)
CLOSE = Step(
    name="decide that it is done",
    goes_from=frozenset({A.OPEN}),
    goes_to=A.DONE,
    permission=DECIDE,
    rule=rules.can_be_done,
)
ACHIEVE = Step(
    name="decide that it is achieved",
    goes_from=frozenset({A.DONE}),
    goes_to=A.ACHIEVED,
    permission=DECIDE,
    rule=rules.can_be_achieved,
)
PASS = Step(
    name="test again, and find it embedded or partly so",
    goes_from=frozenset({A.DONE, A.ACHIEVED}),
    goes_to=A.DONE,
    permission=TEST,
    rule=rules.can_be_tested,
)
CONFIRM = Step(
    name="test again what is achieved, and find it embedded still",
    goes_from=frozenset({A.ACHIEVED}),
    goes_to=A.ACHIEVED,
    permission=TEST,
    rule=rules.can_be_tested,
)
REOPEN = Step(
    name="open again, since its test failed",
    goes_from=frozenset({A.DONE, A.ACHIEVED}),
    goes_to=A.OPEN,
    permission=TEST,
    rule=rules.can_be_tested,
)
WITHDRAW = Step(
    name="pursue no longer, with a reason",
    goes_from=frozenset({A.OPEN}),
    goes_to=A.WITHDRAWN,
    permission=DECIDE,
    rule=rules.is_not_their_own,
)
HAND_OVER = Step(
    name="hand over to another lead, or move its day",
    goes_from=frozenset({A.OPEN}),
    goes_to=A.OPEN,
    permission=KEEP,
)

CONCLUDE = Step(
    name="conclude, which takes each verdict into its line",
    goes_from=frozenset({E.PLANNED}),
    goes_to=E.CONCLUDED,
    permission=TEST,
    rule=rules.has_been_heard,
)
CALL_OFF = Step(
    name="call off, with a reason",
    goes_from=frozenset({E.PLANNED}),
    goes_to=E.CALLED_OFF,
    permission=KEEP,
)

FIND_RELEVANT = Step(
    name="find it relevant, and ask each agency",
    goes_from=frozenset({B.CAME}),
    goes_to=B.ASKED,
    permission=DECIDE,
    rule=rules.is_judged_by_another,
)
LAY_ASIDE = Step(
    name="lay aside as not relevant, with a reason",
    goes_from=frozenset({B.CAME, B.ASKED}),
    goes_to=B.ASIDE,
    permission=DECIDE,
    rule=rules.is_judged_by_another,
)
END_ASKING = Step(
    name="answer, which makes each gap a finding",
    goes_from=frozenset({B.ASKED}),
    goes_to=B.ANSWERED,
    permission=KEEP,
    rule=rules.has_been_answered,
)

FINDING = Workflow(
    name="A finding",
    begins=F.OPEN,
    states={state.value: state.label for state in F},
    steps=(END_HERE, FOLLOW_AFTER_ALL),
)
RECOMMENDATION = Workflow(
    name="A recommendation",
    begins=R.PROPOSED,
    states={state.value: state.label for state in R},
    steps=(ACCEPT, DECLINE),
)
ACTION = Workflow(
    name="An action",
    begins=A.OPEN,
    states={state.value: state.label for state in A},
    steps=(CLOSE, ACHIEVE, PASS, CONFIRM, REOPEN, WITHDRAW, HAND_OVER),
)
CHALLENGE_EVENT = Workflow(
    name="A challenge event",
    begins=E.PLANNED,
    states={state.value: state.label for state in E},
    steps=(CONCLUDE, CALL_OFF),
)
BENCHMARK = Workflow(
    name="What have we done?",
    begins=B.CAME,
    states={state.value: state.label for state in B},
    steps=(FIND_RELEVANT, LAY_ASIDE, END_ASKING),
)
