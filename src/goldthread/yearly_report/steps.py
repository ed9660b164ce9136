"""The steps of a yearly report: written, frozen, approved."""

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
    name="approve",
    goes_from=frozenset({S.FROZEN}),
    goes_to=S.APPROVED,
    permission=permissions.APPROVE,
    rule=rules.can_be_approved,
)
OPEN_AGAIN = Step(
    name="open again",
    goes_from=frozenset({S.FROZEN}),
    goes_to=S.DRAFT,
    permission=permissions.FREEZE,
)

WORKFLOW = Workflow(
    name="yearly report",
    begins=S.DRAFT,
    states=dict(S.choices),
    steps=(FREEZE, APPROVE, OPEN_AGAIN),
)
