"""What a reader can do with an action now, and why the next decision cannot be taken yet."""

from django.urls import reverse

from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.improvement import steps
from goldthread.improvement.models import Action
from goldthread.improvement.permissions import DECIDE, KEEP

OFFERED = (
    ("test", "Test it again", steps.REOPEN),
    ("close", "Decide that it is done", steps.CLOSE),
    ("achieve", "Decide that it is achieved", steps.ACHIEVE),
    ("hand-over", "Hand it over", steps.HAND_OVER),
    ("move", "Give it another day", steps.HAND_OVER),
    ("withdraw", "Pursue it no longer", steps.WITHDRAW),
)


def acts_for(action: Action, principal: Principal) -> list[tuple[str, str]]:
    """(words, address) of each act that is open to this reader, the most wanted first."""
    open_to = [(name, words) for name, words, step in OFFERED if step.allowed(action, principal)]
    if may(principal, KEEP, action):
        open_to.append(("measure", "Say which figure it should move"))
    return [
        (words, reverse(f"improvement:{name}", args=[action.public_id])) for name, words in open_to
    ]


def why_not_yet(action: Action, principal: Principal) -> tuple[str, ...]:
    """For those who decide: what is missing for the next decision; nothing where it can be taken."""
    next_step = {Action.Status.OPEN: steps.CLOSE, Action.Status.DONE: steps.ACHIEVE}
    step = next_step.get(Action.Status(action.status))
    if step is None or not may(principal, DECIDE, action):
        return ()
    return step.allowed(action, principal).reasons
