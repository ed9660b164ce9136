"""The demonstration's open data: of the partnership that does not exist, proposed and approved by its people."""

import tomllib
from datetime import date, datetime
from pathlib import Path

from goldthread.access.principal import Principal
from goldthread.accounts.models import Appointment
from goldthread.accounts.principals import principal_for
from goldthread.house import Role
from goldthread.measures.periods import Period, PeriodKind
from goldthread.open_data import actions
from goldthread.open_data.taking import Wanted
from goldthread.register.models import Space


def load(folder: Path, *, today: date, now: datetime) -> None:
    """Propose what the file names; approve what it says."""
    written = tomllib.loads((folder / "eastmarch" / "open_data.toml").read_text())
    space = Space.objects.get(code=written["space"])
    officer = _somebody(space, Role.PERFORMANCE_OFFICER, today)
    partner = _somebody(space, Role.DELEGATED_SAFEGUARDING_PARTNER, today)
    latest = Period.holding(today, PeriodKind.QUARTER).previous()
    for row in written["tables"]:
        first = latest.and_before(row["quarters"])[0]
        wanted = Wanted(
            key=row["key"],
            level=row["level"],
            from_period=str(first),
            caveats=row.get("caveats", ""),
        )
        table = actions.propose(space=space, wanted=wanted, why=row["why"], by=officer, at=now)
        if row["approved"]:
            actions.approve(table=table, sha256=table.sha256, by=partner, at=now)


def _somebody(space: Space, role: Role, today: date) -> Principal:
    held = Appointment.objects.filter(space=space, role=role).select_related("person")
    return principal_for(held.order_by("pk")[0].person, on=today, chosen=space.code)
