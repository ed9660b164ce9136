"""Reading a return's lines, cells and history from the database, for the checks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.measures.values import Measured
from goldthread.performance import sheets
from goldthread.performance.asked import (
    PARTS,
    Asked,
    Checked,
    LineKey,
    Problem,
    Questioned,
    Typed,
)
from goldthread.performance.checking import check
from goldthread.performance.models import Cell, Observation, Return, ReturnRequest

HISTORY = 12


def asked_of(request: ReturnRequest) -> Asked:
    """What the request asks for, in the order in which it was asked."""
    areas = tuple((a.code, a.name) for a in sorted(request.areas.all(), key=lambda a: a.name))
    return Asked(Period.parse(request.period), areas, tuple(request.indicators))


@dataclass(frozen=True)
class Before:
    """A value that was accepted for an earlier period."""

    period: Period
    value: Decimal
    numerator: Decimal | None
    denominator: Decimal | None
    version: str = ""  # of the definition that it was given under


def before(request: ReturnRequest, asked: Asked) -> dict[LineKey, list[Before]]:
    """What was accepted of each line for earlier periods of the same length, earliest first.

    At most the last twelve of each; one query.
    """
    rows = Observation.objects.filter(
        space_id=request.space_id,
        origin="return",
        is_current=True,
        indicator__in=asked.indicators,
        area__code__in=[code for code, _ in asked.areas],
        period_starts_on__lt=asked.period.starts_on,
        value__isnull=False,
    ).order_by("period_starts_on", "pk")
    found: dict[LineKey, list[Before]] = defaultdict(list)
    for code, indicator, breakdown, text, *numbers in rows.values_list(
        *("area__code", "indicator", "breakdown", "period", "value", "numerator", "denominator"),
        "definition_version",
    ):
        period = Period.parse(text)
        if period.kind is asked.period.kind:
            found[LineKey(code, indicator, breakdown)].append(Before(period, *numbers))
    return {key: values[-HISTORY:] for key, values in found.items()}


def history_of(found: Mapping[LineKey, Iterable[Before]]) -> dict[LineKey, list[Decimal]]:
    """The bare values, for the checks."""
    return {key: [each.value for each in values] for key, values in found.items()}


def accepted_before(request: ReturnRequest, asked: Asked) -> dict[LineKey, list[Decimal]]:
    """The accepted values of each line before this period, earliest first, at most twelve."""
    return history_of(before(request, asked))


def key_of(cell: Cell) -> LineKey:
    """The line that a stored cell answers; the cell was read with its area."""
    return LineKey(cell.area.code if cell.area else "", cell.indicator, cell.breakdown)


def typed_in(return_: Return) -> dict[LineKey, Typed]:
    """The stored cells as they were typed: what the page shows and the checks read."""
    return {
        key_of(cell): Typed(
            cell.typed
            or {
                part: _text(getattr(cell, part))
                for part in PARTS
                if getattr(cell, part) is not None
            },
            cell.answer,
            cell.row,
        )
        for cell in return_.cells.select_related("area")
    }


def questions_of(return_: Return) -> list[Questioned]:
    """What the return was sent back with, in the order asked; one query."""
    rows = return_.questions.select_related("area", "asked_by").order_by("pk")
    return [
        Questioned(
            id=row.public_id,
            key=LineKey(row.area.code, row.indicator, row.breakdown) if row.area else None,
            text=row.text,
            asked_by=row.asked_by.name,
            asked_at=row.asked_at,
            answer=row.answer,
        )
        for row in rows
    ]


def measured_in(return_: Return) -> dict[LineKey, Measured]:
    """The stored numbers of each line that has any, the parts worked out."""
    pairs = ((key_of(cell), figure_of(cell)) for cell in return_.cells.select_related("area"))
    return {key: figure for key, figure in pairs if figure is not None}


def figure_of(cell: Cell) -> Measured | None:
    """A stored cell's figure, worked out of its parts; None where it is blank or no number."""
    if cell.value is not None:
        return Measured.counted(cell.value)
    if cell.denominator is None:
        return None
    multiplier = catalogue()[cell.indicator].multiplier
    return Measured.from_parts(cell.numerator, cell.denominator, multiplier)


def _text(number: Decimal) -> str:
    return f"{number.normalize():f}"


def checked(return_: Return) -> Checked:
    """Check a return as it is stored."""
    asked = asked_of(return_.request)
    return check(asked, typed_in(return_), accepted_before(return_.request, asked))


@dataclass(frozen=True)
class Examined:
    """What a file says of a return, every problem that it has, and what of it is not asked for."""

    typed: dict[LineKey, Typed]
    checked: Checked
    left_aside: str = ""


def examined(request: ReturnRequest, sheet: sheets.Sheet) -> Examined:
    """Check a file that was read for a return; raises sheets.SheetRefused where it is another's."""
    if sheet.request_id and sheet.request_id != request.public_id:
        raise sheets.SheetRefused(
            "This file was made for another return: another agency or another period."
        )
    asked = asked_of(request)
    lines = sheets.lines(sheet, asked)
    found = check(asked, lines.typed, accepted_before(request, asked))
    problems = _at_once(lines.problems, found.problems)
    return Examined(lines.typed, Checked(found.numbers, problems), lines.left_aside)


def _at_once(of_form: Iterable[Problem], of_content: Iterable[Problem]) -> tuple[Problem, ...]:
    """All problems of a file, errors first; of a cell that is wrong in its form, only that is told."""
    form = tuple(of_form)
    cells = {(problem.key, problem.part) for problem in form}
    lines = {problem.key for problem in form}
    content = [
        problem
        for problem in of_content
        if (problem.key, problem.part) not in cells
        and (problem.is_error or problem.key not in lines)
    ]
    return tuple(sorted((*form, *content), key=lambda p: (not p.is_error, _row_number(p.row))))


def _row_number(row: str) -> int:
    """The number in "row 12"; where a problem has no row, it comes last."""
    number = row.removeprefix("row ")
    return int(number) if number.isdecimal() else sheets.MOST_ROWS


def cell_for(cell: Cell, key: LineKey, typed: Typed, measured: Measured | None) -> Cell:
    """The cell as it is stored: the numbers, or the texts as typed where no number could be read."""
    cell.indicator, cell.breakdown = key.indicator, key.breakdown
    cell.answer, cell.row = typed.answer.strip(), typed.row
    cell.typed = {} if measured or typed.is_blank else dict(typed.texts)
    parts = _parts(key, measured)
    for part in PARTS:
        setattr(cell, part, parts.get(part))
    return cell


def _parts(key: LineKey, measured: Measured | None) -> dict[str, Decimal | None]:
    if measured is None:
        return {}
    if catalogue()[key.indicator].parts[0].name == "value":
        return {"value": measured.value}
    return {"numerator": measured.numerator, "denominator": measured.denominator}
