"""What must hold before a report is written, frozen, approved or opened again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from goldthread.access.decision import Decision, because
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import Audience, FigureRequest
from goldthread.measures.periods import Period, PeriodKind
from goldthread.register.models import Agency
from goldthread.yearly_report import permissions
from goldthread.yearly_report.approvals import approvals_of
from goldthread.yearly_report.checklist import checklist
from goldthread.yearly_report.contents import Content, FigureTable, Kind, Text
from goldthread.yearly_report.editions import edition
from goldthread.yearly_report.models import Draft, Report, Section, ShowingDecision
from goldthread.yearly_report.passages import problems_of
from goldthread.yearly_report.snapshot import Snapshot

DRAFTS_ARE_KEPT = timedelta(days=14)
WIDEST_FIRST = (Audience.WORKING, Audience.BOARD, Audience.PUBLIC)


def is_a_year(typed: str) -> Decision:
    """A yearly report is about one financial year."""
    try:
        kind = Period.parse(typed).kind
    except ValueError as error:
        return Decision((f"{error}.",))
    return because((kind is not PeriodKind.YEAR, "A yearly report is about one financial year."))


def is_being_written(report: Report) -> Decision:
    """Only a draft is written in."""
    frozen = report.status != Report.Status.DRAFT
    return because((frozen, "The report is frozen. Open it again before you change it."))


def may_write(section: Section, kind: Kind, by: Principal) -> Decision:
    """Who writes what: the scrutineer alone in their own section, figures also the performance officer."""
    if section.of_scrutineer:
        permission = permissions.WRITE_SCRUTINY
    else:
        permission = permissions.WRITE if kind is Kind.TEXT else permissions.PUT_IN_FIGURES
    return is_being_written(section.report) & may(by, permission, section)


def may_arrange(report: Report, by: Principal) -> Decision:
    """Sections are put in, renamed and moved by those who write the report."""
    return is_being_written(report) & may(by, permissions.WRITE, report)


def can_stand_as_section(report: Report, heading: str, required: Iterable[str]) -> Decision:
    """A section has a heading, and answers only what the report's edition asks for."""
    asked = {content.key for content in edition(report.edition).contents}
    return because(
        (not heading.strip(), "Give the section a heading."),
        (not asked.issuperset(required), "The guidance of that year does not ask for this."),
    )


def has_what_it_needs(content: Content) -> Decision:
    """A content says something, and a change has both its ends."""
    if isinstance(content, Text):
        return because((not content.text.strip(), "Write the passage."))
    one_end = isinstance(content, FigureTable) and bool(content.change_from) != bool(
        content.change_to
    )
    return because(
        (not content.title.strip(), "Give it a title."),
        (not content.requests(), "Choose the figures."),
        (one_end, "Say both the period that the change is from and the one that it is to."),
    )


def nobody_writes_in_it(drafts: Iterable[Draft], by: Principal, at: datetime) -> Decision:
    """What somebody else typed in the last fortnight and has not saved is not pulled away from them."""
    fresh = [d for d in drafts if d.person_id != by.person_id and d.kept_at > at - DRAFTS_ARE_KEPT]
    return because(
        (bool(fresh), "Somebody has text here that is not saved. Ask them to save it or let it go.")
    )


def can_be_removed(section: Section, holds: int) -> Decision:
    """A section that holds something, or that the guidance asks for, stays."""
    return because(
        (holds > 0, "The section is not empty. Take out what it holds first."),
        (bool(section.required), "The guidance asks for what this section is there for."),
    )


@dataclass(frozen=True)
class Gap:
    """One reason against freezing a report, and the key of the section in which it is mended."""

    words: str
    section: str = ""


