"""What forms of a case offer to choose from: people and agencies of the partnership, by name."""

from datetime import date

from django.db.models import QuerySet

from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.house import Role
from goldthread.register.models import Agency, Membership, in_date
from goldthread.reviews.models import RapidReview
from goldthread.reviews.permissions import DECLARE, GRANTS, SEE
from goldthread.vault.offered import people_at_work


def agencies(principal: Principal, space_id: int, *, on: date) -> QuerySet[Agency]:
    """The agencies that take part in the partnership on a day."""
    places = Membership.objects.visible_to(principal).filter(in_date(on), space_id=space_id)
    rows = Agency.objects.visible_to(principal).filter(pk__in=places.values("agency_id"))
    return rows.order_by("name")


def councils(principal: Principal, space_id: int, *, on: date) -> QuerySet[Agency]:
    """The councils that are statutory partners."""
    statutory = Membership.objects.visible_to(principal).filter(
        in_date(on), space_id=space_id, standing=Membership.Standing.STATUTORY
    )
    rows = agencies(principal, space_id, on=on).filter(kind=Agency.Kind.COUNCIL)
    return rows.filter(pk__in=statutory.values("agency_id"))


def not_asked_yet(principal: Principal, review: RapidReview, *, on: date) -> QuerySet[Agency]:
    """The agencies that can be asked in a review."""
    asked = review.requests.values("agency_id")
    return agencies(principal, review.space_id, on=on).exclude(pk__in=asked)


def people_for_a_case(principal: Principal, space_id: int, *, on: date) -> QuerySet[Person]:
    """Who can be named to a case from its first day: the unit, the partners, the scrutineer."""
    roles = GRANTS[SEE] - {Role.AGENCY_LEAD, Role.INDEPENDENT_REVIEWER}
    return people_at_work(principal, space_id, on=on, roles=roles)


def partners(principal: Principal, space_id: int, *, on: date) -> QuerySet[Person]:
    """The people who decide for the statutory partners."""
    roles = {Role.DELEGATED_SAFEGUARDING_PARTNER}
    return people_at_work(principal, space_id, on=on, roles=roles)


def people_for_a_review(principal: Principal, space_id: int, *, on: date) -> QuerySet[Person]:
    """Who can have a part in a review: everybody at work here who may be named to a case."""
    return people_at_work(principal, space_id, on=on, roles=GRANTS[DECLARE])
