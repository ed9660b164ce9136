"""The scorecard: the page, its print view and its files."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from goldthread.access.guard import Request, requires
from goldthread.access.principal import Principal
from goldthread.house.kept import Kept
from goldthread.measures.catalogue import Standing, catalogue
from goldthread.measures.periods import Period, PeriodKind
from goldthread.performance.audiences import reader_of
from goldthread.performance.figures.dressing import FigureWorkshop
from goldthread.performance.figures.family import workshop
from goldthread.performance.figures.shelf import extent_of
from goldthread.performance.judged import window
from goldthread.performance.owed import Owed, Progress, owed_of
from goldthread.performance.permissions import SEE_RARE_EVENTS, SEE_RETURNS, SEE_SCORECARD, SET_UP
from goldthread.performance.scorecard import (
    Builder,
    Column,
    Line,
    Scorecard,
    keys_for,
    matrix,
)
from goldthread.performance.scorecard_periods import opening_period
from goldthread.performance.scorecard_reading import (
    columns_of,
    known_of,
    lines_for_a_beginning,
    lines_of,
)
from goldthread.performance.settled import terms_of
from goldthread.performance.views.files import figures_file
from goldthread.ui.forms import FilterForm

EVERY_AREA = "all"
RATES = "rates"
HEADLINES = "headlines"


class ChoiceForm(FilterForm):
    """Which area, which period, and counts or rates."""

    area = forms.ChoiceField(label="Area", required=False)
    period = forms.ChoiceField(label="Period", required=False)
    rows = forms.ChoiceField(
        label="Indicators",
        required=False,
        choices=[("", "All"), (HEADLINES, "Headlines only")],
    )
    show = forms.ChoiceField(
        label="Counts",
        required=False,
        choices=[("", "As they are"), (RATES, "As rates")],
    )

    def __init__(self, columns: tuple[Column, ...], options: list[Period], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        own = [(c.code, c.name) for c in columns if not c.is_comparator and not c.is_other]
        areas = [(EVERY_AREA, "All areas"), *own]
        self.fields["area"] = forms.ChoiceField(label="Area", choices=areas)
        self.fields["period"] = forms.ChoiceField(label="Period", choices=_by_kind(options))


def _by_kind(options: list[Period]) -> list[tuple[str, list[tuple[str, str]]]]:
    names = {PeriodKind.YEAR: "Years", PeriodKind.QUARTER: "Quarters"}
    groups = {
        name: [(str(p), short(p)) for p in options if p.kind is k] for k, name in names.items()
    }
    return [(name, choices) for name, choices in groups.items() if choices]


def short(period: Period) -> str:
    """A period as a choice names it: "April to June 2026" says which quarter it is."""
    return period.label.partition(" (")[0]


@dataclass(frozen=True)
class Choice:
    """What is to be shown: the period, one area or "", counts or rates."""

    lines: list[Line]
    columns: tuple[Column, ...]
    options: list[Period]
    period: Period | None
    area: str
    as_rates: bool
    headlines_only: bool
    is_beginning: bool
    owed: Owed

    @property
    def shown_lines(self) -> list[Line]:
        """The lines that are to be shown."""
        heads = [line for line in self.lines if line.standing == Standing.HEADLINE]
        return heads if self.headlines_only and heads else self.lines

    @property
    def news(self) -> list[Progress]:
        """The periods from the one shown on of which returns are still to come, the newest first."""
        return [
            each
            for each in self.owed.progress()
            if self.period and each.period >= self.period and not each.is_complete
        ]

    @property
    def initial(self) -> dict[str, str]:
        """The choice as the form shows it."""
        return {
            "area": self.area or EVERY_AREA,
            "period": str(self.period or ""),
            "rows": HEADLINES if self.headlines_only else "",
            "show": RATES if self.as_rates else "",
        }


def chosen(request: Request, *, on: date) -> Choice:
    """Read the address; another partnership's area does not exist, an unknown period is left aside."""
    principal = request.principal
    own_lines = lines_of(principal, on=on)
    lines = own_lines or lines_for_a_beginning()
    columns = columns_of(principal, on=on)
    own = [column.code for column in columns if not column.is_comparator]
    area = request.GET.get("area", "")
    if area and area != EVERY_AREA and area not in own:
        raise Http404
    heads = [line for line in lines if line.standing == Standing.HEADLINE] or lines
    headlines = [catalogue()[line.indicator] for line in heads]
    known = known_of(principal, keys_for(lines), [row.key for row in headlines], own)
    options = known.options()
    by_text = {str(option): option for option in options}
    period = by_text.get(request.GET.get("period", ""))
    owed = owed_of(principal, [period] if period else [])
    if period is None and options:
        period = opening_period(options, headlines, own, known, owed.progress())
    return Choice(
        lines=lines,
        columns=columns,
        options=options,
        period=period,
        area=area,
        as_rates=request.GET.get("show") == RATES,
        headlines_only=request.GET.get("rows") == HEADLINES,
        is_beginning=not own_lines,
        owed=owed,
    )


