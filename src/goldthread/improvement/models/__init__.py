from goldthread.improvement.models.benchmark import Benchmark, Point, Standing
from goldthread.improvement.models.challenge import Challenge, ChallengeEvent
from goldthread.improvement.models.learning import (
    SMART,
    Finding,
    Recommendation,
    Source,
    Theme,
)
from goldthread.improvement.models.work import Action, ActionDecision, Evidence, LookBack

__all__ = [
    "SMART",
    "Action",
    "ActionDecision",
    "Benchmark",
    "Challenge",
    "ChallengeEvent",
    "Evidence",
    "Finding",
    "LookBack",
    "Point",
    "Recommendation",
    "Source",
    "Standing",
    "Theme",
]
