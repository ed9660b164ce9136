"""What is asked, what was answered, what is accepted, and what others published."""

from goldthread.performance.models.differences import Explanation
from goldthread.performance.models.documents import Document, Transcription
from goldthread.performance.models.judging import ChangeToAnswer, Pack, Rebase, Target
from goldthread.performance.models.observations import Observation
from goldthread.performance.models.published import PublishedValue, Release, ReleaseFile
from goldthread.performance.models.rare import RareDay, RareEvent
from goldthread.performance.models.returns import Cell, Return, ReturnQuestion, ReturnRequest
from goldthread.performance.models.scorecard import Commentary, LocalDefinition, ScorecardLine

__all__ = [
    "Cell",
    "ChangeToAnswer",
    "Commentary",
    "Document",
    "Explanation",
    "LocalDefinition",
    "Observation",
    "Pack",
    "PublishedValue",
    "RareDay",
    "RareEvent",
    "Rebase",
    "Release",
    "ReleaseFile",
    "Return",
    "ReturnQuestion",
    "ReturnRequest",
    "ScorecardLine",
    "Target",
    "Transcription",
]