def table_of(
    principal: Principal, choice: Choice, *, on: date
) -> tuple["Drawn", FigureWorkshop] | None:
    """The scorecard that was chosen, and the workshop behind it; None where nothing is known at all."""
    if choice.period is None:
        return None
    columns = tuple(
        column
        for column in choice.columns
        if column.is_comparator or column.is_other or choice.area in ("", EVERY_AREA, column.code)
    )
    shop = workshop(
        principal,
        keys_for(choice.shown_lines),
        [column.code for column in columns],
        extent_of(window(choice.period), [""]),
    )
    terms = terms_of(principal, keys_for(choice.shown_lines), on=on)
    reader, period, owed = reader_of(principal, on=on), choice.period, choice.owed
    lines = tuple(choice.shown_lines)
    builder = Builder(
        shop=shop,
        period=period,
        columns=columns,
        marking=lambda worked: reader.marking(worked, shop),
        rule=reader.change,
        why_empty=lambda row, areas: owed.why_empty(row, areas, period, on),
        as_rates=choice.as_rates,
        settled=terms.settled,
    )
    which = (lines, columns, period, choice.as_rates, reader, principal.spaces)
    made_of = (shop.shelf.content(), shop.wordings.local, owed, on, terms.content())
    return _drawn.get(which, made_of, lambda: Drawn.of(builder.build(lines))), shop


@dataclass(frozen=True)
class Drawn:
    """A scorecard, and its table as HTML: a page of six hundred cells."""

    card: Scorecard
    html: str

    @classmethod
    def of(cls, card: Scorecard) -> "Drawn":
        return cls(card, render_to_string("performance/scorecard/table.html", {"card": card}))


_drawn: Kept[Drawn] = Kept(most=16)


@requires(SEE_SCORECARD)
@require_safe
def scorecard(request: Request) -> HttpResponse:
    """The scorecard of a period, by priority."""
    today = timezone.localdate()
    choice = chosen(request, on=today)
    table = table_of(request.principal, choice, on=today)
    context = {
        "choice": choice,
        "card": table[0].card if table else None,
        "table": table[0].html if table else "",
        "form": ChoiceForm(choice.columns, choice.options, initial=choice.initial),
        "may_see_returns": request.principal.holds(SEE_RETURNS),
        "may_set_up": request.principal.holds(SET_UP),
        "may_see_rare_events": request.principal.holds(SEE_RARE_EVENTS),
        "query": request.GET.urlencode(),
        "is_print": "print" in request.GET,
    }
    return render(request, "performance/scorecard/scorecard.html", context)


@requires(SEE_SCORECARD, again=True)
@require_safe
def scorecard_file(request: Request, form: str) -> HttpResponse:
    """The scorecard as it was chosen, and every figure of it with where it came from."""
    today = timezone.localdate()
    choice = chosen(request, on=today)
    table = table_of(request.principal, choice, on=today)
    if table is None:
        raise Http404
    card, shop = table[0].card, table[1]
    before = card.period.year_before()
    return figures_file(
        request,
        form,
        name=f"scorecard-{str(card.period).replace(' ', '-').lower()}",
        title=f"Scorecard, {card.period.label}",
        figures=(
            replace(shop.dressed(cell.worked), marking=cell.marking)
            for row in card.rows
            for cell in row.cells
        ),
        kind="performance.scorecard.exported",
        first=[matrix(card)],
        notes=[("Changes are on", before.label)] if before else [],
    )
