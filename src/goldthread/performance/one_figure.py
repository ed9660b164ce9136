"""One figure of a return beside what came before it: its last values, limits, note, hands and definition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from goldthread.measures.catalogue import Indicator
from goldthread.measures.control import RULES
from goldthread.measures.expectation import RULE, expect
from goldthread.measures.judging import Judged, Stretch, judge
from goldthread.measures.judging import Place as JudgedPlace
from goldthread.measures.periods import Period
from goldthread.measures.values import Measured, shown
from goldthread.performance.answers import HISTORY, asked_of, figure_of
from goldthread.performance.asked import Line
from goldthread.performance.blanks import NO_REASON
from goldthread.performance.definitions import Wording, versions_of, wordings
from goldthread.performance.judged import NOTHING_SETTLED, Settled, Where, chart_of, window
from goldthread.performance.line_by_line import figure_words, parts_words
from goldthread.performance.models import Cell, Observation, ReturnRequest
from goldthread.ui.charts.control import control_svg


@dataclass(frozen=True)
class Value:
    """A value of one period; `began` is the wording that was new with it, None where it was the same."""

    period: Period
    figure: str
    parts: str
    note: str
    began: Wording | None = None
    is_this: bool = False


@dataclass(frozen=True)
class Hand:
    """What one version of the return says of the figure, and who changed it there last.

    `at` is None where it is not known; `is_same` where the version took it over from the one before.
    """

    number: int
    figure: str
    answer: str
    who: str
    at: datetime | None
    is_same: bool


@dataclass(frozen=True)
class OneFigure:
    """All that is shown of a figure; values and hands stand the latest first."""

    line: Line
    period: Period
    figure: str
    note: str
    values: tuple[Value, ...]
    checks: str
    sentence: str
    drawing: str
    hands: tuple[Hand, ...]
    wording: Wording
    breaks: tuple[Wording, ...]

    @property
    def title(self) -> str:
        return f"{self.line.words}, {self.line.area_name}"


@dataclass(frozen=True)
class _Known:
    """A value that was accepted, or that stands in the return, with the version of its definition."""

    period: Period
    measured: Measured
    version: str
    note: str = ""


def one_figure(request: ReturnRequest, line: Line, settled: Settled = NOTHING_SETTLED) -> OneFigure:
    """Read everything of one line of a return; a number of queries that does not grow with its history."""
    asked = asked_of(request)
    before = _accepted_before(request, line, asked.period)
    cells = _cells(request, line)
    wording = wordings([request.space_id])(line.key.indicator, asked.period.ends_on)
    latest = cells[-1] if cells else None
    now = figure_of(latest) if latest else None
    note = latest.answer if latest else ""
    known = list(before)
    if now is not None and now.value is not None:
        known.append(_Known(asked.period, now, wording.version, note))
    began = _began(line.indicator, request.space_id, known)
    history = [each.measured.value for each in before if each.measured.value is not None]
    row = line.indicator
    values = [_value(row, each, began.get(each.period), asked.period) for each in known]
    judged = _judged(row, line, known, asked.period, settled)
    sentence = _sentence(row, judged)
    return OneFigure(
        line=line,
        period=asked.period,
        figure=figure_words(row, now) or (_as_typed(latest) if latest else ""),
        note=note,
        values=tuple(values[::-1][: HISTORY + 1]),
        checks=_checks(row, history[-RULE.values :]),
        sentence=sentence,
        drawing=_drawing(line, judged, began, sentence) if len(known) > 1 else "",
        hands=_hands(row, cells)[::-1],
        wording=wording,
        breaks=tuple(each for each in versions_of(row, [request.space_id]) if each.holds_from),
    )


def _accepted_before(request: ReturnRequest, line: Line, period: Period) -> list[_Known]:
    """What was accepted of the line in the periods by which it is judged, earliest first; one query."""
    rows = Observation.objects.filter(
        space_id=request.space_id,
        origin="return",
        is_current=True,
        indicator=line.key.indicator,
        area__code=line.key.area,
        breakdown=line.key.breakdown,
        period__in=[str(each) for each in window(period)[:-1]],
        value__isnull=False,
    ).order_by("period_starts_on")
    return [
        _Known(
            Period.parse(each.period),
            Measured(each.value, each.numerator, each.denominator),
            each.definition_version or "1",
            each.note,
        )
        for each in rows
    ]


def _cells(request: ReturnRequest, line: Line) -> list[Cell]:
    """What each version of the return says of the line, the first version first; one query."""
    found = Cell.objects.filter(
        of__request=request,
        indicator=line.key.indicator,
        area__code=line.key.area,
        breakdown=line.key.breakdown,
    )
    return list(found.select_related("of", "changed_by").order_by("of__number"))


def _began(row: Indicator, space_id: int, known: Sequence[_Known]) -> dict[Period, Wording]:
    """The wordings that were new with a value, by its period."""
    wording = {each.version: each for each in versions_of(row, [space_id])}
    return {
        after.period: wording[after.version]
        for before, after in zip(known, known[1:], strict=False)
        if after.version != before.version and after.version in wording
    }


def _value(row: Indicator, known: _Known, began: Wording | None, now: Period) -> Value:
    figure = figure_words(row, known.measured)
    parts = parts_words(known.measured)
    return Value(known.period, figure, parts, known.note, began, known.period == now)


def _as_typed(cell: Cell) -> str:
    return " of ".join(text for text in cell.typed.values() if text)


def _checks(row: Indicator, history: Sequence[Decimal]) -> str:
    """Outside which values the checks ask why, in a sentence."""
    if not history:
        return "No value was accepted before: the checks ask about none."
    found = expect(history[-1], history, unit=row.unit, decimals=row.decimals)
    if found.low is None or found.high is None:
        last = shown(history[-1], unit=row.unit, decimals=row.decimals)
        return (
            f"The checks ask about a value more than {RULE.percent}% and more than {RULE.away} away from"
            f" the last, {last}. From {RULE.enough} values on they ask by the range of those before."
        )
    low, high = (
        shown(end, unit=row.unit, decimals=row.decimals) for end in (found.low, found.high)
    )
    return f"The checks ask about a value outside {low} to {high}, the range of the last {len(history)}."


def _judged(
    row: Indicator, line: Line, known: Sequence[_Known], period: Period, settled: Settled
) -> Judged:
    """The series judged as on the indicator's page; what is settled there is of wholes alone."""
    by_period = {each.period: each for each in known}
    where = Where(row.key, line.key.area)
    is_whole = not line.key.breakdown
    series = [
        JudgedPlace(str(each), found.measured.value, found.version)
        if (found := by_period.get(each))
        else JudgedPlace(str(each), None)
        for each in window(period)
    ]
    return judge(
        series,
        polarity=row.polarity,
        target=settled.target(where) if is_whole else None,
        rebased=settled.rebased.get(where, frozenset()) if is_whole else (),
    )


