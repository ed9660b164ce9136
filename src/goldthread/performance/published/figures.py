"""One figure from one row: as the release prints it, or worked out from its parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldthread.house import Basis
from goldthread.performance.published.cells import Cell, read_cell, rounded, to_printed
from goldthread.performance.published.layouts import FigureRule
from goldthread.performance.published.tables import Findings, Level

# Counts of regions and England are rounded to the nearest 10, those of authorities are not.
ROUNDED_TO_WITHIN = {Level.NATIONAL: Decimal(5), Level.REGIONAL: Decimal(5)}


@dataclass(frozen=True, slots=True)
class Bound:
    """A rule laid on a heading: where in a row its columns stand, None where they are absent."""

    rule: FigureRule
    value: int | None
    numerator: tuple[int, ...]
    denominator: int | None

    @property
    def whole(self) -> bool:
        """Whether the figure can be had: printed, or from both its parts."""
        return self.value is not None or bool(self.numerator and self.denominator is not None)

    @property
    def places(self) -> tuple[int, ...]:
        """The columns that the value itself comes from."""
        if self.value is not None:
            return (self.value,)
        return (*self.numerator, *(() if self.denominator is None else (self.denominator,)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule makes of one row."""

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    symbol: str
    basis: Basis
    note: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """Numerator and denominator, and the columns where a symbol stands in place of one."""

    numerator: Decimal | None
    denominator: Decimal | None
    silent: tuple[tuple[str, Cell], ...]


class FigureReader:
    """Reads figures from the rows under one heading."""

    def __init__(self, heading: Sequence[str], not_understood: Findings, notes: Findings) -> None:
        self._heading = heading
        self._not_understood = not_understood
        self._notes = notes

    def figure(self, number: int, row: Sequence[str], bound: Bound, level: Level) -> Outcome | None:
        """The figure of a row; None, and told, where one of its cells was not understood."""
        parts = self._parts(number, row, bound)
        if bound.value is None:
            return self._worked_out(number, bound, parts, level)
        return self._printed(number, row, bound, parts, level)

    def _printed(
        self, number: int, row: Sequence[str], bound: Bound, parts: Parts, level: Level
    ) -> Outcome | None:
        unit = bound.rule.unit
        cell = self._cell(number, row, bound.places[0], unit.name)
        if cell is None:
            return None
        basis = bound.rule.basis
        if cell.value is None:
            return Outcome(None, parts.numerator, parts.denominator, cell.symbol, basis)
        value = to_printed(cell.value, unit.decimals)
        self._note_disagreement(number, bound, value, parts, level)
        return Outcome(value, parts.numerator, parts.denominator, "", basis)

    def _worked_out(self, number: int, bound: Bound, parts: Parts, level: Level) -> Outcome | None:
        """A figure from its parts; with a symbol among them there is none.

        It is not had by subtraction either: the Department hid the part on purpose.
        """
        above, below, unit = parts.numerator, parts.denominator, bound.rule.unit
        if parts.silent:
            said = "; ".join(f"{name} is {cell.text or 'blank'}" for name, cell in parts.silent)
            first = parts.silent[0][1]
            note = f"not worked out: {said} ({first.meaning})"
            return Outcome(None, above, below, first.symbol, Basis.DERIVED, note)
        if above is None or below is None:
            return None
        if below == 0:
            note = "not worked out: there were none to divide by"
            return Outcome(None, above, below, "z", Basis.DERIVED, note)
        if above > below and unit.name == "percent":
            said = f"{above:,} is more than the {below:,} that it is part of"
            self._not_understood.add(number, self._heading[bound.numerator[0]], said)
            return None
        value = rounded(above * unit.multiplier / below, unit.decimals)
        note = "its parts are rounded to the nearest 10" if level in ROUNDED_TO_WITHIN else ""
        return Outcome(value, above, below, "", Basis.DERIVED, note)

    def _parts(self, number: int, row: Sequence[str], bound: Bound) -> Parts:
        below = () if bound.denominator is None else (bound.denominator,)
        silent: list[tuple[str, Cell]] = []

        def total(places: Sequence[int]) -> Decimal | None:
            cells = [self._cell(number, row, place, "count") for place in places]
            for place, cell in zip(places, cells, strict=True):
                if cell is not None and cell.symbol:
                    silent.append((self._heading[place], cell))
            values = [cell.value for cell in cells if cell is not None and cell.value is not None]
            return sum(values, Decimal(0)) if places and len(values) == len(places) else None

        return Parts(total(bound.numerator), total(below), tuple(silent))

    def _cell(self, number: int, row: Sequence[str], place: int, unit: str) -> Cell | None:
        """A cell that says something possible; what does not is told, and None."""
        cell = read_cell(row[place])
        said = _impossible(cell, unit)
        if not said:
            return cell
        self._not_understood.add(number, self._heading[place], f"“{cell.text}” {said}")
        return None

    def _note_disagreement(
        self, number: int, bound: Bound, value: Decimal, parts: Parts, level: Level
    ) -> None:
        """Note a printed figure that its own parts cannot round to."""
        above, below, unit = parts.numerator, parts.denominator, bound.rule.unit
        slack = ROUNDED_TO_WITHIN.get(level, Decimal(0))
        if above is None or below is None or below <= slack:
            return
        half = Decimal(5).scaleb(-unit.decimals - 1)
        lowest = (above - slack) * unit.multiplier / (below + slack) - half
        highest = (above + slack) * unit.multiplier / (below - slack) + half
        if not lowest <= value <= highest:
            worked = rounded(above * unit.multiplier / below, unit.decimals)
            said = f"the table prints {value}, and {above:,} of {below:,} is {worked}"
            self._notes.add(number, self._heading[bound.places[0]], said)


def _impossible(cell: Cell, unit: str) -> str:
    """Why a cell cannot be what its column is for; empty where it can."""
    if not cell.understood:
        return "is neither a number nor a symbol that stands for none"
    if cell.value is None:
        return ""
    if cell.value < 0:
        return "is below nought"
    if unit == "count" and cell.value != cell.value.to_integral_value():
        return "is not a whole number"
    if unit == "percent" and cell.value > 100:
        return "is more than 100 per cent"
    return ""
