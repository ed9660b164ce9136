"""The steps of a yearly report: written, frozen, approved by each partner, published."""

from goldthread.workflow import Step, Workflow
from goldthread.yearly_report import permissions, rules
from goldthread.yearly_report.models import Report

S = Report.Status

FREEZE = Step(
    name="freeze",
    goes_from=frozenset({S.DRAFT}),
    goes_to=S.FROZEN,
    permission=permissions.FREEZE,
)
APPROVE = Step(
    name="approve for one partner",
    goes_from=frozenset({S.FROZEN}),
    goes_to=S.FROZEN,
    permission=permissions.APPROVE,
    rule=rules.can_be_approved,
)
APPROVE_AS_THE_LAST = Step(
    name="approve for the last partner who was asked",
    goes_from=frozenset({S.FROZEN}),
    goes_to=S.APPROVED,
    permission=permissions.APPROVE,
    rule=rules.can_be_approved,
)
HOLD_BACK = Step(
    name="say not yet for one partner, with a reason",
    goes_from=frozenset({S.FROZEN}),
    goes_to=S.FROZEN,
    permission=permissions.APPROVE,
    rule=rules.can_be_approved,
)
OPEN_AGAIN = Step(
    name="open again, with a reason",
    goes_from=frozenset({S.FROZEN, S.APPROVED, S.WITHDRAWN}),
    goes_to=S.DRAFT,
    permission=permissions.FREEZE,
)
PUBLISH = Step(
    name="publish",
    goes_from=frozenset({S.APPROVED, S.WITHDRAWN}),
    goes_to=S.PUBLISHED,
    permission=permissions.PUBLISH,
)
WITHDRAW = Step(
    name="withdraw, with a reason",
    goes_from=frozenset({S.PUBLISHED}),
    goes_to=S.WITHDRAWN,
    permission=permissions.WITHDRAW,
)

WORKFLOW = Workflow(
    name="yearly report",
    begins=S.DRAFT,
    states=dict(S.choices),
    steps=(FREEZE, APPROVE, APPROVE_AS_THE_LAST, HOLD_BACK, OPEN_AGAIN, PUBLISH, WITHDRAW),
)
