"""May this principal do this, to this row? The only place that answers."""

from functools import reduce
from typing import Any

from goldthread.access.decision import Decision, because
from goldthread.access.principal import Errand, Principal, titles
from goldthread.house import Permission, registry


def may(principal: Principal, permission: Permission, row: Any = None) -> Decision:
    """Whether the principal holds the permission, for the row where one is given.

    A permission that only reads and is held in a partnership reaches the rows of its collaborations,
    and not the other way round.
    Any other needs an appointment in the very space that owns the row. A declared conflict of
    interest beats every grant. Nobody holds a permission that no module declares.
    """
    roles = registry.permissions().get(permission)
    if roles is None:
        return Decision(("Nobody has been given this permission.",))
    if not principal.is_signed_in:
        return Decision(("You are not signed in.",))
    if principal.errand is not None:
        return _on_errand(principal.errand, permission, row)
    holding = [held for held in principal.held if held.role in roles]
    own = [h.role for h in principal.held if h.role and h.space_id in principal.spaces]
    lacking = f"To {permission.words} you need to be: {titles(roles)}. You are: {titles(own)}."
    here = any(held.space_id in principal.spaces for held in holding)
    if row is None:
        return because((not here, lacking))
    space_id = row.space_id
    reached = any(
        space_id in principal.reach(held) if permission.reads else space_id == held.space_id
        for held in holding
    )
    return because(
        (not reached, lacking),
        (is_conflicted(principal, row), "You have declared a conflict of interest in this record."),
    )


def _on_errand(errand: Errand, permission: Permission, row: Any) -> Decision:
    """A guest may do what they were asked for, with that one record."""
    lacking = permission not in errand.permissions
    return because(
        (lacking or not (row is None or errand.reaches(row)), "The link opens one thing alone.")
    )


def is_conflicted(principal: Principal, row: Any) -> bool:
    """Whether a declared conflict of interest hides this record from this principal."""
    return any(
        (kind, reduce(getattr, path.split("__"), row)) in principal.conflicts
        for kind, path in row.tied_to().items()
    )
