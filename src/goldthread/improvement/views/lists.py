"""Lists: the actions, one's own, the findings, the themes, and what is broken."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, Prefetch, Q, QuerySet, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.improvement import actions, offered
from goldthread.improvement.forms import LATE, ActionFilter, FindingFilter, ThemeForm
from goldthread.improvement.memory import came_of
from goldthread.improvement.models import Action, Finding, Theme
from goldthread.improvement.permissions import KEEP, SEE
from goldthread.improvement.standing import breaks, counted
from goldthread.improvement.tables import ActionsTable
from goldthread.improvement.views.common import Asked, answered, crumbs, own_space_id
from goldthread.register.models import Space

PER_PAGE = 25
# What is under way first, then what is to be tested, then what is over.
TURN = Case(
    When(status=Action.Status.OPEN, then=0), When(status=Action.Status.DONE, then=1), default=2
)


@requires(SEE)
@require_safe
def list_actions(request: Request) -> HttpResponse:
    """The actions in sight, narrowed by standing, agency, theme and lead."""
    principal, today = request.principal, timezone.localdate()
    space_id = own_space_id(principal)
    form = ActionFilter(
        request.GET or None, offered=offered.in_a_filter(principal, space_id, on=today)
    )
    rows = _actions(request)
    asked = form.cleaned_data if form.is_valid() else {}
    table = ActionsTable(_narrowed(rows, asked, today), on=today)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context = {
        "table": table,
        "form": form,
        "counted": counted(principal, on=today),
        "may_keep": bool(may(principal, KEEP)),
    }
    return render(request, "improvement/actions.html", context)


def _actions(request: Request) -> QuerySet[Action]:
    rows = Action.objects.visible_to(request.principal)
    rows = rows.select_related("lead").prefetch_related("agencies")
    return rows.annotate(turn=TURN).order_by("turn", "due_on", "pk")


def _narrowed(rows: QuerySet[Action], asked: dict[str, Any], on: date) -> QuerySet[Action]:
    if asked.get("standing") == LATE:
        rows = rows.filter(status=Action.Status.OPEN, due_on__lt=on)
    elif asked.get("standing"):
        rows = rows.filter(status=asked["standing"])
    where = {
        "agencies__public_id": asked.get("agency"),
        "recommendations__findings__themes__public_id": asked.get("theme"),
        "lead__public_id": asked.get("lead"),
    }
    asked_for = {path: value for path, value in where.items() if value}
    if not asked_for:
        return rows
    # Found aside by their ids: to sort out what a join told twice would hold every row beside every other.
    found = rows.filter(**asked_for).order_by()
    return rows.filter(pk__in=found.values("pk"))


@requires(SEE)
@require_safe
def mine(request: Request) -> HttpResponse:
    """The actions that one leads oneself, those that ask for something first."""
    principal, today = request.principal, timezone.localdate()
    rows = list(_actions(request).filter(lead_id=principal.person_id))
    context = {
        "open": [row for row in rows if row.status == Action.Status.OPEN],
        "over": [row for row in rows if row.status != Action.Status.OPEN],
        "today": today,
        "crumbs": crumbs(),
    }
    return render(request, "improvement/mine.html", context)


@requires(SEE)
@require_safe
def broken(request: Request) -> HttpResponse:
    """What is broken in the lines of the partnership."""
    found = breaks(request.principal, on=timezone.localdate())
    context = {
        "breaks": [each for each in found if each.count],
        "whole": [each.title for each in found if not each.count],
        "today": timezone.localdate(),
        "crumbs": crumbs(),
    }
    return render(request, "improvement/broken.html", context)


@requires(SEE)
@require_safe
def list_findings(request: Request) -> HttpResponse:
    """The findings in sight, the newest first, with what came of each."""
    principal = request.principal
    form = FindingFilter(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = Finding.objects.visible_to(principal)
    if asked.get("kind"):
        rows = rows.filter(sources__kind=asked["kind"])
    for word in asked.get("words", "").split():
        rows = rows.filter(
            Q(title__icontains=word) | Q(text__icontains=word) | Q(evidence__icontains=word)
        )
    page = _paged(_with_what_came(request, rows.distinct()), request)
    context = {
        "page": page,
        "findings": [(finding, came_of(finding)) for finding in page],
        "form": form,
        "may_keep": bool(may(principal, KEEP)),
        "crumbs": crumbs(),
    }
    return render(request, "improvement/findings.html", context)


def _with_what_came(request: Request, rows: QuerySet[Finding]) -> QuerySet[Finding]:
    acts = Action.objects.visible_to(request.principal).prefetch_related("tests")
    came = Prefetch("recommendations__actions", queryset=acts)
    return rows.order_by("-pk").prefetch_related("themes", "sources", came)


def _paged(rows: QuerySet[Any], request: Request) -> Any:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


@requires(SEE)
@require_safe
def list_themes(request: Request) -> HttpResponse:
    """The themes, and how many findings in sight belong to each."""
    principal = request.principal
    seen = Finding.objects.visible_to(principal).values("pk")
    rows = Theme.objects.visible_to(principal)
    context = {
        "themes": rows.annotate(
            many=Count("findings", filter=Q(findings__in=seen), distinct=True)
        ).order_by("name"),
        "may_keep": bool(may(principal, KEEP)),
        "crumbs": crumbs(),
    }
    return render(request, "improvement/themes.html", context)


@requires(SEE)
@require_safe
def theme(request: Request, public_id: str) -> HttpResponse:
    """One theme: its findings over the years, what was done about each and how it tested."""
    principal = request.principal
    found = get_object_or_404(Theme.objects.visible_to(principal), public_id=public_id)
    rows = Finding.objects.visible_to(principal).filter(themes=found)
    page = _paged(_with_what_came(request, rows), request)
    context = {
        "theme": found,
        "page": page,
        "findings": [(finding, came_of(finding)) for finding in page],
        "crumbs": crumbs(),
    }
    return render(request, "improvement/theme.html", context)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def new_theme(request: Request) -> HttpResponse:
    """Add a theme."""
    principal = request.principal
    space = Space.objects.visible_to(principal).get(pk=own_space_id(principal))
    asked = Asked(title="Add a theme", submit="Add it", said="The theme is added.")
    return answered(
        request,
        ThemeForm(request.POST or None),
        asked,
        lambda given: actions.add_theme(
            by=principal, at=timezone.localtime(), space=space, **given
        ),
    )
