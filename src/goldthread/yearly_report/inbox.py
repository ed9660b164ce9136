"""What the yearly report asks of whom: approval, publication, the scrutineer's view, a draft to finish."""

from datetime import date, datetime

from django.utils.timezone import get_current_timezone

from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import InboxItem, InboxKind
from goldthread.measures.periods import Period
from goldthread.ui.british import day
from goldthread.yearly_report import permissions, steps
from goldthread.yearly_report.approvals import approvals_of, asked_of
from goldthread.yearly_report.editions import edition
from goldthread.yearly_report.models import Draft, Publication, Report, Section


def to_approve(principal: Principal, on: date) -> list[InboxItem]:
    """Frozen reports, for those whose agency is asked to approve them and has not answered."""
    if not may(principal, permissions.APPROVE):
        return []
    return [
        InboxItem(
            kind="yearly_report.approve",
            title=f"Approve the yearly report of {report.year}",
            why=f"It is frozen, and waits for your agency.{_meant_for(report)}",
            url=report.get_absolute_url(),
            button="Read and approve",
            due_on=None,  # the partner was asked when it was frozen, however late that was
            came_on=_day_of(frozen.frozen_at),
        )
        for report in _reports(principal, Report.Status.FROZEN)
        if steps.APPROVE.allowed(report, principal)
        and (frozen := report.last_frozen())
        and any(not (a.is_given or a.not_yet_because) for a in approvals_of(frozen, principal))
    ]


def waits_for_partners(principal: Principal, on: date) -> list[InboxItem]:
    """Frozen reports that some partner has not approved yet, for those who froze them."""
    if not may(principal, permissions.FREEZE):
        return []
    found = []
    for report in _reports(principal, Report.Status.FROZEN):
        frozen = report.last_frozen()
        if frozen is None or not may(principal, permissions.FREEZE, report):
            continue
        waiting = [each for each in asked_of(frozen) if not each.is_given]
        missing = ", ".join(each.partner.name for each in waiting)
        reasons = "".join(
            f" {each.partner.name} says why: {each.not_yet_because}"
            for each in waiting
            if each.not_yet_because
        )
        found.append(
            InboxItem(
                kind="yearly_report.waits",
                title=f"The yearly report of {report.year} waits for its partners",
                why=f"Not approved yet by {missing}.{reasons}",
                url=report.get_absolute_url(),
                button="See who is asked",
                due_on=_due_on(report),
                late=_is_late(report, on),
            )
        )
    return found


def to_publish(principal: Principal, on: date) -> list[InboxItem]:
    """Reports that every partner approved, for those who publish them."""
    if not may(principal, permissions.PUBLISH):
        return []
    return [
        InboxItem(
            kind="yearly_report.publish",
            title=f"Publish the yearly report of {report.year}",
            why="Every partner has approved it.",
            url=report.get_absolute_url(),
            button="Go to it",
            due_on=_due_on(report),
            late=_is_late(report, on),
        )
        for report in _reports(principal, Report.Status.APPROVED)
        if may(principal, permissions.PUBLISH, report)
    ]


def withdrawn(principal: Principal, on: date) -> list[InboxItem]:
    """Reports that were taken back, for those who put them right or publish them again."""
    if not may(principal, permissions.PUBLISH):
        return []
    last = Publication.objects.filter(
        frozen__report__status=Report.Status.WITHDRAWN, withdrawn_at__isnull=False
    ).select_related("frozen__report")
    latest = {each.frozen.report_id: each for each in last.order_by("withdrawn_at")}
    return [
        InboxItem(
            kind="yearly_report.withdrawn",
            title=f"The yearly report of {report.year} is withdrawn: put it right, or publish it"
            " again",
            why=f"It was withdrawn because: {latest[report.pk].withdrawn_because}",
            url=report.get_absolute_url(),
            button="Go to it",
            due_on=None,
            came_on=_day_of(latest[report.pk].withdrawn_at),
        )
        for report in _reports(principal, Report.Status.WITHDRAWN)
        if may(principal, permissions.PUBLISH, report)
    ]


def to_freeze(principal: Principal, on: date) -> list[InboxItem]:
    """Reports being written whose edition sets a day for publication, for those who freeze them."""
    if not may(principal, permissions.FREEZE):
        return []
    found = []
    for report in _reports(principal, Report.Status.DRAFT):
        held = edition(report.edition)
        due_on = held.due_on(Period.parse(report.year))
        if due_on is None or not may(principal, permissions.FREEZE, report):
            continue
        found.append(
            InboxItem(
                kind="yearly_report.freeze",
                title=f"Finish and freeze the yearly report of {report.year}",
                why=f"{held.title} asks for it to be published by {day(due_on)}.",
                url=report.get_absolute_url(),
                button="Go on with it",
                due_on=due_on,
                late=due_on < on,
            )
        )
    return found


def scrutiny_to_write(principal: Principal, on: date) -> list[InboxItem]:
    """The scrutineer's own sections that are still empty."""
    if not may(principal, permissions.WRITE_SCRUTINY):
        return []
    empty = Section.objects.visible_to(principal).filter(
        of_scrutineer=True,
        blocks__isnull=True,
        left_empty_because="",
        report__status=Report.Status.DRAFT,
    )
    return [
        InboxItem(
            kind="yearly_report.scrutiny",
            title=f"Write your view for the yearly report of {section.report.year}",
            why=f"“{section.heading}” is empty, and only you write it.",
            url=section.get_absolute_url(),
            button="Write it",
            due_on=None,
        )
        for section in empty.select_related("report").order_by("pk")
        if may(principal, permissions.WRITE_SCRUTINY, section)
    ]


def drafts_to_finish(principal: Principal, on: date) -> list[InboxItem]:
    """What this person typed and has not saved."""
    mine = Draft.objects.visible_to(principal).filter(section__report__status=Report.Status.DRAFT)
    return [
        InboxItem(
            kind="yearly_report.draft",
            title=f"Finish what you began in “{draft.section.heading}”",
            why=f"You typed it for the report of {draft.section.report.year} and have not saved it.",
            url=draft.get_absolute_url(),
            button="Go on with it",
            due_on=None,
        )
        for draft in mine.select_related("section__report", "block").order_by("kept_at")
    ]


def _due_on(report: Report) -> date | None:
    return edition(report.edition).due_on(Period.parse(report.year))


def _is_late(report: Report, on: date) -> bool:
    due_on = _due_on(report)
    return due_on is not None and due_on < on


def _meant_for(report: Report) -> str:
    """The day that was set for a report's publication, in words; nothing where none was."""
    due_on = _due_on(report)
    return f" The day set for its publication: {day(due_on)}." if due_on else ""


def _day_of(moment: datetime | None) -> date | None:
    return moment.astimezone(get_current_timezone()).date() if moment else None


def _reports(principal: Principal, status: str):
    return Report.objects.visible_to(principal).filter(status=status).order_by("year", "pk")


KINDS = (
    InboxKind("yearly_report.approve", "Yearly reports to approve", to_approve),
    InboxKind("yearly_report.waits", "Yearly reports that wait for partners", waits_for_partners),
    InboxKind("yearly_report.publish", "Yearly reports to publish", to_publish),
    InboxKind("yearly_report.withdrawn", "Yearly reports that were withdrawn", withdrawn),
    InboxKind("yearly_report.freeze", "Yearly reports to finish", to_freeze),
    InboxKind("yearly_report.scrutiny", "The scrutineer’s view", scrutiny_to_write),
    InboxKind("yearly_report.draft", "Texts begun and not saved", drafts_to_finish),
)
