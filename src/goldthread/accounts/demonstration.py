"""The demonstration's people and accounts: titled by role, nobody real, one click to sign in."""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from goldthread.accounts.actions import appoint, declare_conflict
from goldthread.accounts.models import Person
from goldthread.accounts.principals import principal_for
from goldthread.house import Role
from goldthread.register.models import Agency, Space

LONG_AGO = timedelta(days=3300)


def load(folder: Path, *, today: date, now: datetime) -> None:
    """Appoint the accounts of the Tees, and the invented people of Eastmarch and Wellbridge."""
    for row in _read(folder / "tees" / "accounts.toml")["accounts"]:
        for post in row["appointments"]:
            _appoint(row["title"], row["email"], post, today=today, now=now)
    people = _read(folder / "eastmarch" / "people.toml")
    for row in people["people"]:
        for post in row["appointments"]:
            _appoint(row["name"], row["email"], post, today=today, now=now)
    beside = _read(folder / "eastmarch" / "collaboration.toml")["people"]
    for row in beside:
        for post in row["appointments"]:
            _appoint(row["name"], row["email"], post, today=today, now=now)
    titled = [row["email"] for row in _read(folder / "eastmarch" / "accounts.toml")["accounts"]]
    tees = [row["email"] for row in _read(folder / "tees" / "accounts.toml")["accounts"]]
    Person.objects.filter(email__in=[*titled, *tees, *(row["email"] for row in beside)]).update(
        is_demonstration=True
    )
    for row in people.get("conflicts", ()):
        _conflict(row, today=today, now=now)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text())


def _appoint(name: str, email: str, post: dict[str, Any], *, today: date, now: datetime) -> None:
    starts_on = today + timedelta(days=post.get("starts_in_days", -LONG_AGO.days))
    agency = Agency.objects.get(code=post["agency"]) if "agency" in post else None
    ends = post.get("ends_in_days")
    appoint(
        at=now,
        space=Space.objects.get(code=post["space"]),
        email=email,
        name=name,
        role=Role(post["role"]),
        starts_on=starts_on,
        ends_on=today + timedelta(days=ends) if ends is not None else None,
        agency=agency,
    )


def _conflict(row: dict[str, Any], *, today: date, now: datetime) -> None:
    person = Person.objects.get(email=row["person"])
    space = Space.objects.get(code=row["space"])
    subject = Agency.objects.get(code=row["subject"])
    declare_conflict(
        by=principal_for(person, on=today, chosen=space.code),
        at=now + timedelta(days=row["declared_in_days"]),
        space=space,
        subject_kind=Agency._meta.label_lower,
        subject_id=subject.pk,
        reason=row["reason"],
    )
