"""How headings and codes are compared, and the nearest of those that are known."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

_BETWEEN = re.compile(r"[^a-z0-9]+")


def compared(text: str) -> str:
    """Small letters, one blank for whatever is neither letter nor figure: "A.A1) White" is "a a1 white"."""
    return _BETWEEN.sub(" ", text.casefold().replace("&", " and ")).strip()


def nearest(text: str, known: Iterable[str]) -> str:
    """The known spelling most like this one; empty where none is like it."""
    found = get_close_matches(text, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""
