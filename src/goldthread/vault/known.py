"""The people of a case as the sweep takes them, and whether somebody is known from another case."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from goldthread.access.decision import Decision, because
from goldthread.vault.models import Fingerprint, Identity
from goldthread.vault.sealing import fingerprints
from goldthread.vault.sweep import Found, Known, plain_name, sweep


def people_of(compartment_id: int) -> list[Known]:
    """Everybody whose identity lies in a compartment, opened for the sweep: never for a page."""
    return [
        Known(
            row.pseudonym,
            tuple(row.names),
            date.fromisoformat(row.born_on) if row.born_on else None,
            row.identifier,
        )
        for row in Identity.objects.filter(compartment_id=compartment_id).order_by("pk")
    ]


def names_in(text: str, *, compartment_id: int) -> list[Found]:
    """What in a text may name somebody of a case."""
    return sweep(text, people_of(compartment_id))


def told(name: str, born_on: str) -> str:
    """What a fingerprint is made of; "" where a name or the day is missing: then nobody is matched."""
    plain = plain_name(name)
    return f"{plain}|{born_on}" if plain and born_on else ""


def elsewhere(identity: Any) -> list[Identity]:
    """The identities of other cases of the partnership that have a name and the birthday in common.

    For whoever is not named to those cases, that there are any is all that may be said.
    """
    texts = [told(name, identity.born_on) for name in identity.names]
    values = [value for text in texts if text for value in fingerprints(text)]
    met = Fingerprint.objects.filter(value__in=values, space_id=identity.space_id)
    met = met.exclude(compartment_id=identity.compartment_id)
    return list(
        Identity.objects.filter(pk__in=met.values("identity_id"))
        .select_related("compartment")
        .order_by("pk")
    )


def in_pseudonyms(*texts: str, compartment_id: int) -> Decision:
    """Whether texts speak of the people of a case by pseudonym alone, as far as full names and numbers go."""
    people = people_of(compartment_id)
    found = {hit.instead for text in texts for hit in sweep(text, people) if hit.certain}
    said = ", ".join(sorted(found))
    return because(
        (bool(found), f"A name, a date of birth or a number stands in it: write {said}.")
    )


def spoken_of(text: str, people: Iterable[Identity]) -> list[Identity]:
    """Of these people, those whose pseudonym stands in a text."""
    return [each for each in people if re.search(rf"\b{re.escape(each.pseudonym)}\b", text)]
