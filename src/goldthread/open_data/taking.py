"""Taking a table as it would be published now: its figures, protected, with their words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldthread.access.decision import because, insist
from goldthread.access.principal import Principal
from goldthread.house import Figure, FigureFamily, OriginKind, registry
from goldthread.house.items import items_behind
from goldthread.measures.periods import Period, PeriodKind
from goldthread.measures.suppression import SuppressionRule
from goldthread.measures.values import rounded
from goldthread.open_data.licence import licence_of
from goldthread.open_data.models import OpenTable
from goldthread.open_data.protecting import Plain, shield
from goldthread.open_data.table import Content, Definition, OpenRow
from goldthread.register.areas import parts_of_areas
from goldthread.register.models import Area, Space, SpaceArea, in_date
from goldthread.register.small_numbers import public_rule
from goldthread.ui import british

MOST_PERIODS = 80
KINDS = (PeriodKind.YEAR, PeriodKind.QUARTER)
NOT_CHECKED = "Not published: nobody has checked it against its source yet."
KEPT_BACK = "Kept back, so that no child can be recognised."
NO_FIGURE = "There is no figure."
RETURNS = (
    "Returns of agencies to the partnership, as accepted; the files name each beside its figure."
)
Level = OpenTable.Level
KINDS_OF = {
    Level.PARTNERSHIP: (Area.Kind.PARTNERSHIP,),
    Level.COUNCILS: (Area.Kind.COUNCIL,),
    Level.BOTH: (Area.Kind.COUNCIL, Area.Kind.PARTNERSHIP),
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be published: which figure, of which areas, since when, and what is said beside it."""

    key: str
    level: str
    from_period: str
    caveats: str = ""


def offers(principal: Principal) -> list[tuple[str, str]]:
    """(key, title) of every figure that a module offers, by title."""
    found = [(k, t) for f in registry.figure_families() for k, t, _ in f.offers(principal)]
    return sorted(found, key=lambda each: each[1].lower())


def family_of(key: str) -> FigureFamily | None:
    """Who answers for a figure; None where nobody offers it over time."""
    try:
        family = registry.figure_family(key)
    except KeyError:
        return None
    return family if family.series is not None else None


def periods_since(typed: str, *, on: date) -> tuple[Period, ...]:
    """Every year or quarter from the one typed to the last that is over; Refused with what is wrong."""
    try:
        first = Period.parse(typed)
    except ValueError as error:
        insist(because((True, f"{error}.")))
    insist(because((first.kind not in KINDS, "Begin with a year or a quarter.")))
    last = Period.holding(on, first.kind).previous()
    found = [period for period in last.and_before(MOST_PERIODS) if period >= first]
    insist(because((not found, "That period is not over yet.")))
    return tuple(found)


def take(space: Space, wanted: Wanted, *, by: Principal, on: date) -> tuple[Content, list[Plain]]:
    """The table as the public would be given it, and the numbers behind it. Refused where it cannot be."""
    family, titles = family_of(wanted.key), dict(offers(by))
    insist(because((family is None or wanted.key not in titles, "Choose an indicator.")))
    assert family is not None
    assert family.series is not None
    periods = periods_since(wanted.from_period, on=on)
    areas = _areas(space, wanted.level, by, on)
    series = family.series(by, wanted.key, list(areas), until=str(periods[-1]), count=len(periods))
    figures = _to_the_last(series)
    insist(because((not figures, "There is no figure of these areas since then.")))
    rule = public_rule(space.pk, on=on)
    earlier, items = registry.publications(space.pk), items_behind(by, figures)
    shielded = shield(figures, parts_of_areas(), earlier, rule, items)
    rows = tuple(_row(figure, wanted.key, is_shown=shielded.shown[figure]) for figure in figures)
    licence = licence_of(space.pk, on=on)
    content = Content(
        key=wanted.key,
        title=titles[wanted.key],
        partnership=space.name,
        code=space.code,
        unit=figures[0].unit,
        level=wanted.level,
        from_period=str(periods[0]),
        definitions=_definitions(figures),
        sources=_sources(figures),
        caveats=tuple(_caveats(space, wanted, rows, on, _largest_kept_back(wanted.key, rule))),
        licence=licence.title,
        licence_url=licence.url,
        frozen_on=on.isoformat(),
        rows=rows,
    )
    return content, shielded.behind


def _areas(space: Space, level: str, by: Principal, on: date) -> dict[str, str]:
    """The areas of the level asked for; Refused to whoever does not see all of them."""
    kinds = KINDS_OF.get(Level(level), ())
    own = SpaceArea.objects.filter(in_date(on), space=space, is_comparator=False)
    links = own.filter(area__kind__in=kinds).select_related("area").order_by("order", "area__name")
    limits = by.area_limits()
    unseen = limits is not None and any(link.area_id not in limits for link in own)
    insist(
        because(
            (unseen, "You are appointed for some areas alone. Somebody who sees all proposes it."),
            (not links, "The register has no such area of this partnership."),
        )
    )
    return {link.area.code: link.area.name for link in links}


