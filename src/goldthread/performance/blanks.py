"""Why a figure is blank, as its answer says it, and how complete a return is by that."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from goldthread.performance.asked import Asked, Line, LineKey


class Why(StrEnum):
    """A reason with which an answer to a blank begins; the value is what stands in the answer."""

    NOT_COLLECTED = "Not collected"
    NOT_APPLICABLE = "Not applicable"
    TOO_SMALL = "Too small to give"
    LATE = "Late, to follow"


OTHER = "other"  # in a select: a reason in words of one's own
OTHER_WORDS = "Another reason"
OFFERED = (*((why.value, why.value) for why in Why), (OTHER, "Another reason, in words"))
NO_REASON = "No reason given"


def why_of(answer: str) -> Why | None:
    """The reason with which an answer begins, however it is capitalised; None for other words."""
    said = answer.strip().casefold()
    for why in Why:
        begins = why.value.casefold()
        if said.startswith(begins) and not said[len(begins) :][:1].isalnum():
            return why
    return None


def chosen_in(answer: str) -> tuple[str, str]:
    """An answer as a choice of `OFFERED` and the words beside it; `answer_of` makes the same of them again."""
    said = answer.strip()
    for why in Why:
        if said == why.value:
            return why.value, ""
        if said.startswith(f"{why.value}: "):
            return why.value, said.removeprefix(f"{why.value}: ")
    why_said = why_of(said)
    return (why_said.value if why_said else OTHER if said else ""), said


def answer_of(choice: str, words: str) -> str:
    """The answer that a choice and the words beside it come to; a choice that is not offered says nothing."""
    said = words.strip()
    if choice not in set(Why):
        return said
    if why_of(said) == choice:
        return said  # it begins with that reason already
    return f"{choice}: {said}" if said else choice


@dataclass(frozen=True)
class Completeness:
    """How many figures were asked, given, and left blank for which reason; parts of breakdowns count."""

    asked: int
    given: int
    blank: tuple[tuple[str, int], ...] = ()  # by reason in words, the commonest first
    unexplained: int = 0

    @property
    def is_complete(self) -> bool:
        """Every figure is given, or says why it is not."""
        return not self.unexplained

    @property
    def explained(self) -> int:
        return sum(count for _, count in self.blank)

    @property
    def words(self) -> str:
        """ "36 of 40 given; 3 not collected, 1 without a reason"."""
        parts = [f"{count} {words[:1].lower()}{words[1:]}" for words, count in self.blank]
        if self.unexplained:
            parts.append(f"{self.unexplained} without a reason")
        given = f"{self.given} of {self.asked} given"
        return f"{given}; {', '.join(parts)}" if parts else given


def completeness(
    asked: Asked, given: Collection[LineKey], answers: Mapping[LineKey, str]
) -> Completeness:
    """Count what is given and why the rest is blank.

    One answer stands for all that is blank of a breakdown, and that of a blank whole for its parts, as
    the checks ask for it.
    """
    lines = asked.lines()
    reasons: Counter[str] = Counter()
    for line in lines:
        if line.key not in given:
            answer = _answer_for(line, given, answers)
            reasons[str(why_of(answer) or OTHER_WORDS) if answer else NO_REASON] += 1
    unexplained = reasons.pop(NO_REASON, 0)
    return Completeness(
        asked=len(lines),
        given=sum(line.key in given for line in lines),
        blank=tuple(reasons.most_common()),
        unexplained=unexplained,
    )


def _answer_for(line: Line, given: Collection[LineKey], answers: Mapping[LineKey, str]) -> str:
    """The answer that speaks of a blank line: its own, its breakdown's first one, or its whole's."""
    own = answers.get(line.key, "")
    if own or not line.key.breakdown:
        return own
    for breakdown in line.indicator.breakdowns:
        keys = line.items_of(breakdown)
        if line.key in keys:
            said = (answers.get(key, "") for key in keys if key not in given)
            if found := next(filter(None, said), ""):
                return found
    return answers.get(line.whole, "") if line.whole not in given else ""
