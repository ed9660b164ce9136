"""A partnership with a scorecard: two councils, their whole, a region and a country to compare with."""

from dataclasses import dataclass, field
from decimal import Decimal

from goldthread.accounts.models import Person
from goldthread.accounts.principals import principal_for
from goldthread.house import Basis, Role
from goldthread.measures.catalogue import Kind, catalogue
from goldthread.measures.periods import Period
from goldthread.performance import actions
from goldthread.performance.actions.documents import Copied
from goldthread.performance.asked import Asked, Typed
from goldthread.performance.models import Document, PublishedValue, Release, ReleaseFile
from goldthread.performance.published.editions import dated_on
from goldthread.register.models import Area
from tests.clients import Client
from tests.factories import (
    NOW,
    TODAY,
    AppointmentFactory,
    AreaFactory,
    PriorityFactory,
    SpaceAreaFactory,
)
from tests.performance.builders import Cast

YEAR = Period.parse("2024-25")
BEFORE = YEAR.year_before()


@dataclass
class Board:
    """What stands on the scorecard is put there by `place`, its figures by `returned` and the like."""

    cast: Cast = field(default_factory=lambda: Cast(areas=2))

    def __post_init__(self):
        self.space = self.cast.space
        self.east, self.west = self.cast.areas
        self.whole = AreaFactory(kind=Area.Kind.PARTNERSHIP)
        self.region = AreaFactory(kind=Area.Kind.REGION)
        self.country = AreaFactory(kind=Area.Kind.COUNTRY)
        SpaceAreaFactory(space=self.space, area=self.whole, order=9)
        for order, area in enumerate((self.region, self.country), start=20):
            SpaceAreaFactory(space=self.space, area=area, order=order, is_comparator=True)
        for area in (self.east, self.west):
            area.within.add(self.whole, self.region, self.country)
        self._files = 0

    def place(self, *indicators, standing="headline", priority=None, order=0):
        for indicator in indicators:
            actions.place(
                by=self.cast.officer,
                at=NOW,
                space=self.space,
                indicator=indicator,
                priority=priority,
                standing=standing,
                order=order,
            )

    def priority(self, name, order=0):
        return PriorityFactory(space=self.space, name=name, order=order)

    def returned(self, period, *lines, item=None):
        """`lines` are (indicator, area, what was typed); all else that is asked is said not to be known.

        `item` is (indicator, area, item of a breakdown, what was typed).
        """
        self.cast.indicators = tuple(dict.fromkeys(indicator for indicator, _, _ in lines))
        answers = self.answers(period, *lines)
        if item is not None:
            key, area, breakdown, text = item
            answers[self.cast.key(key, breakdown, area)] = text
        return self.cast.accepted(answers, period)

    def answers(self, period, *lines):
        """Every line that is asked: what was typed, or why it is blank."""
        keys = tuple(dict.fromkeys(indicator for indicator, _, _ in lines))
        areas = tuple((area.code, area.name) for area in self.cast.areas)
        asked = Asked(period, areas, keys).lines()
        typed = {self.cast.key(key, area=area): text for key, area, text in lines}
        return {line.key: Typed({}, "not collected") for line in asked} | typed

    def transcribed(self, period, *lines, note=""):
        """`lines` are (indicator, area, value) of a document, checked by a second person."""
        number = Document.objects.filter(space=self.space).count()
        document = Document.objects.create(
            space=self.space, code=f"doc-{number}", title="Yearly report", publisher="Us", year="24"
        )
        transcription = actions.transcribe(
            document=document,
            section="5",
            figures=[
                Copied(area.code, key, period, Decimal(value), note=note)
                for key, area, value in lines
            ],
            by=self.principal(Role.PARTNERSHIP_OFFICER),
            at=NOW,
        )
        actions.check_transcription(transcription=transcription, by=self.cast.officer, at=NOW)

    def published(self, period, *lines, release="Children in need 2025"):
        """`lines` are (indicator, area, value) as the Department prints them."""
        self._files += 1
        dated = dated_on(release, taken_on=TODAY)
        of, _ = Release.objects.get_or_create(
            name=release, defaults={"publisher": "DfE", "dated_on": dated}
        )
        file = ReleaseFile.objects.create(
            name="table.csv",
            identity="table",
            sha256=f"{self._files:064}",
            taken_at=NOW,
            status="counts",
        )
        for key, area, value in lines:
            is_count = catalogue()[key].kind is Kind.COUNT
            PublishedValue.objects.create(
                release=of,
                file=file,
                indicator=key,
                area_code=area.code,
                area_name=area.name,
                level="Local authority",
                period=str(period),
                period_starts_on=period.starts_on,
                value=Decimal(value),
                basis=Basis.COUNTED if is_count else Basis.STATED,
                source="Table, column",
                row="7",
            )

    def principal(self, role, **more):
        person = AppointmentFactory(space=self.space, role=role, **more).person
        return principal_for(person, on=TODAY)

    def browser(self, role=Role.PERFORMANCE_OFFICER, **more) -> Client:
        """Somebody of that role, signed in."""
        client = Client()
        person = AppointmentFactory(space=self.space, role=role, **more).person
        client.force_login(person)
        return client

    def submitter(self) -> Client:
        """The data submitter of the agency whose returns these are."""
        client = Client()
        client.force_login(Person.objects.get(pk=self.cast.submitter.person_id))
        return client
