"""What a case asks of people; every title is its number, and no word of what happened."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, Max

from goldthread.access.principal import Principal
from goldthread.house import InboxItem, InboxKind
from goldthread.reviews import deadlines, rules, steps
from goldthread.reviews.models import (
    AgencyRequest,
    DraftReading,
    FactualComment,
    Incident,
    KeptYear,
    PracticeReview,
    RapidReview,
    ReviewDraft,
    ReviewEvent,
    ReviewSeat,
)
from goldthread.reviews.permissions import (
    APPROVE_YEAR,
    DECIDE,
    DECIDE_NOTICE,
    DECLARE,
    DRAFT,
    GIVE,
    KEEP,
    REPORT,
)

REQUESTS, TO_DECIDE, TO_NOTIFY, TO_AGREE, TO_SEND = (
    "reviews.requests",
    "reviews.to_decide",
    "reviews.to_notify",
    "reviews.to_agree",
    "reviews.to_send",
)
TO_DECLARE, TO_SIGN = "reviews.to_declare", "reviews.to_sign"
TO_READ, TO_ANSWER, PLANNED = "reviews.to_read", "reviews.to_answer", "reviews.planned"
TO_APPROVE = "reviews.to_approve"
SOON = timedelta(days=7)


def requests(principal: Principal, on: date) -> list[InboxItem]:
    """What one's own agency is asked for."""
    rows = AgencyRequest.objects.visible_to(principal).filter(
        status=AgencyRequest.Status.ASKED, agency_id__in=principal.agencies_for(GIVE)
    )
    return [
        InboxItem(
            kind=REQUESTS,
            title=f"Summary and chronology: {row.review}",
            why=f"{row.agency} is asked for what it knows.",
            url=row.get_absolute_url(),
            button="Give it",
            due_on=row.due_on,
            late=row.is_late(on),
        )
        for row in rows.select_related("agency", "review__incident").order_by("due_on", "pk")
    ]


def to_decide(principal: Principal, on: date) -> list[InboxItem]:
    """The incidents of one's own council that nobody has decided about."""
    rows = Incident.objects.visible_to(principal).filter(
        status=Incident.Status.OPEN, council_id__in=principal.agencies_for(DECIDE_NOTICE)
    )
    return [
        _of_incident(row, on, TO_DECIDE, "Decide whether it is notified to the Panel.", "Decide")
        for row in rows.select_related("council").order_by("aware_on", "pk")
    ]


def to_notify(principal: Principal, on: date) -> list[InboxItem]:
    """The incidents whose notification is not written down."""
    rows = Incident.objects.visible_to(principal).filter(
        status=Incident.Status.TO_NOTIFY, space_id__in=_where(principal, REPORT)
    )
    return [
        _of_incident(
            row, on, TO_NOTIFY, "It is to be notified in the national system.", "Write it down"
        )
        for row in rows.order_by("aware_on", "pk")
    ]


def _of_incident(row: Incident, on: date, kind: str, why: str, button: str) -> InboxItem:
    notice = deadlines.of_incident(row)[0]
    return InboxItem(
        kind=kind,
        title=str(row),
        why=why,
        url=row.get_absolute_url(),
        button=button,
        due_on=notice.deadline.due_on,
        late=notice.is_late(on),
    )


def to_agree(principal: Principal, on: date) -> list[InboxItem]:
    """The reviews to which one's own organisation has not said yes or no."""
    rows = RapidReview.objects.visible_to(principal).filter(
        status=RapidReview.Status.PROPOSED, space_id__in=_where(principal, DECIDE)
    )
    waiting = [
        row
        for row in rows.select_related("incident").order_by("starts_on", "pk")
        if rules.partner_of(principal, row.space_id)
        in {agency.pk for agency in rules.waiting(row, on=on)}
    ]
    why = "Does your organisation agree with its decision?"
    return [
        _of_review(row, on, TO_AGREE, why, "Answer", deadlines.of_review(row)[-2])
        for row in waiting
    ]


def to_send(principal: Principal, on: date) -> list[InboxItem]:
    """The reviews that are not with the Panel yet."""
    under_way = (RapidReview.Status.GATHERING, RapidReview.Status.PROPOSED)
    rows = RapidReview.objects.visible_to(principal).filter(
        status__in=under_way, space_id__in=_where(principal, KEEP)
    )
    rows = rows.select_related("incident").prefetch_related(*deadlines.prefetched())
    items = []
    for row in rows.order_by("starts_on", "pk"):
        runs = next(each for each in deadlines.of_review(row) if each.done_on is None)
        items.append(_of_review(row, on, TO_SEND, f"Comes next: {runs.title}.", "Open", runs))
    return items


def _of_review(
    row: RapidReview, on: date, kind: str, why: str, button: str, clock: deadlines.Running
) -> InboxItem:
    return InboxItem(
        kind=kind,
        title=str(row),
        why=why,
        url=row.get_absolute_url(),
        button=button,
        due_on=clock.deadline.due_on,
        late=clock.is_late(on),
    )


def to_declare(principal: Principal, on: date) -> list[InboxItem]:
    """One's own parts in reviews for which no conflict, or none, is declared yet."""
    rows = ReviewSeat.objects.visible_to(principal).filter(
        person_id=principal.person_id or 0,
        left_on=None,
        has_conflict=None,
        space_id__in=_where(principal, DECLARE),
    )
    return [
        InboxItem(
            kind=TO_DECLARE,
            title=str(row.review),
            why="Declare whether you have a conflict of interest.",
            url=row.get_absolute_url(),
            button="Declare",
            due_on=None,
        )
        for row in rows.select_related("review__rapid_review__incident").order_by("pk")
    ]


