"""Incidents, reviews, and what agencies give to them."""

from goldthread.reviews.models.children import ChildFacts
from goldthread.reviews.models.given import AgencyRequest, ChronologyEntry
from goldthread.reviews.models.incidents import (
    CriterionAnswer,
    Incident,
    NoticeDecision,
    Notification,
)
from goldthread.reviews.models.practice import (
    ParallelProcess,
    PracticeReview,
    ReviewEvent,
    ReviewSeat,
    SignOff,
)
from goldthread.reviews.models.rapid import PartnerAnswer, RapidReview, ScrutinyComment
from goldthread.reviews.models.template import PanelTemplate, TemplateCell
from goldthread.reviews.models.ties import Tie

__all__ = [
    "AgencyRequest",
    "ChildFacts",
    "ChronologyEntry",
    "CriterionAnswer",
    "Incident",
    "NoticeDecision",
    "Notification",
    "PanelTemplate",
    "ParallelProcess",
    "PartnerAnswer",
    "PracticeReview",
    "RapidReview",
    "ReviewEvent",
    "ReviewSeat",
    "ScrutinyComment",
    "SignOff",
    "TemplateCell",
    "Tie",
]
