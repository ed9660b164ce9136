"""Facts: events with the period that they belong to, and what was worked out about each.

Days are compared as numbers (`ordinal`), in which a month is 32: the same day of a later month, or the last
day where that month is shorter, is then never too late, on every engine alike. Every ordering ends with a
unique row, since ties fall differently on different engines.
"""

from collections.abc import Callable
from typing import Any

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from goldthread.records.definitions.measure import Asked, Fact
from goldthread.records.events import ITEMS

MONTH = 32
YEAR = 12 * MONTH
FACTS: dict[str, Fact] = {}
AGES = (
    (0, "unborn"),
    (1, "under_1"),
    (5, "1_to_4"),
    (10, "5_to_9"),
    (16, "10_to_15"),
    (200, "16_and_over"),
)
# What is asked of a referral, and how many items each has.
_PACKED = {
    "age": len(AGES) + 1,
    **{key: len(ITEMS[key]) for key in ("source", "sex", "ethnicity", "disability")},
    "no_further_action": len(ITEMS["no_further_action"]),
    "not_in_need": 2,
}
Making = Callable[[Asked], Table]


def _fact(*events: str, is_stock: bool = False) -> Callable[[Making], Making]:
    def declare(make: Making) -> Making:
        key = make.__name__
        FACTS[key] = Fact(key=key, events=events, make=make, is_stock=is_stock)
        return make

    return declare


def ordinal(day: Any) -> IntegerValue:
    """A day as (year, month, day) in one number: a month later is 32 more."""
    number: IntegerValue = (day.year() * 12 + day.month()) * MONTH + day.day()
    return number


def within_months(later: Any, earlier: Any, many: int) -> BooleanValue:
    """Whether `later` is at most so many months after `earlier`; false where either is unknown."""
    found: BooleanValue = (ordinal(later) <= ordinal(earlier) + many * MONTH).fill_null(False)
    return found


def months_by(end: Any, since: Any, many: int) -> BooleanValue:
    """Whether so many months have passed by the last day of a month; false where `since` is unknown.

    They have passed by that day whichever day of its month `since` is.
    """
    passed = end.year() * 12 + end.month() - since.year() * 12 - since.month()
    found: BooleanValue = (passed >= many).fill_null(False)
    return found