def _to_the_last(series: Mapping[str, list[Figure]]) -> list[Figure]:
    """Every figure by period, then by area, up to the last period in which anything is known."""
    by_period = list(zip(*series.values(), strict=True))
    known = [n for n, row in enumerate(by_period) if any(map(_is_there, row))]
    return [figure for row in by_period[: known[-1] + 1] for figure in row] if known else []


# --- one figure ------------------------------------------------------------------------------------------
def _row(figure: Figure, key: str, *, is_shown: bool) -> OpenRow:
    """A figure as the public is given it: with its parts, or with a sign and nothing of its size."""
    period = Period.parse(figure.period)
    unchecked, is_there = _is_unchecked(figure), _is_there(figure)
    given = is_there and is_shown
    sign = "" if given else "c" if is_there or not (is_shown or unchecked) else "z"
    return OpenRow(
        indicator=key,
        area_code=figure.area,
        area=figure.area_name,
        period=figure.period,
        starts_on=period.starts_on.isoformat(),
        ends_on=period.ends_on.isoformat(),
        value=_number(rounded_as_shown(figure)) if given else None,
        sign=sign,
        numerator=_number(figure.numerator) if given else None,
        denominator=_number(figure.denominator) if given else None,
        unit=figure.unit,
        basis=figure.basis.value if given else "",
        definition_version=figure.definition_version,
        source=_source(figure) if is_there else "",
        note=_note(figure, sign, unchecked),
        shown=figure.shown if given else sign,
    )


def _is_there(figure: Figure) -> bool:
    """Whether there is a value that may be published at all."""
    return figure.value is not None and not _is_unchecked(figure)


def _is_unchecked(figure: Figure) -> bool:
    """Whether a figure was imported, or rests on one that was, and nobody has checked that one."""
    return any(
        each.origin.kind is OriginKind.RELEASE and not each.already_published
        for each in figure.and_parents()
    )


def _note(figure: Figure, sign: str, unchecked: bool) -> str:
    """What is said beside a figure. What an agency wrote to colleagues about it is not for all."""
    if sign == "c":
        return KEPT_BACK
    if sign == "z":
        return NOT_CHECKED if unchecked else NO_FIGURE
    return "" if figure.origin.kind is OriginKind.RETURN else figure.note


def _source(figure: Figure) -> str:
    """Where a figure came in; of one that was worked out, where its parts did."""
    return "; ".join(dict.fromkeys(filter(None, map(_named, _leaves(figure)))))


def _leaves(figure: Figure) -> list[Figure]:
    return [each for each in figure.and_parents() if not each.parents]


def _named(figure: Figure) -> str:
    origin = figure.origin
    version = origin.version if origin.kind is not OriginKind.RETURN else ""
    return ", ".join(filter(None, (origin.title, version)))


def rounded_as_shown(figure: Figure) -> Decimal:
    """The value as exactly as it is shown, and no more so; a stated one as its source gave it."""
    assert figure.value is not None
    if figure.basis.value == "stated":
        return figure.value
    return rounded(figure.value, figure.decimals)


def _number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


# --- what is said of the whole -------------------------------------------------------------------------
def _definitions(figures: Iterable[Figure]) -> tuple[Definition, ...]:
    found = (Definition(f.definition_version, f.definition) for f in figures if f.definition)
    return tuple(dict.fromkeys(found))


def _sources(figures: Iterable[Figure]) -> tuple[str, ...]:
    """Where a table comes from, each once; returns, of which there are many, together."""
    leaves = [each for figure in figures if _is_there(figure) for each in _leaves(figure)]
    named = (RETURNS if leaf.origin.kind is OriginKind.RETURN else _named(leaf) for leaf in leaves)
    return tuple(dict.fromkeys(filter(None, named)))


def _largest_kept_back(key: str, rule: SuppressionRule) -> int:
    return rule.smallest_of(key.partition(".")[2] or key) - 1


def _caveats(
    space: Space, wanted: Wanted, rows: Iterable[OpenRow], on: date, largest: int
) -> Iterable[str]:
    if space.is_fictional:
        yield "This partnership does not exist: its areas and figures are invented."
    yield from filter(None, (line.strip() for line in wanted.caveats.splitlines()))
    yield f"As known on {british.day(on)}; later corrections come with a later publication."
    if any(row.sign == "c" for row in rows):
        yield f"Counts of 1 to {largest}, and what would give them away, are kept back and marked c."
    if len({row.definition_version for row in rows if row.value is not None}) > 1:
        yield "The definition changed: compare only figures of one version."
