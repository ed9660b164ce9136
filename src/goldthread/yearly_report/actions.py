"""Writing a yearly report, freezing it, approving it, and deciding which small numbers may be shown."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from goldthread.access.decision import Decision, Refused, because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.measures.periods import Period
from goldthread.register.models import Space
from goldthread.trail.record import changed_fields, record
from goldthread.yearly_report import permissions, rules, steps
from goldthread.yearly_report.contents import Content, Kind
from goldthread.yearly_report.editions import Edition, edition_for
from goldthread.yearly_report.models import (
    Block,
    Draft,
    Frozen,
    Report,
    Section,
    ShowingDecision,
)
from goldthread.yearly_report.plain import to_plain
from goldthread.yearly_report.snapshot import SectionCopy, sha256
from goldthread.yearly_report.taking import take


class Overtaken(Refused):
    """Somebody else saved the same block meanwhile; `theirs` is what stands there now."""

    def __init__(self, theirs: Block) -> None:
        super().__init__(Decision(("Somebody else changed this since you opened it.",)))
        self.theirs = theirs


@transaction.atomic
def start_report(
    *,
    space: Space,
    year: str,
    by: Principal,
    at: datetime,
    title: str = "",
    sections: Iterable[SectionCopy] | None = None,
) -> Report:
    """Begin the report of a year with a section for each content that its edition asks for.

    `sections` puts others in their place; their contents are written afterwards.
    """
    insist(rules.is_a_year(year))
    period = Period.parse(year)
    there = Report.objects.filter(space=space, year=str(period)).exists()
    insist(because((there, f"There is a report of {period} already.")))
    try:
        held = edition_for(period)
    except LookupError as error:
        raise Refused(Decision((str(error),))) from error
    report = Report(
        space=space,
        year=str(period),
        edition=held.key,
        title=title.strip() or f"{space.name}: yearly report {period}",
    )
    insist(may(by, permissions.START, report))
    report.save(force_insert=True)
    for order, section in enumerate(outline(held) if sections is None else sections, 1):
        Section.objects.create(
            space=space,
            report=report,
            key=section.key,
            heading=section.heading,
            order=order,
            required=list(section.required),
            of_scrutineer=section.of_scrutineer,
            left_empty_because=section.left_empty_because,
        )
    after = {"year": report.year, "edition": report.edition, "title": report.title}
    record("yearly_report.report.started", by=by, at=at, subject=report, after=after)
    return report


def outline(edition: Edition) -> tuple[SectionCopy, ...]:
    """A section for each content that an edition asks for, and the scrutineer's own before them."""
    scrutiny = SectionCopy("scrutiny", "The view of the independent scrutineer", of_scrutineer=True)
    asked = (SectionCopy(c.key, c.title, required=(c.key,)) for c in edition.contents)
    return (scrutiny, *asked)