def _happened(events: Table, asked: Asked, on: str = "on") -> Table:
    """Events with the number of the period in which their day falls, of the periods asked for."""
    day: Any = events[on]
    number = ((day.year() * 12 + day.month() - 4) // asked.months).cast("int64")
    facts = events.mutate(on=day, period=number)
    return facts.filter(facts.period.between(asked.first, asked.last))


def _open_at_end(events: Table, asked: Asked) -> Table:
    """Spans with each period at whose end they are open; `on` is that day."""
    ends = asked["ends"]
    has_begun = events.started_on <= ends.ends_on
    is_open = events.ended_on.isnull() | (events.ended_on > ends.ends_on)
    facts = events.cross_join(ends).filter([has_begun, is_open])
    return facts.mutate(on=facts.ends_on)


def _one_a_child(facts: Table) -> Table:
    """Of several facts of a child in one period the one that began last."""
    order = [facts.started_on.desc(), facts.row.desc()]
    place = ibis.row_number().over(group_by=[facts.period, facts.child], order_by=order)
    numbered = facts.mutate(place=place)
    return numbered.filter(numbered.place == 0).drop("place")


def _working_days(facts: Table, asked: Asked, *, start: str, to: str, name: str) -> Table:
    """Facts with the number of working days from one day to another; unknown where one of them is."""
    calendar = asked["calendar"]
    first = calendar.select(first_day=calendar.day, first_count=calendar["count"])
    last = calendar.select(last_day=calendar.day, last_count=calendar["count"])
    both = facts.left_join(first, facts[start] == first.first_day)
    both = both.left_join(last, both[to] == last.last_day)
    counted = both.mutate(**{name: both.last_count - both.first_count})
    return counted.drop("first_day", "first_count", "last_day", "last_count")


@_fact("contacts")
def contacts(asked: Asked) -> Table:
    return _happened(asked["contacts"], asked)


@_fact("early_help")
def early_help(asked: Asked) -> Table:
    return _happened(asked["early_help"], asked)


@_fact("referrals")
def referrals(asked: Asked) -> Table:
    """How many referrals are alike in all that is asked of them, and in whether they came again.

    A referral came again where an earlier one of the child lies at most 12 months back. Only three numbers
    and the packed rest go through the sorting; from then on each row stands for `many_alike` referrals.
    """
    events = asked["referrals"]
    events = events.mutate(number=ordinal(events.on))
    events = events.mutate(age=age_band(events.number - ordinal(events.born_on)))
    packed = events.select("child", "row", "number", cell=_packed(events))
    window = ibis.window(group_by=packed.child, order_by=[packed.number, packed.row])
    facts = packed.mutate(before=packed.number.lag().over(window))
    facts = facts.filter(facts.number.between(*_bounds(asked)))
    facts = facts.select(
        "cell",
        period=((facts.number // MONTH - 4) // asked.months).cast("int64"),
        is_again=(facts.number - facts.before <= 12 * MONTH).fill_null(False),
    )
    alike = facts.group_by(["period", "cell", "is_again"]).aggregate(many_alike=facts.count())
    return alike.mutate(**_unpacked(alike.cell)).drop("cell")


def _packed(events: Table) -> IntegerValue:
    """All that is asked of a referral in one number."""
    cell: Any = ibis.literal(0, "int32")
    for column, size in _PACKED.items():
        cell = cell * size + events[column].cast("int32").fill_null(0)
    number: IntegerValue = cell
    return number


def _unpacked(cell: Any) -> dict[str, Any]:
    """What was packed, each in a column of its own."""
    found: dict[str, Any] = {}
    for column, size in reversed(_PACKED.items()):
        found[column] = cell % size
        cell = cell // size
    return {**found, "not_in_need": found["not_in_need"] == 1}


def age_band(had: Any) -> IntegerValue:
    """The place in `AGES` of how long a child has lived, in the numbers of `ordinal`; after them: unknown."""
    bands = ((had < below * YEAR, at) for at, (below, _) in enumerate(AGES))
    band: IntegerValue = ibis.cases(*bands, else_=len(AGES)).cast("int16")
    return band


def _bounds(asked: Asked) -> tuple[int, int]:
    """The first and last number that a day in the periods asked for can have."""
    return (asked.first * asked.months + 4) * MONTH, (
        (asked.last + 1) * asked.months + 4
    ) * MONTH - 1


@_fact("assessments")
def assessments(asked: Asked) -> Table:
    facts = _happened(asked["assessments"], asked)
    return _working_days(facts, asked, start="counted_from", to="on", name="days")


@_fact("enquiries")
def enquiries(asked: Asked) -> Table:
    return _happened(asked["enquiries"], asked)


@_fact("conferences")
def conferences(asked: Asked) -> Table:
    facts = _happened(asked["conferences"], asked)
    return _working_days(facts, asked, start="enquiry_on", to="on", name="days")


@_fact("need", is_stock=True)
def need(asked: Asked) -> Table:
    """Each episode of need that is open at the end of a period."""
    return _open_at_end(asked["need"], asked)


@_fact("need_plans", "plans", is_stock=True)
def need_plans(asked: Asked) -> Table:
    """Each child with a child in need plan, and no protection plan, at the end of a period."""
    facts = _one_a_child(_open_at_end(asked["need_plans"], asked))
    protected = _one_a_child(_open_at_end(asked["plans"], asked))
    same = [facts.child == protected.child, facts.period == protected.period]
    return facts.anti_join(protected, same)


@_fact("plans")
def plans_begun(asked: Asked) -> Table:
    """Each protection plan that began, with the end of the child's latest earlier plan."""
    events = asked["plans"]
    earlier = ibis.window(
        group_by=events.child, order_by=[events.started_on, events.row], preceding=(None, 1)
    )
    facts = events.mutate(earlier_ended_on=events.ended_on.max().over(earlier))
    return _happened(facts, asked, on="started_on")


@_fact("plans")
def plans_ended(asked: Asked) -> Table:
    events = asked["plans"]
    facts = events.filter(events.ended_on.notnull())
    facts = facts.mutate(days=facts.ended_on.delta(facts.started_on, unit="day"))
    return _happened(facts, asked, on="ended_on")


@_fact("plans", is_stock=True)
def plans(asked: Asked) -> Table:
    """Each child with a protection plan at the end of a period."""
    facts = _one_a_child(_open_at_end(asked["plans"], asked))
    return facts.mutate(days=facts.ends_on.delta(facts.started_on, unit="day"))


@_fact("plans", "plan_reviews", is_stock=True)
def plans_reviewed(asked: Asked) -> Table:
    """Each plan open at the end of a period, with whether a review was late up to that day.

    The first review is due 3 months after the plan began, each other 6 months after the one before. Of a plan
    that began before the first day known, the reviews before that day are not known: the first that is
    known is measured from that day, and has 6 months.
    """
    facts = _one_a_child(_open_at_end(asked["plans"], asked))
    reviews = _reviews(asked)
    same = [facts.row == reviews.plan, reviews.reviewed_on <= facts.ends_on]
    beside = facts.select("row", "period", "ends_on").join(reviews, same)
    told = beside.group_by([beside.row, beside.period]).aggregate(
        had_late=beside.is_late.cast("int32").max(), last_on=beside.reviewed_on.max()
    )
    told = told.select(
        of_row=told.row, of_period=told.period, had_late=told.had_late, last=told.last_on
    )
    both = facts.left_join(told, [facts.row == told.of_row, facts.period == told.of_period])
    known_from = ibis.greatest(both.started_on, both.known_from)
    months = ibis.ifelse(both["last"].isnull() & (both.started_on >= both.known_from), 3, 6)
    since = ibis.coalesce(both["last"], known_from)
    is_overdue = ordinal(both.ends_on) > ordinal(since) + months * MONTH
    return both.mutate(is_in_time=(both.had_late.fill_null(0) == 0) & ~is_overdue)


def _reviews(asked: Asked) -> Table:
    """Each review of a plan, with whether it came too long after what was before it."""
    plans_, reviews = asked["plans"], asked["plan_reviews"]
    begun = plans_.select(of_plan=plans_.row, began_on=plans_.started_on)
    known = asked["ends"].aggregate(known_from=asked["ends"].known_from.min())
    own = reviews.select(reviews.plan, reviewed_on=reviews.on, review=reviews.row)
    own = own.join(begun, own.plan == begun.of_plan).cross_join(known)
    own = own.filter(own.reviewed_on >= own.began_on)
    window = ibis.window(group_by=own.plan, order_by=[own.reviewed_on, own.review])
    own = own.mutate(before=own.reviewed_on.lag().over(window))
    is_known = own.began_on >= own.known_from
    since = ibis.coalesce(own.before, ibis.greatest(own.began_on, own.known_from))
    months = ibis.ifelse(own.before.isnull() & is_known, 3, 6)
    return own.mutate(is_late=ordinal(own.reviewed_on) > ordinal(since) + months * MONTH)


@_fact("care")
def care_begun(asked: Asked) -> Table:
    events = asked["care"]
    return _happened(events.filter(events.began), asked, on="started_on")


@_fact("care")
def care_ended(asked: Asked) -> Table:
    events = asked["care"]
    return _happened(events.filter(events.ended_on.notnull()), asked, on="ended_on")


@_fact("care", is_stock=True)
def care(asked: Asked) -> Table:
    """Each child looked after at the end of a period."""
    return _one_a_child(_open_at_end(asked["care"], asked))


@_fact("care", "placements", is_stock=True)
def care_placed(asked: Asked) -> Table:
    """Each child looked after at the end of a period, with the placements of the 12 months up to it."""
    facts = care(asked)
    own = asked["placements"]
    own = own.filter(own.is_counted)
    placed = own.select(of=own.child, is_new=own.is_new, began=own.started_on, ended=own.ended_on)
    is_begun = placed.is_new & (placed.began > facts.year_before)
    was_there = (placed.began <= facts.year_before) & (
        placed.ended.isnull() | (placed.ended > facts.year_before)
    )
    same = [facts.child == placed.of, placed.began <= facts.ends_on, is_begun | was_there]
    beside = facts.select("row", "period", "child", "ends_on", "year_before").join(placed, same)
    return _counted_beside(facts, beside, beside.count())


@_fact("care", "social_workers", is_stock=True)
def care_workers(asked: Asked) -> Table:
    """Each child looked after at the end of a period, with the social workers of the 12 months up to it."""
    facts = care(asked)
    own = asked["social_workers"]
    had = own.select(of=own.child, worker=own.worker, began=own.started_on, ended=own.ended_on)
    same = [
        facts.child == had.of,
        had.began <= facts.ends_on,
        had.ended.isnull() | (had.ended > facts.year_before),
    ]
    beside = facts.select("row", "period", "child", "ends_on", "year_before").join(had, same)
    return _counted_beside(facts, beside, beside.worker.nunique())


def _counted_beside(facts: Table, beside: Table, many: Any) -> Table:
    """Facts with `many`, counted of what stands beside each; 0 where nothing does."""
    found = beside.group_by([beside.row, beside.period]).aggregate(counted=many)
    found = found.select(of_row=found.row, of_period=found.period, counted=found.counted)
    both = facts.left_join(found, [facts.row == found.of_row, facts.period == found.of_period])
    return both.mutate(many=both.counted.fill_null(0)).drop("of_row", "of_period", "counted")


@_fact("care", "missing")
def care_in_period(asked: Asked) -> Table:
    """Each child looked after at any time in a period, with whether the child was missing in it."""
    events, ends = asked["care"], asked["ends"]
    has_begun = events.started_on <= ends.ends_on
    was_open = events.ended_on.isnull() | (events.ended_on >= ends.starts_on)
    facts = events.cross_join(ends).filter([has_begun, was_open])
    facts = _one_a_child(facts.mutate(on=facts.ends_on))
    gone = _happened(asked["missing"], asked)
    gone = gone.select(of=gone.child, of_period=gone.period).distinct()
    both = facts.left_join(gone, [facts.child == gone.of, facts.period == gone.of_period])
    return both.mutate(was_missing=both.of.notnull()).drop("of", "of_period")


@_fact("outcomes", is_stock=True)
def outcomes(asked: Asked) -> Table:
    return _at_end(asked["outcomes"], asked)


@_fact("leavers", is_stock=True)
def leavers(asked: Asked) -> Table:
    """Each care leaver on the last day of a period, with the age on that day."""
    facts = _at_end(asked["leavers"], asked)
    return facts.mutate(lived=lived(facts))


def _at_end(events: Table, asked: Asked) -> Table:
    """Events that stand at the last day of a period."""
    ends = asked["ends"]
    return events.join(ends, events.on == ends.ends_on)


def lived(facts: Table) -> IntegerValue:
    """How long a child has lived, in the numbers of `ordinal`; a birth on 29 February comes round on 1 March."""
    if "lived" in facts.columns:
        had: IntegerValue = facts.lived
        return had
    return ordinal(facts.on) - ordinal(facts.born_on)
