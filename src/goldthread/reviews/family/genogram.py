"""A genogram as SVG: generations in rows, squares, circles and diamonds, couples, children, the household shaded."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import NamedTuple

from goldthread.reviews.family.placing import Placed, couples, parents_of
from goldthread.reviews.family.shapes import BY_CHOICE, SIBLINGS, Bond, Drawn, Sex
from goldthread.reviews.family.svg import cross, line, picture, shade, text
from goldthread.ui.charts.palette import INK, PAPER, QUIET

SLOT, ROW = 116, 176  # px of one person, and of one generation
HALF, LETTERS = 22, 14  # half of a symbol; letters of a line below it
TOP, SIDE = 50, 14
DEEP = HALF + 50  # px below its middle at which the line of a couple runs
LABEL = 22  # px below a symbol that a line of its name takes, and 16 for the second
Places = Mapping[int, "Place"]


class Place(NamedTuple):
    """The middle of a symbol, and how far below it the name ends."""

    x: float
    y: float
    ends: float


def genogram(people: Sequence[Drawn], bonds: Sequence[Bond], where: Placed) -> str:
    """The drawing; "" where nobody has a place in it."""
    if not where.rows:
        return ""
    widest = max(len(row) for row in where.rows)
    width, height = widest * SLOT + 2 * SIDE, TOP + (len(where.rows) - 1) * ROW + DEEP + 14
    lines = {each.key: len(wrap(each.name, LETTERS)[:2]) for each in people}
    places = {
        key: Place(
            SIDE + SLOT * (at + 0.5 + (widest - len(row)) / 2),
            TOP + ROW * number,
            HALF + LABEL + 16 * (lines[key] - 1),
        )
        for number, row in enumerate(where.rows)
        for at, key in enumerate(row)
    }
    there = [bond for bond in bonds if {bond.who, bond.to} <= set(places)]
    parts = [
        *_households(places, where.household),
        *_couples(there, places),
        *_children(there, places),
        *_siblings(there, places),
        *_other_lines(there, places),
    ]
    for each in people:
        if each.key in places:
            parts += _person(each, places[each.key].x, places[each.key].y)
    return picture("genogram", "Genogram", "The table below says the same.", width, height, parts)


def _person(each: Drawn, x: float, y: float) -> Iterator[str]:
    for half in (HALF, HALF - 5) if each.is_subject else (HALF,):
        yield _symbol(each.sex, x, y, half)
    if each.has_died:
        yield cross(x, y, HALF)
    for at, words in enumerate(wrap(each.name, LETTERS)[:2]):
        yield text(words, x, y + HALF + 17 + 16 * at, strong=each.is_subject)


def _symbol(sex: Sex, x: float, y: float, half: float) -> str:
    look = f'fill="{PAPER}" stroke="{INK}" stroke-width="2"'
    if sex is Sex.MALE:
        return f'<rect x="{x - half:g}" y="{y - half:g}" width="{2 * half:g}" height="{2 * half:g}" {look}/>'
    if sex is Sex.FEMALE:
        return f'<circle cx="{x:g}" cy="{y:g}" r="{half:g}" {look}/>'
    corners = f"{x:g},{y - half:g} {x + half:g},{y:g} {x:g},{y + half:g} {x - half:g},{y:g}"
    return f'<polygon points="{corners}" {look}/>'


def _bottom(place: Place) -> tuple[float, float]:
    return place.x, place.y + place.ends


def _pairs(bonds: Sequence[Bond], places: Places) -> list[tuple[int, int, str, float]]:
    """(left, right, kind, height of its line) of each couple: below one another where they overlap."""
    found = []
    for one, others in couples(bonds).items():
        for other, kind in others.items():
            if places[one] < places[other]:
                found.append((one, other, kind))
    found.sort(key=lambda pair: places[pair[1]].x - places[pair[0]].x)
    deep: dict[float, int] = {}
    pairs = []
    for one, other, kind in found:
        row = places[one].y
        pairs.append((one, other, kind, row + DEEP + 10 * deep.get(row, 0)))
        deep[row] = deep.get(row, 0) + 1
    return pairs


def _couples(bonds: Sequence[Bond], places: Places) -> Iterator[str]:
    """A line below both: whole for the married and for parents, broken for partners, barred for the separated."""
    for one, other, kind, deep in _pairs(bonds, places):
        (left, below), (right, other_below) = _bottom(places[one]), _bottom(places[other])
        dashed = kind == "partner"
        yield line((left, below), (left, deep), (right, deep), (right, other_below), dashed=dashed)
        if kind == "separated":
            middle = (left + right) / 2 - 14
            for shift in (0, 6):
                yield line((middle + shift - 4, deep + 7), (middle + shift + 4, deep - 7))


def _children(bonds: Sequence[Bond], places: Places) -> Iterator[str]:
    """From the middle of a couple, or from the one parent who is known, down to each child."""
    deep = {frozenset((one, other)): at for one, other, _, at in _pairs(bonds, places)}
    families: dict[frozenset[int], list[int]] = {}
    for child, parents in parents_of(bonds).items():
        families.setdefault(parents, []).append(child)
    for number, (parents, children) in enumerate(families.items()):
        xs = [places[parent].x for parent in parents]
        x = sum(xs) / len(xs)
        start = deep.get(parents) or _bottom(places[next(iter(parents))])[1]
        if len(parents) > 2:  # more than a drawing can say: the table says it
            continue
        for child in children:
            top = places[child].y - HALF
            turn = top - 14 - 8 * (number % 2)
            across = places[child].x
            yield line((x, start), (x, turn), (across, turn), (across, top))


def _siblings(bonds: Sequence[Bond], places: Places) -> Iterator[str]:
    """A bar above brothers and sisters where no parent of both is written down; broken for half-siblings."""
    parents = parents_of(bonds)
    for bond in bonds:
        if bond.kind not in SIBLINGS or parents.get(bond.who, set()) & parents.get(bond.to, set()):
            continue
        (one, top, _), (other, other_top, _) = places[bond.who], places[bond.to]
        high = min(top, other_top) - HALF - 10
        corners = ((one, top - HALF), (one, high), (other, high), (other, other_top - HALF))
        yield line(*corners, dashed=bond.kind == "half_sibling")


def _other_lines(bonds: Sequence[Bond], places: Places) -> Iterator[str]:
    """Step-parents and carers, and grandparents of whom no parent between is written down: broken lines."""
    parents = parents_of(bonds)
    for bond in bonds:
        between = parents.get(bond.to, frozenset())
        is_known = any(bond.who in parents.get(parent, ()) for parent in between)
        if bond.kind in BY_CHOICE or bond.kind == "grandparent" and not is_known:
            x, top, _ = places[bond.to]
            yield line(_bottom(places[bond.who]), (x + 6, top - HALF), dashed=True, colour=QUIET)


def _households(places: Places, household: frozenset[int]) -> Iterator[str]:
    """Whoever lives in the household, shaded: places that touch run into one another."""
    for key in sorted(household & set(places)):
        x, y, _ = places[key]
        yield shade(x - SLOT / 2, y - TOP + 4, SLOT, ROW)
