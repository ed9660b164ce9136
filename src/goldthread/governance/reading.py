"""What the pages of the register show, read in a number of queries that does not grow with it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from goldthread.access.principal import Principal
from goldthread.governance.permissions import SEE_REGISTER
from goldthread.governance.structure import Node
from goldthread.house import Source
from goldthread.register.models import Agency, Group, Membership, Space, in_date
from goldthread.ui.british import day, listed
from goldthread.ui.components import SummaryRow

SHOWN_BOARDS = 3  # boards of others that the picture names; the list names them all


@dataclass(frozen=True)
class Branch:
    """A group with the groups that report to it."""

    group: Group
    parts: tuple["Branch", ...] = ()


@dataclass(frozen=True)
class Part:
    """The groups of one partnership or collaboration, and the boards of others that it is linked to."""

    space: Space
    branches: tuple[Branch, ...] = ()
    boards: tuple[Group, ...] = ()
    partners: tuple[Agency, ...] = field(default=())


def facts_of(space: Space, *, on: date) -> list[SummaryRow]:
    """Since when a space is, of what it is made and what it took the place of, as far as is known."""
    related = (
        ("Its partnerships", space.members.filter(in_date(on))),
        ("Works with others in", space.collaborations.filter(in_date(on))),
        ("Took the place of", space.succeeds.all()),
        ("Its place was taken by", space.succeeded_by.all()),
    )
    rows = [
        ("Since", day(space.starts_on) if space.starts_on else ""),
        ("Until", day(space.ends_on) if space.ends_on else ""),
        *((name, listed(one.name for one in found.order_by("name"))) for name, found in related),
        ("Source", space.source),
    ]
    return [SummaryRow(name, value) for name, value in rows if value]


def places_of(principal: Principal, *, on: date, standing: str = "") -> QuerySet[Membership]:
    """The agencies' places in the partnership and its collaborations, on a day."""
    seen = Agency.objects.visible_to(principal).filter(pk=OuterRef("agency"))
    kind = Q(standing=standing) if standing else Q()
    return (
        Membership.objects.visible_to(principal)
        .filter(in_date(on), kind, Exists(seen))
        .select_related("agency", "space")
    )


def agencies_in_sight(principal: Principal) -> QuerySet[Agency]:
    """The agencies that have or had a place in the spaces at work."""
    place = Membership.objects.visible_to(principal).filter(agency=OuterRef("pk"))
    return Agency.objects.visible_to(principal).filter(Exists(place))


def agency_source(principal: Principal, public_id: str) -> Source | None:
    """An agency as other modules name it."""
    agency = agencies_in_sight(principal).filter(public_id=public_id).first()
    if agency is None:
        return None
    url = reverse("agency", args=[agency.public_id])
    return Source(title=agency.name, url=url, may_open=principal.holds(SEE_REGISTER))


def structure_of(principal: Principal, *, on: date) -> list[Part]:
    """The partnership's own groups first, then those of each collaboration that it takes part in."""
    spaces = Space.objects.visible_to(principal).order_by("name")
    groups = Group.objects.visible_to(principal).filter(in_date(on)).order_by("pk")
    held: dict[int, list[Group]] = defaultdict(list)
    for group in groups:
        held[group.space_id].append(group)
    partners: dict[int, list[Agency]] = defaultdict(list)
    statutory = places_of(principal, on=on, standing=Membership.Standing.STATUTORY)
    for place in statutory.order_by("agency__name"):
        partners[place.space_id].append(place.agency)
    own = principal.space.id if principal.space else None
    return [
        _part(space, held[space.pk], partners[space.pk])
        for space in sorted(spaces, key=lambda space: space.pk != own)
    ]


def _part(space: Space, groups: Sequence[Group], partners: Iterable[Agency]) -> Part:
    inside = [group for group in groups if not group.is_outside]
    there = {group.pk for group in inside}
    under: dict[int | None, list[Group]] = defaultdict(list)
    for group in inside:
        under[group.parent_id if group.parent_id in there else None].append(group)
    return Part(
        space=space,
        branches=_branches(under, None),
        boards=tuple(group for group in groups if group.is_outside),
        partners=tuple(partners),
    )


def _branches(under: dict[int | None, list[Group]], parent: int | None) -> tuple[Branch, ...]:
    return tuple(Branch(group, _branches(under, group.pk)) for group in under[parent])


def trees_of(parts: Iterable[Part]) -> list[Node]:
    """The same as trees to be drawn: whoever decides on the left, those who report on the right."""
    parts = list(parts)
    trees = [_tree(part) for part in parts if part.branches]
    return trees + [_linked(part) for part in parts if part.boards]


def _tree(part: Part) -> Node:
    groups = tuple(_node(branch) for branch in part.branches)
    if part.partners:
        names = tuple(agency.name for agency in part.partners)
        return Node("Statutory safeguarding partners", "partners", names, groups)
    return Node(part.space.name, "space", (part.space.get_kind_display(),), groups)


def _node(branch: Branch) -> Node:
    group = branch.group
    notes = (f"Meets {group.cadence}",) if group.cadence else ()
    return Node(group.name, "group", notes, tuple(_node(part) for part in branch.parts))


def _linked(part: Part) -> Node:
    names = [board.name for board in part.boards]
    shown, left = names[:SHOWN_BOARDS], len(names) - SHOWN_BOARDS
    more = (f"and {left} more, named in the list",) if left > 0 else ()
    return Node("Linked with boards of others", "outside", (*shown, *more))


def description_of(parts: Iterable[Part]) -> str:
    """The picture in a sentence or two, for those who do not see it."""
    sentences = []
    for part in parts:
        tops = [branch.group.name for branch in part.branches]
        if part.partners and tops:
            names = listed(agency.name for agency in part.partners)
            sentences.append(f"{names} stand over {listed(tops)}.")
        elif tops:
            sentences.append(f"{part.space.name} runs {listed(tops)}.")
        if part.boards:
            sentences.append(f"It is linked with {len(part.boards)} boards of others.")
    return " ".join([*sentences, "The list below says the same, with more."])
