"""What a challenge event asks of people: answers before the day, a seat on it, its verdicts after it."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from goldthread.access.principal import Principal
from goldthread.house import InboxItem, InboxKind
from goldthread.improvement.models import Challenge, ChallengeEvent
from goldthread.improvement.permissions import TEST
from goldthread.ui import british

PANEL_ASKS, ON_A_PANEL, TO_WRITE_DOWN, TO_CONCLUDE = (
    "improvement.panel_asks",
    "improvement.on_a_panel",
    "improvement.verdicts_to_write_down",
    "improvement.events_to_conclude",
)
PLANNED = ChallengeEvent.Status.PLANNED


def panel_asks(principal: Principal, on: date) -> list[InboxItem]:
    """The actions that one leads and for which nobody has answered a panel yet."""
    rows = Challenge.objects.visible_to(principal).filter(
        event__status=PLANNED, action__lead_id=principal.person_id, answer="", verdict=""
    )
    return [
        InboxItem(
            kind=PANEL_ASKS,
            title=f"Answer the panel: {row.action.title}",
            why=f"Action {row.action.number} is put before it on {british.day(row.event.held_on)}.",
            url=row.event.get_absolute_url(),
            button="Answer",
            due_on=row.event.held_on,
            late=row.event.held_on < on,
        )
        for row in rows.select_related("action", "event").order_by("event__held_on", "pk")
    ]


def on_a_panel(principal: Principal, on: date) -> list[InboxItem]:
    """The events to come on whose panel one sits."""
    sits = Q(
        pk__in=ChallengeEvent.panel.through.objects.filter(person=principal.person_id).values(
            "challengeevent_id"
        )
    )
    rows = _planned(principal).filter(sits | Q(chair_id=principal.person_id), held_on__gte=on)
    return [
        _item(ON_A_PANEL, event, "You sit on the panel. Read what is put before it.", "Read", on)
        for event in rows.order_by("held_on", "pk")
    ]


def verdicts_to_write_down(principal: Principal, on: date) -> list[InboxItem]:
    """The events that one called, once their day has come and something has no verdict."""
    waits = Challenge.objects.filter(event_id=OuterRef("pk"), verdict="")
    rows = _planned(principal).filter(
        Exists(waits), written_by_id=principal.person_id, held_on__lte=on
    )
    return [
        _item(TO_WRITE_DOWN, event, "Write down what the panel found.", "Write", on)
        for event in rows.order_by("held_on", "pk")
    ]


def events_to_conclude(principal: Principal, on: date) -> list[InboxItem]:
    """The events all of whose verdicts others wrote down."""
    found = Challenge.objects.filter(event_id=OuterRef("pk"))
    spaces = {held.space_id for held in principal.with_permission(TEST)}
    rows = _planned(principal).filter(
        ~Exists(found.filter(Q(verdict="") | Q(judged_by_id=principal.person_id))),
        ~Exists(found.filter(action__lead_id=principal.person_id)),
        space_id__in=spaces,
    )
    return [
        _item(
            TO_CONCLUDE, event, "Every verdict is written down. Conclude the event.", "Conclude", on
        )
        for event in rows.order_by("held_on", "pk")
    ]


def _planned(principal: Principal) -> QuerySet[ChallengeEvent]:
    return ChallengeEvent.objects.visible_to(principal).filter(status=PLANNED)


def _item(kind: str, event: ChallengeEvent, why: str, button: str, on: date) -> InboxItem:
    return InboxItem(
        kind=kind,
        title=event.title,
        why=why,
        url=event.get_absolute_url(),
        button=button,
        due_on=event.held_on,
        late=event.held_on < on,
    )


KINDS = (
    InboxKind(PANEL_ASKS, "Answers to a panel", panel_asks, "A panel meets"),
    InboxKind(ON_A_PANEL, "Panels that you sit on", on_a_panel, "A panel meets"),
    InboxKind(TO_WRITE_DOWN, "Verdicts to write down", verdicts_to_write_down),
    InboxKind(TO_CONCLUDE, "Challenge events to conclude", events_to_conclude),
)
