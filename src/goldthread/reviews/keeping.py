"""What of a year may leave the compartments of its cases: counts, protected as for the public, and nothing else."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from goldthread.measures.catalogue import Kind
from goldthread.measures.cells import Cell, CellName, Relation
from goldthread.measures.release_set import Publication, PublishedNumber
from goldthread.measures.suppression import SYMBOL, SuppressionRule, protect
from goldthread.reviews.looking_across import Across, Days, Table
from goldthread.reviews.models.kept import KeptYear

PREFIX = "reviews.looking_across"
CASES, CHILDREN = "cases", "children"
WHOLES = {CASES: "Incidents", CHILDREN: "Children"}
DAYS = "days"
OTHERS = "not "  # how many of the whole do not stand in a row: the complement of its count
Plain = dict[str, Any]


def frozen(seen: Across, year: str, area: str, rule: SuppressionRule) -> list[Plain]:
    """The tables of one year with what the public may see of them: "c" in the place of what is kept back.

    Small numbers are kept back, and what would give them away: sums, what is left of a sum, and of counts
    that do not add up the rest of the whole. ValueError where there is no such year.
    """
    place = seen.years.index(year)
    wholes = {CASES: seen.cases[place], CHILDREN: seen.children[place]}
    cells, behind, relations = _set(seen, place, wholes, area, year)
    protected = protect(cells.values(), relations, rule, behind=behind)

    def shown(name: CellName) -> str:
        return f"{cells[name].value:,}" if protected.shows(name) else SYMBOL

    first: Plain = {
        "key": "whole",
        "title": "How many",
        "headings": ["", year],
        "rows": [[words, shown(_name(area, year, of, ""))] for of, words in WHOLES.items()],
    }

    def rows(table: Table) -> list[list[str]]:
        given = [[words, shown(_name(area, year, table.key, words))] for words, _ in table.rows]
        # That a theme is named at all would tell that a case or two had it.
        return [row for row in given if row[1] not in (SYMBOL, "0")] if _is_named(table) else given

    return [
        first,
        *(
            {
                "key": table.key,
                "title": table.title,
                "headings": [f"Of the {table.of}", year],
                "rows": rows(table),
                "notes": ["Themes of few cases are left out."] if _is_named(table) else [],
            }
            for table in seen.tables
        ),
        {
            "key": DAYS,
            "title": "How many days it took",
            "headings": ["In the middle of all", year],
            "rows": [[each.title, _middle(each, place, rule)] for each in seen.days],
        },
    ]


def _is_named(table: Table) -> bool:
    """Whether its rows are those alone that some case has."""
    return table.key == "themes"


def _middle(days: Days, place: int, rule: SuppressionRule) -> str:
    """The median, where as many cases stand behind it as a number must count to be shown."""
    spread = days.years[place]
    if spread is None or spread[0] < rule.smallest_of(f"{PREFIX}.{DAYS}"):
        return SYMBOL
    return f"{spread[2]:g} days"


def _name(area: str, year: str, key: str, row: str) -> CellName:
    return CellName(f"{PREFIX}.{key}", area, year, row)


def _set(
    seen: Across, place: int, wholes: dict[str, int], area: str, year: str
) -> tuple[dict[CellName, Cell], list[Cell], list[Relation]]:
    """The cells of a year, the complements behind them, and what adds up to what."""

    def cell(key: str, row: str, value: int) -> Cell:
        return Cell(name=_name(area, year, key, row), value=Decimal(value))

    given = [cell(of, "", number) for of, number in wholes.items()]
    behind: list[Cell] = []
    relations: list[Relation] = []
    for table in seen.tables:
        whole = _name(area, year, table.of, "")
        rows = [cell(table.key, words, n) for words, n in table.in_year(place).items()]
        given += rows
        if table.adds_up:
            relations.append(Relation(whole, tuple(each.name for each in rows)))
            continue
        for row, rest in _rests(table, place, wholes[table.of], cell):
            behind.append(rest)
            relations.append(Relation(whole, (_name(area, year, table.key, row), rest.name)))
    return {each.name: each for each in given}, behind, relations


def _rests(table: Table, place: int, whole: int, cell: Any) -> Iterator[tuple[str, Cell]]:
    for words, number in table.in_year(place).items():
        yield words, cell(table.key, OTHERS + words, whole - number)


def published_by(space_id: int) -> tuple[Publication, ...]:
    """Every year that was approved, the newest first: the numbers that it shows, which are all that is kept."""
    rows = KeptYear.objects.filter(
        space_id=space_id, kind=KeptYear.Kind.WORKED, status=KeptYear.Status.APPROVED
    )
    return tuple(
        Publication(str(row), tuple(_numbers(row)))
        for row in rows.select_related("space").order_by("-decided_at", "-pk")
    )


def _numbers(row: KeptYear) -> Iterator[PublishedNumber]:
    for table in (each for each in row.tables if each["key"] != DAYS):
        for words, shown in table["rows"]:
            if shown != SYMBOL:
                yield PublishedNumber(
                    key=f"{PREFIX}.{table['key']}",
                    area=row.space.code,
                    period=row.year,
                    breakdown=words,
                    origin="",
                    kind=Kind.COUNT,
                    about_people=True,
                    was_shown=True,
                    value=Decimal(shown.replace(",", "")),
                )
