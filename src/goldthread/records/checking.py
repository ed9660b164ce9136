"""What is checked of a list beyond its single cells: days in order, rows that stand twice, ages that cannot be."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from goldthread.records.checking_columns import against, check_columns
from goldthread.records.reading.tables import Table
from goldthread.records.values import Value

UNBORN = timedelta(days=300)
FUTURE = "This day is in the future."
FUTURE_BIRTH = "This birth lies in the future, further off than any child that is expected."
EXPECTED = "This birth lies in the future: right only for a child who is expected."
BEFORE_BIRTH = "This day is before the child's birth."
LONG_BEFORE_BIRTH = "This day is more than ten months before the child's birth."
# Lists that a child cannot be in before birth.
_BORN = {"care", "care_leavers", "adoption", "episodes", "reviews", "missing", "social_worker"}
# By source and list: a day and what must come with it.
_TOGETHER = {
    ("annex_a", "children_in_need"): (("ended_on", "closure_reason"),),
    ("annex_a", "care"): (("ended_on", "ceased_reason"),),
    ("ssda903", "episodes"): (("ended_on", "reason_ceased"),),
    ("ssda903", "placed_adoption"): (("ended_on", "reason_ceased"),),
}
# Lists of which a child can have only one at a time.
_ONE_AT_A_TIME = {"protection": "plan", "episodes": "episode", "care": "period of care"}


def check(table: Table, *, on: date) -> None:
    """Tell what is wrong between the cells of a list; rows that cannot be counted are left out."""
    _order(table)
    _future(table, on)
    _ages(table, on)
    _together(table)
    _overlaps(table)
    _shared(table)
    check_columns(table)
    _twice(table)


def _named(table: Table, key: str) -> str:
    return table.layout.by_key[key].name


def _pair(table: Table, first: str, second: str) -> Iterator[tuple[int, Value, Value]]:
    yield from zip(table.rows, table.column(first), table.column(second), strict=True)


def _order(table: Table) -> None:
    for first, second in table.layout.order:
        sentence = f"This day is before '{_named(table, first)}' of the same row."
        for row, before, after in _pair(table, first, second):
            if isinstance(before, date) and isinstance(after, date) and after < before:
                table.place.error(sentence, row, _named(table, second))


def _future(table: Table, on: date) -> None:
    for column in table.layout.columns:
        if column.kind != "day":
            continue
        for row, value in zip(table.rows, table.column(column.key), strict=True):
            if isinstance(value, date) and value > on:
                table.place.error(FUTURE, row, column.name)


def _ages(table: Table, on: date) -> None:
    """Births in the future, ages that cannot be, days before the birth, ages that differ from the birth."""
    if "born_on" not in table.columns:
        return
    name = _named(table, "born_on")
    for row, born in zip(table.rows, table.column("born_on"), strict=True):
        if isinstance(born, date) and born > on:
            is_error = born > on + UNBORN or table.source == "ssda903"
            tell = table.place.error if is_error else table.place.warning
            tell(FUTURE_BIRTH if is_error else EXPECTED, row, name)
    days = [c for c in table.layout.columns if c.kind == "day" and c.key in table.columns]
    for at, column in enumerate(days):
        _age_at(table, column.key, is_main=at == 0)
    _age_said(table, days[0].key if days else "", on)


def _age_at(table: Table, key: str, *, is_main: bool) -> None:
    born_already = table.layout.key in _BORN
    oldest = table.layout.oldest
    for row, born, day in _pair(table, "born_on", key):
        if not isinstance(born, date) or not isinstance(day, date):
            continue
        if day < born:
            if born_already and is_main:
                table.place.error(BEFORE_BIRTH, row, _named(table, key))
            elif born - day > UNBORN:
                table.place.error(LONG_BEFORE_BIRTH, row, _named(table, key))
        elif is_main and oldest and age(born, day) >= oldest:
            table.place.error(
                f"By this day and the birth, the person is {oldest} or older: too old for the list.",
                row,
                _named(table, key),
            )


def age(born: date, on: date) -> int:
    """Years of age on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _age_said(table: Table, key: str, on: date) -> None:
    """Hold the age that is said against the birth, at any day from the row's own to today."""
    if "age" not in table.columns:
        return
    days = table.column(key) if key else [None] * len(table.rows)
    columns = (table.rows, table.column("born_on"), table.column("age"), days)
    wrong = of = 0
    for row, born, said, day in zip(*columns, strict=True):
        if not isinstance(born, date) or not isinstance(said, int) or born > on:
            continue
        of += 1
        earliest = age(born, day) if isinstance(day, date) else age(born, on) - 2
        if not min(earliest, age(born, on)) - 1 <= said <= age(born, on):
            wrong += 1
            table.place.error("This age does not fit the date of birth.", row, _named(table, "age"))
    against(table, "born_on", wrong, of, what="rows the age does not fit the birth")


def _together(table: Table) -> None:
    for first, second in _TOGETHER.get((table.source, table.layout.key), ()):
        if first not in table.columns or second not in table.columns:
            continue
        for row, day, reason in _pair(table, first, second):
            if day is not None and reason is None:
                said = f"'{_named(table, first)}' is filled in, and this is not."
                table.place.error(said, row, _named(table, second))
            elif day is None and reason is not None:
                said = f"'{_named(table, second)}' is filled in, and this is not."
                table.place.error(said, row, _named(table, first))


def _overlaps(table: Table) -> None:
    what = _ONE_AT_A_TIME.get(table.layout.key)
    if what is None:
        return
    spans: dict[Value, list[tuple[date, date, int]]] = {}
    columns = (
        table.rows,
        table.column("child"),
        table.column("started_on"),
        table.column("ended_on"),
    )
    for row, child, start, end in zip(*columns, strict=True):
        if child is not None and isinstance(start, date):
            spans.setdefault(child, []).append((start, _end(end), row))
    for of_child in spans.values():
        of_child.sort()
        for (start, end, row), (following, _, other) in pairwise(of_child):
            if following < end and following != start:
                table.place.error(
                    f"This {what} has not ended when the child's next begins, in row {other}.",
                    row,
                    _named(table, "ended_on"),
                )


def _end(value: Value) -> date:
    return value if isinstance(value, date) else date.max


def _shared(table: Table) -> None:
    """Tell of pupil numbers that two children have; UN1 to UN7 say that a child has none."""
    for column in table.layout.columns:
        if column.kind != "upn" or column.key not in table.columns:
            continue
        seen: dict[Value, tuple[Value, int]] = {}
        for row, child, upn in _pair(table, "child", column.key):
            if child is None or not isinstance(upn, str) or upn.startswith("UN"):
                continue
            first, there = seen.setdefault(upn, (child, row))
            if first != child:
                said = f"Another child has the same number: see row {there}. Is this one child?"
                table.place.error(said, row, column.name)


def _twice(table: Table) -> None:
    """Tell of rows that stand twice; the second is not counted."""
    keys = [table.column(key) for key in table.layout.once]
    whole = list(table.columns.values())
    seen: dict[tuple[Value, ...], int] = {}
    kept = []
    words = " and ".join(f"'{_named(table, key)}'" for key in table.layout.once)
    for at, key in enumerate(zip(*keys, strict=True)):
        first = None if None in key else seen.setdefault(key, at)
        kept.append(first is None or first == at)
        if not kept[-1] and first is not None:
            alike = all(column[at] == column[first] for column in whole)
            said = "This row stands twice" if alike else f"Another row has the same {words}"
            table.place.error(
                f"{said}: see row {table.rows[first]}. It is counted once.", table.rows[at]
            )
    table.keep(kept)
