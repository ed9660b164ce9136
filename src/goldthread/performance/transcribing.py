"""Reading figures that somebody copied from a document, as rows of text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from goldthread.measures.catalogue import Indicator, Kind, catalogue
from goldthread.measures.periods import Period
from goldthread.measures.values import CellProblem, parts_problem, read_cell
from goldthread.performance import sheets
from goldthread.performance.actions.documents import Copied
from goldthread.performance.models import Transcription
from goldthread.performance.sheets.reading import SheetRow

COLUMNS = (
    *("area_code", "indicator", "period", "value", "numerator", "denominator"),
    *("breakdown", "row", "note"),
)
LONGEST = {"row": 40, "note": 500}


@dataclass(frozen=True)
class Fault:
    """What is wrong in one row, by the row's number."""

    row: int
    sentence: str


@dataclass(frozen=True)
class CopiedRows:
    """The figures that could be read, and every fault."""

    figures: tuple[Copied, ...]
    faults: tuple[Fault, ...]


class RowFault(ValueError):
    """A sentence about one row."""


def read_copied(text: str, areas: Mapping[str, str]) -> CopiedRows:
    """The figures of a pasted table with the columns of `COLUMNS`; `areas` are those known, by code.

    Raises sheets.SheetRefused where it is no table.
    """
    sheet = sheets.read(text.replace("\x00", "").encode())
    figures: list[Copied] = []
    faults: list[Fault] = []
    seen: dict[tuple[str, str, str, str], int] = {}
    for row in sheet.rows:
        try:
            copied = _copied(row, areas)
        except ValueError as fault:
            faults.append(Fault(row.number, str(fault)))
            continue
        key = (copied.area_code, copied.indicator, str(copied.period), copied.breakdown)
        if key in seen:
            faults.append(Fault(row.number, f"This figure stands twice: also in row {seen[key]}"))
        seen.setdefault(key, row.number)
        figures.append(copied)
    return CopiedRows(tuple(figures), tuple(faults))


def _copied(row: SheetRow, areas: Mapping[str, str]) -> Copied:
    name, area, item = (row.text(column) for column in ("indicator", "area_code", "breakdown"))
    indicator = catalogue().get(name)
    if indicator is None:
        raise RowFault(f"There is no indicator {name}" if name else "The indicator is empty")
    if area not in areas:
        raise RowFault(f"There is no area {area} here" if area else "The area is empty")
    if item and not any(item in dict(b.items) for b in indicator.breakdowns):
        raise RowFault(f"{item} is not a part of {indicator.title}")
    for column, most in LONGEST.items():
        if len(row.text(column)) > most:
            raise RowFault(f"The {column} is longer than {most} characters")
    value, above, below = _numbers(row, indicator)
    return Copied(
        area_code=area,
        indicator=indicator.key,
        period=Period.parse(row.text("period")),
        value=value,
        numerator=above,
        denominator=below,
        breakdown=item,
        row=row.text("row"),
        note=row.text("note"),
    )


def _numbers(
    row: SheetRow, indicator: Indicator
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Value, numerator and denominator as printed; a document may print a percentage alone."""
    is_count = indicator.kind is Kind.COUNT
    printed = row.text("value")
    value = _number("value", printed if is_count else printed.removesuffix("%"), not is_count)
    above = _number("numerator", row.text("numerator"), indicator.parts_may_be_fractions)
    below = _number("denominator", row.text("denominator"), indicator.parts_may_be_fractions)
    if (above is None) != (below is None):
        raise RowFault("A numerator and a denominator go together: one of them is missing")
    if value is None and above is None:
        raise RowFault("There is no number in this row")
    if above is not None and below is not None:
        fault = "A count has no parts" if is_count else parts_problem(indicator.kind, above, below)
        if fault:
            raise RowFault(fault)
    return value, above, below


def _number(column: str, text: str, fractions: bool) -> Decimal | None:
    try:
        return read_cell(sheets.cut(text), fractions=fractions)
    except CellProblem as problem:
        raise RowFault(f"In {column}: {problem}") from problem


def written_out(transcription: Transcription) -> str:
    """The figures of a transcription as they would be pasted, to be put right."""
    return "\n".join("\t".join(line) for line in (COLUMNS, *_lines(transcription)))


def _lines(transcription: Transcription) -> Iterator[tuple[str, ...]]:
    for seen in transcription.observations.select_related("area").order_by("pk"):
        numbers = (seen.value, seen.numerator, seen.denominator)
        # A value that was worked out here from printed parts was not printed itself.
        shown = (None, *numbers[1:]) if seen.basis == "derived" else numbers
        yield (
            seen.area.code if seen.area else "",
            seen.indicator,
            seen.period,
            *("" if number is None else f"{number.normalize():f}" for number in shown),
            seen.breakdown,
            *(" ".join(text.split()) for text in (seen.row, seen.note)),
        )
