"""Open data for the matrix: tables that wait and tables that are public, in each space."""

from itertools import count

from goldthread.open_data.licence import SETTING
from goldthread.open_data.models import OpenTable, hash_of
from goldthread.open_data.table import Content, OpenRow
from goldthread.register.models import Setting
from tests.factories import NOW, TODAY, PersonFactory
from tests.matrix.world import World

KEY = "performance.referrals"
_numbers = count(1)


def _made(world: World, place: str, key: str, **more) -> OpenTable:
    space = world.spaces[place]
    area = space.areas.first()
    told = {name: "" for name in OpenRow.__dataclass_fields__}
    numbers = {"value": 40, "numerator": None, "denominator": None, "shown": "40"}
    days = {"period": "2022-23", "starts_on": "2022-04-01", "ends_on": "2023-03-31"}
    row = OpenRow(**told | numbers | days | {"area_code": area.code, "area": area.name})
    Setting.objects.get_or_create(
        space=space,
        name=SETTING,
        holds_from=TODAY,
        defaults={"value": {"title": "A licence", "url": "https://example.org/"}, "reason": "So"},
    )
    held = Content(
        key=key,
        title="A table",
        partnership=space.name,
        code=space.code,
        unit="referrals",
        level="councils",
        from_period="2022-23",
        definitions=(),
        sources=("A return",),
        caveats=(),
        licence="A licence",
        licence_url="https://example.org/",
        frozen_on="2026-05-20",
        rows=(row,),
    ).text()
    return OpenTable.objects.create(
        space=space,
        key=key,
        title="A table",
        level="councils",
        from_period="2022-23",
        why="So",
        held=held,
        sha256=hash_of(held),
        behind=[],
        proposed_by=PersonFactory(),
        proposed_at=NOW,
        **more,
    )


def _public(world: World, place: str, key: str) -> OpenTable:
    decided = {"decided_by": PersonFactory(), "decided_at": NOW}
    return _made(world, place, key, status=OpenTable.Status.PUBLISHED, **decided)


def proposed_table(world: World, place: str) -> dict[str, str]:
    return {"public_id": _made(world, place, f"a.table{next(_numbers)}").public_id}


def published_table(world: World, place: str) -> dict[str, str]:
    return {"public_id": _public(world, place, f"a.table{next(_numbers)}").public_id}


def open_partnership(world: World, place: str) -> dict[str, str]:
    return {"code": open_table(world, place)["code"]}


def open_table(world: World, place: str) -> dict[str, str]:
    """A table as its public address names it."""
    space = world.spaces[place]
    if not OpenTable.objects.filter(space=space, key=KEY, status="published").exists():
        _public(world, place, KEY)
    return {"code": space.code.lower(), "key": KEY}


def open_file(world: World, place: str) -> dict[str, str]:
    return {**open_table(world, place), "name": "figures.csv"}


MAKERS = {
    "proposed_table": proposed_table,
    "published_table": published_table,
    "open_partnership": open_partnership,
    "open_table": open_table,
    "open_file": open_file,
}
