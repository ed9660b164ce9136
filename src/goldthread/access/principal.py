"""Who is asking: a person at work in one partnership, with the appointments that hold today."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any

from goldthread.house import ROLES, Permission, Role, registry


@dataclass(frozen=True)
class SpaceRef:
    """A partnership or collaboration, as much of it as every page needs."""

    id: int
    code: str
    name: str
    is_collaboration: bool = False
    is_fictional: bool = False


@dataclass(frozen=True)
class Held:
    """One appointment in date: a role in a space, of an agency and for an area where it is so."""

    role: Role | None  # None for whoever came through a link, who holds no role
    space_id: int
    agency_id: int | None = None
    area_id: int | None = None


@dataclass(frozen=True)
class Errand:
    """The one record that somebody without an account may reach through a link, and what they may do.

    Whatever is not tied to that record does not exist for them.
    """

    kind: str  # "performance.returnrequest"
    row_id: int
    permissions: frozenset[Permission]
    held: Held
    url: str  # the page where it begins

    def reaches(self, row: Any) -> bool:
        """Whether a row is that record, or belongs to it."""
        path = row.tied_to().get(self.kind)
        return path is not None and reduce(getattr, path.split("__"), row) == self.row_id


@dataclass(frozen=True, kw_only=True)
class Principal:
    """The one who asks. `space` is the partnership chosen to work in; `spaces` adds its collaborations.

    `conflicts` are the records (kind, id) that a declared conflict of interest hides, whatever else
    is granted. A command that reads for a partnership holds a role there and is no person.
    """

    person_id: int | None = None
    name: str = ""
    space: SpaceRef | None = None
    spaces: frozenset[int] = frozenset()
    held: tuple[Held, ...] = ()
    compartments: frozenset[int] = frozenset()
    conflicts: frozenset[tuple[str, int]] = frozenset()
    spaces_to_choose: int = 0
    errand: Errand | None = None  # of a guest with a link, who has this and nothing else

    @property
    def is_signed_in(self) -> bool:
        return self.person_id is not None

    @property
    def is_known(self) -> bool:
        """Whether this is somebody at work here: signed in, or a command that reads for a partnership."""
        return self.is_signed_in or bool(self.held)

    @property
    def acting_id(self) -> int:
        """The id of whoever acts; an act without a person is a programming error (ValueError)."""
        if self.person_id is None:
            raise ValueError("an act needs a person")
        return self.person_id

    def roles_in(self, space_id: int) -> frozenset[Role]:
        """The roles held in that very space."""
        return frozenset(held.role for held in self.held if held.role and held.space_id == space_id)

    @property
    def role_titles(self) -> tuple[str, ...]:
        """What this person is called in the chosen partnership, most particular first."""
        if self.space is None:
            return ()
        here = [held.role for held in self.held if held.role and held.space_id == self.space.id]
        return tuple(dict.fromkeys(ROLES[role].title for role in here))

    def with_permission(self, permission: Permission) -> tuple[Held, ...]:
        """The appointments that hold a permission, wherever they are; a guest's one errand."""
        if self.errand is not None:
            return (self.errand.held,) if permission in self.errand.permissions else ()
        roles = registry.permissions().get(permission, frozenset())
        return tuple(held for held in self.held if held.role in roles)

    def holds(self, permission: Permission) -> bool:
        """Whether any appointment in the chosen partnership or its collaborations holds it."""
        return any(held.space_id in self.spaces for held in self.with_permission(permission))

    def agencies_for(self, permission: Permission) -> frozenset[int]:
        """The agencies for which a permission is held."""
        found = (held.agency_id for held in self.with_permission(permission))
        return frozenset(agency for agency in found if agency is not None)

    def reach(self, held: Held) -> frozenset[int]:
        """The spaces that a reading permission of this appointment reaches.

        From the partnership chosen it reaches the collaborations too; from a collaboration it reaches
        no partnership.
        """
        if self.space is not None and held.space_id == self.space.id:
            return self.spaces
        return frozenset({held.space_id}) & self.spaces

    def area_limits(self) -> frozenset[int] | None:
        """The areas that this person may see, or None where no appointment limits them."""
        areas = [held.area_id for held in self.held]
        if not areas or any(area is None for area in areas):
            return None
        return frozenset(area for area in areas if area is not None)


NOBODY = Principal()


def titles(roles: Iterable[Role]) -> str:
    """Role titles in words, for a reason that a reader can understand."""
    return ", ".join(sorted({ROLES[role].title.lower() for role in roles})) or "nobody"
