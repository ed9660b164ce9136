"""What returns and documents ask of people: to send, to answer, to accept, to check."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from goldthread.access.principal import Principal
from goldthread.accounts.group_members import members_who_may
from goldthread.house import InboxItem, InboxKind
from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.performance import standing
from goldthread.performance.differences import differences
from goldthread.performance.imported import table_words
from goldthread.performance.models import (
    ChangeToAnswer,
    ReleaseFile,
    Return,
    ReturnQuestion,
    ReturnRequest,
    Transcription,
)
from goldthread.performance.permissions import (
    ACCEPT_RETURN,
    ANSWER_CHANGE,
    ASK_FOR_RETURN,
    CHECK_RELEASE,
    EXPLAIN_DIFFERENCE,
    FILL_IN_RETURN,
    TRANSCRIBE,
)
from goldthread.ui import british

DUE, SENT_BACK, WAITING, TO_CHASE, TO_CHECK, IMPORT_TO_CHECK, TO_EXPLAIN, CHANGES = (
    "performance.return_due",
    "performance.return_sent_back",
    "performance.return_waiting",
    "performance.returns_to_chase",
    "performance.transcription_to_check",
    "performance.import_to_check",
    "performance.differences_to_explain",
    "performance.changes_to_answer",
)

MOST_NAMED = 4  # late returns: the list has all of them


def returns_due(principal: Principal, on: date) -> list[InboxItem]:
    """The returns that one's own agency has not signed yet, the oldest first."""
    own = standing.own_requests(principal)
    asked = standing.with_standing(ReturnRequest.objects.visible_to(principal).filter(own))
    owed = asked.filter(standing.OWED & ~standing.SENT_BACK)
    return [
        InboxItem(
            kind=DUE,
            title=f"Return for {Period.parse(request.period).label}",
            why=_why_due(request),
            url=reverse("return", args=[request.public_id]),
            button="Go on" if request.latest_status else "Begin",
            due_on=request.due_on,
            late=request.due_on < on,
        )
        for request in owed.select_related("agency", "asked_by")
    ]


def _why_due(request: Any) -> str:
    figures = len(request.indicators)
    many = "1 indicator" if figures == 1 else f"{figures} indicators"
    begun = " Begun and not signed yet." if request.latest_status else ""
    return f"{request.asked_by} asked {request.agency} for {many}.{begun}"


def returns_sent_back(principal: Principal, on: date) -> list[InboxItem]:
    """The returns of one's own agency that came back with a question."""
    own = standing.own_requests(principal, "request__")
    unanswered = ReturnQuestion.objects.filter(of=OuterRef("pk"), answer="").order_by("pk")
    found = (
        Return.objects.visible_to(principal)
        .filter(own, status=Return.Status.QUERIED, request__status=ReturnRequest.Status.ASKED)
        .annotate(
            first_question=Subquery(unanswered.values("text")[:1]),
            unanswered=Count("questions", filter=Q(questions__answer="")),
        )
    )
    return [
        InboxItem(
            kind=SENT_BACK,
            title=f"A question on the return for {Period.parse(return_.request.period).label}",
            why=_questions(return_),
            url=reverse("return", args=[return_.request.public_id]),
            button="Answer",
            due_on=return_.request.due_on,
            late=return_.request.due_on < on,
        )
        for return_ in found.select_related("request").order_by("request__due_on", "pk")
    ]


def _questions(return_: Any) -> str:
    """The first question that waits for an answer, and how many others do."""
    if not return_.unanswered:
        return "Every question is answered. Check the return and sign it again."
    more = f" And {return_.unanswered - 1} more." if return_.unanswered > 1 else ""
    return f"{return_.first_question}{more}"


def returns_waiting(principal: Principal, on: date) -> list[InboxItem]:
    """The signed returns that this person can accept or send back."""
    spaces = {held.space_id for held in principal.with_permission(ACCEPT_RETURN)}
    if not spaces:
        return []
    found = (
        Return.objects.visible_to(principal)
        .filter(status=Return.Status.SUBMITTED, space_id__in=spaces)
        .exclude(signed_by_id=principal.person_id)
        .exclude(request__agency_id__in=principal.agencies_for(FILL_IN_RETURN))
        .select_related("request__agency", "signed_by")
        .order_by("signed_at", "pk")
    )
    return [
        InboxItem(
            kind=WAITING,
            title=f"{return_.request.agency}: return for {Period.parse(return_.request.period).label}",
            why=f"Signed by {return_.signed_words}{_on(return_.signed_at)}. Accept it, or ask a question.",
            url=reverse("return-accept", args=[return_.request.public_id]),
            button="Check",
            due_on=None,
            came_on=_day(return_.signed_at),
        )
        for return_ in found
    ]


def _day(at: datetime | None) -> date | None:
    return at.astimezone(timezone.get_current_timezone()).date() if at else None


def _on(at: datetime | None) -> str:
    on = _day(at)
    return f" on {british.day(on)}" if on else ""