def to_sign(principal: Principal, on: date) -> list[InboxItem]:
    """The local and learning reviews that one's own organisation has not signed off."""
    rows = PracticeReview.objects.visible_to(principal).filter(
        status=PracticeReview.Status.PROPOSED, space_id__in=_where(principal, DECIDE)
    )
    return [
        InboxItem(
            kind=TO_SIGN,
            title=str(row),
            why="Does your organisation sign it off?",
            url=row.get_absolute_url(),
            button="Answer",
            due_on=None,
        )
        for row in rows.select_related("rapid_review__incident").order_by("decided_on", "pk")
        if rules.partner_of(principal, row.space_id)
        in {agency.pk for agency in rules.waiting(row, on=on)}
    ]


def to_read(principal: Principal, on: date) -> list[InboxItem]:
    """The drafts that one's own agency has not said anything of."""
    newest = Max("draft__review__drafts__number")
    rows = DraftReading.objects.visible_to(principal).filter(
        given_at=None, agency_id__in=principal.agencies_for(GIVE)
    )
    rows = rows.annotate(newest=newest).filter(draft__number=F("newest"))
    related = rows.select_related("agency", "draft__review__rapid_review__incident")
    return [
        InboxItem(
            kind=TO_READ,
            title=str(row.draft),
            why=f"{row.agency} is asked what is wrong in it.",
            url=row.get_absolute_url(),
            button="Read it",
            due_on=row.draft.due_on,
            late=row.draft.due_on < on,
        )
        for row in related.order_by("draft__due_on", "pk")
    ]


def to_answer(principal: Principal, on: date) -> list[InboxItem]:
    """The drafts with comments of agencies that nobody has answered."""
    open_ones = FactualComment.objects.visible_to(principal).filter(is_taken_over=None)
    rows = ReviewDraft.objects.visible_to(principal).filter(
        pk__in=open_ones.values("reading__draft_id"), space_id__in=_where(principal, DRAFT)
    )
    related = rows.select_related("review__rapid_review__incident")
    return [
        InboxItem(
            kind=TO_ANSWER,
            title=str(row),
            why="Agencies say what is wrong in it, and wait for an answer.",
            url=row.get_absolute_url(),
            button="Answer",
            due_on=None,
        )
        for row in related.order_by("pk")
        if rules.writes_drafts(row.review, principal)
    ]


def planned(principal: Principal, on: date) -> list[InboxItem]:
    """What is planned in the reviews that one keeps or leads, a week before its day and after it."""
    rows = ReviewEvent.objects.visible_to(principal).filter(
        done_on=None, due_on__lte=on + SOON, space_id__in=_where(principal, DRAFT)
    )
    related = rows.select_related("review__rapid_review__incident")
    return [
        InboxItem(
            kind=PLANNED,
            title=f"{row.get_kind_display()}: {row.review}",
            why="Write down what came of it, once it has been.",
            url=row.get_absolute_url(),
            button="Open",
            due_on=row.due_on,
            late=row.due_on < on,
        )
        for row in related.order_by("due_on", "pk")
        if rules.writes_drafts(row.review, principal)
    ]


def to_approve(principal: Principal, on: date) -> list[InboxItem]:
    """The years of cases that another person kept and that wait for a second one."""
    rows = KeptYear.objects.visible_to(principal).filter(
        status=KeptYear.Status.PROPOSED, space_id__in=_where(principal, APPROVE_YEAR)
    )
    return [
        InboxItem(
            kind=TO_APPROVE,
            title=str(row),
            why="Somebody else kept it. It can be read, and used in a report, once it is approved.",
            url=row.get_absolute_url(),
            button="Look at it",
            due_on=None,
        )
        for row in rows.order_by("year", "kind", "pk")
        if steps.APPROVE_KEPT.allowed(row, principal)
    ]


def _where(principal: Principal, permission: Any) -> set[int]:
    return {held.space_id for held in principal.with_permission(permission)}


KINDS = (
    InboxKind(REQUESTS, "Reviews that ask your agency", requests, "A review asks your agency"),
    InboxKind(TO_DECIDE, "Incidents to decide about", to_decide, "An incident is to be decided"),
    InboxKind(TO_NOTIFY, "Incidents to notify", to_notify, "An incident is to be notified"),
    InboxKind(
        TO_AGREE, "Reviews that your organisation answers", to_agree, "A review waits for you"
    ),
    InboxKind(TO_DECLARE, "Conflicts to declare", to_declare, "A review asks you to declare"),
    InboxKind(TO_SIGN, "Reviews to sign off", to_sign, "A review waits to be signed off"),
    InboxKind(TO_READ, "Drafts that your agency reads", to_read, "A draft waits to be read"),
    InboxKind(TO_ANSWER, "Comments to answer", to_answer, "A draft has comments to answer"),
    InboxKind(TO_APPROVE, "Years of cases to approve", to_approve, "A year of cases is to approve"),
    InboxKind(PLANNED, "Planned in your reviews", planned, "Something planned is due"),
    InboxKind(TO_SEND, "Rapid reviews under way", to_send, "A rapid review is due"),
)
