"""Taking a report as it stands now: its sections and contents, its figures, and the decisions about them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import starmap

from django.conf import settings
from django.utils.timezone import get_current_timezone

from goldthread.access.principal import Principal
from goldthread.house import registry
from goldthread.house.items import items_behind
from goldthread.register.areas import parts_of_areas
from goldthread.register.models import Space
from goldthread.register.small_numbers import public_rule
from goldthread.yearly_report.asking import ask
from goldthread.yearly_report.contents import Content
from goldthread.yearly_report.models import Block, Report, Section, ShowingDecision
from goldthread.yearly_report.snapshot import (
    AreaParts,
    FigureName,
    SectionCopy,
    Showing,
    Snapshot,
)


def take(report: Report, *, by: Principal, at: datetime, is_frozen: bool = False) -> Snapshot:
    """The whole report at this moment, in a number of queries that does not grow with it."""
    return _snapshot(report, _sections(report), by=by, at=at, is_frozen=is_frozen)


def stand(report: Report, *, by: Principal, at: datetime) -> Snapshot:
    """What a report's pages and files are made of: what was frozen, or a draft as it stands now."""
    frozen = None if report.status == Report.Status.DRAFT else report.last_frozen()
    return frozen.snapshot() if frozen else take(report, by=by, at=at)


def glimpse(
    report: Report, contents: Iterable[Content], *, by: Principal, at: datetime
) -> Snapshot:
    """Some contents as if they were the whole report: for a section's page, or a preview."""
    section = SectionCopy("glimpse", "", contents=tuple(contents))
    return _snapshot(report, (section,), by=by, at=at, is_frozen=False)


def _snapshot(
    report: Report,
    sections: tuple[SectionCopy, ...],
    *,
    by: Principal,
    at: datetime,
    is_frozen: bool,
) -> Snapshot:
    requests = [
        request for s in sections for content in s.contents for request in content.requests()
    ]
    answers, unanswered = ask(by, requests)
    space = Space.objects.get(pk=report.space_id)
    return Snapshot(
        space_code=space.code,
        space_name=space.name,
        is_fictional=space.is_fictional,
        title=report.title,
        year=report.year,
        edition=report.edition,
        taken_at=at.astimezone(get_current_timezone()),
        is_frozen=is_frozen,
        sections=sections,
        answers=answers,
        unanswered=unanswered,
        showings=showings_of(report.space_id),
        area_parts=tuple(starmap(AreaParts, parts_of_areas().items())),
        items=items_behind(by, (answer.figure for answer in answers)),
        earlier=registry.publications(report.space_id),
        rule=public_rule(report.space_id, on=at.astimezone(get_current_timezone()).date()),
        is_demonstration=settings.GOLDTHREAD_DEMONSTRATION,
    )


def _sections(report: Report) -> tuple[SectionCopy, ...]:
    held: dict[int, list[Content]] = defaultdict(list)
    for block in Block.objects.filter(section__report=report).order_by("order", "pk"):
        held[block.section_id].append(block.content)
    return tuple(
        SectionCopy(
            key=section.key,
            heading=section.heading,
            required=tuple(section.required),
            of_scrutineer=section.of_scrutineer,
            left_empty_because=section.left_empty_because,
            contents=tuple(held[section.pk]),
        )
        for section in Section.objects.filter(report=report).order_by("order", "pk")
    )


def showings_of(space_id: int) -> tuple[Showing, ...]:
    """The partnership's decisions to show small numbers that are public already."""
    here = get_current_timezone()
    rows = ShowingDecision.objects.filter(space_id=space_id).select_related("decided_by")
    return tuple(
        Showing(
            reason=row.reason,
            decided_by=row.decided_by.name,
            decided_on=row.decided_at.astimezone(here).date(),
            figure=_figure_of(row),
            document=row.document,
        )
        for row in rows.order_by("pk")
    )


def _figure_of(row: ShowingDecision) -> FigureName | None:
    if row.document:
        return None
    return FigureName(row.key, row.area_code, row.period, row.breakdown, row.origin)
