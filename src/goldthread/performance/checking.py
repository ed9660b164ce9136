"""Every check on the answers of a return, all problems at once. No database, no clock."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from goldthread.measures.catalogue import catalogue
from goldthread.measures.expectation import expect
from goldthread.measures.values import CellProblem, Measured, parts_problem, read_cell, sum_problem
from goldthread.performance.asked import Asked, Checked, Level, Line, LineKey, Problem, Typed

History = Mapping[LineKey, Sequence[Decimal]]
LONGEST_ANSWER = 2000  # characters: an answer is a reason, not a report
FEWEST_WORDS = 2
_WORD = re.compile(r"[^\W\d_]{2,}")


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
    problems += _above_their_whole(lines, typed, numbers)
    problems += _sums(lines, typed, numbers, {problem.key for problem in problems})
    wrong = {problem.key for problem in problems}
    for line in lines:
        if line.key not in wrong:
            problems += _queries(line, typed, numbers, history)
            problems += _gaps(line, typed, numbers, wrong)
    problems += _repeats(lines, typed, numbers, wrong)
    order = {line.key: place for place, line in enumerate(lines)}
    problems.sort(key=lambda p: (not p.is_error, order[p.key] if p.key else -1))
    return Checked(numbers, tuple(problems))


def asked_whatever_was_answered(
    asked: Asked, typed: Mapping[LineKey, Typed], history: History
) -> dict[LineKey, str]:
    """The questions of the checks with those that were answered: one text for each line."""
    unanswered = {key: replace(line, answer="") for key, line in typed.items()}
    return sentences(check(asked, unanswered, history).queries)


def sentences(problems: Sequence[Problem]) -> dict[LineKey, str]:
    """What is said of each line, as one text."""
    said: dict[LineKey, str] = {}
    for problem in problems:
        if problem.key is not None:
            both = (said.get(problem.key, ""), problem.sentence)
            said[problem.key] = "; ".join(filter(None, both))
    return said


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


def _answer_problem(answer: str) -> str:
    """What is wrong with an answer to a check: it says why, so it has two words at least."""
    said = answer.strip()
    if fault := reply_problem(answer):
        return fault
    too_short = said and len(_WORD.findall(said)) < FEWEST_WORDS
    return f"“{said}” does not say why: write a few words" if too_short else ""


def _read_line(line: Line, typed: Typed) -> tuple[Measured | None, list[Problem]]:
    problems: list[Problem] = []
    if fault := _answer_problem(typed.answer):
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
        return None, [_error(line, f"“{line.label(missing[0])}” is missing", missing[0], typed)]
    given = {part: value for part, value in read.items() if value is not None}
    if "value" in given:
        return Measured.counted(given["value"]), []
    above, below = given["numerator"], given["denominator"]
    fault = parts_problem(line.indicator.kind, above, below)
    if fault:
        return None, [_error(line, fault, "numerator", typed)]
    return Measured.from_parts(above, below, line.indicator.multiplier), []


def _above_their_whole(
    lines: Sequence[Line], typed: Mapping[LineKey, Typed], numbers: Mapping[LineKey, Measured]
) -> Iterator[Problem]:
    """Items of a breakdown that are more than the whole of which they are part."""
    for line in lines:
        item, whole = numbers.get(line.key), numbers.get(line.whole)
        if not line.key.breakdown or item is None or whole is None:
            continue
        for part in line.parts:
            own, all_ = getattr(item, part), getattr(whole, part)
            if own > all_:
                sentence = f"{own:,f} is more than the {all_:,f} that it is part of"
                yield _error(line, sentence, part, typed[line.key])


def _sums(
    lines: Sequence[Line],
    typed: Mapping[LineKey, Typed],
    numbers: Mapping[LineKey, Measured],
    wrong: set[LineKey | None],
) -> Iterator[Problem]:
    """Items that must add up to the whole and do not, or are above it before all of them are given."""
    for line in lines:
        whole = numbers.get(line.key)
        if line.key.breakdown or whole is None:
            continue
        for breakdown in filter(lambda each: each.adds_up, line.indicator.breakdowns):
            keys = line.items_of(breakdown)
            given = [numbers[key] for key in keys if key in numbers]
            if any(key in wrong for key in keys):
                continue  # put right first: the sum may be right then
            for part in line.parts:
                known = [getattr(each, part) for each in given]
                fault = _sum_fault(known, getattr(whole, part), is_all=len(known) == len(keys))
                if fault:
                    of = f", {line.words_of(part)}" if len(line.parts) > 1 else ""
                    sentence = f"{breakdown.title}{of}: {fault}"
                    yield _error(line, sentence, part, typed[line.key])


def _sum_fault(items: list[Decimal], whole: Decimal, *, is_all: bool) -> str:
    """What is wrong with items beside their whole; empty where nothing is."""
    if is_all:
        fault = sum_problem(items, whole)
        return f"{fault[:1].lower()}{fault[1:]}"
    total = sum(items, Decimal(0))
    return (
        f"the parts given add up to {total:,f}, more than the {whole:,f} that they are part of"
        if total > whole
        else ""
    )


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
        if not line.key.breakdown:
            yield Problem(Level.QUERY, "Nothing was entered: say why", line.key, part, answers.row)
        return
    if measured.value is None:
        return
    row = line.indicator
    found = expect(measured.value, history.get(line.key, ()), unit=row.unit, decimals=row.decimals)
    if not found.is_expected:
        sentence = f"{found.sentence}: correct it, or say why it is right"
        yield Problem(Level.QUERY, sentence, line.key, part, answers.row)


def _gaps(
    line: Line,
    typed: Mapping[LineKey, Typed],
    numbers: Mapping[LineKey, Measured],
    wrong: set[LineKey | None],
) -> Iterator[Problem]:
    """One question, at its first gap, for all that was left empty of a breakdown.

    Where the whole is empty as well, why it is says enough.
    """
    if line.key.breakdown:
        return
    for breakdown in line.indicator.breakdowns:
        keys = line.items_of(breakdown)
        blank = [key for key in keys if key not in numbers and key not in wrong]
        if not blank or (len(blank) == len(keys) and line.key not in numbers):
            continue
        first = typed.get(blank[0], Typed({}))
        if not first.answer.strip():
            words = _gap_words(breakdown.title, len(blank), len(keys))
            yield Problem(Level.QUERY, words, blank[0], line.parts[0], first.row)


def _gap_words(title: str, blank: int, items: int) -> str:
    if blank == 1:
        return "Nothing was entered: say why"
    gaps = f"any of the {items}" if blank == items else f"{blank} of the {items}"
    return f"Nothing was entered for {gaps} under “{title}”: say why, once for all of them"


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
