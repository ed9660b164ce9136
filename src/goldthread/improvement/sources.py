"""What findings, recommendations and actions are called where the trail or a conflict names them."""

from goldthread.access.principal import Principal
from goldthread.house import Source
from goldthread.improvement.models import (
    Action,
    Benchmark,
    ChallengeEvent,
    Finding,
    Recommendation,
)

MODELS = {
    model._meta.label_lower: model
    for model in (Action, Benchmark, ChallengeEvent, Finding, Recommendation)
}


def source_of(kind: str, principal: Principal, public_id: str) -> Source | None:
    """A row of that kind, where this reader may see it."""
    row = MODELS[kind].objects.visible_to(principal).filter(public_id=public_id).first()
    return Source(str(row), row.get_absolute_url(), may_open=True) if row is not None else None
