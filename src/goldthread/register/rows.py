"""The base of every row that a partnership owns, and the one rule of sight that goes with it."""

from typing import ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Q

from goldthread.access.principal import Principal
from goldthread.access.rows import Row
from goldthread.house import Permission, Sensitivity


def in_sight(principal: Principal) -> Q:
    """Rows of the spaces at work, of the areas allowed, outside closed compartments."""
    return of_the_spaces(principal) & of_the_areas(principal) & of_the_compartments(principal)


def of_the_spaces(principal: Principal) -> Q:
    return Q(space_id__in=principal.spaces)


def of_the_areas(principal: Principal) -> Q:
    """Everything, for those whom no appointment limits; else what is of their areas or of none."""
    areas = principal.area_limits()
    return Q() if areas is None else Q(area__isnull=True) | Q(area_id__in=areas)


def of_the_compartments(principal: Principal) -> Q:
    return Q(compartment__isnull=True) | Q(compartment_id__in=principal.compartments)


def spaces_held(principal: Principal, permission: Permission) -> frozenset[int]:
    """The ids of the spaces in which a permission is held, those that it reaches by a link among them."""
    held = principal.with_permission(permission)
    return frozenset(space for each in held for space in principal.reach(each))


def where_held(principal: Principal, permission: Permission) -> Q:
    """Rows of the spaces in which a permission is held."""
    return Q(space_id__in=spaces_held(principal, permission))


class SpaceRow(Row):
    """A row of one space; of one area of it, or of a compartment, where it is so."""

    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("space", "area", "compartment"), Sensitivity.PARTNERSHIP
    )

    space = models.ForeignKey("register.Space", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(
        "register.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    compartment = models.ForeignKey(
        "register.Compartment", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    # The way to the areas of a row that is one document about several: it is for those alone whose
    # appointments reach them all, since nobody reads a part of it.
    about_areas: ClassVar[str] = ""

    class Meta:
        abstract = True

    @classmethod
    def sight(cls, principal: Principal) -> Q:
        return in_sight(principal) & cls.scope(principal) & cls._of_their_areas(principal)

    @classmethod
    def _of_their_areas(cls, principal: Principal) -> Q:
        """Everything, for those whom no appointment limits; else what is about no other area."""
        allowed = principal.area_limits()
        if allowed is None or not cls.about_areas:
            return Q()
        others = apps.get_model("register", "Area").objects.exclude(pk__in=allowed)
        about_others = cls._base_manager.filter(**{f"{cls.about_areas}__in": others})
        return ~Q(pk__in=about_others.values("pk"))
