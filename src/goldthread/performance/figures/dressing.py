"""From a value to the figure that a reader sees: its words, its definition and its whole road."""

from decimal import Decimal
from typing import Any

from goldthread.house import Basis, Figure, Origin, OriginKind, Rung
from goldthread.measures.catalogue import Indicator, catalogue
from goldthread.measures.periods import Period
from goldthread.measures.values import Measured, shown
from goldthread.performance.definitions import Wording, Wordings
from goldthread.performance.figures.facts import Fact, Place, plain
from goldthread.performance.figures.shelf import Shelf
from goldthread.performance.figures.working_out import Worked, Workshop, period_of

PREFIX = "performance"
WORKED_OUT = Origin(kind=OriginKind.FIGURES, title="Worked out from other figures")


class FigureWorkshop(Workshop):
    """A workshop whose values can be had as figures."""

    def __init__(self, shelf: Shelf, wordings: Wordings) -> None:
        super().__init__(shelf)
        self.wordings = wordings
        self._figures: dict[Place, Figure] = {}

    def content(self) -> tuple[Any, ...]:
        """All that the figures are made of, to be compared: the shelf, its sources, the wordings."""
        return self.shelf.content(), self.shelf.sources.content(), self.wordings.local

    def figure(self, key: str, area: str, period: Period, breakdown: str = "") -> Figure:
        """The best figure there is, with the others beside it; or none, and why."""
        return self._figure(Place(catalogue()[key].key, area, str(period), breakdown))

    def _figure(self, place: Place) -> Figure:
        figure = self._figures.get(place)
        if figure is None:
            best, *others = self.all(place)
            beside = tuple(self.dressed(other) for other in others)
            figure = self._figures[place] = self.dressed(best, others=beside)
        return figure

    def version(self, worked: Worked) -> str:
        """The version of the definition under which a value was given; "" for a release's own."""
        if worked.fact is None:
            return self._wording(worked).version
        is_release = worked.fact.kind is OriginKind.RELEASE
        return worked.fact.definition_version or ("" if is_release else "1")

    def same_definition(self, worked: Worked, other: Worked) -> bool:
        """Whether two values of one indicator were given under the same wording."""
        if not self.wordings.ever_changed(worked.place.indicator):
            return True
        return self.version(worked) == self.version(other)

    def _wording(self, worked: Worked) -> Wording:
        return self.wordings(worked.place.indicator, period_of(worked.place.period).ends_on)

    def dressed(self, worked: Worked, others: tuple[Figure, ...] = ()) -> Figure:
        """One value as a figure, its parents with it."""
        row, place, fact = catalogue()[worked.place.indicator], worked.place, worked.fact
        measured = _plain(worked.measured)
        parents = tuple(self._figure(parent) for parent in worked.parents)
        wording = self._wording(worked)
        given = self.wordings.of_version(row.key, self.version(worked)) if fact else wording
        is_release = fact is not None and fact.kind is OriginKind.RELEASE
        return Figure(
            key=f"{PREFIX}.{row.key}",
            indicator=title(row, place.breakdown),
            area=place.area,
            area_name=self.shelf.names.get(place.area, place.area),
            period=place.period,
            breakdown=place.breakdown,
            unit=row.unit,
            value=measured.value,
            shown=words(row, worked),
            basis=worked.basis,
            origin=self.shelf.sources.origin(fact) if fact else WORKED_OUT,
            definition=row.formula if is_release else wording.text,
            definition_version=self.version(worked) if fact else wording.version,
            numerator=measured.numerator,
            denominator=measured.denominator,
            multiplier=row.multiplier,
            decimals=row.decimals,
            polarity=row.polarity.value,
            rung=Rung(row.rung),
            missing=measured.missing,
            already_published=_is_published(fact, parents),
            note=fact.note if fact else "",
            redefined=given.change_words if given and not is_release else "",
            parents=parents,
            others=others,
        )


def title(row: Indicator, breakdown: str) -> str:
    """The indicator's title, with the item of a breakdown where there is one."""
    for way in row.breakdowns:
        if breakdown in dict(way.items):
            return f"{row.title}: {way.label(breakdown).lower()}"
    return row.title


def words(row: Indicator, worked: Worked) -> str:
    """The value as it is read; one stated without its parts as its source printed it."""
    if worked.value is None:
        return ""
    is_stated = worked.basis is Basis.STATED
    value = plain(worked.value) or Decimal(0) if is_stated else worked.value
    return shown(value, unit=row.unit, decimals=row.decimals, stated=is_stated)


def _plain(measured: Measured) -> Measured:
    return Measured(
        plain(measured.value),
        plain(measured.numerator),
        plain(measured.denominator),
        measured.missing,
    )


def _is_published(fact: Fact | None, parents: tuple[Figure, ...]) -> bool:
    """Whether anybody can read the figure already, or everything that it is worked out from."""
    if fact is not None:
        return fact.kind is not OriginKind.RETURN and fact.is_checked
    return bool(parents) and all(parent.already_published for parent in parents)