@transaction.atomic
def add_section(
    *, report: Report, heading: str, by: Principal, at: datetime, once: str, required: Iterable[str] = ()
) -> Section:
    """Put a new section at the end; `once` makes a second click find the first one's section."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    insist(rules.may_arrange(report, by))
    insist(because((not heading.strip(), "Give the section a heading.")))
    if made := Section.objects.filter(report=report, public_id=once).first():
        return made
    section = Section.objects.create(
        space_id=report.space_id,
        public_id=once,
        report=report,
        key=once,
        heading=heading.strip(),
        order=_next(report.sections),
        required=list(required),
    )
    after = {"heading": section.heading, "required": section.required}
    record("yearly_report.section.added", by=by, at=at, subject=section, after=after)
    return section


@transaction.atomic
def change_section(
    *,
    section: Section,
    heading: str,
    left_empty_because: str,
    row_version: int,
    by: Principal,
    at: datetime,
) -> Section:
    """Rename a section, or say why there is nothing in it."""
    section = _locked_section(section)
    insist(rules.may_arrange(section.report, by))
    insist(because((not heading.strip(), "Give the section a heading.")))
    section.insist_unchanged(row_version)
    new = {"heading": heading.strip(), "left_empty_because": left_empty_because.strip()}
    before, after = changed_fields(section, **new)
    section.heading, section.left_empty_because = new["heading"], new["left_empty_because"]
    section.save_next_version("heading", "left_empty_because")
    record(
        "yearly_report.section.changed", by=by, at=at, subject=section, before=before, after=after
    )
    return section


@transaction.atomic
def move_section(*, section: Section, earlier: bool, by: Principal, at: datetime) -> Section:
    """Let a section change places with the one before it, or after it."""
    section = _locked_section(section)
    insist(rules.may_arrange(section.report, by))
    _move(section, Section.objects.filter(report=section.report), earlier=earlier)
    record("yearly_report.section.moved", by=by, at=at, subject=section)
    return section


@transaction.atomic
def remove_section(*, section: Section, by: Principal, at: datetime) -> None:
    """Take an empty section out."""
    section = _locked_section(section)
    insist(rules.may_arrange(section.report, by))
    insist(rules.can_be_removed(section, section.blocks.count()))
    before = {"heading": section.heading}
    record("yearly_report.section.removed", by=by, at=at, subject=section, before=before)
    section.delete()


@transaction.atomic
def add_block(
    *, section: Section, content: Content, by: Principal, at: datetime, once: str
) -> Block:
    """Put a passage, table or chart at the end of a section; `once` as in `add_section`."""
    section = _locked_section(section)
    insist(rules.may_write(section, content.kind, by))
    insist(rules.has_what_it_needs(content))
    if made := Block.objects.filter(section=section, public_id=once).first():
        return made
    block = Block.objects.create(
        space_id=section.space_id,
        public_id=once,
        section=section,
        order=_next(section.blocks),
        kind=content.kind,
        held=to_plain(content),
    )
    record("yearly_report.block.added", by=by, at=at, subject=block, after=block.held)
    discard_draft(section=section, block=None, kind=content.kind, by=by)
    return block


@transaction.atomic
def change_block(
    *, block: Block, content: Content, row_version: int, by: Principal, at: datetime
) -> Block:
    """Save a content anew. Raises Overtaken, and saves nothing, where somebody saved it meanwhile."""
    block = Block.objects.select_for_update(of=("self",)).select_related("section__report").get(pk=block.pk)
    insist(rules.may_write(block.section, content.kind, by))
    insist(rules.has_what_it_needs(content))
    if row_version != block.row_version:
        raise Overtaken(block)
    before, block.held = block.held, to_plain(content)
    block.save_next_version("held")
    record(
        "yearly_report.block.changed", by=by, at=at, subject=block, before=before, after=block.held
    )
    discard_draft(section=block.section, block=block, kind=content.kind, by=by)
    return block


@transaction.atomic
def move_block(*, block: Block, earlier: bool, by: Principal, at: datetime) -> Block:
    """Let a content change places with the one before it, or after it."""
    section = _locked_section(block.section)
    block = Block.objects.get(pk=block.pk)
    insist(rules.may_write(section, Kind(block.kind), by))
    _move(block, Block.objects.filter(section=section), earlier=earlier)
    record("yearly_report.block.moved", by=by, at=at, subject=block)
    return block


@transaction.atomic
def remove_block(*, block: Block, row_version: int, by: Principal, at: datetime) -> None:
    """Take a content out; what it said stays in the trail's history."""
    section = _locked_section(block.section)
    block = Block.objects.select_for_update().get(pk=block.pk)
    insist(rules.may_write(section, Kind(block.kind), by))
    block.insist_unchanged(row_version)
    record("yearly_report.block.removed", by=by, at=at, subject=block, before=block.held)
    block.delete()


def keep_draft(
    *,
    section: Section,
    block: Block | None,
    kind: Kind,
    typed: dict[str, Any],
    seen_version: int,
    by: Principal,
    at: datetime,
) -> Draft:
    """Keep what somebody has typed so far, for them alone."""
    insist(rules.may_write(section, kind, by))
    draft, _ = Draft.objects.update_or_create(
        person_id=by.person_id,
        section=section,
        block=block,
        kind=kind,
        defaults={
            "space_id": section.space_id,
            "typed": typed,
            "seen_version": seen_version,
            "kept_at": at,
        },
    )
    return draft


def discard_draft(*, section: Section, block: Block | None, kind: Kind, by: Principal) -> None:
    """Let a draft go: it was saved, or is not wanted."""
    Draft.objects.filter(
        person_id=by.person_id, section=section, block=block, kind=kind
    ).delete()


