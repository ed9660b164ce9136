"""What forms and filters offer to choose from: rows in sight, of the place of what they are about."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.house import registry
from goldthread.improvement.leads import people_who_may_lead
from goldthread.improvement.models import Action, Finding, Recommendation, Source, Theme
from goldthread.register.models import Agency, Membership, in_date

MOST_OFFERED = 30  # the newest


def themes(principal: Principal, space_id: int) -> QuerySet[Theme]:
    return Theme.objects.visible_to(principal).filter(space_id=space_id).order_by("name")


def agencies(principal: Principal, space_id: int, *, on: date) -> QuerySet[Agency]:
    """The agencies that take part in the partnership on a day."""
    places = Membership.objects.visible_to(principal).filter(in_date(on), space_id=space_id)
    rows = Agency.objects.visible_to(principal).filter(pk__in=places.values("agency_id"))
    return rows.order_by("name")


def sources(principal: Principal, space_id: int) -> QuerySet[Source]:
    return _newest(Source.objects.visible_to(principal).filter(space_id=space_id))


def other_findings(principal: Principal, finding: Finding) -> QuerySet[Finding]:
    """The findings in the place of one that are to be followed too."""
    rows = Finding.objects.visible_to(principal).filter(status="open", **_place(finding))
    return _newest(rows.exclude(pk=finding.pk))


def other_recommendations(
    principal: Principal, recommendation: Recommendation
) -> QuerySet[Recommendation]:
    """The accepted recommendations in the place of one."""
    rows = Recommendation.objects.visible_to(principal).filter(
        status="accepted", **_place(recommendation)
    )
    return _newest(rows.exclude(pk=recommendation.pk))


def leads_of(principal: Principal) -> QuerySet[Person]:
    """Whoever leads an action in sight."""
    held = Action.objects.visible_to(principal).order_by()
    return Person.objects.filter(pk__in=held.values("lead_id")).order_by("name", "pk")


def in_a_filter(principal: Principal, space_id: int, *, on: date) -> dict[str, Any]:
    """What the list of actions can be narrowed by."""
    return {
        "agency": agencies(principal, space_id, on=on),
        "theme": themes(principal, space_id),
        "lead": leads_of(principal),
    }


def in_an_action(
    principal: Principal, recommendation: Recommendation, *, on: date
) -> dict[str, Any]:
    """What can be chosen in a new action."""
    space_id = recommendation.space_id
    return {
        "agencies": agencies(principal, space_id, on=on),
        "lead": people_who_may_lead(space_id, on=on),
        "recommendations": other_recommendations(principal, recommendation),
    }


def figures(principal: Principal) -> list[tuple[str, str]]:
    """(key, title) of every figure that somebody can draw, by title."""
    drawn = [family for family in registry.figure_families() if family.drawn]
    told = ((key, title) for family in drawn for key, title, _ in family.offers(principal))
    return sorted(told, key=lambda each: each[1])


def _place(row: Any) -> dict[str, Any]:
    return {"space_id": row.space_id, "compartment_id": row.compartment_id}


def _newest(rows: QuerySet) -> QuerySet:
    # A set that is cut off cannot be filtered by what was chosen: the newest are named by their ids.
    newest = list(rows.order_by("-pk").values_list("pk", flat=True)[:MOST_OFFERED])
    return rows.model.objects.filter(pk__in=newest).order_by("-pk")
