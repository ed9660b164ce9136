"""The demonstration's own time limits, from `demo/eastmarch/clocks.toml`: set as its manager would."""

import tomllib
from datetime import date, datetime
from pathlib import Path

from goldthread.accounts.models import Appointment
from goldthread.accounts.principals import principal_for
from goldthread.clocks import Length, Unit
from goldthread.governance import actions
from goldthread.house import Role
from goldthread.register.models import Space


def load(folder: Path, *, today: date, now: datetime) -> None:
    """Set each limit of the fictional partnership from today on."""
    space = Space.objects.get(code="EWSCP")
    held = Appointment.objects.filter(space=space, role=Role.BUSINESS_MANAGER).order_by("pk")
    by = principal_for(held[0].person, on=today, chosen=space.code)
    written = tomllib.loads((folder / "eastmarch" / "clocks.toml").read_text("utf-8"))
    for row in written["clocks"]:
        actions.settle_clock(
            by=by,
            at=now,
            space=space,
            name=row["name"],
            length=Length(row["amount"], Unit(row["unit"])),
            holds_from=today,
            reason=row["reason"],
            source=row["source"],
            row_version=0,
        )
