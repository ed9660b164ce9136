"""Passages that modules offer: listed for whoever writes, and put into what they are typing."""

from typing import Any

from django.http import QueryDict

from goldthread.access.principal import Principal
from goldthread.house import Passage, PassageFamily, registry


def offered_passages(principal: Principal) -> list[tuple[str, str]]:
    """(key, title) of everything that modules offer this writer."""
    return [each for family in registry.passage_families() for each in family.offers(principal)]


def passage_called(principal: Principal, title: str) -> Passage:
    """The offered passage whose title holds these words; raises KeyError where none does."""
    for key, offered in offered_passages(principal):
        family = _family(key)
        if title in offered and family is not None:
            return family.read(principal, [key])[0]
    raise KeyError(title)


def with_passage(data: QueryDict, principal: Principal) -> tuple[Any, str]:
    """What was typed with a module's passage after it and its rung chosen, and what is wrong with that."""
    key = str(data.get("picked_passage", ""))
    family = _family(key)
    if family is None:
        return data, "Choose the passage."
    try:
        (passage,) = family.read(principal, [key])
    except KeyError:
        return data, "That passage is not there any more."
    changed = data.copy()
    changed["text"] = "\n\n".join(filter(None, (data.get("text", "").strip(), passage.text)))
    changed["rung"] = str(passage.rung.value)
    return changed, ""


def _family(key: str) -> PassageFamily | None:
    found = (each for each in registry.passage_families() if key.startswith(f"{each.prefix}."))
    return next(found, None)
