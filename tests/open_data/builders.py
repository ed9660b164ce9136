"""A partnership that publishes: its officer proposes, a delegated partner approves."""

from goldthread.house import Role
from goldthread.open_data import actions
from goldthread.open_data.models import OpenTable
from goldthread.open_data.taking import Wanted
from goldthread.register.models import Area
from tests.factories import NOW, AreaFactory, SpaceAreaFactory, principal_with
from tests.performance.builders import Q1, Cast, number

KEY = "performance.referrals"


class Publisher(Cast):
    """Councils that make up a partnership, with an officer, a manager and a partner."""

    def __init__(self, areas=2, indicators=("referrals",)):
        super().__init__(indicators=indicators, areas=areas)
        self.whole = AreaFactory(kind=Area.Kind.PARTNERSHIP, name="The whole")
        self.whole.parts.set(self.areas)
        SpaceAreaFactory(space=self.space, area=self.whole)
        self.manager = principal_with(Role.BUSINESS_MANAGER, space=self.space)
        self.partner = principal_with(Role.DELEGATED_SAFEGUARDING_PARTNER, space=self.space)

    def with_figures(self, *values, period=Q1, indicator="referrals"):
        """The councils' figures of a period, as accepted from a return."""
        keys = [self.key(indicator, area=area) for area in self.areas]
        typed = [number(value, "told in confidence") for value in values]
        self.accepted(dict(zip(keys, typed, strict=True)), period)
        return self

    def proposed(self, key=KEY, level="both", since="2024-25 Q1", by=None, **more) -> OpenTable:
        wanted = Wanted(key=key, level=level, from_period=since, **more)
        by = by or self.officer
        return actions.propose(space=self.space, wanted=wanted, why="So", by=by, at=NOW)

    def published(self, **more) -> OpenTable:
        table = self.proposed(**more)
        return self.approved(table)

    def approved(self, table, by=None) -> OpenTable:
        by = by or self.partner
        return actions.approve(table=table, sha256=table.sha256, by=by, at=NOW)

    def address(self, key=KEY, name=""):
        return f"/open-data/{self.space.code.lower()}/{key}/{name}"
