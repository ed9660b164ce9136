"""Which cells are hidden for the sake of small numbers: `suppression` says what is promised by it."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from goldthread.measures.bounds import Bounds
from goldthread.measures.catalogue import Kind
from goldthread.measures.cells import Cell, CellName, Equation, Quantity, Reading
from goldthread.measures.small_numbers import SuppressionRule, Verdict, is_small, small_quantities

Numbers = Mapping[Quantity, Quantity]  # what a reading calls a number, and what it is called here


class Hiding:
    """The cells of a set, the numbers behind them and behind earlier sets, and which are hidden so far.

    A number that has been published before with the same value is one and the same; one that has been
    revised since is another.
    """

    def __init__(
        self,
        now: Reading,
        earlier: tuple[Reading, ...],
        decidable: frozenset[CellName],
        rule: SuppressionRule,
    ) -> None:
        self.rule = rule
        self.verdicts = {
            name: Verdict.DECIDED if now.cells[name].decision else Verdict.SHOWN
            for name in now.cells
            if name in decidable
        }
        self._truth: dict[Quantity, Decimal] = {}
        self._given_by: dict[Quantity, list[CellName]] = {}
        self._known: set[Quantity] = set()  # public already
        self._small: dict[Quantity, bool] = {}  # with whether it only may have been so
        self._named_small: dict[Quantity, None] = {}  # those that a table names and does not show
        self._equations_of: dict[Quantity, list[Equation]] = {}
        self._said: set[frozenset[tuple[Quantity, int]]] = set()
        self._guessed: set[int] = set()  # the equations of which nobody knows whether they held
        self._bounds: dict[object, Bounds[Any]] = {}
        self._take(now, self._given)
        for reading in earlier:
            self._take(reading, self._published)
        for quantity in self._known & self._small.keys():
            del self._small[quantity]
            self._named_small.pop(quantity, None)

    def hide_all(self) -> tuple[CellName, ...]:
        """Hide what must be hidden; the cells that can be worked out in spite of it."""
        for quantity in self._small:
            self._hide(quantity, Verdict.SECONDARY)
        waiting = list(reversed(self._small))
        exposed = []
        while waiting:
            quantity = waiting.pop()
            if self._is_safe(quantity):
                continue
            another = self._next_to_hide(quantity)
            if another is None:
                exposed += [] if self._small.get(quantity) else [quantity]
            else:
                self._hide(another, Verdict.SECONDARY)
                waiting += [quantity, another]
        return self._named(exposed)

    def _take(self, reading: Reading, what: Any) -> None:
        """Take in the numbers of a reading, what it says of each cell, and what adds up in it."""
        said = reading.numbers
        names = {quantity: self._called(quantity, number) for quantity, number in said.items()}
        for cell in reading.cells.values():
            what(reading, cell, names)
        equations = [
            {names[each]: factor for each, factor in equation.items()}
            for equation in reading.equations(said)
        ]
        for equation in (*self._of_wholes(reading, names), *equations):
            said_already = frozenset(equation.items())
            if said_already not in self._said:
                self._said.add(said_already)
                self._guessed |= {id(equation)} if reading.is_guess else set()
                for quantity in equation:
                    self._equations_of.setdefault(quantity, []).append(equation)

    def _called(self, quantity: Quantity, number: Decimal) -> Quantity:
        """The name of a number: its own, unless that is taken by what it has been revised to."""
        if self._truth.setdefault(quantity, number) == number:
            return quantity
        revised = quantity._replace(once=f"{number.normalize():f}")
        self._truth[revised] = number
        return revised

    def _given(self, reading: Reading, cell: Cell, names: Numbers) -> None:
        """What a cell of the set says: it gives its numbers away where it is shown."""
        if cell.name in self.verdicts:
            for quantity in cell.quantities:
                self._given_by.setdefault(names[quantity], []).append(cell.name)
        if not cell.decision and is_small(cell, self.rule):
            if cell.name in self.verdicts:
                self.verdicts[cell.name] = Verdict.PRIMARY
                self._name(cell, names)
            self._guard(reading, cell, names)

    def _published(self, reading: Reading, cell: Cell, names: Numbers) -> None:
        """What a cell of an earlier set says: its numbers are known, or were kept back and stay so."""
        if cell.name in reading.shown:
            self._known |= {names[quantity] for quantity in cell.quantities}
        elif not cell.decision and is_small(cell, self.rule):
            self._guard(reading, cell, names)
            if cell.name in reading.kept_back:
                self._name(cell, names)

    def _guard(self, reading: Reading, cell: Cell, names: Numbers) -> None:
        for quantity in small_quantities(cell, self.rule):
            self._small.setdefault(names[quantity], reading.is_guess)

    def _name(self, cell: Cell, names: Numbers) -> None:
        quantities = small_quantities(cell, self.rule)
        self._named_small |= dict.fromkeys(names[quantity] for quantity in quantities)

    def _of_wholes(self, reading: Reading, names: Numbers) -> Iterator[Equation]:
        """A percentage's denominator is its numerator and a rest, which nobody is ever shown."""
        for cell in reading.cells.values():
            if cell.kind is Kind.PERCENTAGE and cell.quantities:
                above, below = names[cell.part("numerator")], names[cell.part("denominator")]
                left = max(Decimal(0), self._truth[below] - self._truth[above])
                yield {below: 1, above: -1, self._called(Quantity(cell.name, "rest"), left): -1}

    def _is_hidden(self, quantity: Quantity) -> bool:
        given_by = self._given_by.get(quantity, ())
        return quantity not in self._known and not any(
            self.verdicts[name].is_shown for name in given_by
        )

    def _hide(self, quantity: Quantity, verdict: Verdict) -> None:
        """Keep back every cell that gives a number away, except by decision."""
        for name in self._given_by.get(quantity, ()):
            if self.verdicts[name] is Verdict.SHOWN:
                self.verdicts[name] = verdict

    def _is_safe(self, quantity: Quantity) -> bool:
        """Whether a number is hidden, and can not be worked out more closely than the rule allows."""
        if not self._is_hidden(quantity):
            return False
        return self._is_safe_among(quantity, *self._linked(quantity))

    def _is_safe_among(
        self, quantity: Quantity, hidden: set[Quantity], equations: list[Equation]
    ) -> bool:
        """Whether it is safe from a reader of these equations, also from one who knows what is small.

        From the latter not where all of it is hidden and they would know nevertheless: both somebody who knows it
        of every number, and who knows it only of those that a table names.
        """
        key = (frozenset(hidden), frozenset(map(id, equations)))
        if not self._within(key, hidden, equations).is_wide(quantity, self._room(quantity)):
            return False
        if quantity not in self._small:
            return True
        least = Decimal(self.rule.fewest_left - 1)
        certain = [each for each in equations if id(each) not in self._guessed]
        every = {*hidden, *(each for equation in certain for each in equation)}
        for knows, small in (("all", self._small), ("named", self._named_small)):
            if self._within((*key, knows), hidden, equations, small).is_wide(quantity, least):
                return True
            alone = self._within((*key, knows, "alone"), every, certain, small)
            if not alone.is_narrow(quantity, least):
                return False
        return True

    def _room(self, quantity: Quantity) -> Decimal:
        """How wide a range is promised of a number: the strictest of what gives it away."""
        given_by = self._given_by.get(quantity, ())
        keys = {quantity.cell.key, *(name.key for name in given_by)}
        return max(self.rule.room_of(key) for key in keys)

    def _within(
        self,
        key: object,
        hidden: set[Quantity],
        equations: list[Equation],
        small: Iterable[Quantity] = (),
    ) -> Bounds[Any]:
        """What can be worked out; kept from one question to the next, as most are about the same."""
        if key not in self._bounds:
            truth: dict[Any, Decimal] = {each: self._truth[each] for each in sorted(hidden)}
            sums: list[dict[Any, int]] = [
                {each: factor for each, factor in equation.items() if each in hidden}
                for equation in equations
            ]
            for each in small:
                if each in hidden:  # at least 1, at most what is small
                    room = self.rule.smallest_of(each.cell.key) - 1 - truth[each]
                    truth[each, "room"] = max(Decimal(0), room)
                    truth[each] -= min(Decimal(1), truth[each])
                    sums.append({each: 1, (each, "room"): 1})
            self._bounds[key] = Bounds(truth, sums)
        return self._bounds[key]

    def _next_to_hide(self, quantity: Quantity) -> Quantity | None:
        """The number to hide next for the sake of this one; None where there is none.

        It is looked for in the equations that pin this number by themselves, else in all that are
        linked to it. A number is preferred whose other equations have something hidden already, so that
        nothing further need be hidden for its sake; then the smallest above 0.
        """
        if not self._is_hidden(quantity):
            return None
        tight = [
            equation
            for equation in self._equations_of.get(quantity, [])
            if not self._is_safe_among(quantity, set(filter(self._is_hidden, equation)), [equation])
        ]
        for equations in (tight, self._linked(quantity)[1]):
            shown = {each for equation in equations for each in equation if self._may_hide(each)}
            if shown:
                return min(shown, key=self._cost)
        return None

    def _linked(self, quantity: Quantity) -> tuple[set[Quantity], list[Equation]]:
        """The hidden numbers that hang together with this one, and the equations between them."""
        linked, waiting = {quantity}, [quantity]
        equations: dict[int, Equation] = {}
        while waiting:
            for equation in self._equations_of.get(waiting.pop(), []):
                if id(equation) not in equations:
                    equations[id(equation)] = equation
                    new = {each for each in equation if self._is_hidden(each)} - linked
                    linked |= new
                    waiting += new
        return linked, list(equations.values())

    def _may_hide(self, quantity: Quantity) -> bool:
        verdicts = [self.verdicts[name] for name in self._given_by.get(quantity, ())]
        return not self._is_hidden(quantity) and (
            quantity not in self._known and Verdict.DECIDED not in verdicts
        )

    def _cost(self, quantity: Quantity) -> tuple[int, bool, Decimal, Quantity]:
        untouched = [
            equation
            for equation in self._equations_of[quantity]
            if not any(self._is_hidden(each) for each in equation)
        ]
        number = self._truth[quantity]
        return (len(untouched), not number, number, quantity)

    def _named(self, exposed: list[Quantity]) -> tuple[CellName, ...]:
        """The cells of numbers, without those that a decision shows."""
        names = {
            name
            for quantity in exposed
            for name in self._given_by.get(quantity, [quantity.cell])
            if not self.verdicts.get(name, Verdict.SECONDARY).is_shown
        }
        return tuple(sorted(names))
