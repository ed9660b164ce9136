"""Who sees which rows of a line: those who see all of a partnership, and those who see their own part."""

from django.apps import apps
from django.db.models import Q, QuerySet

from goldthread.access.principal import Principal
from goldthread.access.rows import Scope
from goldthread.house import Permission
from goldthread.improvement.permissions import SEE, SEE_ALL


def seen_whole(principal: Principal) -> Q:
    """Every row, in the partnerships where the whole is seen."""
    return Q(space_id__in=_where(principal, SEE_ALL))


def own_actions(principal: Principal) -> QuerySet:
    """The actions that somebody leads, wrote, or whose agency takes part, where they see any at all."""
    action = apps.get_model("improvement", "Action")
    spaces, agencies = _where(principal, SEE), principal.agencies_for(SEE)
    through = action.agencies.through.objects.filter(agency_id__in=agencies)
    mine = Q(lead_id=principal.person_id) | Q(written_by_id=principal.person_id)
    rows = action.objects.filter(mine | Q(pk__in=through.values("action_id")), space_id__in=spaces)
    return rows.order_by()


def by_way_of_actions(*, model: str, path: str) -> Scope:
    """The scope of a model from which `path` leads to actions: what is behind one's own, or by one's hand."""

    def scope(principal: Principal) -> Q:
        rows = apps.get_model("improvement", model).objects
        behind = rows.filter(**{f"{path}__in": own_actions(principal).values("pk")})
        spaces = _where(principal, SEE)
        by_own_hand = Q(written_by_id=principal.person_id, space_id__in=spaces)
        return seen_whole(principal) | by_own_hand | Q(pk__in=behind.order_by().values("pk"))

    return scope


def of_action(principal: Principal) -> Q:
    """What hangs on one action is seen by those who see the action."""
    return seen_whole(principal) | Q(action_id__in=own_actions(principal).values("pk"))


def actions_in_sight(principal: Principal) -> Q:
    """All of the partnership's, or one's own and one's agency's."""
    return seen_whole(principal) | Q(pk__in=own_actions(principal).values("pk"))


def _where(principal: Principal, permission: Permission) -> frozenset[int]:
    held = principal.with_permission(permission)
    return frozenset(space for each in held for space in principal.reach(each))
