"""How closely hidden numbers can be worked out from sums: their exact least and greatest values.

The simplex method in dictionary form with Bland's rule (Chvátal, Linear Programming, chapters 2 and 3),
in fractions, so that no rounding hides that a number is pinned (and in whole numbers while it can, which is
many times as fast). We know the true numbers, and walk from
them to the first vertex: no search for one is needed.

How wide a range is, is told by points that were come to in which every number is whole that is so in truth:
numbers of children are whole, and a range of which only the fractions fit would be none.
"""

from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)
Number = int | Fraction
Row = dict[int, Number]


class Bounds(Generic[Name]):
    """Numbers of which is known only that none is negative and that some sums of them hold.

    `truth` gives each number as it is. Each equation gives factors by name; known is that the sum of
    factor times number is what it is in truth.

    Inside stands a point that fits what is known, and the ways to move it: some numbers (those without a
    row) move freely, and each of the others moves by its row times the free ones' moves.
    """

    def __init__(
        self, truth: Mapping[Name, Decimal], equations: Iterable[Mapping[Name, int]]
    ) -> None:
        self._index = {name: index for index, name in enumerate(truth)}
        self._point = [_exact(number) for number in truth.values()]
        self._truth = tuple(self._point)
        self._low, self._high = list(self._truth), list(self._truth)  # at whole points come to
        self._rows: dict[int, Row] = {}
        for equation in equations:
            self._take({self._index[name]: factor for name, factor in equation.items()})
        for free in [index for index in self._index.values() if index not in self._rows]:
            self._move(free, -1)
        self._remember()

    def least(self, name: Name) -> Number:
        """The least that a number can be."""
        index = self._index[name]
        self._go(index, -1)
        return self._point[index]

    def most(self, name: Name) -> Number | None:
        """The most that a number can be; None where there is no limit."""
        index = self._index[name]
        return self._point[index] if self._go(index, 1) else None

    def is_wide(self, name: Name, width: Decimal) -> bool:
        """Whether a number could be anything within a range of at least this width, all whole as in truth."""
        index, room = self._index[name], _exact(width)
        for sign in (1, -1):
            if not self._go(index, sign, room):
                return True
        return self._high[index] - self._low[index] >= room

    def is_narrow(self, name: Name, width: Decimal) -> bool:
        """Whether a number lies within less than this width, fractions and all: what is not wide may not be narrow."""
        most = self.most(name)
        return most is not None and most - self.least(name) < _exact(width)

    def _go(self, index: int, sign: int, room: Number | None = None) -> bool:
        """Move a number up or down, to its end or until it has that much room; false where it has neither."""
        while room is None or self._high[index] - self._low[index] < room:
            free = self._mover(index, sign)
            if free is None:
                break
            if not self._move(free, 1):
                return False
            self._remember()
        return True

    def _remember(self) -> None:
        """Keep how far the numbers lie at this point, where all are whole that are so in truth."""
        pairs = zip(self._point, self._truth, strict=True)
        if all(point.denominator == 1 or truth.denominator > 1 for point, truth in pairs):
            self._low = list(map(min, self._low, self._point))
            self._high = list(map(max, self._high, self._point))

    def _mover(self, index: int, sign: int) -> int | None:
        """The free number whose rise moves this one up (1) or down (-1); the first, by Bland's rule."""
        if index not in self._rows:
            return index if sign > 0 else None
        return min(
            (n for n, factor in self._rows[index].items() if factor * sign > 0), default=None
        )

    def _move(self, free: int, sign: int) -> bool:
        """Move a free number up or down until one comes to 0; false where none ever does."""
        blocks = [(self._point[free], free)] if sign < 0 else []
        for index, row in self._rows.items():
            slope = row.get(free, 0) * sign
            if slope < 0:
                blocks.append((_divided(self._point[index], -slope), index))
        if not blocks:
            return False
        distance, block = min(blocks)
        self._point[free] += sign * distance
        for index, row in self._rows.items():
            if free in row:
                self._point[index] += sign * distance * row[free]
        if block != free:
            self._exchange(block, free)
        return True

    def _exchange(self, block: int, free: int) -> None:
        """Let the number that came to 0 be free in place of the one that moved."""
        row = self._rows.pop(block)
        factor = row.pop(free)
        solved = {index: _divided(-other, factor) for index, other in row.items()}
        self._replace(free, {**solved, block: _divided(1, factor)})

    def _take(self, equation: Row) -> None:
        """Take in an equation; one that follows from the others adds nothing."""
        left: Row = {}
        for index, factor in equation.items():
            _add(left, factor, self._rows.get(index, {index: 1}))
        if left:
            index, factor = left.popitem()
            self._replace(index, {other: _divided(-f, factor) for other, f in left.items()})

    def _replace(self, free: int, row: Row) -> None:
        """Give a free number a row, in its own place and wherever it stands in other rows."""
        for other in self._rows.values():
            if free in other:
                _add(other, other.pop(free), row)
        self._rows[free] = row


def _add(row: Row, factor: Number, other: Row) -> None:
    """Add factor times another row, keeping no zeros."""
    for index, number in other.items():
        total = row.get(index, 0) + factor * number
        if total:
            row[index] = total
        else:
            row.pop(index, None)


def _divided(number: Number, by: Number) -> Number:
    return number * by if by in (1, -1) else _whole(Fraction(number) / by)


def _exact(number: Decimal) -> Number:
    return _whole(Fraction(number))


def _whole(number: Fraction) -> Number:
    return number.numerator if number.denominator == 1 else number
