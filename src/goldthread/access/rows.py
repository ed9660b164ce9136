"""What every row has: a random id for addresses, a version, a class for each field, and a scope."""

import secrets
from collections.abc import Callable
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from goldthread.access import opened
from goldthread.access.decision import Decision, Overtaken
from goldthread.access.principal import Principal
from goldthread.house import Sensitivity

Scope = Callable[[Principal], Q]
CHANGED = "Somebody else changed this since you opened it."


def new_public_id() -> str:
    """A random id of 128 bits, safe in an address and, as it never begins with "-", in a command."""
    while (made := secrets.token_urlsafe(16)).startswith("-"):
        pass
    return made


def nobody(principal: Principal) -> Q:
    """The scope of a model that declares none."""
    return Q(pk__in=[])


def everybody_signed_in(principal: Principal) -> Q:
    """For the few things that stand outside spaces and are the same for all: areas, agencies."""
    return Q() if principal.is_known else Q(pk__in=[])


class ScopedQuerySet(models.QuerySet):
    """A query that can be narrowed to what one principal may see."""

    def visible_to(self, principal: Principal) -> Self:
        """The rows that this principal may know of, conflicts of interest taken out."""
        model: Any = self.model
        rows = self.filter(model.sight(principal))
        if (errand := principal.errand) is not None:
            path = model.tied_to().get(errand.kind)
            return rows.filter(**{path: errand.row_id}) if path else rows.none()
        return rows.without_conflicts(principal)

    def without_conflicts(self, principal: Principal) -> Self:
        """The rows that no declared conflict of interest hides from this principal."""
        model: Any = self.model
        rows = self
        for kind, path in model.tied_to().items():
            hidden = [pk for declared, pk in principal.conflicts if declared == kind]
            if hidden:
                rows = rows.exclude(**{f"{path}__in": hidden})
        return rows


class Row(models.Model):
    """The base of every model. `scope` says who sees which rows: nobody, until a model says more."""

    scope: ClassVar[Any] = staticmethod(nobody)  # a Scope
    # The class of each field of the model; the sweep fails for a field without one.
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        "id": Sensitivity.PUBLIC,
        "public_id": Sensitivity.PUBLIC,
        "row_version": Sensitivity.PUBLIC,
    }

    # Records that a row belongs to: kind -> path to its id. A conflict of interest declared in one hides
    # the row too, and a guest who was asked for one reaches it.
    ties: ClassVar[dict[str, str]] = {}

    public_id = models.CharField(max_length=22, unique=True, editable=False, default=new_public_id)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def sight(cls, principal: Principal) -> Q:
        return cls.scope(principal)

    @classmethod
    def tied_to(cls) -> dict[str, str]:
        """The kinds of record that a row of this model belongs to, its own first."""
        return {cls._meta.label_lower: "pk", **cls.ties}

    @classmethod
    def field_classes(cls) -> dict[str, Sensitivity]:
        """The sensitivity of every field, those of the base classes included."""
        classes: dict[str, Sensitivity] = {}
        for base in reversed(cls.__mro__):
            classes |= base.__dict__.get("sensitivity", {})
        return classes

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        row = super().from_db(*args, **kwargs)
        opened.note(row)
        return row

    @classmethod
    def is_sensitive(cls) -> bool:
        """Whether a field is about a person: then the trail says who looked at a row."""
        return any(held >= Sensitivity.PERSONAL for held in cls.field_classes().values())

    def is_owned_by(self, principal: Principal) -> bool:
        """Whether this is that person's own record: they are told who looked at it."""
        return False

    def insist_unchanged(self, row_version: int | None) -> None:
        """Refuse to overwrite what somebody else saved since `row_version` was read (Overtaken)."""
        if row_version is not None and row_version != self.row_version:
            raise Overtaken(Decision((CHANGED,)))

    def save_next_version(self, *fields: str) -> None:
        """Save these fields and count the version up."""
        self.row_version += 1
        self.save(update_fields=[*fields, "row_version"])
