"""What every row of a case has in common: a compartment, and who of those named to it sees which rows."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from goldthread.access.principal import Principal
from goldthread.house import Sensitivity
from goldthread.register.rows import SpaceRow, where_held
from goldthread.reviews.permissions import SEE, SEE_ALL

INSIDE, SPECIAL, SEALED = Sensitivity.PARTNERSHIP, Sensitivity.SPECIAL, Sensitivity.SEALED
PERSON = "accounts.Person"


def those_of_the_case(principal: Principal) -> Q:
    """Whoever may see reviews at all; of them, the compartment lets those in who are named."""
    return where_held(principal, SEE)


def own_agencys_or_all(principal: Principal) -> Q:
    """What an agency gave is seen by its people, and by those who see what all gave."""
    own = Q(agency_id__in=principal.agencies_for(SEE)) & where_held(principal, SEE)
    return own | where_held(principal, SEE_ALL)


def those_who_see_all(principal: Principal) -> Q:
    """Of those named to a case, whoever sees what every agency gave: no agency's lead."""
    return where_held(principal, SEE_ALL)


class CaseRow(SpaceRow):
    """A row of a case: it never lies outside a compartment."""

    class Meta(SpaceRow.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(compartment__isnull=False), name="%(app_label)s_%(class)s_in_a_case"
            )
        ]


def place_of(row: Any) -> dict[str, Any]:
    """Where what belongs to a case lies: in its space, area and compartment."""
    return {
        "space_id": row.space_id,
        "area_id": row.area_id,
        "compartment_id": row.compartment_id,
    }
