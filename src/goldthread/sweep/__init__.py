"""What in a text could tell who somebody is: names, days, numbers, places, and what a file carries unseen.

Plain Python: it is given the texts of a document with where they stand, and the people to look for.
"""

from goldthread.sweep.found import Finding, Kind, Part, Place, Sure
from goldthread.sweep.sweeping import sweep
from goldthread.sweep.watched import Badly, Person, Watched, read_watched

__all__ = [
    "Badly",
    "Finding",
    "Kind",
    "Part",
    "Person",
    "Place",
    "Sure",
    "Watched",
    "read_watched",
    "sweep",
]
