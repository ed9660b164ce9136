"""What is known of each child of a case."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from goldthread.access.decision import Decision, because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.reviews.actions.held import held, insist_pseudonyms
from goldthread.reviews.facts import IN_WORDS, choices_of, plans, plans_that_stand_alone
from goldthread.reviews.models import ChildFacts, Incident
from goldthread.reviews.models.cases import place_of
from goldthread.reviews.permissions import REPORT
from goldthread.trail.record import record
from goldthread.vault.models import Identity


@transaction.atomic
def write_facts(
    *,
    by: Principal,
    at: datetime,
    incident: Incident,
    identity: Identity,
    sex: str = "",
    ethnicity: str = "",
    ethnicity_words: str = "",
    disability: str = "",
    disability_kinds: str = "",
    religion: str = "",
    first_language: str = "",
    immigration_status: str = "",
    legal_status: str = "",
    recorded_nowhere: Iterable[str] = (),
    plans_then: Iterable[str] = (),
    harm: str = "",
    age_months: int | None = None,
    age_is_nowhere: bool = False,
    row_version: int,
) -> ChildFacts:
    """Write down what is known of one child; `row_version` is 0 while nothing is written.

    An age is asked for where the vault has no date of birth. Everything that is wrong is told at once.
    """
    incident = held(incident, by)
    insist(may(by, REPORT, incident))
    facts = ChildFacts.objects.select_for_update(of=("self",)).filter(identity=identity).first()
    facts = facts or ChildFacts(
        **place_of(incident), incident=incident, identity=identity, row_version=0
    )
    facts.insist_unchanged(row_version)
    chosen = {"sex": sex, "ethnicity": ethnicity, "disability": disability}
    words = {
        "ethnicity_words": ethnicity_words.strip(),
        "disability_kinds": disability_kinds.strip(),
        "religion": religion.strip(),
        "first_language": first_language.strip(),
        "immigration_status": immigration_status.strip(),
        "legal_status": legal_status.strip(),
    }
    nowhere, then = list(recorded_nowhere), list(plans_then)
    insist(
        _one_of_the_case(identity, incident)
        & _in_the_lists(chosen, then, nowhere, harm)
        & agree(
            words=words,
            disability=disability,
            recorded_nowhere=nowhere,
            plans_then=then,
            has_birthday=bool(identity.born_on),
            age_months=age_months,
            age_is_nowhere=age_is_nowhere,
        )
    )
    insist_pseudonyms(incident, *words.values())
    for name, value in (chosen | words).items():
        setattr(facts, name, value)
    facts.recorded_nowhere, facts.plans, facts.harm = nowhere, then, harm
    facts.age_months, facts.age_is_nowhere = age_months, age_is_nowhere
    facts.written_by_id, facts.written_at = by.acting_id, at
    facts.row_version += 1
    facts.save()
    record("reviews.child.facts_written", by=by, at=at, subject=facts)
    return facts


def agree(
    *,
    words: dict[str, str],
    disability: str,
    recorded_nowhere: list[str],
    plans_then: list[str],
    has_birthday: bool,
    age_months: int | None,
    age_is_nowhere: bool,
) -> Decision:
    """Whether answers agree with one another: nothing is told and recorded nowhere at once."""
    both = [name for name in recorded_nowhere if words.get(name)]
    alone = len(plans_then) > 1 and set(plans_then) & plans_that_stand_alone()
    titles = dict(plans())
    age = age_months is not None
    return because(
        *(
            (True, f"{name.replace('_', ' ').capitalize()} is told, and said to be not recorded.")
            for name in both
        ),
        (
            bool(alone),
            f"“{titles[min(alone)] if alone else ''}” cannot be true beside another plan.",
        ),
        (
            bool(words["disability_kinds"]) and disability != "disability_yes",
            "Which disabilities the child had is told, but not that it had any.",
        ),
        (
            has_birthday and (age or age_is_nowhere),
            "The age is worked out from the date of birth: it is not written a second time.",
        ),
        (age and age_is_nowhere, "The age is told, and said to be not recorded."),
    )


def _one_of_the_case(identity: Identity, incident: Incident) -> Decision:
    return because(
        (
            identity.compartment_id != incident.compartment_id
            or identity.kind != Identity.Kind.CHILD,
            "This is no child of the case.",
        )
    )


def _in_the_lists(
    chosen: dict[str, str], then: list[str], nowhere: list[str], harm: str
) -> Decision:
    strange = [name for name, key in chosen.items() if key and key not in dict(choices_of(name))]
    return because(
        (bool(strange), "There is no such answer."),
        (not set(then) <= dict(plans()).keys(), "There is no such plan."),
        (not set(nowhere) <= set(IN_WORDS), "There is no such question."),
        (bool(harm) and harm not in ChildFacts.Harm.values, "There is no such harm."),
    )
