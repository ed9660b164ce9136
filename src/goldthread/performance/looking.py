"""Looking for changes that need an answer: by a button, and by the worker whenever figures came in."""

from datetime import datetime

from goldthread.access.principal import Principal
from goldthread.measures.catalogue import Standing
from goldthread.performance.actions.changes import keep_changes
from goldthread.performance.audiences import own_space
from goldthread.performance.changes import found_changes
from goldthread.performance.models import ChangeToAnswer, ScorecardLine
from goldthread.performance.scorecard_reading import (
    columns_of,
    lines_for_a_beginning,
    lines_of,
)
from goldthread.register.models import Space, in_date


def look_for_changes(reader: Principal, *, at: datetime) -> list[ChangeToAnswer]:
    """Look in what stands on the scorecard of the partnership at work, and keep what is new.

    A reader without a person is the house itself, which looks when figures came in. Context lines are
    left out: they measure no success.
    """
    on = at.date()
    lines = lines_of(reader, on=on) or lines_for_a_beginning()
    keys = [line.indicator for line in lines if line.standing != Standing.CONTEXT]
    placed = ScorecardLine.objects.visible_to(reader).filter(
        in_date(on), space_id__in=own_space(reader)
    )
    return keep_changes(
        by=reader if reader.is_signed_in else None,
        at=at,
        space=Space.objects.get(pk__in=own_space(reader)),
        found=found_changes(reader, keys, columns_of(reader, on=on), on=on),
        groups={line.indicator: line.group for line in placed.select_related("group")},
    )
