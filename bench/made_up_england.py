"""A made-up England for benches: partnerships, councils, ten years of quarters, and what is published."""

import secrets
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db import models
from django.urls import reverse

from goldthread.access.spaces import working_everywhere
from goldthread.accounts.models import Appointment, Person
from goldthread.accounts.principals import principal_for
from goldthread.house import Basis, OriginKind, Role, Rung
from goldthread.measures.catalogue import Indicator, Kind, catalogue
from goldthread.measures.periods import Period
from goldthread.performance.models import (
    Observation,
    PublishedValue,
    Release,
    ReleaseFile,
    Return,
    ReturnRequest,
    ScorecardLine,
)
from goldthread.register.models import Agency, Area, Priority, Space, SpaceArea
from goldthread.yearly_report.actions import add_block, start_report
from goldthread.yearly_report.contents import Content, FigureChart, FigureTable, Text
from goldthread.yearly_report.snapshot import SectionCopy

NOW = datetime(2026, 5, 20, 10, 30, tzinfo=ZoneInfo("Europe/London"))
LONG_AGO = date(2010, 4, 1)
YEARS = tuple(Period.year(first) for first in range(2016, 2026))
QUARTERS = tuple(quarter for year in YEARS for quarter in year.quarters())
PRIORITIES = 6
AT_ONCE = 2000
SECTIONS = 20  # of the yearly report, each with a passage, a table and two charts
IN_A_TABLE = 6  # indicators


