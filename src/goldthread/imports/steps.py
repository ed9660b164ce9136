"""The steps of a spreadsheet of past records: sent, brought in or dropped."""

from goldthread.imports.models import Import
from goldthread.imports.permissions import BRING_IN
from goldthread.workflow import Step, Workflow

S = Import.Status

TELL_COLUMNS = Step(
    name="say what the columns are",
    goes_from=frozenset({S.SENT}),
    goes_to=S.SENT,
    permission=BRING_IN,
)
BEGIN = Step(
    name="hand to the worker",
    goes_from=frozenset({S.SENT}),
    goes_to=S.RUNNING,
    permission=BRING_IN,
)
TAKE_IN = Step(
    name="bring in, all or nothing",
    goes_from=frozenset({S.SENT, S.RUNNING}),
    goes_to=S.DONE,
    permission=BRING_IN,
)
GIVE_BACK = Step(
    name="give back what could not be brought in",
    goes_from=frozenset({S.RUNNING}),
    goes_to=S.SENT,
    permission=BRING_IN,
)
DROP = Step(
    name="drop",
    # What a worker holds is locked; what none ever ended would stand there for good.
    goes_from=frozenset({S.SENT, S.RUNNING}),
    goes_to=S.DROPPED,
    permission=BRING_IN,
)

WORKFLOW = Workflow(
    name="spreadsheet of past records",
    begins=S.SENT,
    states=dict(S.choices),
    steps=(TELL_COLUMNS, BEGIN, TAKE_IN, GIVE_BACK, DROP),
)
