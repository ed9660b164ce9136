"""A partnership with two councils, figures of its own, and the people who write its report."""

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import pytest
from django.urls import reverse

from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.house import Module, Role, Rung, registry
from goldthread.register.models import Agency, Area, Space
from goldthread.yearly_report import actions
from goldthread.yearly_report.contents import Content, FigureChart, FigureTable, Text
from goldthread.yearly_report.editions import edition
from goldthread.yearly_report.models import Block, Frozen, Report, Section
from goldthread.yearly_report.snapshot import SectionCopy
from tests.factories import (
    NOW,
    AgencyFactory,
    AreaFactory,
    MembershipFactory,
    SpaceAreaFactory,
    SpaceFactory,
    principal_with,
)
from tests.yearly_report.figures import Family

YEAR = "2022-23"


@dataclass
class Desk:
    """One partnership at work on its report."""

    space: Space
    east: Area
    west: Area
    family: Family
    police: Agency

    def person(self, role: Role, **more) -> Principal:
        return principal_with(role, space=self.space, **more)

    @cached_property
    def manager(self) -> Principal:
        return self.person(Role.BUSINESS_MANAGER)

    @cached_property
    def officer(self) -> Principal:
        return self.person(Role.PARTNERSHIP_OFFICER)

    @cached_property
    def partner(self) -> Principal:
        return self.partner_of(self.police)

    def person_of(self, principal: Principal) -> Person:
        return Person.objects.get(pk=principal.person_id)

    def partner_of(self, agency: Agency) -> Principal:
        return self.person(Role.DELEGATED_SAFEGUARDING_PARTNER, agency=agency)

    def report(self, **more) -> Report:
        """A report with one section, which answers everything that the guidance asks for."""
        every = tuple(content.key for content in edition("WT2018").contents)
        sections = (SectionCopy("year", "The year", required=every),)
        return self.start(sections=sections, **more)

    def start(self, **more) -> Report:
        given = {"space": self.space, "year": YEAR, "by": self.officer, "at": NOW}
        return actions.start_report(**(given | more))

    def put(self, section: Section, content: Content, by: Principal | None = None) -> Block:
        return actions.add_block(section=section, content=content, by=by or self.officer, at=NOW)

    def token(self, key: str, area: Area, period: str = YEAR) -> str:
        return f"{{{{ example.{key} | {area.code} | {period} }}}}"

    def table(self, *keys: str, **more) -> FigureTable:
        given = {
            "title": "Local figures",
            "keys": tuple(f"example.{key}" for key in keys),
            "areas": (self.east.code, self.west.code),
            "periods": ("2021-22", YEAR),
            "change_from": "2021-22",
            "change_to": YEAR,
        }
        return FigureTable(**(given | more))

    def chart(self, key: str, **more) -> FigureChart:
        given = {
            "title": "Over the years",
            "keys": (f"example.{key}",),
            "areas": (self.east.code, self.west.code),
            "periods": ("2021-22", YEAR),
        }
        return FigureChart(**(given | more))

    def written(self) -> Report:
        """A report with a passage, a table and a chart that can be frozen."""
        for period, east, west in (("2021-22", 4612, 1405), (YEAR, 4231, 1419)):
            self.family.put("referrals", self.east, period, east)
            self.family.put("referrals", self.west, period, west)
        report = self.report()
        section = report.sections.get()
        text = f"There were {self.token('referrals', self.east)} referrals in the east."
        self.put(section, Text(text, Rung.PRACTICE))
        self.put(section, self.table("referrals"))
        self.put(section, self.chart("referrals"))
        return report

    def frozen(self) -> Frozen:
        """That report, frozen and waiting for the police, who are the only statutory partner."""
        return actions.freeze(report=self.written(), by=self.manager, at=NOW)

    def approved(self) -> Frozen:
        """That report, approved by every partner."""
        frozen = self.frozen()
        given = {"sha256": frozen.sha256, "by": self.partner, "at": NOW}
        actions.approve(report=frozen.report, partner=self.police, **given)
        frozen.report.refresh_from_db()
        return frozen


@pytest.fixture
def family():
    """The figures of the tests, beside those of the real modules."""
    family = Family()
    with modules_with(family.module):
        yield family


@contextmanager
def modules_with(module: Module):
    """One module more, in the place of the one of its name where there is one."""
    reverse("home")  # the addresses fill the registry when they are first asked for
    modules = tuple(registry)
    registry.fill([*(each for each in modules if each.name != module.name), module])
    try:
        yield
    finally:
        registry.fill(modules)


@pytest.fixture
def desk(db, family):
    space = SpaceFactory(code="EXSCP", name="Example Partnership")
    areas = [AreaFactory(name=name) for name in ("Eastmarch", "Wellbridge")]
    for area in areas:
        SpaceAreaFactory(space=space, area=area)
    police = AgencyFactory(name="Quillshire Police")
    MembershipFactory(space=space, agency=police)
    return Desk(space, *areas, family, police)