def against_freezing(snapshot: Snapshot) -> tuple[Gap, ...]:
    """What is broken, and what the guidance or a section's heading promises of which nothing is there, nor why."""
    broken = [
        Gap(f"“{section.heading}”, line {problem.line}: {problem.text}", section.key)
        for section, problem in problems_of(snapshot)
    ]
    asked = {missing.why: _holding(missing.request, snapshot) for missing in snapshot.unanswered}
    told = [gap.words for gap in broken]
    missing = [
        Gap(why, key) for why, key in asked.items() if not any(why in words for words in told)
    ]
    gaps = [
        Gap(
            f"{row.content.title}: {row.standing.value.lower()}."
            " Write it, or say why there is nothing.",
            row.sections[0].key if row.sections else "",
        )
        for row in checklist(snapshot)
        if row.is_missing
    ]
    named = {gap.section for gap in gaps}
    empty = [
        Gap(
            f"“{section.heading}” is empty. Write it, say why there is nothing"
            f"{'' if section.required else ', or take it out'}.",
            section.key,
        )
        for section in snapshot.sections
        if section.is_empty and section.key not in named
    ]
    return (*broken, *missing, *gaps, *empty)


def _holding(request: FigureRequest, snapshot: Snapshot) -> str:
    """The key of the first section that asks for a figure."""
    return next(
        section.key
        for section in snapshot.sections
        if any(request in content.requests() for content in section.contents)
    )


def can_be_frozen(snapshot: Snapshot) -> Decision:
    """Nothing is broken, and wherever there is nothing stands the reason why."""
    return Decision(tuple(gap.words for gap in against_freezing(snapshot)))


def has_partners_to_ask(partners: Iterable[Agency]) -> Decision:
    """A report is frozen for the statutory partners, who are to approve it."""
    nobody = not any(True for _ in partners)
    return because((nobody, "The register names no statutory partner who could approve it."))


def can_be_approved(report: Report, by: Principal) -> Decision:
    """Each statutory partner approves once, through somebody of theirs alone.

    Nobody approves what they froze, nor for a second partner: else one person could give all approvals.
    """
    frozen = report.last_frozen()
    same = frozen is not None and frozen.frozen_by_id == by.person_id
    mine = approvals_of(frozen, by) if frozen else []
    whole = bool(mine) and all(a.is_given for a in mine)
    given = next((a for a in mine if a.approved_by_id == by.person_id and a.is_given), None)
    return because(
        (same, "You froze this report. Somebody else must approve it."),
        (not mine, "You are appointed for no statutory partner who was asked to approve it."),
        (
            given is not None and not whole,
            f"You have approved it for {given.partner if given else ''}. Each partner approves through "
            "somebody of its own.",
        ),
        (whole, "Your agency has approved it already."),
    )


def can_be_held_back(because_of: str) -> Decision:
    """A partner who does not approve yet says why."""
    return because((not because_of.strip(), "Say why not yet."))


def can_stand_beside_what_was_published(given_away: Iterable[str]) -> Decision:
    """What was published since a report was frozen may not, with the report, give a small number away."""
    figures = tuple(given_away)
    return because(
        (
            bool(figures),
            "With what was published since it was frozen, this report would let small numbers be worked"
            f" out: {'; '.join(figures[:5])}. Open it again and freeze it anew.",
        )
    )


def can_be_opened_again(because_of: str) -> Decision:
    """A report that was frozen is opened again with a reason."""
    return because((not because_of.strip(), "Say why it is opened again."))


def can_be_withdrawn(because_of: str) -> Decision:
    """A report that was published is withdrawn with a reason."""
    return because((not because_of.strip(), "Say why it is withdrawn."))


def can_be_decided(decision: ShowingDecision) -> Decision:
    """A decision is about one figure, or one document, and says why."""
    return because(
        (not decision.reason.strip(), "Say where these numbers are public already."),
        (
            bool(decision.document) == bool(decision.origin),
            "Choose one figure, or one whole document.",
        ),
    )


def audiences_open_to(principal: Principal, space_id: int) -> tuple[Audience, ...]:
    """As whom a reader may see a report: their own audience first, then narrower ones."""
    roles = principal.roles_in(space_id)
    own = Audience.WORKING if roles & permissions.BUSINESS_UNIT else Audience.BOARD
    return WIDEST_FIRST[WIDEST_FIRST.index(own) :]
