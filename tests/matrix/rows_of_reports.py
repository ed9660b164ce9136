"""Yearly reports for the matrix: one being written and one frozen, in each space."""

from goldthread.access.principal import Principal
from goldthread.accounts.principals import principal_for
from goldthread.house import Audience, Role, Rung
from goldthread.yearly_report import actions
from goldthread.yearly_report.compose import Composer
from goldthread.yearly_report.contents import Text
from goldthread.yearly_report.editions import edition
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
    every = tuple(content.key for content in edition("WT2018").contents)
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
    "report_file": report_file,
    "report_figure": report_figure,
    "section": section,
    "section_to_move": section_to_move,
    "section_for_text": section_for_text,
    "block": block,
    "block_to_move": block_to_move,
}
