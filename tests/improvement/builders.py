"""Lines for tests, reached through the actions that pages use, by several people."""

from datetime import date, timedelta

from goldthread.accounts.models import Person
from goldthread.accounts.principals import principal_for
from goldthread.house import Role, Rung
from goldthread.improvement import actions
from goldthread.improvement.models import SMART
from tests.factories import (
    NOW,
    TODAY,
    AgencyFactory,
    AppointmentFactory,
    MembershipFactory,
    SpaceFactory,
    principal_with,
)

SAID = dict.fromkeys(SMART, "Said in words")
LATER = TODAY + timedelta(days=60)
TEST_ON = TODAY + timedelta(days=180)


class Cast:
    """A partnership that keeps its actions: an officer, a manager, a partner, and an agency's lead."""

    def __init__(self, space=None, agency=None):
        self.space = space or SpaceFactory()
        self.agency = agency or AgencyFactory()
        if agency is None:
            MembershipFactory(space=self.space, agency=self.agency)
        self.officer = self.somebody(Role.PARTNERSHIP_OFFICER)
        self.manager = self.somebody(Role.BUSINESS_MANAGER)
        self.tester = self.somebody(Role.PERFORMANCE_OFFICER)
        self.partner = self.of_agency(Role.DELEGATED_SAFEGUARDING_PARTNER)
        self.lead = self.of_agency(Role.AGENCY_LEAD)

    def somebody(self, role):
        return principal_with(role, space=self.space)

    def of_agency(self, role):
        person = AppointmentFactory(space=self.space, role=role, agency=self.agency).person
        return principal_for(person, on=TODAY, chosen=self.space.code)

    def person(self, principal):
        return Person.objects.get(pk=principal.person_id)

    def source(self, **more):
        return actions.open_source(
            **{"by": self.officer, "at": NOW, "space": self.space, "kind": "audit"}
            | {"title": "Step-down audit"}
            | more
        )

    def finding(self, source=None, **more):
        return actions.write_finding(
            **{"by": self.officer, "at": NOW, "sources": [source or self.source()]}
            | {"kind": "concern", "title": "Referrers are not told what happened"}
            | more
        )

    def recommendation(self, finding=None, **more):
        return actions.recommend(
            **{"by": self.officer, "at": NOW, "findings": [finding or self.finding()]}
            | {"text": "Every referrer hears the outcome", "smart": SAID}
            | more
        )

    def accepted(self, recommendation=None):
        row = recommendation or self.recommendation()
        return actions.accept(
            by=self.manager,
            at=NOW,
            recommendation=row,
            because_of="The executive agreed",
            row_version=row.row_version,
        )

    def action(self, recommendation=None, **more):
        return actions.take_on(
            **{"by": self.officer, "at": NOW, "title": "Outcome sent in 5 working days"}
            | {"recommendations": [recommendation or self.accepted()], "agencies": [self.agency]}
            | {"lead": self.person(self.lead), "due_on": LATER}
            | more
        )

    def evidence(self, action, **more):
        return actions.give_evidence(
            **{"by": self.lead, "at": NOW, "action": action, "shows": "Found in 24 of 30 files"}
            | {"rung": Rung.PRACTICE, "speaks_from": date(2026, 1, 1)}
            | {"speaks_until": date(2026, 3, 31), "received_on": TODAY}
            | more
        )

    def done(self, action=None, **more):
        action = action or self.action()
        self.evidence(action)
        return self.closed(action, **more)

    def closed(self, action, **more):
        action.refresh_from_db()
        return actions.close(
            **{"by": self.manager, "at": NOW, "action": action, "because_of": "Seen in files"}
            | {"done_on": TODAY, "test_on": TEST_ON, "row_version": action.row_version}
            | more
        )

    def tested(self, action, verdict="embedded", rung=Rung.PRACTICE, **more):
        action.refresh_from_db()
        actions.give_verdict(
            **{"by": self.tester, "at": NOW, "action": action, "verdict": verdict, "rung": rung}
            | {"words": "29 of 30 files", "tested_on": TODAY, "next_on": None}
            | {"row_version": action.row_version}
            | more
        )
        action.refresh_from_db()
        return action

    def achieved(self, action=None):
        action = self.tested(action or self.done())
        return actions.achieve(
            by=self.partner,
            at=NOW,
            action=action,
            because_of="Referrers say that they hear",
            row_version=action.row_version,
        )

    def benchmark(self, **more):
        return actions.record_benchmark(
            **{"by": self.officer, "at": NOW, "space": self.space, "kind": "national_review"}
            | {"title": "A national review", "published_on": date(2026, 1, 15), "due_on": LATER}
            | {"points": [("Every child is seen alone", 1), ("Chronologies are kept", 1)]}
            | more
        )

    def asked(self, benchmark=None, **more):
        benchmark = benchmark or self.benchmark()
        return actions.find_relevant(
            **{"by": self.manager, "at": NOW, "benchmark": benchmark, "ourselves": False}
            | {"because_of": "It happens here too", "agencies": [self.agency]}
            | {"row_version": benchmark.row_version}
            | more
        )

    def answered(self, standing, stands="met", **more):
        return actions.answer_point(
            **{"by": self.lead, "at": NOW, "standing": standing, "stands": stands}
            | {"evidence": "Seen in 28 of 30 files", "row_version": standing.row_version}
            | more
        )
