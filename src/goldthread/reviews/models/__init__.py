"""Incidents, reviews, and what agencies give to them."""

from goldthread.reviews.models.children import ChildFacts
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

__all__ = [
    "AgencyRequest",
    "ChildFacts",
    "ChronologyEntry",
    "CriterionAnswer",
    "Incident",
    "KeptYear",
    "NoticeDecision",
    "Notification",
    "ParallelProcess",
    "PartnerAnswer",
    "PracticeReview",
    "RapidReview",
    "ReviewEvent",
    "ReviewSeat",
    "ScrutinyComment",
    "SignOff",
]
