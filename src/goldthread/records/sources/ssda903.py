"""The looked-after children return as events. Each table holds one financial year."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from goldthread.measures.periods import Period, PeriodKind
from goldthread.records.events import Children, Events, Rows, Span
from goldthread.records.reading.tables import Table

# The table of the return that each table of events comes from.
TABLES = {
    "care": "episodes",
    "placements": "episodes",
    "social_workers": "social_worker",
    "outcomes": "oc2",
    "leavers": "oc3",
    "missing": "missing",
}
SHORT_BREAKS = ("V3", "V4")
NEW_PLACEMENT = frozenset("SPTBU")
NOT_COUNTED = ("T0", "T1", "T2", "T3", "T4", "Z1")  # a temporary stay is no placement of its own
CONTINUES = "X1"
_HAPPENED = {
    "episodes": ("started_on", "ended_on"),
    "social_worker": ("started_on", "ended_on"),
    "missing": ("started_on", "ended_on"),
}
_AT_THE_YEARS_END = ("outcomes", "leavers")


def events(tables: Sequence[Table], *, to: date, on: date) -> Events:
    """The events of the return's tables; a year is the one in which the latest of its days falls."""
    found = Events("ssda903")
    children = Children()
    by_key: dict[str, list[Table]] = {}
    for table in tables:
        by_key.setdefault(table.layout.key, []).append(table)
    header = _header(by_key.get("header", []))
    ends = {id(t): _year_end(t, by_key, to=to, on=on) for t in tables}
    for name, key in TABLES.items():
        given = sorted(by_key.get(key, []), key=lambda table: ends[id(table)])
        if not given:
            continue
        rows = Rows(name)
        for key_of_row, child, values in _FROM[name](given, ends):
            told = {**header.get(child, _UNTOLD), "child": children.number(child)}
            rows.add((told["child"], *key_of_row), {**told, **values})
        found.tables[name] = rows.table()
        found.spans[name] = [_span(name, ends[id(table)]) for table in given]
        found.as_at[name] = ends[id(given[-1])]
        found.divisions[name] = ("born_on", "sex", "ethnicity") if header else ()
    return found


_UNTOLD = {"sex": "unknown", "ethnicity": "unknown", "disability": "unknown"}


def _span(name: str, end: date) -> Span:
    return Span(end if name in _AT_THE_YEARS_END else date(end.year - 1, 4, 1), end)


def _header(tables: Sequence[Table]) -> dict[Any, dict[str, Any]]:
    """What is told of each child."""
    found = {}
    for table in tables:
        columns = (table.column(key) for key in ("child", "born_on", "sex", "ethnicity"))
        for child, born, sex, ethnicity in zip(*columns, strict=True):
            found[child] = {
                "born_on": born,
                "sex": sex or "unknown",
                "ethnicity": ethnicity or "unknown",
                "disability": "unknown",
            }
    return found


def _year_end(table: Table, tables: dict[str, list[Table]], *, to: date, on: date) -> date:
    """31 March of the year of a table; of one without days of its own, of the latest episodes."""
    about = [table] if table.layout.key in _HAPPENED else tables.get("episodes", [])
    days = [
        day
        for each in about
        for key in _HAPPENED[each.layout.key]
        for day in each.column(key)
        if isinstance(day, date) and day <= on
    ]
    latest = max(days, default=min(to, on))
    return Period.holding(latest, PeriodKind.YEAR).ends_on


Found = Iterator[tuple[tuple[Any, ...], Any, dict[str, Any]]]


def _episodes(tables: Sequence[Table]) -> dict[Any, list[dict[str, Any]]]:
    """The episodes of each child in order, short breaks left out; one that began on a day once, the newest."""
    asked = ("started_on", "ended_on", "reason_new", "reason_ceased", "legal_status", "placement")
    found: dict[Any, dict[date, dict[str, Any]]] = {}
    for table in tables:
        columns = [table.column(key) for key in ("child", *asked)]
        for child, *values in zip(*columns, strict=True):
            episode = dict(zip(asked, values, strict=True))
            started = episode["started_on"]
            if child is None or not isinstance(started, date):
                continue
            if episode["legal_status"] not in SHORT_BREAKS:
                found.setdefault(child, {})[started] = episode
    return {
        child: [by_start[start] for start in sorted(by_start)] for child, by_start in found.items()
    }


def _care(tables: Sequence[Table], ends: dict[int, date]) -> Found:
    """Each period of care: its episodes from a start to an end that is not a change."""
    for child, episodes in _episodes(tables).items():
        began: dict[str, Any] | None = None
        for episode in episodes:
            if began is None or episode["reason_new"] == "S":
                began = episode
            ends_care = episode["ended_on"] and episode["reason_ceased"] != CONTINUES
            yield (
                (began["started_on"],),
                child,
                {
                    "started_on": began["started_on"],
                    "ended_on": episode["ended_on"] if ends_care else None,
                    "began": began["reason_new"] == "S",
                },
            )
            if ends_care:
                began = None


def _placements(tables: Sequence[Table], ends: dict[int, date]) -> Found:
    for child, episodes in _episodes(tables).items():
        for episode in episodes:
            yield (
                (episode["started_on"],),
                child,
                {
                    "started_on": episode["started_on"],
                    "ended_on": episode["ended_on"],
                    "is_new": episode["reason_new"] in NEW_PLACEMENT,
                    "is_counted": episode["placement"] not in NOT_COUNTED,
                },
            )


def _social_workers(tables: Sequence[Table], ends: dict[int, date]) -> Found:
    workers = Children()
    for table in tables:
        columns = (table.column(key) for key in ("child", "worker", "started_on", "ended_on"))
        for child, worker, start, end in zip(*columns, strict=True):
            if child is not None and worker is not None and start is not None:
                own = {"started_on": start, "ended_on": end, "worker": workers.number(worker)}
                yield (worker, start), child, own


def _outcomes(tables: Sequence[Table], ends: dict[int, date]) -> Found:
    asked = ("health_check", "teeth_check", "immunisations", "score")
    for table in tables:
        columns = (table.column(key) for key in ("child", *asked))
        on = ends[id(table)]
        for child, health, dental, immunised, score in zip(*columns, strict=True):
            if child is not None:
                own = {"health": health, "dental": dental, "immunised": immunised, "score": score}
                yield (on,), child, {"on": on, **own}


def _leavers(tables: Sequence[Table], ends: dict[int, date]) -> Found:
    for table in tables:
        asked = ("child", "born_on", "in_touch", "activity", "accommodation")
        columns = (table.column(key) for key in asked)
        on = ends[id(table)]
        for child, born, in_touch, activity, accommodation in zip(*columns, strict=True):
            if child is None or in_touch in ("DIED", "RHOM"):
                continue
            own = {
                "on": on,
                "is_former_relevant": True,
                "is_suitable": str(accommodation or "").endswith("1"),
                "is_active": str(activity or "").startswith(("F", "P")),
                **({"born_on": born} if born is not None else {}),
            }
            yield (on,), child, own


def _missing(tables: Sequence[Table], ends: dict[int, date]) -> Found:
    for table in tables:
        columns = (table.column(key) for key in ("child", "missing", "started_on"))
        for child, kind, started in zip(*columns, strict=True):
            if child is not None and started is not None and kind == "M":
                yield (started,), child, {"on": started}


_FROM = {
    "care": _care,
    "placements": _placements,
    "social_workers": _social_workers,
    "outcomes": _outcomes,
    "leavers": _leavers,
    "missing": _missing,
}
