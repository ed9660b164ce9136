"""Starting a report, and arranging its sections."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from goldthread.access.decision import Decision, Refused, because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.access.rows import new_public_id
from goldthread.measures.periods import Period
from goldthread.register.models import Space
from goldthread.trail.record import changed_fields, record
from goldthread.yearly_report import permissions, rules
from goldthread.yearly_report.actions.places import (
    change_places,
    clear_drafts,
    held_still,
    locked_section,
    next_order,
)
from goldthread.yearly_report.editions import SCRUTINEERS_VIEW, Edition, edition_for
from goldthread.yearly_report.models import Report, Section
from goldthread.yearly_report.snapshot import SectionCopy


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
    held_still(space)
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
    asked = {c.key: SectionCopy(c.key, c.title, required=(c.key,)) for c in edition.contents}
    view = asked.pop(SCRUTINEERS_VIEW, None)
    scrutiny = SectionCopy(
        "scrutiny",
        "The view of the independent scrutineer",
        required=view.required if view else (),
        of_scrutineer=True,
    )
    return (scrutiny, *asked.values())


@transaction.atomic
def add_section(
    *,
    report: Report,
    heading: str,
    by: Principal,
    at: datetime,
    required: Iterable[str] = (),
    left_empty_because: str = "",
) -> Section:
    """Put a new section at the end."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    insist(rules.may_arrange(report, by))
    required = list(required)
    insist(rules.can_stand_as_section(report, heading, required))
    section = Section.objects.create(
        space_id=report.space_id,
        report=report,
        key=new_public_id(),
        heading=heading.strip(),
        order=next_order(report.sections),
        required=required,
        left_empty_because=left_empty_because.strip(),
    )
    after = {"heading": section.heading, "required": required}
    record("yearly_report.section.added", by=by, at=at, subject=section, after=after)
    return section


@transaction.atomic
def change_section(
    *,
    section: Section,
    heading: str,
    required: Iterable[str],
    left_empty_because: str,
    row_version: int,
    by: Principal,
    at: datetime,
) -> Section:
    """Rename a section, say what it answers, or why there is nothing in it."""
    section = locked_section(section)
    insist(rules.may_arrange(section.report, by))
    heading, required = heading.strip(), list(required)
    insist(rules.can_stand_as_section(section.report, heading, required))
    section.insist_unchanged(row_version)
    new = {
        "heading": heading,
        "required": required,
        "left_empty_because": left_empty_because.strip(),
    }
    before, after = changed_fields(section, **new)
    for name, value in new.items():
        setattr(section, name, value)
    section.save_next_version(*new)
    record(
        "yearly_report.section.changed", by=by, at=at, subject=section, before=before, after=after
    )
    return section


@transaction.atomic
def move_section(*, section: Section, earlier: bool, by: Principal, at: datetime) -> Section:
    """Let a section change places with the one before it, or after it."""
    section = locked_section(section)
    insist(rules.may_arrange(section.report, by))
    change_places(section, Section.objects.filter(report=section.report), earlier=earlier)
    record("yearly_report.section.moved", by=by, at=at, subject=section)
    return section


@transaction.atomic
def remove_section(*, section: Section, by: Principal, at: datetime) -> None:
    """Take an empty section out."""
    section = locked_section(section)
    insist(rules.may_arrange(section.report, by))
    insist(rules.can_be_removed(section, section.blocks.count()))
    clear_drafts(section.drafts.all(), by=by, at=at)
    before = {"heading": section.heading}
    record("yearly_report.section.removed", by=by, at=at, subject=section, before=before)
    section.delete()
