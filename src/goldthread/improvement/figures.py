"""The impact of learning as figures: what was taken on, done, tested and achieved in a period, and how high it reached."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import (
    Audience,
    Basis,
    Figure,
    FigureFamily,
    FigureRequest,
    Origin,
    OriginKind,
    Rung,
)
from goldthread.improvement.models import Action, ActionDecision, LookBack
from goldthread.improvement.permissions import SEE_ALL
from goldthread.measures.periods import Period
from goldthread.register.models import Area, SpaceArea

PREFIX = "improvement"
EMBEDDED = LookBack.Verdict.EMBEDDED
NOT_WHOLE = "only who sees the actions of every agency can count them"
NOT_AN_AREA = "actions are counted for the partnership as a whole"


@dataclass(frozen=True)
class Happened:
    """Something that happened in a line on a day: a decision or a test, with the rung that it reached."""

    kind: str
    on: date
    rung: int = 0


@dataclass(frozen=True)
class Counted:
    """A figure of lines: its title, what counts, and the rung on which it shows anything."""

    title: str
    definition: str
    counts: Callable[[Happened], bool]
    rung: Rung = Rung.ACTIVITY


def _is(kind: str) -> Callable[[Happened], bool]:
    return lambda each: each.kind == kind


def _reached(rung: Rung) -> Callable[[Happened], bool]:
    return lambda each: each.kind == EMBEDDED and each.rung == rung


COUNTED = {
    "actions_taken_on": Counted(
        "Actions taken on", "Actions that were taken on in the period.", _is("taken_on")
    ),
    "actions_done": Counted(
        "Actions done", "Decisions in the period that an action is done.", _is("done")
    ),
    "actions_achieved": Counted(
        "Actions that achieved what they were for",
        "Decisions in the period, by another person than who said done, after a test.",
        _is("achieved"),
        Rung.PRACTICE,
    ),
    "actions_reopened": Counted(
        "Actions opened again", "Actions whose test failed in the period.", _is("reopened")
    ),
    "actions_tested": Counted(
        "Actions tested again",
        "Tests in the period, whatever they showed.",
        lambda each: each.kind in LookBack.Verdict.values,
    ),
    **{
        f"tests_{rung.name.lower()}": Counted(
            f"Tests that found it embedded: {rung.label.lower()}",
            f"Tests in the period that found the change embedded, on the rung “{rung.label}”.",
            _reached(rung),
            rung,
        )
        for rung in Rung
    },
}


def offers(principal: Principal) -> list[tuple[str, str, str]]:
    """(key, title, unit) of every figure of lines."""
    return [(f"{PREFIX}.{name}", each.title, "") for name, each in COUNTED.items()]


def read(principal: Principal, requests: list[FigureRequest], audience: Audience) -> list[Figure]:
    """Every figure asked for, in the same order, in a number of queries that does not grow."""
    if not requests:
        return []
    space_id = principal.space.id if principal.space else 0
    whole = set(
        SpaceArea.objects.filter(
            space_id=space_id, is_comparator=False, area__kind=Area.Kind.PARTNERSHIP
        ).values_list("area__code", flat=True)
    )
    names = dict(
        Area.objects.filter(code__in={each.area for each in requests}).values_list("code", "name")
    )
    sees_all = bool(may(principal, SEE_ALL)) and principal.area_limits() is None
    happened = list(_happened(principal, space_id)) if sees_all else []
    return [
        _figure(each, names, _missing(each, whole, sees_all=sees_all), happened)
        for each in requests
    ]


def _missing(request: FigureRequest, whole: set[str], *, sees_all: bool) -> str:
    if not sees_all:
        return NOT_WHOLE
    return "" if request.area in whole else NOT_AN_AREA


def _happened(principal: Principal, space_id: int) -> Iterator[Happened]:
    """Everything that happened in the lines outside compartments; three queries."""
    zone, where = timezone.get_current_timezone(), {"space_id": space_id, "compartment": None}
    actions = Action.objects.visible_to(principal).filter(**where)
    for at in actions.values_list("written_at", flat=True):
        yield Happened("taken_on", at.astimezone(zone).date())
    decisions = ActionDecision.objects.visible_to(principal).filter(**where)
    for kind, at in decisions.values_list("kind", "decided_at"):
        yield Happened(kind, at.astimezone(zone).date())
    tests = LookBack.objects.visible_to(principal).filter(**where).exclude(verdict="")
    for verdict, on, rung in tests.values_list("verdict", "tested_on", "rung"):
        assert on is not None
        yield Happened(verdict, on, rung or 0)


def _figure(
    request: FigureRequest, names: dict[str, str], missing: str, happened: list[Happened]
) -> Figure:
    name = request.key.removeprefix(f"{PREFIX}.")
    counted, period = COUNTED[name], Period.parse(request.period)
    value = None
    if not missing:
        within = (each for each in happened if period.starts_on <= each.on <= period.ends_on)
        value = Decimal(sum(counted.counts(each) for each in within))
    return Figure(
        key=request.key,
        indicator=counted.title,
        area=request.area,
        area_name=names.get(request.area, request.area),
        period=request.period,
        unit="",
        value=value,
        shown="–" if value is None else f"{value:,}",
        basis=Basis.COUNTED,
        origin=Origin(OriginKind.LINES, "Actions and impact", url=reverse("improvement:actions")),
        definition=counted.definition,
        definition_version="1",
        rung=counted.rung,
        missing=missing,
    )


FAMILY = FigureFamily(prefix=PREFIX, read=read, offers=offers)
