"""What the indicators mean, written once as Ibis expressions for every engine."""

from goldthread.records.definitions.facts import FACTS
from goldthread.records.definitions.measure import Fact, Measure
from goldthread.records.definitions.measures import MEASURES

__all__ = ["FACTS", "MEASURES", "Fact", "Measure"]