@transaction.atomic
def freeze(*, report: Report, by: Principal, at: datetime) -> Frozen:
    """Fix every figure with its whole road, and all that is written: outputs are made of this alone."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    insist(steps.FREEZE.allowed(report, by))
    snapshot = take(report, by=by, at=at, is_frozen=True)
    insist(rules.can_be_frozen(snapshot))
    held = snapshot.text()
    last = report.freezes.aggregate(last=Max("number"))["last"] or 0
    frozen = Frozen.objects.create(
        space_id=report.space_id,
        report=report,
        number=last + 1,
        held=held,
        sha256=sha256(held),
        frozen_by_id=by.person_id,
        frozen_at=at,
    )
    report.status = steps.FREEZE.goes_to
    report.save_next_version("status")
    after = {"number": frozen.number, "sha256": frozen.sha256}
    record("yearly_report.report.frozen", by=by, at=at, subject=report, after=after)
    return frozen


@transaction.atomic
def approve(*, report: Report, sha256: str, by: Principal, at: datetime) -> Frozen:
    """Approve the very text that was read: `sha256` is the hash of what the page showed."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    insist(steps.APPROVE.allowed(report, by))
    frozen = current(report)
    assert frozen is not None
    insist(because((frozen.sha256 != sha256, "The report was frozen anew. Read it again first.")))
    frozen.approved_by_id, frozen.approved_at = by.person_id, at
    frozen.save_next_version("approved_by", "approved_at")
    report.status = steps.APPROVE.goes_to
    report.save_next_version("status")
    after = {"number": frozen.number, "sha256": frozen.sha256}
    record("yearly_report.report.approved", by=by, at=at, subject=report, after=after)
    return frozen


@transaction.atomic
def open_again(*, report: Report, because_of: str, by: Principal, at: datetime) -> Report:
    """Let a frozen report that is not yet approved be written in again; what was frozen stays."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    insist(steps.OPEN_AGAIN.allowed(report, by) & rules.can_be_opened_again(because_of))
    frozen = current(report)
    assert frozen is not None
    frozen.opened_again_because = because_of.strip()
    frozen.save_next_version("opened_again_because")
    report.status = steps.OPEN_AGAIN.goes_to
    report.save_next_version("status")
    after = {"number": frozen.number, "because": frozen.opened_again_because}
    record("yearly_report.report.opened_again", by=by, at=at, subject=report, after=after)
    return report


def current(report: Report) -> Frozen | None:
    """What the report was last frozen as."""
    return report.freezes.order_by("-number").select_related("frozen_by", "approved_by").first()


@transaction.atomic
def decide_to_show(
    *,
    space: Space,
    reason: str,
    by: Principal,
    at: datetime,
    key: str = "",
    area_code: str = "",
    period: str = "",
    document: str = "",
) -> ShowingDecision:
    """Decide that a small number, or all of one document, may be shown: it is public already."""
    decision = ShowingDecision(
        space=space,
        key=key,
        area_code=area_code,
        period=period,
        document=document,
        reason=reason.strip(),
        decided_by_id=by.person_id,
        decided_at=at,
    )
    insist(may(by, permissions.DECIDE_TO_SHOW, decision) & rules.can_be_decided(decision))
    same = {"key": key, "area_code": area_code, "period": period, "document": document}
    there = ShowingDecision.objects.filter(space=space, **same).exists()
    insist(because((there, "This has been decided already.")))
    decision.save(force_insert=True)
    after = {"about": str(decision), "reason": decision.reason}
    record("yearly_report.showing.decided", by=by, at=at, subject=decision, after=after)
    return decision


def _locked_section(section: Section) -> Section:
    rows = Section.objects.select_for_update(of=("self",)).select_related("report")
    locked: Section = rows.get(pk=section.pk)
    return locked


def _next(rows: Any) -> int:
    last: int | None = rows.aggregate(last=Max("order"))["last"]
    return (last or 0) + 1


def _move(row: Any, among: Any, *, earlier: bool) -> None:
    """Change places with a neighbour; the first cannot go earlier, nor the last later."""
    rows = list(among.order_by("order", "pk"))
    place = next(number for number, one in enumerate(rows) if one.pk == row.pk)
    to = place - 1 if earlier else place + 1
    if not 0 <= to < len(rows):
        return
    rows[place], rows[to] = rows[to], rows[place]
    for order, one in enumerate(rows, 1):
        if one.order != order:
            one.order = order
            one.save_next_version("order")
