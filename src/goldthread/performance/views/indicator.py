"""An indicator's page: its sentence, definition, charts, table, notes and commentary, and its files."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import Rung
from goldthread.house.kept import Kept
from goldthread.measures.catalogue import Agency, Indicator, Polarity, catalogue
from goldthread.measures.periods import PeriodKind
from goldthread.performance import actions
from goldthread.performance.addresses import indicator_page
from goldthread.performance.audiences import own_space, reader_of
from goldthread.performance.beside import Middle, funnel_of, middle_of
from goldthread.performance.definitions import versions_of
from goldthread.performance.figures.family import workshop
from goldthread.performance.indicator_page import AreaChart, Story
from goldthread.performance.models import Commentary
from goldthread.performance.peers import Peer, peers_of
from goldthread.performance.permissions import COMMENT, SEE_SCORECARD, SET_UP
from goldthread.performance.scorecard import Column, rate_of
from goldthread.performance.scorecard_periods import KINDS
from goldthread.performance.scorecard_reading import columns_of
from goldthread.performance.settled import Terms, terms_of
from goldthread.performance.variation import how_it_varies
from goldthread.performance.views.files import figures_file
from goldthread.register.models import Space
from goldthread.ui.components import Crumb, SummaryRow
from goldthread.ui.forms import FilterForm, Form
from goldthread.ui.responses import invalid, posts_only

EVERY_AREA = "all"
BY = {PeriodKind.YEAR: "year", PeriodKind.QUARTER: "quarter"}
TEMPLATE = "performance/scorecard/indicator.html"


class ChoiceForm(FilterForm):
    """Which area, and years or quarters."""

    area = forms.ChoiceField(label="Area", required=False)
    by = forms.ChoiceField(
        label="By", required=False, choices=[("year", "Years"), ("quarter", "Quarters")]
    )


class CommentForm(Form):
    """Something to be said of the indicator in a period."""

    period = forms.ChoiceField(label="Period that it is about")
    text = forms.CharField(
        label="Commentary",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text="Say what explains the figure, not what it is. Do not name a child.",
    )

    def __init__(self, periods: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(period, period) for period in reversed(periods)]
        self.fields["period"] = forms.ChoiceField(label="Period that it is about", choices=choices)


def row_asked(key: str) -> Indicator:
    """The indicator of an address; not found where the catalogue has none."""
    try:
        return catalogue()[key]
    except KeyError:
        raise Http404 from None


@dataclass(frozen=True)
class Asked:
    """What is known of the indicator in the areas asked for, and what else could be asked."""

    story: Story
    columns: tuple[Column, ...]
    area: str


def story_asked(request: Request, row: Indicator, *, on: date) -> Asked:
    """The story that the address asks for; without a wish, the kind of period with more of them."""
    principal = request.principal
    columns = columns_of(principal, on=on)
    own = {column.code for column in columns if not column.is_comparator}
    area = request.GET.get("area", EVERY_AREA) or EVERY_AREA
    if area != EVERY_AREA and area not in own:
        raise Http404
    shown = tuple(c for c in columns if c.is_comparator or area in (EVERY_AREA, c.code))
    rate = rate_of(row)
    keys = [row.key, *([rate.key] if rate else [])]
    shop = workshop(principal, keys, [c.code for c in shown])
    reader = reader_of(principal, on=on)
    stories = {BY[kind]: Story(row, shop, shown, kind, reader) for kind in KINDS}
    by = request.GET.get("by", "")
    if by not in stories:
        by = "quarter" if len(stories["quarter"].periods) > len(stories["year"].periods) else "year"
    return Asked(stories[by], columns, area)


@requires(SEE_SCORECARD)
@require_safe
def indicator(request: Request, key: str) -> HttpResponse:
    """One indicator: what it means, how it went, and what is said of it."""
    return render(request, TEMPLATE, _context(request, row_asked(key)))


@requires(COMMENT)
@posts_only(back="indicator")
def comment(request: Request, key: str) -> HttpResponse:
    """Say something of the indicator in a period."""
    row = row_asked(key)
    context = _context(request, row)
    form = CommentForm(context["story"].periods, request.POST)
    if not form.is_valid():
        return invalid(request, TEMPLATE, context | {"form": form})
    space = Space.objects.visible_to(request.principal).get(pk__in=own_space(request.principal))
    actions.comment(
        by=request.principal,
        at=timezone.now(),
        space=space,
        indicator=row.key,
        period=form.cleaned_data["period"],
        text=form.cleaned_data["text"],
    )
    messages.success(request, "Your commentary is saved.")
    return redirect(indicator_page(row.key))


@requires(SEE_SCORECARD)
@require_safe
def indicator_file(request: Request, key: str, form: str) -> HttpResponse:
    """Every figure of the page as a file."""
    row = row_asked(key)
    story = story_asked(request, row, on=timezone.localdate()).story
    return figures_file(
        request,
        form,
        name=row.key.replace("_", "-"),
        title=row.title,
        figures=story.figures(),
        kind="performance.indicator.exported",
    )


def _context(request: Request, row: Indicator) -> dict[str, Any]:
    today, principal = timezone.localdate(), request.principal
    asked = story_asked(request, row, on=today)
    story = asked.story
    said = (
        Commentary.objects.visible_to(principal)
        .filter(indicator=row.key)
        .select_related("written_by")
        .order_by("-written_at", "-pk")
    )
    may_comment = bool(may(principal, COMMENT)) and bool(story.periods)
    return {
        "story": story,
        "row": row,
        "section": catalogue().sections[row.section],
        "told": _told_of(story, principal, terms_of(principal, [row.key], on=today)),
        "may_set_up": bool(may(principal, SET_UP)),
        "versions": versions_of(row, principal.spaces),
        "about": _about(row),
        "rate": rate_of(row),
        "said": list(said),
        "form": CommentForm(story.periods) if may_comment else None,
        "choice": _choice_form(asked.columns, asked.area, BY[story.kind]),
        "query": request.GET.urlencode(),
        "crumbs": [Crumb("Scorecard", reverse("scorecard"))],
    }


def _told_of(story: Story, principal: Principal, terms: Terms) -> str:
    """The charts, tables and notes as HTML, drawn once for what they are made of."""
    which = (story.row.key, story.columns, story.kind, story.reader, principal.spaces)
    middle = middle_of(story)
    peers = peers_of(principal, story.row, middle.period) if middle else ()
    return _told.get(
        which,
        (story.content(), terms.content(), peers),
        lambda: render_to_string(
            "performance/scorecard/told.html", _in_told(story, terms, middle, peers)
        ),
    )


_told: Kept[str] = Kept(most=64)


def _in_told(
    story: Story, terms: Terms, middle: Middle | None, peers: tuple[Peer, ...]
) -> dict[str, Any]:
    varies = how_it_varies(story, terms.settled, terms.reasons)
    return {
        "row": story.row,
        "story": story,
        "varies": varies,
        "funnel": funnel_of(story, middle, peers) if middle else None,
        "charts": _charts(story, {each.heading for each in varies if each.wide}),
        "table": story.table(),
        "divisions": story.divisions(),
        "notes": story.notes(),
    }


def _charts(story: Story, drawn: set[str]) -> list[AreaChart]:
    """A chart for each area and, for a count, its rate beside the region and England.

    An area whose only line has been drawn with its limits is not drawn again without.
    """
    rate = rate_of(story.row)
    alone = {c.name for c in story.own if not story.compared and len(story.strands(c)) == 1}
    together = replace(story, row=rate).chart_together() if rate else None
    charts = [chart for chart in story.charts() if chart.heading not in drawn & alone]
    return [*charts, *([together] if together else [])]


def _choice_form(columns: tuple[Column, ...], area: str, by: str) -> ChoiceForm:
    form = ChoiceForm(initial={"area": area, "by": by})
    own = [(column.code, column.name) for column in columns if not column.is_comparator]
    form.fields["area"] = forms.ChoiceField(label="Area", choices=[(EVERY_AREA, "All areas"), *own])
    return form


def _about(row: Indicator) -> list[SummaryRow]:
    """What is agreed of the indicator, besides its wording."""
    rows = [
        SummaryRow("How it is worked out", _sentence(row.formula)),
        SummaryRow("What counts as better", _BETTER[row.polarity]),
        SummaryRow("Who is asked", _WHO.get(row.agency, _sentence(row.agency.replace("_", " ")))),
        SummaryRow("How often", _sentence(row.frequency)),
        SummaryRow("Where the definition comes from", row.source),
        SummaryRow("What it can show", Rung(row.rung).label),
    ]
    return [each for each in rows if each.value]


_BETTER = {
    Polarity.UP: "Higher is better",
    Polarity.DOWN: "Lower is better",
    Polarity.NEUTRAL: "Neither: it depends on why it changed",
}
_WHO = {
    Agency.NATIONAL: "Nobody: it is only published",
    Agency.EVERY_AGENCY: "Every agency",
    Agency.HEALTH: "Health agencies",
    Agency.SCHOOLS: "Schools",
}


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
