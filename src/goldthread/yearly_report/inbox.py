"""What the yearly report asks of whom: approval, publication, the scrutineer's view, a draft to finish."""

from datetime import date

from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import InboxItem, InboxKind
from goldthread.measures.periods import Period
from goldthread.ui.british import day
from goldthread.yearly_report import permissions, steps
from goldthread.yearly_report.approvals import asked_of
from goldthread.yearly_report.editions import edition
from goldthread.yearly_report.models import Draft, Report, Section


def to_approve(principal: Principal, on: date) -> list[InboxItem]:
    """Frozen reports, for those whose agency is asked to approve them and has not."""
    if not may(principal, permissions.APPROVE):
        return []
    return [
        InboxItem(
            kind="yearly_report.approve",
            title=f"Approve the yearly report of {report.year}",
            why="It is frozen, and waits for your agency.",
            url=report.get_absolute_url(),
            button="Read and approve",
            due_on=_due_on(report),
        )
        for report in _reports(principal, Report.Status.FROZEN)
        if steps.APPROVE.allowed(report, principal)
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
        missing = [each.partner.name for each in asked_of(frozen) if not each.is_given]
        found.append(
            InboxItem(
                kind="yearly_report.waits",
                title=f"The yearly report of {report.year} waits for its partners",
                why=f"Not approved yet by {', '.join(missing)}.",
                url=report.get_absolute_url(),
                button="See who is asked",
                due_on=_due_on(report),
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
        )
        for report in _reports(principal, Report.Status.APPROVED).filter(
            freezes__publications__isnull=True  # one that was withdrawn was not forgotten
        )
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


def _reports(principal: Principal, status: str):
    return Report.objects.visible_to(principal).filter(status=status).order_by("year", "pk")


KINDS = (
    InboxKind("yearly_report.approve", "Yearly reports to approve", to_approve),
    InboxKind("yearly_report.waits", "Yearly reports that wait for partners", waits_for_partners),
    InboxKind("yearly_report.publish", "Yearly reports to publish", to_publish),
    InboxKind("yearly_report.freeze", "Yearly reports to finish", to_freeze),
    InboxKind("yearly_report.scrutiny", "The scrutineer’s view", scrutiny_to_write),
    InboxKind("yearly_report.draft", "Texts begun and not saved", drafts_to_finish),
)
