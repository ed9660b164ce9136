"""The one rule for change, asked about two figures."""

from goldthread.house import Figure
from goldthread.house.figure_cells import kind_of, measured
from goldthread.measures.catalogue import Polarity
from goldthread.measures.change import Change, Judgement, change

# What is said beside a change where it may not be judged; the number is printed all the same.
SAID_BESIDE = (Judgement.TOO_FEW, Judgement.NEW_DEFINITION)


def change_between(later: Figure, earlier: Figure) -> Change:
    """The change from the earlier figure to the later."""
    return change(
        measured(later),
        measured(earlier),
        kind=kind_of(later),
        polarity=Polarity(later.polarity),
        same_definition=later.definition_version == earlier.definition_version,
    )


def words_of(found: Change) -> str:
    """A change as a report prints it."""
    if found.judgement in SAID_BESIDE:
        return f"{found.words}, {found.judgement}"
    return found.words
