"""One kind of answer to every "may they?": true, or false with every reason why."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Decision:
    """True when there is no reason against it."""

    reasons: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return not self.reasons

    def __and__(self, other: "Decision") -> "Decision":
        return Decision(self.reasons + other.reasons)


ALLOWED = Decision()


def because(*pairs: tuple[bool, str]) -> Decision:
    """Refuse with the sentence of every condition that holds."""
    return Decision(tuple(sentence for refuse, sentence in pairs if refuse))


class Refused(Exception):
    """An act was refused; carries the decision, whose reasons are sentences for the reader."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(" ".join(decision.reasons))
        self.decision = decision


class Overtaken(Refused):
    """Refused because somebody else saved the record since it was opened."""


def insist(decision: Decision) -> None:
    """Raise Refused unless the decision is true."""
    if not decision:
        raise Refused(decision)
