"""Who sees which rows of a line: those who see all of a partnership, and those who see their own part."""

from django.apps import apps
from django.db.models import Q, QuerySet

from goldthread.access.principal import Principal
from goldthread.access.rows import Scope
from goldthread.improvement.permissions import SEE, SEE_ALL
from goldthread.register.rows import spaces_held, where_held


def seen_whole(principal: Principal) -> Q:
    """Every row, in the partnerships where the whole is seen."""
    return where_held(principal, SEE_ALL)


def own_actions(principal: Principal) -> QuerySet:
    """The actions that somebody leads, wrote, judges on a panel, or whose agency takes part.

    None where they see no action at all.
    """
    action = apps.get_model("improvement", "Action")
    spaces, agencies = spaces_held(principal, SEE), principal.agencies_for(SEE)
    through = action.agencies.through.objects.filter(agency_id__in=agencies)
    judged = apps.get_model("improvement", "Challenge").objects.filter(_on_the_panel(principal))
    mine = Q(lead_id=principal.person_id) | Q(written_by_id=principal.person_id)
    theirs = Q(pk__in=through.values("action_id"))
    before_them = Q(pk__in=judged.order_by().values("action_id"))
    return action.objects.filter(mine | theirs | before_them, space_id__in=spaces).order_by()


def _on_the_panel(principal: Principal) -> Q:
    """The challenges of the events whose panel somebody sits on or chairs, unless it was called off."""
    sits = Q(event_id__in=_seats(principal)) | Q(event__chair_id=principal.person_id)
    return sits & ~Q(event__status="called_off")


def _seats(principal: Principal) -> QuerySet:
    event = apps.get_model("improvement", "ChallengeEvent")
    seats = event.panel.through.objects.filter(person=principal.person_id)
    return seats.values("challengeevent_id")


def _own_events(principal: Principal) -> QuerySet:
    """The events to which an action of one's own is put."""
    rows = apps.get_model("improvement", "Challenge").objects
    own = rows.filter(action_id__in=own_actions(principal).values("pk"))
    return own.order_by().values("event_id")


def before_ones_panel(principal: Principal) -> Q:
    """Those who sit on the panel, those whose actions are put before it, and whoever called it."""
    spaces = spaces_held(principal, SEE)
    called = Q(written_by_id=principal.person_id) | Q(chair_id=principal.person_id)
    in_the_room = called | Q(pk__in=_seats(principal)) | Q(pk__in=_own_events(principal))
    return seen_whole(principal) | in_the_room & Q(space_id__in=spaces)


def of_event(principal: Principal) -> Q:
    """All that is put before one panel is heard by everybody in the room."""
    spaces = spaces_held(principal, SEE)
    called = Q(event__written_by_id=principal.person_id, space_id__in=spaces)
    in_the_room = Q(event_id__in=_own_events(principal), space_id__in=spaces)
    return seen_whole(principal) | called | in_the_room


def by_way_of_actions(*, model: str, path: str) -> Scope:
    """The scope of a model from which `path` leads to actions: what is behind one's own, or by one's hand."""

    def scope(principal: Principal) -> Q:
        rows = apps.get_model("improvement", model).objects
        behind = rows.filter(**{f"{path}__in": own_actions(principal).values("pk")})
        spaces = spaces_held(principal, SEE)
        by_own_hand = Q(written_by_id=principal.person_id, space_id__in=spaces)
        return seen_whole(principal) | by_own_hand | Q(pk__in=behind.order_by().values("pk"))

    return scope


def of_action(principal: Principal) -> Q:
    """What hangs on one action is seen by those who see the action."""
    return seen_whole(principal) | Q(action_id__in=own_actions(principal).values("pk"))


def actions_in_sight(principal: Principal) -> Q:
    """All of the partnership's, or one's own and one's agency's."""
    return seen_whole(principal) | Q(pk__in=own_actions(principal).values("pk"))


def of_readers(principal: Principal) -> Q:
    """What is published anyway, and who is asked about it: everybody who sees actions."""
    return where_held(principal, SEE)


def of_ones_agency(principal: Principal) -> Q:
    """What one's own agency answers, and every answer where the whole is seen."""
    own = Q(agency_id__in=principal.agencies_for(SEE), space_id__in=spaces_held(principal, SEE))
    return seen_whole(principal) | own


def sees_whole(principal: Principal, space_id: int) -> bool:
    """Whether somebody sees the answers of every agency of a partnership."""
    return space_id in spaces_held(principal, SEE_ALL)
