"""People and what they are appointed to."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Lower

from goldthread.access.principal import Principal
from goldthread.access.rows import Row, ScopedQuerySet, nobody
from goldthread.accounts.permissions import ADMIT_PEOPLE
from goldthread.house import ROLES, Role, Sensitivity
from goldthread.register.models import Agency, Compartment, Dated, Group, everybody_of_the_space
from goldthread.register.rows import SpaceRow

PERSONAL = Sensitivity.PERSONAL
INSIDE = Sensitivity.PARTNERSHIP


class PeopleManager(BaseUserManager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """Finds people by e-mail whatever the case of its letters."""

    def at_address(self, address: str) -> Any:
        """Whoever has this address. `iexact` compares capitals, and those of ſ and ı are S and I."""
        return self.annotate(small=Lower("email")).filter(small=address.strip().lower())

    def get_by_natural_key(self, username: str) -> "Person":
        person: Person = self.at_address(username).get()
        return person


class Person(AbstractBaseUser, Row):
    """Somebody who signs in. What they may do stands in their appointments, never here."""

    scope = staticmethod(lambda principal: Q(pk=principal.person_id))
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        "email": PERSONAL,
        "name": PERSONAL,
        "password": Sensitivity.SEALED,
        "last_login": PERSONAL,
        "is_active": INSIDE,
        "is_demonstration": INSIDE,
        "joined_at": PERSONAL,
    }

    email = models.EmailField("e-mail", unique=True)
    name = models.CharField(max_length=120)  # empty until whoever was invited has joined
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    joined_at = models.DateTimeField(null=True)

    objects: ClassVar[PeopleManager] = PeopleManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    def is_owned_by(self, principal: Principal) -> bool:
        return self.pk == principal.person_id

    @property
    def has_account(self) -> bool:
        """Whether they have joined; an account of the demonstration is opened without a password."""
        return self.joined_at is not None or self.is_demonstration


class Appointment(SpaceRow, Dated):
    """A person's role in a partnership, of an agency and for an area where it is so."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("person", "role", "agency", "ended_because"), INSIDE
    )

    starts_on = models.DateField("first day")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=40, choices=[(r.value, c.title) for r, c in ROLES.items()])
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="appointments", null=True, blank=True
    )
    ended_because = models.CharField("why it ended", max_length=200, blank=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                "space",
                "person",
                "role",
                "starts_on",
                # Databases hold two nulls to be different: nothing is 0 here.
                Coalesce("agency", Value(0)),
                Coalesce("area", Value(0)),
                name="accounts_one_appointment_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.title}"

    @property
    def title(self) -> str:
        return ROLES[Role(self.role)].title

    def has_ended(self, on: date) -> bool:
        """Whether its last day lies before that day."""
        return self.ends_on is not None and self.ends_on < on


def offers_made_here(principal: Principal) -> Q:
    """An offer holds the address of somebody who may be a stranger: only those who appoint see it."""
    return Q(space_id__in=[held.space_id for held in principal.with_permission(ADMIT_PEOPLE)])


class Offer(SpaceRow, Dated):
    """A role that somebody is asked to take; it becomes an appointment when they accept it."""

    scope = staticmethod(offers_made_here)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("person", "role", "agency", "made_by", "made_at", "status"), PERSONAL
    )

    class Status(models.TextChoices):
        PREPARED = "prepared", "Not asked yet"
        WAITING = "waiting", "Waiting for an answer"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"

    starts_on = models.DateField("first day")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offers")
    role = models.CharField(max_length=40, choices=[(r.value, c.title) for r, c in ROLES.items()])
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            *(
                models.UniqueConstraint(
                    "space",
                    "person",
                    "role",
                    Coalesce("agency", Value(0)),
                    Coalesce("area", Value(0)),
                    condition=Q(status=status),
                    name=f"accounts_one_offer_{name}",
                )
                for status, name in (("waiting", "waits"), ("prepared", "prepared"))
            ),
        ]

    def __str__(self) -> str:
        return f"offer: {self.title}"

    @property
    def title(self) -> str:
        return ROLES[Role(self.role)].title

    def has_ended(self, on: date) -> bool:
        """Whether its last day lies before that day."""
        return self.ends_on is not None and self.ends_on < on


def own_conflicts(principal: Principal) -> Q:
    """A conflict is known to whoever declared it; even the list would tell others too much."""
    return Q(person_id=principal.person_id)


class ConflictOfInterest(SpaceRow, Dated):
    """A person's declared tie to a record: it hides that record from them, whatever else is granted."""

    scope = staticmethod(own_conflicts)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("person", "subject_kind", "subject_id", "reason"), Sensitivity.SEALED
    )

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="conflicts")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    reason = models.TextField()

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["space", "person", "subject_kind", "subject_id", "starts_on"],
                name="accounts_one_conflict_once",
            ),
        ]

    def is_owned_by(self, principal: Principal) -> bool:
        return self.person_id == principal.person_id

    def __str__(self) -> str:
        return f"conflict declared on {self.starts_on:%d %B %Y}"


class CompartmentMember(SpaceRow, Dated):
    """Somebody named to see inside a compartment, until a date."""

    scope = staticmethod(lambda principal: Q(for_compartment_id__in=principal.compartments))
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("person", "for_compartment"), Sensitivity.SEALED
    )

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="compartments")
    for_compartment = models.ForeignKey(
        Compartment, on_delete=models.PROTECT, related_name="people"
    )

    def __str__(self) -> str:
        return f"{self.person} in {self.for_compartment}"


class GroupMember(SpaceRow, Dated):
    """Somebody who sits in a group of the partnership, from a day."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(("group", "person"), INSIDE)

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="groups")
    starts_on = models.DateField("first day")

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["group", "person", "starts_on"], name="accounts_one_place_in_a_group_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.group}"


class Invitation(Row):
    """A one-time link to join, or to come back to an account; only the hash of its token is kept."""

    scope = staticmethod(nobody)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("person", "token_hash", "purpose", "made_at", "expires_at", "used_at"),
        Sensitivity.SEALED,
    )

    class Purpose(models.TextChoices):
        JOIN = "join", "Join"
        RECOVER = "recover", "Recover an account"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=8, choices=Purpose)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.purpose} for {self.person}"
