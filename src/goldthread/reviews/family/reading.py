"""The ties of a case as drawings, and as a table that says the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from goldthread.access.principal import Principal
from goldthread.reviews.facts import ChildFact, facts_of
from goldthread.reviews.family.ecomap import ecomap
from goldthread.reviews.family.genogram import genogram
from goldthread.reviews.family.placing import placed
from goldthread.reviews.family.shapes import BELOW, Bond, Drawn, Outside, Sex
from goldthread.reviews.models import ChildFacts, Incident, Tie
from goldthread.reviews.models.ties import ALONE
from goldthread.ui import british
from goldthread.vault.models import Identity

Kind, Harm = Tie.Kind, ChildFacts.Harm
SEXES = {"Female": Sex.FEMALE, "Male": Sex.MALE, "Neither": Sex.NEITHER}


@dataclass(frozen=True)
class Family:
    """What is drawn of a case: two pictures ("" where there is nothing to draw), and the words beside them."""

    genogram: str
    ecomap: str
    unclear: tuple[str, ...]
    told: list[tuple[Tie, str, str]] = field(default_factory=list)  # tie, sentence, more about it
    beside: tuple[str, ...] = ()  # ties of people outside the household, which no ecomap shows
    household: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()


def family_of(incident: Incident, *, by: Principal) -> Family:
    """The family of a case as far as its reader may see it, in pseudonyms."""
    people = Identity.objects.visible_to(by).filter(compartment_id=incident.compartment_id or 0)
    people = people.exclude(kind=Identity.Kind.WORKER).order_by("pk")
    ties = list(
        Tie.objects.visible_to(by)
        .filter(incident=incident, taken_out_at=None)
        .select_related("who", "to_person", "to_agency", "incident")
        .order_by("pk")
    )
    drawn = _drawn(list(people), ties, facts_of(incident))
    bonds = [
        Bond(tie.who_id, tie.kind, tie.to_person_id)
        for tie in ties
        if tie.to_person_id is not None and (tie.kind in BELOW or tie.kind == Kind.LIVES_WITH)
    ]
    where = placed(drawn, bonds)
    names = {each.key: each.name for each in drawn}
    together = tuple(name for key, name in names.items() if key in where.household)
    home = where.household
    touch = [tie for tie in ties if tie.kind == Kind.IN_TOUCH and tie.to_person_id not in home]
    # Where no household is written down, the ecomap is about whoever has a tie.
    drawn_ties = [tie for tie in touch if not home or tie.who_id in home]
    outside = [Outside(str(tie.who), end_of(tie), tie.strength) for tie in drawn_ties]
    return Family(
        genogram=genogram(drawn, bonds, where) if bonds else "",
        ecomap=ecomap(together, outside),
        unclear=where.unclear if bonds else (),
        beside=tuple(sentence(tie) for tie in touch if tie not in drawn_ties),
        told=[(tie, sentence(tie), more(tie)) for tie in ties],
        household=together,
        siblings=_siblings(drawn, bonds),
    )


def _drawn(
    people: Sequence[Identity], ties: Sequence[Tie], facts: Sequence[ChildFact]
) -> list[Drawn]:
    said = {(tie.who_id, tie.kind) for tie in ties}
    known = {fact.pseudonym: fact for fact in facts}
    return [_one(each, said, known.get(str(each))) for each in people]


def _one(each: Identity, said: set[tuple[int, str]], fact: ChildFact | None) -> Drawn:
    """A person as the ties say; of a child, also what is recorded of them."""
    harm = fact.harm if fact else ""
    return Drawn(
        each.pk,
        str(each),
        SEXES.get(fact.sex if fact else "") or _sex(each.pk, said),
        (each.pk, Kind.SUBJECT) in said or harm in (Harm.DIED.label, Harm.HARMED.label),
        (each.pk, Kind.DIED) in said or harm == Harm.DIED.label,
    )


def _sex(key: int, said: set[tuple[int, str]]) -> Sex:
    """As it is written down, by itself or as mother or father; of two that differ, none."""
    female = {(key, Kind.FEMALE), (key, Kind.MOTHER)} & said
    male = {(key, Kind.MALE), (key, Kind.FATHER)} & said
    if bool(female) == bool(male):
        return Sex.NOT_RECORDED
    return Sex.FEMALE if female else Sex.MALE


def end_of(tie: Tie) -> str:
    """To whom a tie is: a person, an agency or others; "" for what holds of one person."""
    return str(tie.to_person or tie.to_agency or tie.to_other or "")


def sentence(tie: Tie) -> str:
    """Mother is separated from Father."""
    if tie.kind in ALONE:
        return f"{tie.who} {tie.get_kind_display()}"
    return f"{tie.who} {tie.get_kind_display()} {end_of(tie)}"


def more(tie: Tie) -> str:
    """How strong it is, since when, and what else is written of it."""
    said = [
        tie.get_strength_display() if tie.strength else "",
        f"since {british.day(tie.since)}" if tie.since else "",
    ]
    first = ", ".join(filter(None, said))
    return ". ".join(filter(None, (first[:1].upper() + first[1:], tie.words)))


def _siblings(people: Sequence[Drawn], bonds: Sequence[Bond]) -> tuple[str, ...]:
    """Brothers and sisters of a child of the review: written down as such, or by a parent of both."""
    subjects = {each.key for each in people if each.is_subject}
    parents = {(bond.who, bond.to) for bond in bonds if bond.kind in ("mother", "father", "parent")}
    found = {
        child
        for parent, subject in parents
        if subject in subjects
        for other, child in parents
        if other == parent and child not in subjects
    }
    for bond in bonds:
        if bond.kind in ("sibling", "half_sibling"):
            found |= {bond.to} if bond.who in subjects else set()
            found |= {bond.who} if bond.to in subjects else set()
    return tuple(each.name for each in people if each.key in found - subjects)
