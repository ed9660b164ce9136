"""Takes the figures out of the rows of one published table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from goldthread.performance.published.figures import Bound, FigureReader, Outcome
from goldthread.performance.published.layouts import (
    FigureRule,
    Geography,
    Match,
    plain_text,
    same_text,
)
from goldthread.performance.published.places import (
    NotKept,
    NotUnderstood,
    Place,
    When,
    place_reader,
    when,
)
from goldthread.performance.published.repeats import Telling, settle_all
from goldthread.performance.published.tables import MOST_TOLD, Areas, Findings, Left, Reading

NOT_IN_RELEASE = "this release does not have it"
NOT_ASKED_FOR = "no indicator asks for it"
NOT_KNOWN = "not a column that is known of this table"
NOT_A_LEVEL = "not a kind of area that is kept"
NOT_THE_WHOLE = "rows for part of the children, beside a row for all"


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A row that gave figures."""

    number: int
    about: tuple[str, Place, When]
    texts: tuple[str, ...]
    figures: tuple[tuple[Bound, Outcome], ...]


class RowReader:
    """Reads rows one after another, and keeps what there is to tell about them."""

    def __init__(self, match: Match, heading: Sequence[str], areas: Areas) -> None:
        self.layout = match.layout
        self.heading = [name.strip() for name in heading]
        self.found = match.found
        self.not_understood = Findings()
        self.notes = Findings()
        self.rows = 0
        self.latest = 0
        self._place = place_reader(match, areas)
        self._figures = FigureReader(self.heading, self.not_understood, self.notes)
        self._left: Counter[tuple[str, str]] = Counter()
        self._taken: list[TakenRow] = []
        self._bind_rules()
        self._watch_columns()
        self._tell_of_heading(match)

    def _tell_of_heading(self, match: Match) -> None:
        """Tell of columns that stand twice, and of those that may be one that is missing."""
        for column, places in match.doubtful.items():
            names = " and ".join(f"“{self.heading[place]}”" for place in places)
            said = f"{names} read as {column}: none of them was taken"
            self.not_understood.add(1, column, said)
        for name in (self.heading[place] for place in self._unknown):
            if meant := match.nearest(name):
                said = f"the column “{name}” is not known; if it is {meant}, call it that"
                self.not_understood.add(1, name, said)

    def _bind_rules(self) -> None:
        """Lay every rule on the heading, by what the filter column must say for it."""
        self._rules: dict[str, list[Bound]] = {}
        for rule in self.layout.figures:
            bound = self._bound(rule)
            for text in rule.accepted or ("",):
                self._rules.setdefault(plain_text(text), []).extend([bound] if bound.whole else [])
            for column in rule.columns:
                if column not in self.found:
                    self._left[(column, NOT_IN_RELEASE)] += 0

    def _bound(self, rule: FigureRule) -> Bound:
        numerator = tuple(self.found[column] for column in rule.numerator if column in self.found)
        whole = len(numerator) == len(rule.numerator)
        below = self.found.get(rule.denominator)
        return Bound(rule, self.found.get(rule.value), numerator if whole else (), below)

    def _watch_columns(self) -> None:
        known = set(self.found.values())
        self._unknown = [place for place in range(len(self.heading)) if place not in known]
        not_taken = [column for column in self.layout.not_taken if column in self.found]
        self._watched = [
            *(
                (self.found[column], self.heading[self.found[column]], NOT_ASKED_FOR)
                for column in not_taken
            ),
            *((place, self.heading[place], NOT_KNOWN) for place in self._unknown),
        ]
        self._filter = self.found.get(self.layout.filter)
        self._category = self.found.get("category") if self.layout.categories else None
        named = self.layout.geography is Geography.NAMED
        self._period = self.found["Years" if named else "time_period"]
        self._identifier = self.found.get("time_identifier")

    def take(self, number: int, row: Sequence[str]) -> None:
        """Read one row; whatever is wrong with it is kept, and reading goes on."""
        if not any(map(str.strip, row)):
            return
        self.rows += 1
        if len(row) != len(self.heading):
            said = f"this row has {len(row)} cells and the heading {len(self.heading)}"
            self.not_understood.add(number, "", said)
            return
        said = row[self._filter] if self._filter is not None else ""
        rules = self._rules.get(plain_text(said))
        if rules is None:
            self._left[(self._measure(said), NOT_ASKED_FOR)] += 1
            return
        try:
            place, period = self._place(row), self._when(row)
        except NotKept as unkept:
            self._left[(unkept.column, NOT_A_LEVEL)] += 1
        except NotUnderstood as problem:
            place_of = {**self.found, "time_period": self._period}.get(problem.column)
            column = problem.column if place_of is None else self.heading[place_of]
            self.not_understood.add(number, column, problem.sentence)
        else:
            self._count_left(row)
            self._take_figures(number, row, (plain_text(said), place, period), rules)

    def _measure(self, said: str) -> str:
        return f"{self.layout.filter}: {said.strip() or 'blank'}"

    def _when(self, row: Sequence[str]) -> When:
        identifier = row[self._identifier] if self._identifier is not None else ""
        return when(row[self._period], identifier, self.layout.period)

    def _count_left(self, row: Sequence[str]) -> None:
        for watched, column, why in self._watched:
            if row[watched].strip():
                self._left[(column, why)] += 1

    def _take_figures(
        self, number: int, row: Sequence[str], about: tuple[str, Place, When], rules: list[Bound]
    ) -> None:
        _, place, period = about
        self.latest = max(self.latest, period.year)
        outcomes = (
            (bound, self._figures.figure(number, row, bound, place.level)) for bound in rules
        )
        figures = tuple((bound, outcome) for bound, outcome in outcomes if outcome is not None)
        self._taken.append(TakenRow(number, about, self._texts(number, row), figures))

    def _texts(self, number: int, row: Sequence[str]) -> tuple[str, ...]:
        """What may tell this row from another about the same area and year."""
        texts = [row[place].strip() for place in self._unknown]
        if self._category is not None:
            category = row[self._category].strip()
            known = same_text(category, self.layout.categories)
            texts.append("" if known else category)
            if not known:
                said = f"the category “{category}” is not one that is known of this table"
                self.notes.add(number, "category", said)
        return tuple(texts)

    def readings(self, release: str) -> tuple[Reading, ...]:
        """Every figure; of rows about the same area and year, those about all the children."""
        dropped = self._settle_repeats()
        return tuple(
            self._reading(release, row, bound, outcome)
            for row in self._taken
            if row.number not in dropped
            for bound, outcome in row.figures
        )

    def _reading(self, release: str, row: TakenRow, bound: Bound, outcome: Outcome) -> Reading:
        _, place, period = row.about
        return Reading(
            release=release,
            indicator=bound.rule.indicator,
            area_code=place.area_code,
            area_name=place.area_name,
            level=place.level,
            period=period.period,
            breakdown=bound.rule.breakdown,
            value=outcome.value,
            numerator=outcome.numerator,
            denominator=outcome.denominator,
            symbol=outcome.symbol,
            basis=outcome.basis,
            source=self._source(bound),
            row_number=row.number,
            old_area_code=place.old_area_code,
            note=outcome.note,
        )

    def _source(self, bound: Bound) -> str:
        """The table, the columns of a figure, and which rows it stands in, as the file says them."""
        columns = ", ".join(self.heading[column] for column in bound.places)
        rows = ""
        if bound.rule.accepted and self._filter is not None:
            rows = f" where {self.heading[self._filter]} is {bound.rule.accepted[0]}"
        return f"{self.layout.title}: {columns}{rows}"

    def _settle_repeats(self) -> set[int]:
        """Tell of rows about the same area and year, and give those that fall away."""
        columns = [self.heading[place] for place in self._unknown]
        if self._category is not None:
            columns.append(self.heading[self._category])
        groups: dict[tuple, list[Telling]] = {}
        for row in self._taken:
            said, place, period = row.about
            says = tuple(outcome for _, outcome in row.figures)
            telling = Telling(row.number, row.texts, says)
            groups.setdefault((said, place.area_code, period.period), []).append(telling)
        dropped: set[int] = set()
        for settled in settle_all(groups.values(), columns):
            dropped.update(settled.repeats, settled.parts, settled.rivals)
            for number in settled.repeats:
                self.notes.add(number, "", "this row repeats one above it")
            if settled.parts:
                self._left[(settled.column, NOT_THE_WHOLE)] += len(settled.parts)
            told = (
                f", told apart by {settled.column}, and none is for all" if settled.column else ""
            )
            said = f"several rows are about the same area and year with different figures{told}"
            for number in settled.rivals:
                self.not_understood.add(number, settled.column, said)
        return dropped

    def left(self) -> tuple[Left, ...]:
        """What was not taken, in the order in which it was met, and what the table lacks: most of it."""
        met = {row.about[0] for row in self._taken}
        for rule in self.layout.figures:
            if rule.accepted and met.isdisjoint(map(plain_text, rule.accepted)):
                self._left[(self._measure(rule.accepted[0]), NOT_IN_RELEASE)] += 0
        left = [Left(column, count, why) for (column, why), count in self._left.items()]
        more = len(left) - MOST_TOLD
        return (
            *left[:MOST_TOLD],
            *([Left(f"{more:,} more", 0, NOT_ASKED_FOR)] if more > 0 else []),
        )
