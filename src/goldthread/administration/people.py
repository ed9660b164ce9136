"""Finding people by their appointments, as far as one may see them."""

from datetime import date
from enum import StrEnum

from allauth.usersessions.models import UserSession
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from goldthread.access.principal import Principal
from goldthread.access.spaces import working_everywhere
from goldthread.accounts.models import Appointment, Offer, Person
from goldthread.house import ROLES
from goldthread.register.models import Agency, Area, Membership, SpaceArea, in_date


class Standing(StrEnum):
    """How an appointment stands on a day, in the word that the list shows."""

    NOW = "Now"
    LATER = "Later"
    ENDED = "Ended"


class Wanted(StrEnum):
    """Which appointments to list."""

    HOLDING = "Now and later"
    ENDED = "Ended"
    ALL = "All"


def appointments_in_sight(principal: Principal, *, on: date) -> QuerySet[Appointment]:
    """The appointments that one may see, each with its `standing` on a day."""
    standing = Case(
        When(starts_on__gt=on, then=Value(Standing.LATER)),
        When(ends_on__lt=on, then=Value(Standing.ENDED)),
        default=Value(Standing.NOW),
        output_field=CharField(),
    )
    return (
        Appointment.objects.visible_to(principal)
        .annotate(standing=standing)
        .select_related("person", "agency", "area", "space")
        .order_by("person__name", "person_id", "starts_on", "pk")
    )


def appointments_found(
    principal: Principal, *, text: str, wanted: Wanted, on: date
) -> QuerySet[Appointment]:
    """Appointments whose person, agency or role has `text` in its name."""
    roles = [role for role, card in ROLES.items() if text.lower() in card.title.lower()]
    named = (
        Q(person__name__icontains=text) | Q(agency__name__icontains=text) | Q(role__in=roles)
        if text
        else Q()
    )
    found = appointments_in_sight(principal, on=on).filter(named)
    if wanted == Wanted.ALL:
        return found
    ended = Q(standing=Standing.ENDED)
    return found.filter(ended if wanted == Wanted.ENDED else ~ended)


def offers_waiting(principal: Principal, *, on: date) -> QuerySet[Offer]:
    """What is offered here and not answered yet, for those who may take it back."""
    waiting = Offer.objects.visible_to(principal).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), status=Offer.Status.WAITING
    )
    return waiting.select_related("person", "agency", "space", "area").order_by("made_at", "pk")


def offers_prepared(principal: Principal, *, on: date) -> QuerySet[Offer]:
    """What nobody was asked about yet, for those who may ask."""
    prepared = Offer.objects.visible_to(principal).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), status=Offer.Status.PREPARED
    )
    return prepared.select_related("person", "agency", "space", "area").order_by(
        "person__name", "pk"
    )


def appointments_of(person: Person, *, on: date) -> list[Appointment]:
    """A person's own appointments on a day, wherever they are."""
    with working_everywhere():
        held = Appointment.objects.filter(in_date(on), in_date(on, "space__"), person=person)
        return list(held.select_related("space", "agency", "area").order_by("space__name", "pk"))


def open_sessions(person: Person) -> int:
    """In how many places somebody is signed in."""
    return UserSession.objects.filter(user=person).count()


def people_in_sight(principal: Principal) -> QuerySet[Person]:
    """Those who hold or held an appointment that the principal may see."""
    held = Appointment.objects.visible_to(principal).filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(held))


def agencies_of(principal: Principal, *, on: date) -> QuerySet[Agency]:
    """The agencies that have a place in the partnership or its collaborations."""
    members = Membership.objects.visible_to(principal).filter(in_date(on), agency=OuterRef("pk"))
    return Agency.objects.filter(Exists(members)).order_by("name")


def areas_of(principal: Principal, *, on: date) -> QuerySet[Area]:
    """The areas that the partnership answers for."""
    own = SpaceArea.objects.visible_to(principal).filter(
        in_date(on), is_comparator=False, area=OuterRef("pk")
    )
    return Area.objects.filter(Exists(own)).order_by("name")
