"""The board of one period: the agencies that were asked, and how far each is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet

from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.measures.values import Measured
from goldthread.performance import standing
from goldthread.performance.answers import asked_of, figure_of, key_of
from goldthread.performance.asked import Asked, LineKey
from goldthread.performance.blanks import Completeness, completeness
from goldthread.performance.models import Cell, Return, ReturnRequest
from goldthread.performance.restated import Restated, moved_between
from goldthread.ui.components import Tone

QUIET_FOR = timedelta(days=7)  # who was reminded later than this is not ticked beforehand
ACCEPTED_ONCE = (Return.Status.ACCEPTED, Return.Status.REPLACED)


@dataclass(frozen=True)
class Row:
    """One agency: what it was asked, where it stands, and what came of it."""

    request: ReturnRequest
    indicators: int
    areas: tuple[str, ...]
    state: str
    tone: Tone
    is_late: bool
    is_owed: bool
    can_be_reminded: bool
    is_ticked: bool
    complete: Completeness
    restated: Restated | None
    asked_by: str = ""  # the collaboration that asked it, where the partnership itself did not

    @property
    def asked_words(self) -> str:
        """What was asked of it: "12 indicators, 2 areas"."""
        counts = ((self.indicators, "indicator"), (len(self.areas), "area"))
        return ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts)


@dataclass(frozen=True)
class Board:
    """All rows of a period."""

    rows: tuple[Row, ...]

    @property
    def tally(self) -> list[tuple[str, int]]:
        """How many agencies stand where, in the order of the work; every count, also of none."""
        rows = [row.request for row in self.rows]
        status = [getattr(row, "latest_status", None) for row in rows]
        owed = [standing.is_owed(row) for row in rows]
        return [
            ("asked", len(rows)),
            ("not begun", sum(o and s is None for o, s in zip(owed, status, strict=True))),
            ("begun", status.count(Return.Status.DRAFT)),
            ("sent back", status.count(Return.Status.QUERIED)),
            ("waiting to be accepted", status.count(Return.Status.SUBMITTED)),
            ("accepted", status.count(Return.Status.ACCEPTED)),
            ("late", sum(row.is_late for row in self.rows)),
        ]

    @property
    def cells(self) -> Completeness:
        """The figures of all agencies together."""
        blank: dict[str, int] = defaultdict(int)
        for row in self.rows:
            for words, count in row.complete.blank:
                blank[words] += count
        return Completeness(
            asked=sum(row.complete.asked for row in self.rows),
            given=sum(row.complete.given for row in self.rows),
            blank=tuple(sorted(blank.items(), key=lambda each: -each[1])),
            unexplained=sum(row.complete.unexplained for row in self.rows),
        )

    @property
    def to_remind(self) -> int:
        return sum(row.can_be_reminded for row in self.rows)

    @property
    def mark(self) -> str:
        """A short text that differs as soon as anything on the board does."""
        drawn = [(row, row.request.row_version, row.request.reminders) for row in self.rows]
        return sha256(repr(drawn).encode()).hexdigest()[:16]


def board_of(requests: QuerySet[Any], *, at: datetime, space_id: int) -> Board:
    """The board of a space for some requests read with their standing, those of its collaborations among
    them; a number of queries that does not grow.
    """
    rows = list(requests.select_related("agency", "space").prefetch_related("areas"))
    versions = _versions(rows)
    cells = _cells(each for own in versions.values() for each in own)
    drawn = (_row(row, versions[row.pk], cells, at) for row in rows)
    return Board(tuple(_as_seen_in(space_id, row) for row in drawn))


def _as_seen_in(space_id: int, row: Row) -> Row:
    """A row that a collaboration asked for: who asked it reminds of it."""
    if row.request.space_id == space_id:
        return row
    asked_by = row.request.space.name
    return replace(row, asked_by=asked_by, can_be_reminded=False, is_ticked=False)


def _versions(requests: Iterable[ReturnRequest]) -> dict[int, list[Return]]:
    """Of each request the newest version, and behind it the one that was accepted before it."""
    found: dict[int, list[Return]] = defaultdict(list)
    every = Return.objects.filter(request__in=[row.pk for row in requests])
    for version in every.order_by("request_id", "-number"):
        own = found[version.request_id]
        if not own or (len(own) == 1 and version.status in ACCEPTED_ONCE):
            own.append(version)
    return found


def _cells(versions: Iterable[Return]) -> dict[int, list[Cell]]:
    """The stored cells by version; one query."""
    found: dict[int, list[Cell]] = defaultdict(list)
    for cell in Cell.objects.filter(of__in=[each.pk for each in versions]).select_related("area"):
        found[cell.of_id].append(cell)
    return found


def _row(
    request: Any, versions: list[Return], cells: Mapping[int, list[Cell]], at: datetime
) -> Row:
    areas = sorted(request.areas.all(), key=lambda area: area.name)
    asked = Asked(
        Period.parse(request.period),
        tuple((area.code, area.name) for area in areas),
        tuple(key for key in request.indicators if key in catalogue()),
    )
    of = {version.pk: cells.get(version.pk, []) for version in versions}
    figures = {pk: _figures(own) for pk, own in of.items()}
    newest = versions[0] if versions else None
    own = of[newest.pk] if newest else []
    late = standing.is_late(request, at.date())
    owed = standing.is_owed(request)
    return Row(
        request=request,
        indicators=len(request.indicators),
        areas=tuple(area.name for area in areas),
        state=standing.words(request),
        tone=standing.tone(request),
        is_late=late,
        is_owed=owed,
        can_be_reminded=owed and not _reminded_on(request, at.date(), at),
        is_ticked=late and not (request.reminded_at and at - request.reminded_at < QUIET_FOR),
        complete=completeness(asked, figures[newest.pk] if newest else (), _reasons(own)),
        restated=restated(asked, versions, figures),
    )


def _reasons(cells: Iterable[Cell]) -> dict[LineKey, str]:
    """What is said of each cell in which nothing stands that is no number."""
    return {key_of(cell): cell.answer.strip() for cell in cells if not cell.typed}


def completeness_of(version: Return) -> Completeness:
    """How complete one version of a return is."""
    cells = _cells([version])[version.pk]
    return completeness(asked_of(version.request), _figures(cells), _reasons(cells))


def restated_of(request: ReturnRequest) -> Restated | None:
    """What one request's newest version changed since the one accepted before it."""
    versions = _versions([request])[request.pk]
    if len(versions) < 2:
        return None
    cells = _cells(versions)
    figures = {version.pk: _figures(cells[version.pk]) for version in versions}
    return restated(asked_of(request), versions, figures)


def restated(
    asked: Asked, versions: list[Return], figures: Mapping[int, Mapping[LineKey, Measured]]
) -> Restated | None:
    """The newest version beside the one accepted before it; None where there is no such pair."""
    if len(versions) < 2:
        return None
    newest, before = versions
    return Restated(
        before=before.number,
        number=newest.number,
        reason=newest.reason,
        is_accepted=newest.status == Return.Status.ACCEPTED,
        moved=moved_between(asked, figures[before.pk], figures[newest.pk]),
    )


def _figures(cells: Iterable[Cell]) -> dict[LineKey, Measured]:
    pairs = ((key_of(cell), figure_of(cell)) for cell in cells)
    return {key: figure for key, figure in pairs if figure is not None}


def _reminded_on(request: ReturnRequest, on: date, at: datetime) -> bool:
    """Whether it was reminded on a day, by the clock of `at`."""
    last = request.reminded_at
    return last is not None and last.astimezone(at.tzinfo).date() == on
