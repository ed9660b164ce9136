"""Which wording of an indicator holds: the catalogue's versions, and above them a partnership's own."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from goldthread.measures.catalogue import Definition, Indicator, catalogue
from goldthread.measures.periods import Period
from goldthread.performance.models import LocalDefinition
from goldthread.ui import british


@dataclass(frozen=True)
class Wording:
    """A definition as it is shown: its version, its text, since when, and why it changed."""

    version: str
    text: str
    holds_from: date | None
    reason: str
    is_local: bool

    @property
    def change_words(self) -> str:
        """Since when it holds and why it replaced the one before it; "" of the first."""
        if self.holds_from is None:
            return ""
        return f"changed from {british.day(self.holds_from)}: {self.reason.rstrip('.')}"


class Wordings:
    """The wording of any indicator on any day, for some spaces."""

    def __init__(self, local: Iterable[LocalDefinition]) -> None:
        self.local = tuple([(row.indicator, _own(row)) for row in local])
        self._of: dict[str, list[Wording]] = {}
        for indicator, wording in self.local:
            self._of.setdefault(indicator, []).append(wording)

    def __call__(self, indicator: str, day: date) -> Wording:
        own = self._of.get(indicator, ())
        held = [each for each in own if each.holds_from is None or each.holds_from <= day]
        if held:
            return held[-1]
        return _shipped(catalogue()[indicator].definition_on(day))

    def of_version(self, indicator: str, version: str) -> Wording | None:
        """The wording of a version; None for a version that is not kept here, such as a release's own."""
        shipped = map(_shipped, catalogue()[indicator].versions)
        every = (*self._of.get(indicator, ()), *shipped)
        return next((each for each in every if each.version == version), None)

    def ever_changed(self, indicator: str) -> bool:
        """Whether an indicator has had more than one wording."""
        return indicator in self._of or len(catalogue()[indicator].versions) > 1


def _shipped(row: Definition) -> Wording:
    return Wording(str(row.number), row.text, row.holds_from, row.reason, False)


def _own(row: LocalDefinition) -> Wording:
    return Wording(row.version, row.text, row.holds_from, row.reason, True)


def wordings(space_ids: Collection[int]) -> Wordings:
    """The wordings that hold in some spaces; one query for all indicators."""
    rows = LocalDefinition.objects.filter(space_id__in=space_ids)
    return Wordings(rows.order_by("holds_from", "pk"))


def definition_version(space_id: int, day: date) -> Callable[[str], str]:
    """The version of any indicator's definition that holds in a space on a day."""
    on = wordings([space_id])
    return lambda indicator: on(indicator, day).version


def versions_of(row: Indicator, space_ids: Iterable[int]) -> list[Wording]:
    """Every wording that an indicator has had in some spaces, the newest first."""
    shipped = [_shipped(each) for each in row.versions]
    own = LocalDefinition.objects.filter(space_id__in=space_ids, indicator=row.key)
    local = [_own(each) for each in own.order_by("holds_from", "pk")]
    return [*shipped, *local][::-1]


def new_in(indicators: Iterable[str], period: Period, space_id: int) -> dict[str, Wording]:
    """The wordings that hold at the end of a period and did not at the end of the one before it."""
    on = wordings([space_id])
    found = {}
    for key in indicators:
        now, before = (on(key, each.ends_on) for each in (period, period.previous()))
        if now.version != before.version:
            found[key] = now
    return found
