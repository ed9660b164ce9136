"""The figures that a line is about, drawn with what was done: whoever offers a figure draws it."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from goldthread.access.principal import Principal
from goldthread.house import DrawnFigure, Noted, registry
from goldthread.improvement.lines import Line
from goldthread.improvement.models import Action, ActionDecision

MOST_FIGURES = 3


def charts_of(principal: Principal, line: Line, *, on: date) -> list[DrawnFigure]:
    """The charts of the figures of a line, with the days of its actions."""
    told = [*(source.figure for source in line.sources), *(each.figure for each in line.actions)]
    keys = list(dict.fromkeys(filter(None, told)))[:MOST_FIGURES]
    noted = sorted(_noted(line), key=lambda each: each.on)
    return [chart for key in keys for chart in _drawn(principal, key, noted, on)]


def _drawn(principal: Principal, key: str, noted: list[Noted], on: date) -> list[DrawnFigure]:
    try:
        draw = registry.figure_family(key).drawn
    except KeyError:  # the module that offered it is gone
        return []
    return draw(principal, key, noted, on) if draw else []


def _noted(line: Line) -> Iterator[Noted]:
    """When each action began, was done, and was opened again."""
    for action in line.actions:
        began = action.written_at.astimezone(timezone.get_current_timezone()).date()
        yield Noted(began, f"Action {action.number} begins")
        if action.status != Action.Status.OPEN and action.done_on is not None:
            yield Noted(action.done_on, f"Action {action.number} done")
    for each in line.decisions:
        if each.kind == ActionDecision.Kind.REOPENED:
            day = each.decided_at.astimezone(timezone.get_current_timezone()).date()
            yield Noted(day, f"Action {each.action.number} opened again")
