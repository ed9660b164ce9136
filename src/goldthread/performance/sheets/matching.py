"""Laying a file's rows beside the lines that a return asks for: what is typed, and what does not fit."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import MONTHS, Period, PeriodKind
from goldthread.performance.asked import PARTS, Asked, Level, LineKey, Problem, Typed
from goldthread.performance.sheets.reading import LONGEST_NUMBER, Sheet, SheetRow


@dataclass(frozen=True)
class Lines:
    """What a file's rows say, line by line, and every problem of their form.

    `left_aside`: one sentence about the rows made from records that this return does not ask for.
    """

    typed: dict[LineKey, Typed]
    problems: tuple[Problem, ...] = ()
    left_aside: str = ""


def lines(sheet: Sheet, asked: Asked) -> Lines:
    """The rows of a sheet as lines of what is asked."""
    typed: dict[LineKey, Typed] = {}
    problems: list[Problem] = []
    left_aside: Counter[str] = Counter()
    wanted = {line.key for line in asked.lines()}
    for row in sheet.rows:
        key = _key(row, sheet, asked)
        place = f"row {row.number}"
        if sheet.is_of_records and not (
            key in wanted and _is_period(row.text("period"), asked.period)
        ):
            left_aside[_why_aside(row, key, asked)] += 1
            continue
        problems += _formulas(row, key, place)
        misplaced = list(_misplaced(row, key, place, asked, wanted))
        problems += misplaced
        if misplaced:
            continue
        if key in typed:
            sentence = f"This line stands twice: also in {typed[key].row}"
            problems.append(Problem(Level.ERROR, sentence, key, row=place))
            continue
        texts = {part: cut(row.text(part)) for part in PARTS}
        typed[key] = Typed(texts, row.text("answer"), place)
    return Lines(typed, tuple(problems), _said_aside(left_aside))


def _why_aside(row: SheetRow, key: LineKey, asked: Asked) -> str:
    """In words, what there is about a row that this return does not ask for."""
    if not _is_period(row.text("period"), asked.period):
        return "of another period"
    if key.area not in dict(asked.areas):
        return "of another area"
    if key.indicator not in asked.indicators:
        return "of other indicators"
    ways = catalogue().breakdowns.values()
    titles = (way.title.lower() for way in ways if key.breakdown in dict(way.items))
    return f"divided by {next(titles, 'something else')}"


def _said_aside(counted: Counter[str]) -> str:
    if not counted:
        return ""
    parts = [f"{many:,} {why}" for why, many in sorted(counted.items())]
    listed = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    return f"Lines made from records that this return does not ask for were left aside: {listed}."


def _key(row: SheetRow, sheet: Sheet, asked: Asked) -> LineKey:
    """The line that a row is about. Records need not say their area where one alone is asked for."""
    area, indicator, breakdown = (
        row.text(column) for column in ("area_code", "indicator", "breakdown")
    )
    if sheet.is_of_records and not area and len(asked.areas) == 1:
        area = asked.areas[0][0]
    return LineKey(area, indicator, breakdown)


def cut(text: str) -> str:
    """A text that is too long to be a number, cut to what a page repeats of it."""
    return text if len(text) <= LONGEST_NUMBER else f"{text[:LONGEST_NUMBER]}…"


def _formulas(row: SheetRow, key: LineKey, place: str) -> Iterator[Problem]:
    for column in (*PARTS, "answer"):
        cell = row.cells.get(column)
        if cell is None or not cell.is_formula:
            continue
        if column in PARTS:
            sentence = "There is a formula here: type the number that it comes to"
            yield Problem(Level.ERROR, sentence, key, column, place)
        elif cell.text == "=":
            sentence = "There is a formula here: type the answer in words"
            yield Problem(Level.ERROR, sentence, key, column, place)


def _misplaced(
    row: SheetRow, key: LineKey, place: str, asked: Asked, wanted: set[LineKey]
) -> Iterator[Problem]:
    """What is wrong with the line's period, and with the first of its keys that is not asked for."""
    period = row.text("period")
    if period and not _is_period(period, asked.period):
        sentence = f"The period is {period}, and this return is for {asked.period}"
        yield Problem(Level.ERROR, sentence, key, "period", place)
    if key in wanted:
        return
    if key.area not in dict(asked.areas):
        column, sentence = "area_code", _not_asked("area", key.area)
    elif key.indicator not in asked.indicators:
        column, sentence = "indicator", _not_asked("indicator", key.indicator)
    else:
        column, sentence = "breakdown", f"{key.breakdown} is not a part of this indicator"
    yield Problem(Level.ERROR, sentence, key, column, place)


def _not_asked(what: str, code: str) -> str:
    return f"The {what} {code} is not asked for" if code else f"The {what} is empty"


def _is_period(written: str, asked: Period) -> bool:
    """Whether a text names the period, also where a spreadsheet program made a date of it."""
    if asked.kind is PeriodKind.MONTH:
        first = asked.starts_on
        short = f"{MONTHS[first.month - 1][:3]}-{first.year % 100:02}"
        if written.casefold() in (short.casefold(), f"{first:%d/%m/%Y}"):
            return True
    try:
        return Period.parse(written) == asked
    except ValueError:
        return False
