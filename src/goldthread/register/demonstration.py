"""The demonstration's partnerships, areas, agencies, groups and priorities, from `demo/*/register.toml`."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from goldthread.measures.periods import Period, PeriodKind
from goldthread.register.models import Agency, Area, Group, Membership, Priority, Space, SpaceArea

# What a partnership compares itself with, the nearest first.
COMPARATORS = {"region": 1, "country": 2}


def load(folder: Path, *, today: date, now: datetime) -> None:
    """Make the rows of both layers; the Tees' own carry their source."""
    for layer in ("tees", "eastmarch"):
        written = tomllib.loads((folder / layer / "register.toml").read_text())
        _name_sources(written, folder / layer / "documents.toml")
        fictional = layer == "eastmarch"
        spaces = _spaces(written["spaces"], fictional)
        areas = _areas(written["areas"], fictional)
        _link_areas(written, spaces, areas)
        agencies = _agencies(written["agencies"], fictional)
        _standings(written["standings"], spaces, agencies)
        _groups(written, spaces)
        priorities = tomllib.loads((folder / layer / "priorities.toml").read_text())
        _name_sources(priorities, folder / layer / "documents.toml")
        for row in priorities["priorities"]:
            _priority(row, spaces[row["space"]], today)
    _collaboration(folder / "eastmarch")


def _collaboration(folder: Path) -> None:
    """The partnership beside the invented one and what both do together; agencies and places are shared."""
    written = tomllib.loads((folder / "collaboration.toml").read_text())
    before = tomllib.loads((folder / "register.toml").read_text())
    known = {space.code: space for space in Space.objects.filter(is_fictional=True)}
    spaces = _spaces(written["spaces"], True, known)
    there = {area.code: area for area in Area.objects.filter(is_fictional=True)}
    areas = _areas(written["areas"], True, there)
    both = {"spaces": written["spaces"], "areas": [*before["areas"], *written["areas"]]}
    _link_areas(both, spaces, areas)
    agencies = {agency.code: agency for agency in Agency.objects.filter(is_fictional=True)}
    _standings(written["standings"], spaces, agencies)


def _name_sources(written: dict[str, Any], documents: Path) -> None:
    """Put the titles of documents in the place of their keys: "key, place; key, place"."""
    named = tomllib.loads(documents.read_text())
    known = (*named["documents"], *named.get("references", ()))
    titles = {row["key"]: row["title"] for row in known}
    for rows in written.values():
        for row in rows if isinstance(rows, list) else ():
            places = []
            for place in filter(None, row.get("source", "").split("; ")):
                key, comma, rest = place.partition(", ")
                places.append(f"{titles[key]}{comma}{rest}" if key in titles else place)
            row["source"] = "; ".join(places)


def _spaces(
    rows: list[dict[str, Any]], fictional: bool, known: Mapping[str, Space] | None = None
) -> dict[str, Space]:
    spaces = dict(known or {}) | {
        row["code"]: Space.objects.create(
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            is_fictional=fictional,
            source=row.get("source", ""),
        )
        for row in rows
    }
    for row in rows:
        spaces[row["code"]].members.set(spaces[code] for code in row.get("members", ()))
    return spaces


def _areas(
    rows: list[dict[str, Any]], fictional: bool, known: Mapping[str, Area] | None = None
) -> dict[str, Area]:
    areas = dict(known or {}) | {
        row["code"]: Area.objects.create(
            code=row["code"], name=row["name"], kind=row["kind"], is_fictional=fictional
        )
        for row in rows
    }
    for row in rows:
        areas[row["code"]].within.set(areas[code] for code in row.get("within", ()))
    return areas


def _link_areas(written: dict[str, Any], spaces: dict[str, Space], areas: dict[str, Area]) -> None:
    """A partnership answers for its councils and for their whole; it compares itself with others."""
    for row in written["spaces"]:
        space, whole = spaces[row["code"]], areas[row["area"]]
        codes = {row["area"], *(spaces[member].code for member in row.get("members", ()))}
        own = [
            area
            for place in written["areas"]
            if (area := areas[place["code"]]).kind == Area.Kind.COUNCIL
            and codes & set(place.get("within", ()))
        ]
        for order, area in enumerate([*sorted(own, key=lambda area: area.name), whole]):
            SpaceArea.objects.create(space=space, area=area, order=order)
        around = {code for area in own for code in area.within.values_list("code", flat=True)}
        for area in areas.values():
            if area.kind == Area.Kind.POLICE_FORCE and area.code in around:
                SpaceArea.objects.create(space=space, area=area, order=50)
            if area.kind in COMPARATORS:
                SpaceArea.objects.create(
                    space=space, area=area, is_comparator=True, order=100 + COMPARATORS[area.kind]
                )


def _agencies(rows: list[dict[str, Any]], fictional: bool) -> dict[str, Agency]:
    return {
        row["code"]: Agency.objects.create(
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            is_fictional=fictional,
            source=row.get("source", ""),
        )
        for row in rows
    }


def _standings(
    rows: list[dict[str, Any]], spaces: dict[str, Space], agencies: dict[str, Agency]
) -> None:
    for row in rows:
        for code in row["agencies"]:
            Membership.objects.get_or_create(
                space=spaces[row["space"]],
                agency=agencies[code],
                starts_on=None,
                defaults={
                    "standing": row["standing"],
                    "source": row.get("source", ""),
                },
            )


def _groups(written: dict[str, Any], spaces: dict[str, Space]) -> None:
    groups: dict[str, Group] = {}
    for row in written["groups"]:
        groups[row["key"]] = Group.objects.create(
            space=spaces[row["space"]],
            name=row["name"],
            cadence=row.get("cadence", ""),
            purpose=row.get("purpose", ""),
            chair=row.get("chair_role", ""),
            source=row.get("source", ""),
        )
    for row in written["groups"]:
        # A collaboration's group may report to a partnership's: the tie crosses spaces in the source,
        # and a row's parent must lie in its own space, so there it stands at the top.
        parent = groups.get(row.get("parent", ""))
        group = groups[row["key"]]
        if parent is not None and parent.space_id == group.space_id:
            group.parent = parent
            group.save(update_fields=["parent"])
    for row in written.get("links", ()):
        for name in row["boards"]:
            Group.objects.get_or_create(
                space=spaces[row["space"]],
                name=name,
                defaults={"is_outside": True, "source": row.get("source", "")},
            )


def _priority(row: dict[str, Any], space: Space, today: date) -> Priority:
    first = row.get("first_year")
    starts_on: date | None
    if isinstance(first, int):
        # Of the invented layer: counted back from the year of the latest finished quarter.
        current = Period.holding(today, PeriodKind.QUARTER).previous().in_year()
        starts_on = current.and_before(1 - first)[0].starts_on
    else:
        starts_on = Period.parse(first).starts_on if first else None
    return Priority.objects.create(
        space=space,
        name=row["title"],
        aim=row.get("aim", ""),
        order=row["order"],
        starts_on=starts_on,
        source=row.get("source", ""),
    )
