"""Incidents, reviews, and what agencies give to them."""

from goldthread.reviews.models.briefings import Briefing, BriefingUse, LetOutBriefing
from goldthread.reviews.models.children import ChildFacts
from goldthread.reviews.models.drafts import DraftReading, FactualComment, ReviewDraft
from goldthread.reviews.models.given import AgencyRequest, ChronologyEntry
from goldthread.reviews.models.incidents import (
    CriterionAnswer,
    Incident,
    NoticeDecision,
    Notification,
)
from goldthread.reviews.models.kept import KeptYear
from goldthread.reviews.models.practice import (
    ParallelProcess,
    PracticeReview,
    ReviewEvent,
    ReviewSeat,
    SignOff,
)
from goldthread.reviews.models.rapid import PartnerAnswer, RapidReview, ScrutinyComment
from goldthread.reviews.models.standards import QualityStandard, StandardAnswer
from goldthread.reviews.models.template import PanelTemplate, TemplateCell
from goldthread.reviews.models.ties import Tie

__all__ = [
    "AgencyRequest",
    "Briefing",
    "BriefingUse",
    "ChildFacts",
    "ChronologyEntry",
    "CriterionAnswer",
    "DraftReading",
    "FactualComment",
    "Incident",
    "KeptYear",
    "LetOutBriefing",
    "NoticeDecision",
    "Notification",
    "PanelTemplate",
    "ParallelProcess",
    "PartnerAnswer",
    "PracticeReview",
    "QualityStandard",
    "RapidReview",
    "ReviewDraft",
    "ReviewEvent",
    "ReviewSeat",
    "ScrutinyComment",
    "SignOff",
    "StandardAnswer",
    "TemplateCell",
    "Tie",
]
