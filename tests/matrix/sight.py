"""Which rows everybody sees, model by model, held against the hand-written `sight.toml`.

An address is often guarded by more than one rule, so that taking one away changes no answer. Here each
model's rows are asked for directly, as the principal of each person, and every rule stands alone.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from goldthread.access.principal import NOBODY, Principal
from goldthread.access.rows import Row
from goldthread.accounts.principals import principal_for
from goldthread.register.models import Space
from goldthread.register.rows import SpaceRow
from tests.factories import TODAY
from tests.matrix.world import (
    CONFLICTED,
    OF_ANOTHER_AREA,
    OURS,
    PLACES,
    SHARED,
    THE_AREA,
    WHO,
    World,
)

TABLE = Path(__file__).with_name("sight.toml")
OUTSIDE = "outside"


@dataclass(frozen=True)
class Sight:
    """Who sees the rows of one model: by place, and for the rows outside partnerships."""

    who: dict[str, frozenset[str]]
    mine: str = ""
    areas: str = ""
    part: str = ""
    part_of: frozenset[str] = frozenset()
    decided: str = ""
    before: frozenset[str] = frozenset()


def models() -> list[type[Row]]:
    return [model for model in apps.get_models() if issubclass(model, Row)]


def written(people: Any) -> dict[str, Sight]:
    """The hand-written table, groups of people spelled out."""
    return {
        name: Sight(
            who={place: people(line.get(place, [])) for place in (OURS, SHARED, OUTSIDE)},
            mine=line.get("mine", ""),
            areas=line.get("areas", ""),
            part=line.get("part", ""),
            part_of=people(line.get("part_of", [])),
            decided=line.get("decided", ""),
            before=people(line.get("before", [])),
        )
        for name, line in tomllib.loads(TABLE.read_text()).items()
    }


def held_against_the_table(world: World, people: Any) -> tuple[list[str], list[str]]:
    """(rows that somebody sees or does not see otherwise than written, gaps of the table itself)."""
    table = written(people)
    principals = {who: _principal(world, who) for who in WHO}
    there = {model._meta.label: model for model in models()}
    gaps = [f"the table of sight does not know {name}" for name in sorted(set(there) - set(table))]
    gaps += [f"{name} of the table of sight is gone" for name in sorted(set(table) - set(there))]
    wrong = []
    for name in sorted(set(there) & set(table)):
        model = there[name]
        if not model.objects.exists():
            gaps.append(f"no row of {name}")
        for who, principal in principals.items():
            wrong += _compared(model, table[name], world, who, principal)
    return wrong, gaps


def _principal(world: World, who: str) -> Principal:
    person = world.people[who]
    return NOBODY if person is None else principal_for(person, on=TODAY, chosen="OURS")


def _compared(
    model: type[Row], sight: Sight, world: World, who: str, principal: Principal
) -> Iterator[str]:
    seen = set(model.objects.visible_to(principal).values_list("pk", flat=True))
    right: set[int] = set()
    for place, rows in by_place(model, world):
        if who in sight.who.get(place, frozenset()):
            right |= set(narrowed(rows, sight, world, who).values_list("pk", flat=True))
    if seen - right:
        yield f"{who} sees {len(seen - right)} rows of {model._meta.label} too many"
    if right - seen:
        yield f"{who} misses {len(right - seen)} rows of {model._meta.label}"


def by_place(model: type[Row], world: World) -> Iterator[tuple[str, QuerySet]]:
    columns = {field.attname for field in model._meta.concrete_fields}
    space = "pk" if model is Space else "space_id"
    if space in columns or model is Space:
        for place in PLACES:
            yield place, model.objects.filter(**{space: world.spaces[place].pk})
        if any(f.name == "space" and f.null for f in model._meta.concrete_fields):
            yield OUTSIDE, model.objects.filter(space=None)
    else:
        yield OUTSIDE, model.objects.all()


def narrowed(rows: QuerySet, sight: Sight, world: World, who: str) -> QuerySet:
    """The rows left by what holds for all models: compartments, areas, ties and one's own."""
    model: Any = rows.model
    person = world.people[who]
    if sight.mine:
        rows = rows.filter(**{sight.mine: person.pk})
    if who in sight.part_of:
        rows = rows.filter(**{sight.part: world.agency.pk})
    if sight.decided and who not in sight.before:
        rows = rows.filter(status=sight.decided)
    if issubclass(model, SpaceRow):
        rows = rows.filter(Q(compartment=None) | Q(compartment__people__person=person))
    if issubclass(model, SpaceRow) and who == OF_ANOTHER_AREA:
        rows = rows.exclude(area__name=THE_AREA)
        if sight.areas:
            rows = rows.exclude(**{f"{sight.areas}__name": THE_AREA})
    if who == CONFLICTED:
        for kind, path in model.tied_to().items():
            if kind == "register.agency":
                rows = rows.exclude(**{path: world.agency.pk})
    return rows
