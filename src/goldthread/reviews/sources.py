"""What cases and their rows are called where the trail, a line or a conflict names them."""

from typing import Any

from goldthread.access.principal import Principal
from goldthread.house import Source
from goldthread.reviews.models import (
    AgencyRequest,
    Briefing,
    Incident,
    KeptYear,
    LetOutBriefing,
    PracticeReview,
    RapidReview,
    ReviewDraft,
)

MODELS = {
    model._meta.label_lower: model
    for model in (
        Incident,
        RapidReview,
        AgencyRequest,
        PracticeReview,
        KeptYear,
        Briefing,
        LetOutBriefing,
        ReviewDraft,
    )
}


def source_of(kind: str, principal: Principal, public_id: str) -> Source | None:
    """A row of that kind, where this reader may see it; a compartment is the incident that lies in it."""
    by_case = kind == "register.compartment"
    model: Any = Incident if by_case else MODELS[kind]
    named = "compartment__public_id" if by_case else "public_id"
    row = model.objects.visible_to(principal).filter(**{named: public_id}).first()
    return Source(str(row), row.get_absolute_url(), may_open=True) if row is not None else None
