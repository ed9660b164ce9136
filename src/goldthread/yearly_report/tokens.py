"""How a figure is named in a text: {{ key | area | period }}, and a breakdown where there is one."""

import re
from collections.abc import Callable

from goldthread.house import FigureRequest
from goldthread.measures.periods import Period

_BETWEEN_BRACES = re.compile(r"\{\{([^{}\n]*)\}\}")


class TokenProblem(ValueError):
    """What is wrong with the name of a figure, as a sentence for whoever typed it."""


def token(request: FigureRequest) -> str:
    """What to type for a figure."""
    parts = [request.key, request.area, request.period, request.breakdown]
    return "{{ " + " | ".join(part for part in parts if part) + " }}"


def read_token(typed: str) -> FigureRequest:
    """The figure that is named between {{ and }}; raises TokenProblem."""
    parts = [" ".join(part.split()) for part in typed.split("|")]
    if len(parts) not in (3, 4) or not all(parts):
        raise TokenProblem(
            f"“{typed.strip()}” does not name a figure: write it as {{{{ key | area | period }}}}."
        )
    try:
        period = str(Period.parse(parts[2]))
    except ValueError as error:
        raise TokenProblem(f"{error}.") from None
    return FigureRequest(parts[0], parts[1], period, *parts[3:])


def requests_in(text: str) -> tuple[FigureRequest, ...]:
    """The figures that a text names, in order; what names none is left to whoever reads the text."""
    found = []
    for typed in _BETWEEN_BRACES.findall(text):
        try:
            found.append(read_token(typed))
        except TokenProblem:
            continue
    return tuple(found)


def replace_tokens(text: str, instead: Callable[[str], str | None]) -> str:
    """The text with something else in the place of those figures for which `instead` gives it."""

    def replaced(found: re.Match[str]) -> str:
        other = instead(found[1])
        return found[0] if other is None else other

    return _BETWEEN_BRACES.sub(replaced, text)
