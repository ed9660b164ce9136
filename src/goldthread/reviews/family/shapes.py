"""People and the ties between them, in plain values: what a drawing is made from."""

from dataclasses import dataclass
from enum import StrEnum


class Sex(StrEnum):
    """As recorded; nobody's is guessed."""

    FEMALE = "female"
    MALE = "male"
    NEITHER = "neither"
    NOT_RECORDED = ""


@dataclass(frozen=True)
class Drawn:
    """Somebody under their pseudonym."""

    key: int
    name: str
    sex: Sex = Sex.NOT_RECORDED
    is_subject: bool = False
    has_died: bool = False


@dataclass(frozen=True)
class Bond:
    """What one person is to another; `kind` as a tie of the case has it."""

    who: int
    kind: str
    to: int


@dataclass(frozen=True)
class Outside:
    """A tie of somebody of the household to an agency or to others."""

    who: str
    to: str
    strength: str


PARENTS = frozenset({"mother", "father", "parent"})
BY_CHOICE = frozenset({"step_parent", "carer"})
SIBLINGS = frozenset({"sibling", "half_sibling"})
COUPLES = frozenset({"partner", "married", "separated"})
# How many generations below the first the second stands.
BELOW = {
    **dict.fromkeys(PARENTS | BY_CHOICE | {"aunt_or_uncle"}, 1),
    "grandparent": 2,
    **dict.fromkeys(SIBLINGS | COUPLES, 0),
}
