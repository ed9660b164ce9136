"""Returns and figures for tests, reached through the actions that pages use."""

from datetime import date, timedelta
from decimal import Decimal

from goldthread.accounts.principals import principal_for
from goldthread.house import Role
from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.performance import actions
from goldthread.performance.actions.documents import Copied
from goldthread.performance.asked import LineKey, Typed
from goldthread.performance.models import (
    Document,
    PublishedValue,
    Release,
    ReleaseFile,
    Return,
)
from tests.factories import (
    NOW,
    TODAY,
    AgencyFactory,
    AppointmentFactory,
    AreaFactory,
    MembershipFactory,
    SpaceAreaFactory,
    SpaceFactory,
    principal_with,
)

Q1 = Period.parse("2025-26 Q1")


class Cast:
    """A small partnership: one council that submits, its lead, and the officer who accepts."""

    def __init__(self, indicators=("referrals", "re_referrals_12m"), areas=1):
        self.space = SpaceFactory()
        self.agency = AgencyFactory()
        MembershipFactory(space=self.space, agency=self.agency)
        self.areas = [AreaFactory() for _ in range(areas)]
        for area in self.areas:
            SpaceAreaFactory(space=self.space, area=area)
        self.area = self.areas[0]
        self.indicators = indicators
        self.officer = principal_with(Role.PERFORMANCE_OFFICER, space=self.space)
        self.submitter = self.of_agency(Role.DATA_SUBMITTER)
        self.lead = self.of_agency(Role.AGENCY_LEAD)

    def of_agency(self, role):
        appointment = AppointmentFactory(space=self.space, role=role, agency=self.agency)
        return principal_for(appointment.person, on=TODAY)

    def asked(self, period=Q1, due_on=None):
        return actions.ask_for_return(
            by=self.officer,
            at=NOW,
            space=self.space,
            agency=self.agency,
            period=period,
            areas=self.areas,
            indicators=self.indicators,
            due_on=due_on or period.ends_on + timedelta(days=30),
        )

    def started(self, period=Q1):
        return actions.start_return(request=self.asked(period), by=self.submitter, at=NOW)

    def key(self, indicator, breakdown="", area=None):
        return LineKey((area or self.area).code, indicator, breakdown)

    def undivided(self):
        """Why nothing is entered under the breakdowns of what is asked, said once of each."""
        return {
            self.key(indicator, breakdown.items[0][0], area): Typed({}, "not recorded")
            for indicator in self.indicators
            for area in self.areas
            for breakdown in catalogue()[indicator].breakdowns
        }

    def filled_in(self, lines, period=Q1) -> Return:
        return_ = self.started(period)
        typed = self.undivided() | lines
        actions.save_answers(return_=return_, typed=typed, by=self.submitter, at=NOW)
        return_.refresh_from_db()
        return return_

    def accepted(self, lines, period=Q1) -> Return:
        return_ = self.filled_in(lines, period)
        actions.submit(return_=return_, by=self.submitter, at=NOW)
        return actions.accept(return_=return_, by=self.officer, at=NOW)


def number(value, answer="as counted"):
    return Typed({"value": str(value)}, answer)


def share(numerator, denominator, answer="as counted"):
    return Typed({"numerator": str(numerator), "denominator": str(denominator)}, answer)


def day(text: str) -> date:
    return date.fromisoformat(text)


def published(area, indicator, period, value):
    """A figure of a published release."""
    release, _ = Release.objects.get_or_create(
        name="A release", defaults={"publisher": "X", "dated_on": date(2026, 1, 1)}
    )
    file, _ = ReleaseFile.objects.get_or_create(
        sha256="0" * 64,
        defaults={"name": "table.csv", "identity": "x", "taken_at": NOW, "status": "counts"},
    )
    return PublishedValue.objects.create(
        release=release,
        file=file,
        indicator=indicator,
        area_code=area.code,
        area_name=area.name,
        level="Local authority",
        period=period,
        period_starts_on=Period.parse(period).starts_on,
        value=value,
        basis="counted",
    )


def transcribed(cast, indicator, period, value):
    """A figure copied from a document by one person and checked by another."""
    document = Document.objects.create(
        space=cast.space, code=indicator, title="A report", publisher="X", year="2024-25"
    )
    copied = Copied(cast.area.code, indicator, period, Decimal(value))
    transcription = actions.transcribe(
        document=document, section="1", figures=[copied], by=cast.officer, at=NOW
    )
    checker = principal_with(Role.PARTNERSHIP_OFFICER, space=cast.space)
    return actions.check_transcription(transcription=transcription, by=checker, at=NOW)
