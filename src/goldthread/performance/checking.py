"""Every check on the answers of a return, all problems at once. No database, no clock."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from goldthread.measures.catalogue import Kind, catalogue
from goldthread.measures.expectation import expect
from goldthread.measures.values import CellProblem, Measured, parts_problem, read_cell, sum_problem
from goldthread.performance.asked import Asked, Checked, Level, Line, LineKey, Problem, Typed

History = Mapping[LineKey, Sequence[Decimal]]
LONGEST_ANSWER = 2000  # characters: an answer is a reason, not a report


def check(asked: Asked, typed: Mapping[LineKey, Typed], history: History) -> Checked:
    """Read and check all lines; `history` holds the accepted values before, earliest first.

    A query that was answered is not listed again.
    """
    typed = with_totals_repeated(asked, typed)
    numbers: dict[LineKey, Measured] = {}
    problems: list[Problem] = []
    lines = asked.lines()
    for line in lines:
        measured, found = _read_line(line, typed.get(line.key, Typed({})))
        problems += found
        if measured is not None:
            numbers[line.key] = measured
    problems += _sums(lines, typed, numbers)
    wrong = {problem.key for problem in problems}
    for line in lines:
        if line.key not in wrong:
            problems += _queries(line, typed, numbers, history)
    problems += _repeats(lines, typed, numbers, wrong)
    order = {line.key: place for place, line in enumerate(lines)}
    problems.sort(key=lambda p: (not p.is_error, order[p.key] if p.key else -1))
    return Checked(numbers, tuple(problems))


def with_totals_repeated(asked: Asked, typed: Mapping[LineKey, Typed]) -> dict[LineKey, Typed]:
    """The lines as typed, each total that was left empty taken from the line that it repeats.

    "Out of: referrals" is asked for with seven shares of referrals: whoever gave the referrals once
    need not type them again.
    """
    whole = dict(typed)
    for line in asked.lines():
        own = typed.get(line.key, Typed({}))
        for part, other in repeated_by(line):
            if part != "denominator" or own.text(part) or not own.text("numerator"):
                continue
            theirs = typed.get(other, Typed({}))
            text = theirs.text("value") or theirs.text("denominator")
            if text:
                whole[line.key] = replace(own, texts={**own.texts, part: text})
    return whole


def reply_problem(answer: str) -> str:
    """What is wrong with an answer in words, as a sentence; empty where nothing is."""
    long = len(answer) > LONGEST_ANSWER
    return (
        f"The answer has {len(answer):,} characters: keep it to {LONGEST_ANSWER:,}" if long else ""
    )


def _read_line(line: Line, typed: Typed) -> tuple[Measured | None, list[Problem]]:
    problems: list[Problem] = []
    if fault := reply_problem(typed.answer):
        problems.append(_error(line, fault, "answer", typed))
    read: dict[str, Decimal | None] = {}
    fractions = line.indicator.parts_may_be_fractions
    for part in line.parts:
        try:
            read[part] = read_cell(typed.text(part), fractions=fractions)
        except CellProblem as problem:
            problems.append(_error(line, str(problem), part, typed))
    problems += [
        _error(line, f"{_part_title(part)} is not asked for here: leave it empty", part, typed)
        for part in sorted(set(typed.texts) - set(line.parts))
        if typed.text(part)
    ]
    if problems or all(value is None for value in read.values()):
        return None, problems
    missing = [part for part, value in read.items() if value is None]
    if missing:
        return None, [_error(line, f"{_part_title(missing[0])} is missing", missing[0], typed)]
    given = {part: value for part, value in read.items() if value is not None}
    if "value" in given:
        return Measured.counted(given["value"]), []
    above, below = given["numerator"], given["denominator"]
    fault = parts_problem(line.indicator.kind, above, below)
    if fault:
        return None, [_error(line, fault, "numerator", typed)]
    return Measured.from_parts(above, below, line.indicator.multiplier), []


def _sums(
    lines: Sequence[Line], typed: Mapping[LineKey, Typed], numbers: Mapping[LineKey, Measured]
) -> Iterator[Problem]:
    """Parts of a breakdown that must add up to the whole: checked where all of them were given."""
    for line in lines:
        whole = numbers.get(line.key)
        if line.key.breakdown or whole is None or whole.value is None:
            continue
        if line.indicator.kind is not Kind.COUNT:
            continue
        for breakdown in line.indicator.breakdowns:
            keys = [LineKey(line.key.area, line.key.indicator, item) for item, _ in breakdown.items]
            parts = [numbers[key].value for key in keys if key in numbers]
            known = [part for part in parts if part is not None]
            if not breakdown.adds_up or len(known) < len(keys):
                continue
            fault = sum_problem(known, whole.value)
            if fault:
                sentence = f"{breakdown.title}: {fault[0].lower()}{fault[1:]}"
                yield _error(line, sentence, "value", typed[line.key])


def _queries(
    line: Line,
    typed: Mapping[LineKey, Typed],
    numbers: Mapping[LineKey, Measured],
    history: History,
) -> Iterator[Problem]:
    answers = typed.get(line.key, Typed({}))
    if answers.answer.strip():
        return
    part = line.parts[0]
    measured = numbers.get(line.key)
    if measured is None:
        if not line.key.breakdown or _others_given(line, numbers):
            yield Problem(Level.QUERY, "Nothing was entered: say why", line.key, part, answers.row)
        return
    if measured.value is None:
        return
    row = line.indicator
    found = expect(measured.value, history.get(line.key, ()), unit=row.unit, decimals=row.decimals)
    if not found.is_expected:
        sentence = f"{found.sentence}: correct it, or say why it is right"
        yield Problem(Level.QUERY, sentence, line.key, part, answers.row)


def _others_given(line: Line, numbers: Mapping[LineKey, Measured]) -> bool:
    """Whether other parts of the same breakdown were given: then a gap in it is a question."""
    of = next(b for b in line.indicator.breakdowns if line.key.breakdown in dict(b.items))
    return any(LineKey(line.key.area, line.key.indicator, item) in numbers for item, _ in of.items)


def _repeats(
    lines: Sequence[Line],
    typed: Mapping[LineKey, Typed],
    numbers: Mapping[LineKey, Measured],
    wrong: set[LineKey | None],
) -> Iterator[Problem]:
    """Parts that the catalogue says repeat another number, and do not."""
    for line in lines:
        measured = numbers.get(line.key)
        answered = typed.get(line.key, Typed({})).answer.strip()
        if measured is None or line.key in wrong or line.key.breakdown or answered:
            continue
        for part, other in repeated_by(line):
            own, theirs = getattr(measured, part), _number_of(numbers.get(other), part)
            if own is None or theirs is None or own == theirs:
                continue
            yield Problem(
                Level.QUERY,
                f"The {'total' if part == 'denominator' else 'part'} here is {own:,f}, and under "
                f"“{_words(other)}” it is {theirs:,f}: correct one of them, or say why they differ",
                line.key,
                part,
                typed[line.key].row,
            )


def repeated_by(line: Line) -> Iterator[tuple[str, LineKey]]:
    """The parts of a line that repeat another line, with that line."""
    row = line.indicator
    for part, named in (
        ("numerator", row.same_numerator_as),
        ("denominator", row.same_denominator_as),
    ):
        if named:
            indicator, _, item = named.partition(" ")
            yield part, LineKey(line.key.area, indicator, item)


def _number_of(measured: Measured | None, part: str) -> Decimal | None:
    """The number that is repeated: a count itself, or the same part of a percentage or mean."""
    if measured is None:
        return None
    return measured.value if measured.denominator is None else getattr(measured, part)


def _words(key: LineKey) -> str:
    row = catalogue()[key.indicator]
    item = next(
        (b.label(key.breakdown) for b in row.breakdowns if key.breakdown in dict(b.items)), ""
    )
    return f"{row.title}: {item}" if item else row.title


def _error(line: Line, sentence: str, part: str, typed: Typed) -> Problem:
    return Problem(Level.ERROR, sentence, line.key, part, typed.row)


def _part_title(part: str) -> str:
    return {
        "value": "The number",
        "numerator": "The part (numerator)",
        "denominator": "The total (denominator)",
    }[part]
