"""What is checked between the lists that were given together."""

from collections.abc import Sequence
from datetime import date

from goldthread.records.checking import BEFORE_BIRTH
from goldthread.records.checking_columns import against
from goldthread.records.checking_identifiers import Numbered, check_identifiers, numbered
from goldthread.records.reading.tables import Table
from goldthread.records.values import Value

TOLD_OF_A_CHILD = ("born_on", "sex", "ethnicity")
NO_HEADER = "This child is not in the header table: age, sex and ethnicity are not known."


def check_together(tables: Sequence[Table], censuses: Sequence[Numbered]) -> None:
    """Tell what does not go together between lists and the children of censuses; all rows stay."""
    check_identifiers([*filter(None, map(numbered, tables)), *censuses])
    _two_in_one(tables)
    _given_twice(tables)
    _by_header([table for table in tables if table.source == "ssda903"])


def _two_in_one(tables: Sequence[Table]) -> None:
    """Tell where one identifier has two births, sexes or ethnicities: perhaps two children made one."""
    known: dict[tuple[str, Value, str], tuple[Value, str]] = {}
    for table in tables:
        earlier = set(known)
        for key in TOLD_OF_A_CHILD:
            if key not in table.columns or "child" not in table.layout.by_key:
                continue
            name = table.layout.by_key[key].name
            rows = zip(table.rows, table.column("child"), table.column(key), strict=True)
            wrong, both = set(), set()
            for row, child, value in rows:
                if child is None or value in (None, "unknown"):
                    continue
                where = f"row {row} of {table.place.list}"
                first, there = known.setdefault((table.source, child, key), (value, where))
                if (table.source, child, key) in earlier:
                    both.add(child)
                if first != value:
                    wrong.add(child)
                    table.place.error(
                        f"The same child has another value in {there}: are these two children?",
                        row,
                        name,
                    )
            what = "children who are in another list too, it has another value there"
            against(table, key, len(wrong & both), len(both), what=what)


def _given_twice(tables: Sequence[Table]) -> None:
    """Tell of rows that another file or sheet of the same list holds too, once for the two lists."""
    seen: dict[tuple[str, str], dict[tuple[Value, ...], Table]] = {}
    for table in tables:
        before = seen.setdefault((table.source, table.layout.key), {})
        keys = [table.column(key) for key in table.layout.once]
        again: dict[int, tuple[Table, int]] = {}
        for key in zip(*keys, strict=True):
            first = before.setdefault(key, table)
            if first is not table and None not in key:
                again[id(first)] = first, again.get(id(first), (first, 0))[1] + 1
        for first, many in again.values():
            table.place.warning(
                f"{many:,} of these rows are also in {first.place.source}: each is counted once."
            )


def _by_header(tables: Sequence[Table]) -> None:
    """Hold the other tables of the looked-after children return against its table of children."""
    headers = [table for table in tables if table.layout.key == "header"]
    if not headers:
        return
    born = {
        child: day
        for table in headers
        for child, day in zip(table.column("child"), table.column("born_on"), strict=True)
    }
    for table in tables:
        columns = table.layout.by_key
        # Tables with births of their own are also of children who are in care no longer.
        if "child" not in columns or "born_on" in columns:
            continue
        days = table.column("started_on")
        for row, child, day in zip(table.rows, table.column("child"), days, strict=True):
            if child is None:
                continue
            if child not in born:
                table.place.warning(NO_HEADER, row, columns["child"].name)
                continue
            birth = born[child]
            if isinstance(day, date) and isinstance(birth, date) and day < birth:
                table.place.error(BEFORE_BIRTH, row, columns["started_on"].name)
