"""A figure's source card: what it is of, how it came to be, and everything that stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldthread.house import Basis, Figure, OriginKind
from goldthread.measures.catalogue import Indicator, Kind, catalogue
from goldthread.measures.change import Change, change
from goldthread.measures.periods import Period
from goldthread.measures.values import shown
from goldthread.performance.addresses import place_of, source_card
from goldthread.performance.audiences import Reader
from goldthread.performance.figures.dressing import FigureWorkshop
from goldthread.performance.figures.facts import Place
from goldthread.performance.figures.working_out import Worked

LOOKED_BACK = 5  # periods, to see whether two sources always differ
ALIKE = 3  # periods in which they must have differed the same way before anything is said


@dataclass(frozen=True)
class Beside:
    """The same figure from another origin, and how far it lies away."""

    figure: Figure
    url: str
    difference: str
    pattern: str = ""


@dataclass(frozen=True)
class Card:
    """What a source card shows. `parents` have the addresses of their own cards."""

    figure: Figure
    indicator: Indicator
    worked: Worked
    change: Change | None
    compared_with: str
    parents: tuple[tuple[Figure, str], ...]
    others: tuple[Beside, ...]

    @property
    def worked_out(self) -> str:
        """How the figure was made from its parents."""
        figure, row = self.figure, self.indicator
        if figure.numerator is not None and figure.denominator is not None:
            times = f" × {row.multiplier:,}" if row.multiplier > 1 else ""
            return marked(figure, f"{figure.numerator:,f} ÷ {figure.denominator:,f}{times}")
        if len(figure.parents) == 1:
            return f"As it stood at the end of {self.period.label}"
        return "Added up: " + " + ".join(marked(parent, parent.shown) for parent, _ in self.parents)

    @property
    def period(self) -> Period:
        return Period.parse(self.figure.period)


@dataclass(frozen=True)
class CardMaker:
    """Makes the card of a place from a workshop that holds `periods_for` it."""

    shop: FigureWorkshop
    reader: Reader

    def card(self, place: Place, *, origin: str = "", title: str = "") -> Card:
        """The card of the best figure, or of the one from the origin that was asked for."""
        every = self.shop.all(place)
        worked = next((w for w in every if self._is_from(w, origin, title)), every[0])
        figure = self.reader.seen(worked, self.shop)
        row = catalogue()[place.indicator]
        year_before = Period.parse(place.period).year_before()
        has_both = figure.value is not None and year_before is not None
        before = self.shop.like(worked, str(year_before)) if has_both else None
        return Card(
            figure=figure,
            indicator=row,
            worked=worked,
            change=self._change(row, worked, before) if before else None,
            compared_with=str(year_before or ""),
            parents=tuple((parent, source_card(place_of(parent))) for parent in figure.parents),
            others=tuple(
                self._beside(row, worked, other, is_open=not figure.suppressed)
                for other in every
                if other is not worked
            ),
        )

    def _is_from(self, worked: Worked, origin: str, title: str) -> bool:
        if not origin:
            return True
        if worked.fact is None or worked.fact.kind != origin:
            return False
        return not title or self.shop.shelf.sources.origin(worked.fact).title == title

    def _change(self, row: Indicator, worked: Worked, before: Worked) -> Change:
        return change(
            worked.measured,
            before.measured,
            kind=row.kind,
            polarity=row.polarity,
            same_definition=self.shop.same_definition(worked, before),
            rule=self.reader.change,
        )

    def _beside(self, row: Indicator, worked: Worked, other: Worked, *, is_open: bool) -> Beside:
        figure = self.reader.seen(other, self.shop)
        url = source_card(other.place, origin=figure.origin.kind, title=figure.origin.title)
        if figure.suppressed or not is_open:  # the one and the difference would give the other
            return Beside(figure, url, "")
        return Beside(
            figure,
            url,
            difference(row, other.value, worked.value),
            self._pattern(row, worked, other),
        )

    def _pattern(self, row: Indicator, worked: Worked, other: Worked) -> str:
        """Whether the two have differed the same way before: more than a slip."""
        if worked.speakers == other.speakers:
            return ""
        away: list[Decimal] = []
        for period in Period.parse(worked.place.period).and_before(LOOKED_BACK):
            one, two = self.shop.like(worked, str(period)), self.shop.like(other, str(period))
            if (
                one is not None
                and two is not None
                and one.value is not None
                and two.value is not None
            ):
                away.append(two.value - one.value)
        same_way = all(each > 0 for each in away) or all(each < 0 for each in away)
        if len(away) < ALIKE or not same_way:
            return ""
        low, high = (_amount(row, number) for number in (min(map(abs, away)), max(map(abs, away))))
        by = low if low == high else f"{low} to {high}"
        return (
            f"In each of {len(away)} periods the two differ the same way, by {by}: more likely"
            " a difference of definition than a slip."
        )


def periods_for(period: Period) -> tuple[Period, ...]:
    """The periods that a card looks at: the ones before may show a pattern."""
    return period.and_before(LOOKED_BACK)


def difference(row: Indicator, value: Decimal | None, other: Decimal | None) -> str:
    """How a value lies to another: "11.6 points lower", "the same"; nothing where one is missing."""
    if value is None or other is None:
        return ""
    if value == other:
        return "the same"
    return f"{_amount(row, abs(value - other))} {'higher' if value > other else 'lower'}"


def _amount(row: Indicator, number: Decimal) -> str:
    words = shown(number, decimals=row.decimals)
    return f"{words} points" if row.kind is Kind.PERCENTAGE else words


def value_words(row: Indicator, value: Decimal | None) -> str:
    """A value of an indicator as it is read; "none" where there is none."""
    return "none" if value is None else shown(value, unit=row.unit, decimals=row.decimals)


def basis_words(figure: Figure) -> str:
    """How a value came to be, in a sentence."""
    if figure.value is None or figure.suppressed:
        return ""
    if figure.parents:
        count = len(figure.parents)
        return f"Worked out from {count} other figure{'s' if count > 1 else ''}"
    return {
        Basis.COUNTED: "Counted",
        Basis.DERIVED: "Worked out from its two parts",
        Basis.STATED: "Stated: the parts were not given",
    }[figure.basis]


def marked(figure: Figure, words: str) -> str:
    """Words that tell a figure's size, with its marking where it has one."""
    return f"{words} ({figure.marking})" if figure.marking else words


def parts_words(row: Indicator, figure: Figure) -> list[tuple[str, str]]:
    """The two parts of a percentage, rate or mean, each with what it counts."""
    if figure.numerator is None or figure.denominator is None:
        return []
    return [
        ("Numerator", marked(figure, f"{figure.numerator:,f} {row.numerator}")),
        ("Denominator", marked(figure, f"{figure.denominator:,f} {row.denominator}")),
    ]


def made_of(figures: Sequence[Figure]) -> str:
    """Several figures in a line: the areas where they differ, else the periods, else the indicators."""
    for names in (
        [figure.area_name for figure in figures],
        [figure.period for figure in figures],
        [figure.indicator for figure in figures],
    ):
        if len(set(names)) > 1:
            return ", ".join(names)
    return ", ".join(figure.indicator for figure in figures)


ORIGIN_WORDS = {
    OriginKind.RETURN: "A return from an agency",
    OriginKind.DOCUMENT: "A published document, transcribed",
    OriginKind.RELEASE: "Published statistics",
    OriginKind.FIGURES: "Worked out here from other figures",
}
