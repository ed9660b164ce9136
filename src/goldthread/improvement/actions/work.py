"""Taking an action on: by which agencies, led by whom, until when."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.improvement.actions.places import insist_one_place, place_of
from goldthread.improvement.leads import may_lead
from goldthread.improvement.models import Action, Recommendation
from goldthread.improvement.permissions import KEEP
from goldthread.register.models import Agency, Space
from goldthread.trail.record import record


@transaction.atomic
def take_on(
    *,
    by: Principal,
    at: datetime,
    recommendations: Iterable[Recommendation],
    title: str,
    agencies: Iterable[Agency],
    lead: Person,
    due_on: date,
    text: str = "",
    figure: str = "",
) -> Action:
    """Take an action on for one accepted recommendation or several; its lead is always a person."""
    recommendations, agencies = list(recommendations), list(agencies)
    insist(because((not recommendations, "Say from which recommendation it follows.")))
    insist_one_place(recommendations)
    first = recommendations[0]
    insist(may(by, KEEP, first))
    accepted = Recommendation.Status.ACCEPTED
    insist(
        because(
            (
                any(each.status != accepted for each in recommendations),
                "The recommendation is not accepted.",
            ),
            (not title.strip(), "Say what is to be done."),
            (not agencies, "Say which agency does it."),
            (due_on < at.date(), "The day until when it is done has passed."),
        )
        & may_lead(lead, space_id=first.space_id, on=at.date())
    )
    action = Action.objects.create(
        **place_of(recommendations),
        number=next_number(first.space_id),
        title=title.strip(),
        text=text.strip(),
        figure=figure,
        lead=lead,
        due_on=due_on,
        written_by_id=by.acting_id,
        written_at=at,
    )
    action.recommendations.set(recommendations)
    action.agencies.set(agencies)
    after = {"title": action.title, "due_on": str(due_on), "lead": lead.pk}
    record("improvement.action.taken_on", by=by, at=at, subject=action, after=after)
    return action


@transaction.atomic
def measure_by(
    *, by: Principal, at: datetime, action: Action, figure: str, row_version: int
) -> Action:
    """Say by its key which figure an action is to move; "" for none."""
    action = Action.objects.select_for_update().get(pk=action.pk)
    insist(may(by, KEEP, action))
    action.insist_unchanged(row_version)
    before, action.figure = action.figure, figure
    action.save_next_version("figure")
    told = {"before": {"figure": before}, "after": {"figure": figure}}
    record("improvement.action.measured", by=by, at=at, subject=action, **told)
    return action


def next_number(space_id: int) -> int:
    """The next free number of an action in a partnership, held until the transaction ends."""
    Space.objects.select_for_update().get(pk=space_id)
    last = Action.objects.filter(space_id=space_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
