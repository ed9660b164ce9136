"""Yearly reports for the matrix: one being written and one frozen, in each space."""

from goldthread.access.principal import Principal
from goldthread.accounts.principals import principal_for
from goldthread.house import Audience, Role, Rung
from goldthread.measures.periods import Period
from goldthread.yearly_report import actions
from goldthread.yearly_report.approvals import asked_of
from goldthread.yearly_report.compose import Composer
from goldthread.yearly_report.contents import FigureTable, Text
from goldthread.yearly_report.editions import edition_for
from goldthread.yearly_report.given_out import make_all
from goldthread.yearly_report.models import Block, Report, Section
from goldthread.yearly_report.snapshot import SectionCopy
from goldthread.yearly_report.taking import stand
from tests.factories import NOW, TODAY, AppointmentFactory
from tests.matrix.world import World

TOKEN = "{{ performance.referrals | %s | 2022-23 }}"


def manager_of(world: World, place: str) -> Principal:
    """A business manager of that very space."""
    space = world.spaces[place]
    person = AppointmentFactory(space=space, role=Role.BUSINESS_MANAGER).person
    return principal_for(person, on=TODAY, chosen=space.code)


def _written(world: World, place: str, year: str, text: str = "It was done.") -> Report:
    manager = manager_of(world, place)
    every = tuple(content.key for content in edition_for(Period.parse(year)).contents)
    report = actions.start_report(
        space=world.spaces[place],
        year=year,
        by=manager,
        at=NOW,
        sections=(SectionCopy("year", "The year", required=every),),
    )
    actions.add_block(
        section=Section.objects.get(report=report),
        content=Text(text, Rung.ACTIVITY),
        by=manager,
        at=NOW,
    )
    return report


def report(world: World, place: str) -> dict[str, str]:
    return {"public_id": _written(world, place, "2019-20").public_id}


def frozen_report(world: World, place: str) -> dict[str, str]:
    written = _written(world, place, "2020-21")
    actions.freeze(report=written, by=manager_of(world, place), at=NOW)
    return {"public_id": written.public_id}


def _approved(world: World, place: str, written: Report) -> Report:
    """Approved by every partner who was asked."""
    frozen = actions.freeze(report=written, by=manager_of(world, place), at=NOW)
    space, role = world.spaces[place], Role.DELEGATED_SAFEGUARDING_PARTNER
    for asked in asked_of(frozen):
        person = AppointmentFactory(space=space, role=role, agency=asked.partner).person
        by = principal_for(person, on=TODAY, chosen=space.code)
        given = {"partner": asked.partner, "sha256": frozen.sha256, "by": by, "at": NOW}
        actions.approve(report=written, **given)
    return written


def _published(world: World, place: str, written: Report) -> Report:
    approved = _approved(world, place, written)
    actions.publish(report=approved, by=manager_of(world, place), at=NOW)
    return approved


def approved_report(world: World, place: str) -> dict[str, str]:
    return {"public_id": _approved(world, place, _written(world, place, "2023-24")).public_id}


def published_report(world: World, place: str) -> dict[str, str]:
    return {"public_id": _published(world, place, _written(world, place, "2024-25")).public_id}


def public_report(world: World, place: str) -> dict[str, str]:
    """A published report as its public address names it, with a figure and its files."""
    space = world.spaces[place]
    if not Report.objects.filter(space=space, year="2025-26").exists():
        written = _written(world, place, "2025-26")
        area = space.areas.first()
        actions.add_block(
            section=Section.objects.get(report=written),
            content=FigureTable("T", ("performance.referrals",), (area.code,), ("2024-25",)),
            by=manager_of(world, place),
            at=NOW,
        )
        make_all(
            _published(world, place, written).last_frozen(), by=manager_of(world, place), at=NOW
        )
    return {"code": space.code.lower(), "year": "2025-26"}


def public_figure(world: World, place: str) -> dict[str, str]:
    return {**public_report(world, place), "anchor": "figure-1"}


def public_file(world: World, place: str) -> dict[str, str]:
    return {**public_report(world, place), "name": "report.html"}


def report_file(world: World, place: str) -> dict[str, str]:
    written = _written(world, place, "2021-22")
    return {"public_id": written.public_id, "audience": "public", "name": "figures.csv"}


def report_figure(world: World, place: str) -> dict[str, str]:
    area = world.spaces[place].areas.first()
    written = _written(world, place, "2018-19", f"Referrals: {TOKEN % area.code}.")
    snapshot = stand(written, by=manager_of(world, place), at=NOW)
    card = Composer(snapshot, Audience.WORKING).release.cards()[0]
    return {"public_id": written.public_id, "anchor": card.anchor}


def _draft(world: World, place: str) -> Report:
    """One report being written, whose section and passage the other addresses name."""
    there = Report.objects.filter(space=world.spaces[place], year="2022-23").first()
    return there or _written(world, place, "2022-23")


def section(world: World, place: str) -> dict[str, str]:
    return {"public_id": Section.objects.get(report=_draft(world, place)).public_id}


def section_to_move(world: World, place: str) -> dict[str, str]:
    return {**section(world, place), "way": "later"}


def section_for_text(world: World, place: str) -> dict[str, str]:
    return {**section(world, place), "kind": "text"}


def block(world: World, place: str) -> dict[str, str]:
    return {"public_id": Block.objects.get(section__report=_draft(world, place)).public_id}


def block_to_move(world: World, place: str) -> dict[str, str]:
    return {**block(world, place), "way": "later"}


MAKERS = {
    "report": report,
    "frozen_report": frozen_report,
    "approved_report": approved_report,
    "published_report": published_report,
    "public_report": public_report,
    "public_figure": public_figure,
    "public_file": public_file,
    "report_file": report_file,
    "report_figure": report_figure,
    "section": section,
    "section_to_move": section_to_move,
    "section_for_text": section_for_text,
    "block": block,
    "block_to_move": block_to_move,
}
