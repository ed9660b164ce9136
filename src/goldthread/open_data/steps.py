"""The steps of an open table: proposed, approved by another person, replaced or withdrawn."""

from typing import Any

from goldthread.access.decision import Decision, because
from goldthread.access.principal import Principal
from goldthread.open_data import permissions
from goldthread.open_data.models import OpenTable
from goldthread.workflow import Step, Workflow

S = OpenTable.Status


def is_another_persons(subject: Any, by: Principal) -> Decision:
    """Nobody approves what they proposed."""
    own = subject.proposed_by_id == by.person_id
    return because((own, "You proposed this. Somebody else must decide about it."))


APPROVE = Step(
    name="approve, which opens it to everybody",
    goes_from=frozenset({S.PROPOSED}),
    goes_to=S.PUBLISHED,
    permission=permissions.APPROVE,
    rule=is_another_persons,
)
DECLINE = Step(
    name="decline, with a reason",
    goes_from=frozenset({S.PROPOSED}),
    goes_to=S.DECLINED,
    permission=permissions.APPROVE,
    rule=is_another_persons,
)
TAKE_BACK = Step(
    name="take back before it is decided, with a reason",
    goes_from=frozenset({S.PROPOSED}),
    goes_to=S.TAKEN_BACK,
    permission=permissions.PROPOSE,
)
REPLACE = Step(
    name="replace by a later one, when that is approved",
    goes_from=frozenset({S.PUBLISHED}),
    goes_to=S.REPLACED,
    permission=permissions.APPROVE,
)
WITHDRAW = Step(
    name="withdraw, with a reason",
    goes_from=frozenset({S.PUBLISHED}),
    goes_to=S.WITHDRAWN,
    permission=permissions.WITHDRAW,
)

WORKFLOW = Workflow(
    name="An indicator as open data",
    begins=S.PROPOSED,
    states=dict(S.choices),
    steps=(APPROVE, DECLINE, TAKE_BACK, REPLACE, WITHDRAW),
)
