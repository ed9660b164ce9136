"""The clocks of the partnership at work, as its pages show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goldthread.access.principal import Principal
from goldthread.clocks import Clock, FirstDay, Limit, NotInForce, OwnLimit, Unit, clocks
from goldthread.register.clocks import PREFIX, clocks_of, own_limit
from goldthread.register.models import Setting
from goldthread.ui.british import day
from goldthread.ui.components import SummaryRow

_FIRST_DAY = {
    (Unit.WORKING_DAYS, FirstDay.NEXT): "The first working day after the start is day 1.",
    (Unit.WORKING_DAYS, FirstDay.SAME): "The day of the start is day 1, if it is a working day.",
    (Unit.CALENDAR_DAYS, FirstDay.NEXT): "The day after the start is day 1.",
    (Unit.CALENDAR_DAYS, FirstDay.SAME): "The day of the start is day 1.",
    (Unit.HOURS, FirstDay.NEXT): "From the minute, also through nights, weekends and holidays.",
    (Unit.MONTHS, FirstDay.NEXT): "To the same day of the month, or the last of a shorter one.",
}


@dataclass(frozen=True)
class Section:
    """Limits that stand together."""

    key: str
    title: str
    limits: tuple[Limit, ...]


def sections_of(principal: Principal, *, on: date) -> list[Section]:
    """Every limit for what starts today, as the partnership has it; in one query."""
    kept = clocks_of(_own_space_id(principal))
    found = []
    for key, title in clocks().sections.items():
        limits = []
        for clock in clocks().in_section(key):
            try:
                limits.append(kept.limit(clock.name, on))
            except NotInForce:
                continue
        found.append(Section(key, title, tuple(limits)))
    return found


@dataclass(frozen=True)
class Kept:
    """A clock with what the partnership has set of it, the latest first."""

    clock: Clock
    limit: Limit
    rows: tuple[Setting, ...]
    today: date

    @property
    def version(self) -> int:
        """Goes up with everything that is kept, so that nobody overwrites what they have not seen."""
        return sum(row.row_version for row in self.rows)

    @property
    def settings(self) -> list[tuple[Setting, OwnLimit | None]]:
        return [(row, own_limit(row)) for row in self.rows]


def kept_clock(principal: Principal, name: str, *, on: date) -> Kept:
    """A clock as the partnership at work has it; the newest shipped row where none holds today."""
    clock, space_id = clocks()[name], _own_space_id(principal)
    rows = Setting.objects.visible_to(principal).filter(space_id=space_id, name=PREFIX + name)
    try:
        limit = clocks_of(space_id).limit(name, on)
    except NotInForce:
        limit = clock.newest
    return Kept(clock, limit, tuple(rows.order_by("-holds_from")), on)


def facts_of(limit: Limit) -> Iterator[SummaryRow]:
    """What a limit says, line by line."""
    if limit.own:
        yield SummaryRow(
            "This partnership’s own", f"{limit.length}, since {day(limit.own.holds_from)}"
        )
        yield SummaryRow("Why", limit.own.reason)
        yield SummaryRow("Written in", limit.own.source)
    yield SummaryRow("As shipped" if limit.own else "Limit", str(limit.shipped))
    yield SummaryRow("Counted from", f"When {limit.starts_when}")
    yield SummaryRow("How it is counted", _FIRST_DAY[limit.length.unit, first_day_of(limit)])
    yield SummaryRow("Comes from", edition_words(limit))
    yield SummaryRow("Source", limit.source)
    yield SummaryRow("Confirmed", confirmed_words(limit))
    if limit.note:
        yield SummaryRow("Note", limit.note)


def first_day_of(limit: Limit) -> FirstDay:
    """Hours and months know no other first day than the usual one."""
    counts_days = limit.length.unit in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)
    return limit.first_day if counts_days else FirstDay.NEXT


def edition_words(limit: Limit) -> str:
    """Working Together 2023, for what started from 15 December 2023 to 18 March 2026."""
    edition = limit.edition
    since = f", for what starts from {day(edition.holds_from)}" if edition.holds_from else ""
    until = f" to {day(edition.holds_until)}" if edition.holds_until else ""
    return f"{edition.title}{since}{until}"


def confirmed_words(limit: Limit) -> str:
    if limit.confirmed:
        return "Yes, found in the source: a partnership may set a stricter limit, and none looser."
    return "No: a partnership may set its own, with the reason and its source."


def _own_space_id(principal: Principal) -> int:
    assert principal.space is not None
    return principal.space.id
