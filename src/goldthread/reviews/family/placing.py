"""In which generation people stand and in which order, as far as their ties say; what they do not say is told."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from goldthread.reviews.family.shapes import BELOW, COUPLES, PARENTS, Bond, Drawn


@dataclass(frozen=True)
class Placed:
    """The rows from the oldest generation down, who lives in the household, and what is unclear, in sentences."""

    rows: tuple[tuple[int, ...], ...]
    household: frozenset[int]
    unclear: tuple[str, ...]


def placed(people: Sequence[Drawn], bonds: Sequence[Bond]) -> Placed:
    """Where everybody stands. Nobody is placed by guessing: who has no tie to the others is left out and named."""
    names = {each.key: each.name for each in people}
    generations, unclear = _generations(people, bonds, names)
    left_out = [name for key, name in names.items() if key not in generations]
    if left_out:
        said = ", ".join(left_out)
        unclear.append(f"Not drawn, since no tie says in which generation they stand: {said}.")
    many = [names[child] for child, parents in parents_of(bonds).items() if len(parents) > 2]
    unclear += [
        f"More than two parents of {name} are written down: drawn without a line." for name in many
    ]
    if not any(each.is_subject for each in people):
        unclear.append("It is not said which child the review is about.")
    unclear += [
        f"The sex of {each.name} is not recorded: drawn as a diamond."
        for each in people
        if not each.sex and each.key in generations
    ]
    rows = _rows(generations, bonds)
    return Placed(rows, household(people, bonds), tuple(unclear))


def _start(people: Sequence[Drawn], bonds: Sequence[Bond]) -> int | None:
    """Whom the drawing begins with: the child of the review, or whoever has the most ties."""
    tied = [key for bond in bonds if bond.kind in BELOW for key in (bond.who, bond.to)]
    subjects = [each.key for each in people if each.is_subject]
    if subjects:
        return next((key for key in subjects if key in tied), subjects[0])
    return max(tied, key=tied.count) if tied else None


def _generations(
    people: Sequence[Drawn], bonds: Sequence[Bond], names: dict[int, str]
) -> tuple[dict[int, int], list[str]]:
    """The generation of whoever is reached from the child; a tie that contradicts others is told and not followed."""
    start = _start(people, bonds)
    if start is None:
        return {}, []
    steps: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for bond in bonds:
        if (down := BELOW.get(bond.kind)) is not None:
            steps[bond.who].append((bond.to, down))
            steps[bond.to].append((bond.who, -down))
    found, waiting = {start: 0}, [start]
    while waiting:
        at = waiting.pop(0)
        for other, down in steps[at]:
            if other not in found:
                found[other] = found[at] + down
                waiting.append(other)
    against = {
        tuple(sorted((names[bond.who], names[bond.to])))
        for bond in bonds
        if bond.kind in BELOW
        and bond.who in found
        and bond.to in found
        and found[bond.to] - found[bond.who] != BELOW[bond.kind]
    }
    return found, [
        f"What is written of {one} and {other} contradicts other ties: look at their generation."
        for one, other in sorted(against)
    ]


def _rows(generations: dict[int, int], bonds: Sequence[Bond]) -> tuple[tuple[int, ...], ...]:
    """Each generation in an order in which couples stand together and children below their parents."""
    rows: list[tuple[int, ...]] = []
    place: dict[int, float] = {}
    for generation in sorted(set(generations.values())):
        members = [key for key, value in generations.items() if value == generation]
        members.sort(key=lambda key: (_above(key, bonds, place), key))
        ordered: list[int] = []
        for key in members:
            if key not in ordered:
                ordered += _with_partners(key, members, ordered, bonds)
        rows.append(tuple(ordered))
        place |= {key: at - (len(ordered) - 1) / 2 for at, key in enumerate(ordered)}
    return tuple(rows)


def _above(key: int, bonds: Sequence[Bond], place: dict[int, float]) -> float:
    """The middle of somebody's parents in the row above; of those without, far to the right."""
    parents = [b.who for b in bonds if b.to == key and b.kind in PARENTS and b.who in place]
    return sum(place[parent] for parent in parents) / len(parents) if parents else 1000.0


def _with_partners(
    key: int, members: Sequence[int], ordered: Sequence[int], bonds: Sequence[Bond]
) -> list[int]:
    """Somebody with their partners beside them: an earlier one to the left, the others to the right."""
    beside = [
        (other, kind)
        for other, kind in couples(bonds).get(key, {}).items()
        if other in members and other not in ordered
    ]
    earlier = [other for other, kind in beside if kind == "separated"]
    later = [other for other, kind in beside if kind != "separated"]
    if earlier and later:
        return [*earlier, key, *later]
    return [key, *earlier, *later]


def couples(bonds: Sequence[Bond]) -> dict[int, dict[int, str]]:
    """Who is or was somebody's partner, and how; parents of one child are a couple of kind "parents"."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for bond in bonds:
        if bond.kind in COUPLES:
            found[bond.who][bond.to] = found[bond.to][bond.who] = bond.kind
    for parents in parents_of(bonds).values():
        if len(parents) == 2:
            one, other = sorted(parents)
            found[one].setdefault(other, "parents")
            found[other].setdefault(one, "parents")
    return found


def parents_of(bonds: Sequence[Bond]) -> dict[int, frozenset[int]]:
    """The parents of each child, step-parents and carers aside."""
    found: dict[int, set[int]] = defaultdict(set)
    for bond in bonds:
        if bond.kind in PARENTS:
            found[bond.to].add(bond.who)
    return {child: frozenset(parents) for child, parents in found.items()}


def household(people: Sequence[Drawn], bonds: Sequence[Bond]) -> frozenset[int]:
    """Whoever lives with a child of the review, directly or by way of others."""
    together: dict[int, set[int]] = defaultdict(set)
    for bond in bonds:
        if bond.kind == "lives_with":
            together[bond.who].add(bond.to)
            together[bond.to].add(bond.who)
    found: set[int] = set()
    waiting = [each.key for each in people if each.is_subject and together[each.key]]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += together[key]
    return frozenset(found)
