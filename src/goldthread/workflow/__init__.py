"""Steps: rows that say who may move a record from where to where, and why not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from goldthread.access.decision import ALLOWED, Decision, because
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import Permission

Rule = Callable[[Any, Principal], Decision]


def always(subject: Any, by: Principal) -> Decision:
    """No further condition."""
    return ALLOWED


@dataclass(frozen=True, kw_only=True)
class Step:
    """One move of a record. `rule` says what must hold besides place and permission."""

    name: str
    goes_from: frozenset[str]
    goes_to: str
    permission: Permission
    rule: Rule = always

    def allowed(self, subject: Any, by: Principal) -> Decision:
        """Whether this person may take this step with this record now; every reason why not."""
        elsewhere = subject.status not in self.goes_from
        return (
            because((elsewhere, f"It is {subject.get_status_display().lower()}."))
            & may(by, self.permission, subject)
            & (ALLOWED if elsewhere else self.rule(subject, by))
        )


@dataclass(frozen=True, kw_only=True)
class Workflow:
    """All the steps of one kind of record; draws its own diagram for the reference page."""

    name: str
    begins: str
    states: dict[str, str]
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        reached = {self.begins} | {step.goes_to for step in self.steps}
        unreached = set(self.states) - reached
        if unreached:
            raise ValueError(f"{self.name}: no step leads to {', '.join(sorted(unreached))}")

    def diagram(self) -> str:
        """The steps as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.begins}"]
        lines += [f"    {state}: {title}" for state, title in self.states.items()]
        for step in self.steps:
            lines += [
                f"    {origin} --> {step.goes_to}: {step.name}" for origin in sorted(step.goes_from)
            ]
        return "\n".join(lines)