def _sentence(row: Indicator, judged: Judged) -> str:
    """What may be said of the series as it ends."""
    if judged.limits is None:
        known = judged.stretches[-1].known if judged.stretches else 0
        points = "1 value" if known == 1 else f"{known or 'No'} values"
        stand = "stands" if known == 1 else "stand"
        return f"{points} {stand} under this definition: control limits need {RULES.enough}."
    low, high = (
        shown(max(end, Decimal(0)), unit=row.unit, decimals=max(row.decimals, 1))
        for end in (judged.limits.low, judged.limits.high)
    )
    return f"{judged.variation.words}. By chance alone it would lie between {low} and {high}."


def _drawing(line: Line, judged: Judged, began: Mapping[Period, Wording], sentence: str) -> str:
    """The last values as a small chart, with the limits that hold there and where a definition changed."""
    reasons = {str(period): wording.reason for period, wording in began.items()}
    ends = replace(judged, stretches=_last(judged.stretches, HISTORY + 1))
    title = f"{line.words}, {line.area_name}: the last values"
    chart = chart_of(line.indicator, ends, reasons)
    return control_svg(chart, title=title, description=sentence, narrow=True)


def _last(stretches: Sequence[Stretch], points: int) -> tuple[Stretch, ...]:
    """The stretches cut to their last points."""
    kept: list[Stretch] = []
    for stretch in reversed(stretches):
        if points <= 0:
            break
        # Why a stretch began is told where its first point is still there.
        why = stretch.why if len(stretch.points) <= points else ""
        kept.append(replace(stretch, points=stretch.points[-points:], why=why))
        points -= len(stretch.points)
    return tuple(reversed(kept))


def _hands(row: Indicator, cells: Sequence[Cell]) -> tuple[Hand, ...]:
    found: list[Hand] = []
    before: Cell | None = None
    for cell in cells:
        is_same = before is not None and (cell.changed_at, _said(cell)) == (
            before.changed_at,
            _said(before),
        )
        found.append(
            Hand(
                number=cell.of.number,
                figure=figure_words(row, figure_of(cell)) or _as_typed(cell) or "left empty",
                answer=cell.answer or ("" if figure_of(cell) else NO_REASON),
                who=cell.changed_by.name if cell.changed_by else "",
                at=cell.changed_at,
                is_same=is_same,
            )
        )
        before = cell
    return tuple(found)


def _said(cell: Cell) -> tuple[object, ...]:
    return cell.value, cell.numerator, cell.denominator, cell.answer, cell.typed
