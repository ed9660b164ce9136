"""From facts on the shelf to figures: stored ones, and those worked out from others."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from goldthread.house import Basis, Figure, Origin, OriginKind, Rung
from goldthread.measures.catalogue import Indicator, Kind, Nature, catalogue
from goldthread.measures.periods import Period, PeriodKind
from goldthread.measures.roll import year_from_quarters
from goldthread.measures.values import Measured, shown
from goldthread.performance.definitions import Wording
from goldthread.performance.figures.shelf import Fact, Shelf

PREFIX = "performance"
WORKED_OUT = Origin(kind=OriginKind.FIGURES, title="Worked out from other figures")
Wordings = Callable[[str, date], Wording]


class Workshop:
    """Answers for any figure of a shelf; what was worked out once is not worked out again."""

    def __init__(self, shelf: Shelf, wordings: Wordings) -> None:
        self.shelf = shelf
        self.wordings = wordings
        self._made: dict[tuple[str, str, str, str], Figure] = {}

    def figure(self, key: str, area: str, period: Period, breakdown: str = "") -> Figure:
        """The best figure there is, with the others beside it; or none, and why.

        Tried in turn: a stored value; worked out from two other indicators; from the quarters of the
        year; from the areas that make up this one.
        """
        place = (key, area, str(period), breakdown)
        if place not in self._made:
            self._made[place] = self._make(catalogue()[key], area, period, breakdown)
        return self._made[place]

    def _make(self, row: Indicator, area: str, period: Period, breakdown: str) -> Figure:
        facts = self.shelf.at(row.key, area, str(period), breakdown)
        stored = [self._stored(row, area, period, breakdown, fact) for fact in facts]
        if stored:
            return replace(stored[0], others=tuple(stored[1:]))
        for way in (self._derived, self._rolled, self._added):
            figure = way(row, area, period, breakdown)
            if figure is not None:
                return figure
        return self._blank(row, area, period, breakdown, "Nothing has been returned or published.")

    # --- the ways to a figure --------------------------------------------------------------------
    def _stored(
        self, row: Indicator, area: str, period: Period, breakdown: str, fact: Fact
    ) -> Figure:
        blank = self._blank(row, area, period, breakdown, fact.missing)
        is_release = fact.origin.kind is OriginKind.RELEASE
        # What a release or document states without parts is shown as it was printed.
        basis = fact.basis
        if row.kind is Kind.COUNT and basis is Basis.STATED:
            basis = Basis.COUNTED
        return replace(
            blank,
            value=fact.value,
            shown=_words(row, fact.value, stated=basis is Basis.STATED),
            basis=basis,
            origin=fact.origin,
            definition=blank.definition if not is_release else row.formula,
            definition_version=fact.definition_version or ("" if is_release else "1"),
            numerator=fact.numerator,
            denominator=fact.denominator,
            already_published=fact.origin.kind is not OriginKind.RETURN,
            missing="" if fact.value is not None else fact.missing or "No value can be worked out.",
            note=fact.note,
        )

    def _derived(self, row: Indicator, area: str, period: Period, breakdown: str) -> Figure | None:
        if not row.is_derived or breakdown:
            return None
        above = self.figure(row.numerator_key, area, period)
        below = self._population(row, area, period)
        blank = self._blank(row, area, period, "", "")
        if above.value is None or below.value is None:
            lacking = above if above.value is None else below
            return replace(
                blank, missing=f"{lacking.indicator} is missing: {lacking.missing}".strip()
            )
        measured = Measured.from_parts(above.value, below.value, row.multiplier)
        return self._worked_out(blank, row, measured, (above, below))

    def _population(self, row: Indicator, area: str, period: Period) -> Figure:
        """The denominator of a rate: of the same period, else of the year that the quarter is in."""
        below = self.figure(row.denominator_key, area, period)
        if below.value is None and period.kind is not PeriodKind.YEAR:
            return self.figure(row.denominator_key, area, period.in_year())
        return below

    def _rolled(self, row: Indicator, area: str, period: Period, breakdown: str) -> Figure | None:
        if period.kind is not PeriodKind.YEAR or row.is_derived or row.kind is Kind.RATE:
            return None
        quarters = {q: self.figure(row.key, area, q, breakdown) for q in period.quarters()}
        known = {q: as_measured(figure) for q, figure in quarters.items() if _is_known(figure)}
        if not known:
            return None
        measured = year_from_quarters(row, period, known)
        blank = self._blank(row, area, period, breakdown, measured.missing)
        used = period.quarters()[-1:] if row.nature is Nature.STOCK else period.quarters()
        parents = tuple(quarters[quarter] for quarter in used if quarter in known)
        return self._worked_out(blank, row, measured, parents)

    def _added(self, row: Indicator, area: str, period: Period, breakdown: str) -> Figure | None:
        parts = self.shelf.parts.get(area)
        if not parts or row.is_derived or row.kind is Kind.RATE:
            return None
        figures = tuple(self.figure(row.key, part, period, breakdown) for part in parts)
        if not any(_is_known(figure) for figure in figures):
            return None
        blank = self._blank(row, area, period, breakdown, "")
        lacking = [figure.area_name for figure in figures if not _is_known(figure)]
        if lacking:
            return replace(blank, missing=f"No value from {' and '.join(lacking)}.")
        if row.kind is Kind.COUNT:
            measured = Measured.counted(sum((f.value or Decimal(0) for f in figures), Decimal(0)))
        elif all(f.numerator is not None and f.denominator is not None for f in figures):
            measured = Measured.from_parts(
                sum((f.numerator or Decimal(0) for f in figures), Decimal(0)),
                sum((f.denominator or Decimal(0) for f in figures), Decimal(0)),
                row.multiplier,
            )
        else:
            return replace(blank, missing="A total cannot be made: the parts were never given.")
        return self._worked_out(blank, row, measured, figures)

    # --- making them -----------------------------------------------------------------------------
    def _worked_out(
        self, blank: Figure, row: Indicator, measured: Measured, parents: tuple[Figure, ...]
    ) -> Figure:
        return replace(
            blank,
            value=measured.value,
            shown=_words(row, measured.value),
            basis=Basis.DERIVED,
            origin=WORKED_OUT,
            numerator=measured.numerator,
            denominator=measured.denominator,
            missing=measured.missing,
            parents=parents,
            already_published=all(parent.already_published for parent in parents),
        )

    def _blank(
        self, row: Indicator, area: str, period: Period, breakdown: str, missing: str
    ) -> Figure:
        wording = self.wordings(row.key, period.ends_on)
        return Figure(
            key=f"{PREFIX}.{row.key}",
            indicator=_title(row, breakdown),
            area=area,
            area_name=self.shelf.names.get(area, area),
            period=str(period),
            breakdown=breakdown,
            unit=row.unit,
            value=None,
            shown="",
            basis=Basis.COUNTED if row.kind is Kind.COUNT else Basis.DERIVED,
            origin=WORKED_OUT,
            definition=wording.text,
            definition_version=wording.version,
            multiplier=row.multiplier,
            decimals=row.decimals,
            polarity=row.polarity.value,
            rung=Rung(row.rung),
            missing=missing,
        )


def _title(row: Indicator, breakdown: str) -> str:
    for way in row.breakdowns:
        if breakdown in dict(way.items):
            return f"{row.title}: {way.label(breakdown).lower()}"
    return row.title


def _words(row: Indicator, value: Decimal | None, *, stated: bool = False) -> str:
    if value is None:
        return ""
    return shown(value, unit=row.unit, decimals=row.decimals, stated=stated)


def _is_known(figure: Figure) -> bool:
    return figure.value is not None or figure.denominator is not None


def as_measured(figure: Figure) -> Measured:
    """A figure as the rules of `measures` take it."""
    return Measured(figure.value, figure.numerator, figure.denominator, figure.missing)
