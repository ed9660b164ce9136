"""What a review has of each thing that the Panel's form can ask for, in pseudonyms unless it asks for a name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from goldthread.access.principal import Principal
from goldthread.improvement.models import Finding
from goldthread.register.clocks import clocks_of
from goldthread.reviews import rules
from goldthread.reviews.criteria import Set
from goldthread.reviews.deadlines import REVIEW
from goldthread.reviews.facts import ChildFact, facts_of
from goldthread.reviews.family.reading import family_of, sentence
from goldthread.reviews.models import AgencyRequest, ChronologyEntry, RapidReview, Tie
from goldthread.reviews.models.rapid import FOR_THE_PANEL
from goldthread.reviews.panel.catalogue import Named
from goldthread.ui import british
from goldthread.vault.known import people_of
from goldthread.vault.models import Identity
from goldthread.vault.sweep import Known, replaced, sweep

Value = str | bool
NAMED = (
    "A name, a date of birth or a number stood in it, and the pseudonym stands instead: look at it."
)


@dataclass(frozen=True)
class Said:
    """What goes into a blank, and what of it is still to come, in a sentence."""

    value: Value = ""
    lacking: str = ""

    @property
    def is_missing(self) -> bool:
        return self.value == "" or bool(self.lacking)


@dataclass
class PanelCase:
    """A review as its form is filled in by somebody, at a moment."""

    review: RapidReview
    by: Principal
    at: datetime

    @property
    def incident(self) -> Any:
        return self.review.incident

    @cached_property
    def notification(self) -> Any:
        return getattr(self.incident, "notification", None)

    @cached_property
    def children(self) -> list[Identity]:
        """The children of the case, by pseudonym."""
        rows = Identity.objects.visible_to(self.by).filter(
            compartment_id=self.review.compartment_id or 0, kind=Identity.Kind.CHILD
        )
        return list(rows.order_by("pseudonym", "pk"))

    @cached_property
    def facts(self) -> dict[str, ChildFact]:
        """What is recorded of each child, by pseudonym."""
        return {fact.pseudonym: fact for fact in facts_of(self.incident)}

    @cached_property
    def family(self) -> Any:
        return family_of(self.incident, by=self.by)

    @cached_property
    def requests(self) -> list[AgencyRequest]:
        rows = AgencyRequest.objects.visible_to(self.by).filter(review=self.review)
        return list(rows.select_related("agency").order_by("agency__name"))

    @cached_property
    def criteria(self) -> list[tuple[Any, Any]]:
        return rules.asked(Set.REVIEW, self.incident, on=self.incident.aware_on)

    @cached_property
    def known(self) -> list[Known]:
        """Whom no blank may name that does not ask for a name."""
        return people_of(self.review.compartment_id or 0)

    def said(self, named: Named) -> Said:
        """What the case has of one thing. A name in what was written before the name was known becomes the pseudonym."""
        given = self._said(named)
        if named.names or named.key.endswith("_on") or not isinstance(given.value, str):
            return given
        found = [hit for hit in sweep(given.value, self.known) if hit.certain]
        if not found:
            return given
        return Said(replaced(given.value, found), " ".join(filter(None, (given.lacking, NAMED))))

    def _said(self, named: Named) -> Said:
        if named.child:
            return self._of_a_child(named)
        if named.key.startswith("criterion."):
            return self._criterion(named.key.partition(".")[2])
        if named.key.startswith("decided."):
            decided = self.review.decision == named.key.partition(".")[2]
            return Said(decided if self.review.decision else "")
        if named.key in FOR_THE_PANEL:
            return Said(getattr(self.review, named.key))
        given = VALUES[named.key](self)
        return given if isinstance(given, Said) else Said(given)

    def _criterion(self, key: str) -> Said:
        answer = next((answer for row, answer in self.criteria if row.key == key), None)
        return Said(answer.answer == "yes") if answer is not None else Said()

    def child(self, number: int) -> Identity | None:
        """The n-th child of the case; None where there are fewer."""
        return self.children[number - 1] if number <= len(self.children) else None

    def _of_a_child(self, named: Named) -> Said:
        child = self.child(named.child)
        if child is None:
            return Said()
        what = named.key.partition(".")[2]
        own: dict[str, Callable[[], str]] = {
            "pseudonym": lambda: str(child),
            "name": lambda: child.name,
            "born_on": lambda: _day(date.fromisoformat(child.born_on)) if child.born_on else "",
            "nhs_number": lambda: child.identifier,
        }
        if what in own:
            return Said(own[what]())
        return Said(of_a_fact(self.facts[str(child)], what))


def _day(on: date | None) -> str:
    return british.day(on) if on else ""


def _lines(rows: Iterable[str]) -> str:
    return "\n".join(filter(None, rows))


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".?!" else f"{text}."


def of_a_fact(fact: ChildFact, what: str) -> str:
    """One thing that is known of a child, with the words that go with it."""
    value = getattr(fact, what)
    if what == "plans":
        return british.listed(value)
    beside = {"ethnicity": fact.ethnicity_words, "disability": fact.disability_kinds}.get(what)
    return f"{value} ({beside})" if value and beside else str(value)


def _children(case: PanelCase) -> Said:
    """Every child, a paragraph each; what nobody answered yet is lacking."""
    rows, lacking = [], []
    for child in case.children:
        fact = case.facts[str(child)]
        known = {name: of_a_fact(fact, name) for name in FACTS}
        told = "; ".join(f"{FACTS[name]}: {value}" for name, value in known.items() if value)
        rows.append(f"{child}{f' ({child.part})' if child.part else ''}. {_sentence(told)}".strip())
        if fact.unanswered:
            lacking.append(f"Not answered yet of {child}: {british.listed(fact.unanswered)}.")
    return Said(_lines(rows), " ".join(lacking))


FACTS = {
    "age": "age",
    "sex": "sex",
    "ethnicity": "ethnicity",
    "religion": "religion",
    "first_language": "first language",
    "disability": "disability",
    "immigration_status": "immigration status",
    "legal_status": "legal status",
    "plans": "plans",
    "harm": "what happened to them",
}


def _involved(case: PanelCase) -> Said:
    given = [row for row in case.requests if row.status == AgencyRequest.Status.GIVEN]
    waiting = [row for row in case.requests if row.status == AgencyRequest.Status.ASKED]
    names = british.listed(str(row.agency) for row in waiting)
    lacking = f"Not given yet: {names}." if waiting else ""
    rows = (f"{row.agency}: {_sentence(row.summary)}" for row in given if row.knew_the_family)
    return Said(_lines(rows), lacking)


def _did_not_know(case: PanelCase) -> str:
    rows = (row for row in case.requests if row.knew_the_family is False)
    return _lines(str(row.agency) for row in rows)


def _partners(case: PanelCase) -> Said:
    review = case.review
    if review.proposed_at is None:
        return Said()
    answers = review.answers.filter(to=review.proposed_at).select_related("agency", "answered_by")
    rows = (
        f"{each.agency}: {str(each).lower()}. {each.answered_by}, {_day(each.answered_at.date())}."
        f" {_sentence(each.words)}".strip()
        for each in answers.order_by("pk")
    )
    waiting = rules.waiting(review, on=case.at.date())
    names = british.listed(str(agency) for agency in waiting)
    return Said(_lines(rows), f"Not answered yet: {names}." if waiting else "")


def _scrutiny(case: PanelCase) -> str:
    rows = case.review.comments.select_related("written_by").order_by("pk")
    return _lines(
        f"{_sentence(each.words)} {each.written_by}, {_day(each.written_at.date())}."
        for each in rows
    )


def _criteria(case: PanelCase) -> Said:
    rows = [
        f"{row.title}: {answer.get_answer_display().lower()}. {_sentence(answer.because)}".strip()
        for row, answer in case.criteria
        if answer is not None
    ]
    left = len(case.criteria) - len(rows)
    return Said(_lines(rows), f"{left} are not answered yet." if left and rows else "")


def _learning(case: PanelCase) -> str:
    review = case.review
    found = Finding.objects.visible_to(case.by).filter(
        sources__record_kind=review._meta.label_lower, sources__record_id=review.public_id
    )
    return _lines(
        f"{each.get_kind_display()}: {_sentence(each.title)} {each.text}".strip()
        for each in found.order_by("pk")
    )


def _chronology(case: PanelCase) -> str:
    rows = ChronologyEntry.objects.visible_to(case.by).filter(
        request__review=case.review, status=ChronologyEntry.Status.KEPT
    )
    found = rows.select_related("agency").defer("as_it_came").order_by("happened_on", "pk")
    return _lines(f"{_day(each.happened_on)}, {each.agency}: {each.text}" for each in found)


def _family(case: PanelCase) -> str:
    others = {Tie.Kind.FEMALE, Tie.Kind.MALE, Tie.Kind.SUBJECT, Tie.Kind.IN_TOUCH}
    rows = (_sentence(sentence(tie)) for tie, _, _ in case.family.told if tie.kind not in others)
    return _lines(rows)


def _due(case: PanelCase) -> str:
    kept = clocks_of(case.review.space_id)
    return _day(kept.deadline(REVIEW, case.review.starts_on).due_on)


def _decided_on(case: PanelCase) -> str:
    at = case.review.proposed_at
    return _day(at.date()) if at and case.review.decision else ""


def _of_notification(name: str) -> Callable[[PanelCase], str]:
    def value(case: PanelCase) -> str:
        given = getattr(case.notification, name, None)
        return _day(given) if isinstance(given, date) else str(given or "")

    return value


VALUES: dict[str, Callable[[PanelCase], Value | Said]] = {
    "notification.reference": _of_notification("reference"),
    "notification.notified_on": _of_notification("notified_on"),
    "notification.partners_told_on": _of_notification("partners_told_on"),
    "notification.aware_on": lambda case: _day(case.incident.aware_on),
    "authority": lambda case: str(case.incident.council),
    "partnership": lambda case: str(case.review.space),
    "own_reference": lambda case: case.incident.reference,
    "child_death_reference": lambda case: case.incident.child_death_reference,
    "children.all": _children,
    "siblings": lambda case: (
        _lines(case.family.siblings) or ("None is written down" if case.family.told else "")
    ),
    "household": lambda case: _lines(case.family.household),
    "family": _family,
    "incident.happened_on": lambda case: _day(case.incident.happened_on),
    "incident.harm": lambda case: case.incident.get_harm_display(),
    "facts": lambda case: case.incident.account,
    "chronology": _chronology,
    "agencies.involved": _involved,
    "agencies.did_not_know": _did_not_know,
    "made_safe": lambda case: case.review.made_safe,
    "learning": _learning,
    "meeting.met_on": lambda case: _day(case.review.met_on),
    "meeting.minutes": lambda case: case.review.minutes,
    "decision": lambda case: case.review.get_decision_display() if case.review.decision else "",
    "decision.because": lambda case: case.review.because,
    "decision.decided_on": _decided_on,
    "criteria": _criteria,
    "partners": _partners,
    "scrutiny": _scrutiny,
    "starts_on": lambda case: _day(case.review.starts_on),
    "due_on": _due,
    "sent_on": lambda case: _day(case.review.sent_on),
    "made_on": lambda case: _day(case.at.date()),
}