class England:
    """Its numbers mean nothing; there are as many of them as there would be."""

    def __init__(self, partnerships: int, councils: int, indicators: int) -> None:
        rows = catalogue().values()
        asked = [row for row in rows if row.is_asked]
        # The headlines first, then what is derived from what is there, as a real scorecard has them.
        asked.sort(key=lambda row: (row.standing != "headline", row.reference))
        derived = [row for row in rows if row.is_derived]
        self.lines = (derived + asked)[:indicators]
        keys = {row.key for row in self.lines}
        for row in self.lines:
            keys |= {row.numerator_key, row.denominator_key} - {""}
        self.asked = [row for row in rows if row.key in keys and row.is_asked]
        self.published = [row for row in rows if row.key in keys | {"population_under_18"}]
        self.shape = (partnerships, councils)
        self.random = Random(2026)  # noqa: S311 -- no secret

    def build(self) -> None:
        with working_everywhere():
            self._people_and_places()
            self._scorecards()
            self._releases()
            self._returns()
            self._report()
        counted = (Area, Return, Observation, PublishedValue)
        with working_everywhere():
            self.rows = {model._meta.model_name + "s": model.objects.count() for model in counted}

    def addresses(self) -> dict[str, str]:
        """What is measured, by what it is called."""
        council = self.councils[0].code
        card = {"key": "performance.referrals", "area": council}
        derived = {"key": "performance.referrals_rate", "area": "P0", "period": str(YEARS[-1])}
        return {
            "scorecard, latest quarter": "/performance/",
            "scorecard, latest year": f"/performance/?period={YEARS[-1]}",
            "scorecard, latest year, as rates": f"/performance/?period={YEARS[-1]}&show=rates",
            "scorecard, one council": f"/performance/?area={council}",
            "indicator, quarters": "/performance/indicators/referrals/",
            "indicator, years": "/performance/indicators/re_referrals_12m/?by=year",
            "source card of a return's figure": "/performance/figures/?"
            + urlencode(card | {"period": str(QUARTERS[-1])}),
            "source card of a year's rate": "/performance/figures/?" + urlencode(derived),
            "report, whole, as read by the board": self._of_report("read") + "?audience=board",
            "report, whole, as read by the public": self._of_report("read") + "?audience=public",
            "report, its overview": self._of_report("report"),
            "report, one section": reverse("yearly_report:section", args=[self.section.public_id]),
        }

    def _of_report(self, name: str) -> str:
        return reverse(f"yearly_report:{name}", args=[self.report.public_id])

    def _people_and_places(self) -> None:
        partnerships, councils = self.shape
        country = Area(code="E92000001", name="England", kind=Area.Kind.COUNTRY)
        region = Area(code="E12000001", name="North East", kind=Area.Kind.REGION)
        self.comparators = Area.objects.bulk_create([region, country])
        self.spaces = Space.objects.bulk_create(
            Space(code=f"P{n}", name=f"Partnership {n}", starts_on=LONG_AGO)
            for n in range(partnerships)
        )
        self.wholes = Area.objects.bulk_create(
            Area(code=space.code, name=f"The whole of {space.code}", kind=Area.Kind.PARTNERSHIP)
            for space in self.spaces
        )
        self.councils = Area.objects.bulk_create(
            Area(code=f"E{n:08}", name=f"Council {n}", kind=Area.Kind.COUNCIL)
            for n in range(partnerships * councils)
        )
        self.agencies = Agency.objects.bulk_create(
            Agency(code=f"council-{n}", name=f"Council {n}", kind=Agency.Kind.COUNCIL)
            for n in range(len(self.councils))
        )
        links = []
        for at, (space, whole) in enumerate(zip(self.spaces, self.wholes, strict=True)):
            own = self.councils[at * councils : (at + 1) * councils]
            whole.parts.set(own)
            for order, area in enumerate([*own, whole, *self.comparators]):
                compared = area in self.comparators
                links.append(SpaceArea(space=space, area=area, order=order, is_comparator=compared))
        SpaceArea.objects.bulk_create(links)
        self.officer, self.manager, self.lead = (
            Person.objects.create(email=f"{name}@example.org", name=name.capitalize())
            for name in ("officer", "manager", "lead")
        )
        for person, role in (
            (self.officer, Role.PERFORMANCE_OFFICER),
            (self.manager, Role.BUSINESS_MANAGER),
        ):
            Appointment.objects.create(
                space=self.spaces[0], person=person, role=role, starts_on=LONG_AGO
            )

    def _scorecards(self) -> None:
        lines = []
        for space in self.spaces:
            priorities = Priority.objects.bulk_create(
                Priority(space=space, name=f"Priority {n}", order=n) for n in range(PRIORITIES)
            )
            lines += [
                ScorecardLine(
                    space=space,
                    indicator=row.key,
                    priority=priorities[order % PRIORITIES],
                    standing=row.standing,
                    order=order,
                )
                for order, row in enumerate(self.lines)
            ]
        ScorecardLine.objects.bulk_create(lines, batch_size=AT_ONCE)

    def _releases(self) -> None:
        release = Release.objects.create(
            name="Made-up statistics 2026", publisher="Nobody", dated_on=NOW.date()
        )
        file = ReleaseFile.objects.create(
            name="made_up.csv", identity="made-up", sha256="0" * 64, taken_at=NOW, status="counts"
        )
        areas = [*self.comparators, *self.councils]
        _keep(
            PublishedValue(
                release=release,
                file=file,
                indicator=row.key,
                area_code=area.code,
                area_name=area.name,
                level="Local authority",
                period=str(year),
                period_starts_on=year.starts_on,
                row="2",
                **self._numbers(row, population=200_000),
            )
            for row in self.published
            for area in (areas if row.key == "population_under_18" else self.comparators)
            for year in YEARS
        )

    def _returns(self) -> None:
        councils = self.shape[1]
        for at, (council, agency) in enumerate(zip(self.councils, self.agencies, strict=True)):
            space = self.spaces[at // councils]
            requests = ReturnRequest.objects.bulk_create(
                ReturnRequest(
                    space=space,
                    agency=agency,
                    period=str(quarter),
                    indicators=[row.key for row in self.asked],
                    due_on=quarter.ends_on + timedelta(days=30),
                    asked_by=self.officer,
                    asked_at=NOW,
                )
                for quarter in QUARTERS
            )
            returns = Return.objects.bulk_create(
                Return(
                    space=space,
                    request=request,
                    number=1,
                    status=Return.Status.ACCEPTED,
                    started_by=self.lead,
                    started_at=NOW,
                    signed_by=self.lead,
                    signed_at=NOW,
                    accepted_by=self.officer,
                    accepted_at=NOW,
                )
                for request in requests
            )
            _keep(self._observations(space, council, returns))

    def _report(self) -> None:
        """A yearly report of the latest year with its figures placed, written by the actions of its pages."""
        manager = principal_for(self.manager, on=NOW.date())
        by = {"by": manager, "at": NOW}
        self.report = start_report(
            space=self.spaces[0],
            year=str(YEARS[-1]),
            sections=[SectionCopy(f"s{n}", f"Made-up chapter {n}") for n in range(SECTIONS)],
            **by,
        )
        sections = list(self.report.sections.order_by("order"))
        self.section = sections[0]
        for number, section in enumerate(sections):
            for content in self._contents(number):
                add_block(section=section, content=content, **by)

    def _contents(self, number: int) -> Iterator[Content]:
        areas = tuple(area.code for area in (*self.councils[: self.shape[1]], self.wholes[0]))
        asked = [f"performance.{row.key}" for row in self.asked]
        keys = tuple(asked[(number * IN_A_TABLE + at) % len(asked)] for at in range(IN_A_TABLE))
        years = tuple(map(str, YEARS))
        figures = " and ".join(f"{{{{ {key} | {areas[0]} | {years[-1]} }}}}" for key in keys[:3])
        yield Text(
            f"There were {figures} in the year. {'The partnership looked at why. ' * 20}",
            Rung.ACTIVITY,
        )
        yield FigureTable(
            f"Made-up table {number}",
            keys,
            areas,
            years[-2:],
            change_from=years[-2],
            change_to=years[-1],
        )
        for key in keys[:2]:
            yield FigureChart(f"Made-up chart of {key}, {number}", (key,), areas, years)

    def _observations(
        self, space: Space, council: Area, returns: list[Return]
    ) -> Iterator[Observation]:
        for quarter, return_ in zip(QUARTERS, returns, strict=True):
            for number, row in enumerate(self.asked):
                yield Observation(
                    space=space,
                    area=council,
                    indicator=row.key,
                    definition_version="1",
                    period=str(quarter),
                    period_starts_on=quarter.starts_on,
                    origin=OriginKind.RETURN,
                    of_return=return_,
                    row=f"row {number + 6}",
                    **self._numbers(row),
                )

    def _numbers(self, row: Indicator, population: int = 0) -> dict:
        if row.key.startswith("population"):
            return {"value": Decimal(population), "basis": Basis.COUNTED}
        if row.kind is Kind.COUNT:
            return {"value": Decimal(self.random.randint(0, 900)), "basis": Basis.COUNTED}
        below = self.random.randint(20, 900)
        above = self.random.randint(0, below)
        return {
            "value": Decimal(above * row.multiplier / below).quantize(Decimal("0.000001")),
            "numerator": Decimal(above),
            "denominator": Decimal(below),
            "basis": Basis.DERIVED,
        }


def _keep(rows: Iterator[models.Model]) -> None:
    """Written some thousands at once, each with the random id that it has in an address."""
    batch: list[models.Model] = []
    for row in rows:
        row.public_id = secrets.token_urlsafe(16)
        batch.append(row)
        if len(batch) == AT_ONCE:
            type(row)._default_manager.bulk_create(batch)
            batch = []
    if batch:
        type(batch[0])._default_manager.bulk_create(batch)