def returns_to_chase(principal: Principal, on: date) -> list[InboxItem]:
    """One line for all late returns that this person asked for or may remind of; none where none is."""
    spaces = {held.space_id for held in principal.with_permission(ASK_FOR_RETURN)}
    if not spaces:
        return []
    asked = standing.with_standing(ReturnRequest.objects.visible_to(principal))
    found = asked.filter(standing.late(on), space_id__in=spaces).select_related("agency")
    late = list(found)
    if not late:
        return []
    named = [f"{request.agency}, {request.period}" for request in late[:MOST_NAMED]]
    more = f"; and {len(late) - MOST_NAMED} more" if len(late) > MOST_NAMED else ""
    return [
        InboxItem(
            kind=TO_CHASE,
            title="1 return is late" if len(late) == 1 else f"{len(late)} returns are late",
            why=f"{'; '.join(named)}{more}.",
            url=f"{reverse('returns')}?state=late",
            button="Chase",
            due_on=None,
            came_on=min(request.due_on for request in late),
        )
    ]


def transcriptions_to_check(principal: Principal, on: date) -> list[InboxItem]:
    """The figures that another person copied from a document."""
    spaces = {held.space_id for held in principal.with_permission(TRANSCRIBE)}
    if not spaces:
        return []
    found = (
        Transcription.objects.visible_to(principal)
        .filter(status=Transcription.Status.TRANSCRIBED, space_id__in=spaces)
        .exclude(transcribed_by_id=principal.person_id)
        .select_related("document", "transcribed_by")
        .order_by("transcribed_at", "pk")
    )
    return [
        InboxItem(
            kind=TO_CHECK,
            title=f"Check the figures of {transcription.document}, {transcription.section}",
            why=f"Transcribed by {transcription.transcribed_by}{_on(transcription.transcribed_at)}. They count once another person has checked them.",
            url=reverse("transcription", args=[transcription.public_id]),
            button="Check",
            due_on=None,
            came_on=_day(transcription.transcribed_at),
        )
        for transcription in found
    ]


def imports_to_check(principal: Principal, on: date) -> list[InboxItem]:
    """The tables that another person of the partnership imported."""
    spaces = {held.space_id for held in principal.with_permission(CHECK_RELEASE)}
    if not spaces:
        return []
    found = (
        ReleaseFile.objects.visible_to(principal)
        .filter(status=ReleaseFile.Status.WAITING, space_id__in=spaces)
        .exclude(taken_by_id=principal.person_id)
        .select_related("taken_by")
        .order_by("taken_at", "pk")
    )
    return [
        InboxItem(
            kind=IMPORT_TO_CHECK,
            title=f"Check the import of {table_words(file)}",
            why=f"Imported by {file.taken_by} on {british.day(file.taken_at)}. The figures count in"
            " this partnership once another person has compared them with the source.",
            url=reverse("published-import", args=[file.public_id]),
            button="Check",
            due_on=None,
        )
        for file in found
    ]


def differences_to_explain(principal: Principal, on: date) -> list[InboxItem]:
    """One line for all figures that the official ones contradict, while a reason is missing."""
    if not principal.holds(EXPLAIN_DIFFERENCE):
        return []
    without = sum(each.explained is None for each in differences(principal, on=on))
    if not without:
        return []
    return [
        InboxItem(
            kind=TO_EXPLAIN,
            title="1 figure differs from the official one"
            if without == 1
            else f"{without} figures differ from the official ones",
            why="The two are further apart than rounding explains. Say what is behind it: a"
            " definition, a date or an error.",
            url=f"{reverse('differences')}?state=open",
            button="Explain",
            due_on=None,
        )
    ]


def changes_to_answer(principal: Principal, on: date) -> list[InboxItem]:
    """One line for all changes that wait for an answer of one's groups; none where none does.

    What no group answers for, or one without a member who may, waits for everybody who may.
    """
    spaces = {held.space_id for held in principal.with_permission(ANSWER_CHANGE)}
    if not spaces:
        return []
    found = ChangeToAnswer.objects.visible_to(principal).filter(
        answered_at__isnull=True, space_id__in=spaces
    )
    rows = list(found.select_related("area").order_by("found_at", "pk"))
    groups = {each.group_id for each in rows if each.group_id is not None}
    members = members_who_may(ANSWER_CHANGE, groups, on=on)
    everybody = frozenset({principal.person_id})
    waiting = [
        each for each in rows if principal.person_id in members.get(each.group_id or 0, everybody)
    ]
    if not waiting:
        return []
    named = [f"{catalogue()[each.indicator].title}, {each.area}" for each in waiting[:MOST_NAMED]]
    more = f"; and {len(waiting) - MOST_NAMED} more" if len(waiting) > MOST_NAMED else ""
    return [
        InboxItem(
            kind=CHANGES,
            title="1 change needs an answer"
            if len(waiting) == 1
            else f"{len(waiting)} changes need an answer",
            why=f"{'; '.join(named)}{more}.",
            url=reverse("changes"),
            button="Answer",
            due_on=None,
            came_on=_day(waiting[0].found_at),
        )
    ]


KINDS = (
    InboxKind(DUE, "Returns due from my agency", returns_due, "Return due"),
    InboxKind(
        SENT_BACK, "Returns sent back to my agency", returns_sent_back, "Answer to a question due"
    ),
    InboxKind(WAITING, "Returns waiting for my acceptance", returns_waiting),
    InboxKind(TO_CHASE, "Late returns to chase", returns_to_chase),
    InboxKind(TO_CHECK, "Transcriptions to check", transcriptions_to_check),
    InboxKind(IMPORT_TO_CHECK, "Imported statistics to check", imports_to_check),
    InboxKind(TO_EXPLAIN, "Differences from official figures", differences_to_explain),
    InboxKind(CHANGES, "Changes that need an answer", changes_to_answer),
)
