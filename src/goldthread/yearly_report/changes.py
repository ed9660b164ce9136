"""The one rule for change, asked about two figures."""

from goldthread.house import Figure
from goldthread.measures.catalogue import Kind, Polarity, catalogue
from goldthread.measures.change import Change, Judgement, change
from goldthread.measures.values import Measured

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


def kind_of(figure: Figure) -> Kind:
    """What sort of number a figure is: the catalogue knows, or its unit and parts tell."""
    if (key := indicator_key(figure)) in catalogue():
        return catalogue()[key].kind
    if figure.unit == "%":
        return Kind.PERCENTAGE
    if figure.multiplier > 1:
        return Kind.RATE
    return Kind.COUNT if figure.denominator is None else Kind.MEAN


def measured(figure: Figure) -> Measured:
    """A figure's number and parts, as the rules of `measures` take them."""
    return Measured(figure.value, figure.numerator, figure.denominator, figure.missing)


def indicator_key(figure: Figure) -> str:
    """The key by which the catalogue knows a figure; the figure's own where it does not know it."""
    tail = figure.key.partition(".")[2]
    return catalogue()[tail].key if tail in catalogue() else figure.key
