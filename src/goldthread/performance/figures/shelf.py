"""What is known of some indicators and areas, loaded in a number of queries that does not grow."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldthread.access.principal import Principal
from goldthread.house import Basis, Origin, OriginKind
from goldthread.measures.catalogue import catalogue
from goldthread.performance.models import Observation, PublishedValue
from goldthread.performance.published.layouts import symbols
from goldthread.register.models import Area

# Where several origins speak of one figure, the first of these is shown and the others stand beside.
BEST_FIRST = (OriginKind.RETURN, OriginKind.DOCUMENT, OriginKind.RELEASE)


@dataclass(frozen=True)
class Fact:
    """One stored value as it lies on the shelf, with its origin."""

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    basis: Basis
    origin: Origin
    definition_version: str
    note: str = ""
    missing: str = ""

    @property
    def has_parts(self) -> bool:
        return self.numerator is not None and self.denominator is not None


Place = tuple[str, str, str, str]  # indicator, area code, period, breakdown


@dataclass(frozen=True)
class Shelf:
    """Facts by place, best origin first; area names; and which areas make up another."""

    facts: dict[Place, list[Fact]]
    names: dict[str, str]
    parts: dict[str, tuple[str, ...]]

    def at(self, indicator: str, area: str, period: str, breakdown: str = "") -> list[Fact]:
        return self.facts.get((indicator, area, period, breakdown), [])

    def periods(self, indicator: str, area: str) -> set[str]:
        """The periods for which anything is known of an indicator in an area."""
        return {p for i, a, p, _ in self.facts if (i, a) == (indicator, area)}


def load(
    principal: Principal,
    indicators: Iterable[str],
    areas: Iterable[str],
    *,
    since: date | None = None,
    until: date | None = None,
) -> Shelf:
    """All current facts of the indicators (and of what they are derived from) in the areas.

    Areas that are made of other areas bring those along. Four queries, whatever the number asked.
    """
    keys = _with_sources(indicators)
    names, parts = _areas(set(areas))
    codes = set(names)
    facts: dict[Place, list[Fact]] = defaultdict(list)
    for place, fact in (
        *_observed(principal, keys, codes, since, until),
        *_published(keys, codes, since, until),
    ):
        facts[place].append(fact)
    for found in facts.values():
        found.sort(key=lambda fact: BEST_FIRST.index(fact.origin.kind))
    return Shelf(dict(facts), names, parts)


def _with_sources(indicators: Iterable[str]) -> set[str]:
    rows = catalogue()
    keys = set(indicators)
    for key in list(keys):
        keys |= {rows[key].numerator_key, rows[key].denominator_key} - {""}
    return keys


def _areas(codes: set[str]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    asked = Area.objects.filter(code__in=codes).prefetch_related("parts")
    names: dict[str, str] = {}
    parts: dict[str, tuple[str, ...]] = {}
    for area in asked:
        names[area.code] = area.name
        councils = [part for part in area.parts.all() if part.kind == Area.Kind.COUNCIL]
        # A region or country publishes its own figures, and its councils here are only some of them.
        if area.kind == Area.Kind.PARTNERSHIP and councils:
            parts[area.code] = tuple(sorted(part.code for part in councils))
            names |= {part.code: part.name for part in councils}
    return names, parts


def _observed(
    principal: Principal, keys: set[str], codes: set[str], since: date | None, until: date | None
) -> Iterable[tuple[Place, Fact]]:
    rows = Observation.objects.visible_to(principal).filter(
        is_current=True, indicator__in=keys, area__code__in=codes
    )
    if since is not None:
        rows = rows.filter(period_starts_on__gte=since)
    if until is not None:
        rows = rows.filter(period_starts_on__lte=until)
    rows = rows.select_related(
        "area",
        "of_return__request__agency",
        "of_return__signed_by",
        "of_return__accepted_by",
        "of_return__file",
        "of_transcription__document",
        "of_transcription__transcribed_by",
        "of_transcription__checked_by",
    ).order_by("pk")
    for row in rows:
        code = row.area.code if row.area else ""
        yield (
            (row.indicator, code, row.period, row.breakdown),
            Fact(
                value=_plain(row.value),
                numerator=_plain(row.numerator),
                denominator=_plain(row.denominator),
                basis=Basis(row.basis),
                origin=_origin(row),
                definition_version=row.definition_version,
                note=row.note,
            ),
        )


def _plain(number: Decimal | None) -> Decimal | None:
    """Without the zeros that the database's column adds: 18.060000 is 18.06."""
    if number is None:
        return None
    short = number.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def _origin(row: Observation) -> Origin:
    if row.of_return is not None:
        return_ = row.of_return
        accepted = return_.accepted_at
        return Origin(
            kind=OriginKind.RETURN,
            title=f"Return of {return_.request.agency.name} for {return_.request.period}",
            version=str(return_.number),
            file=return_.file.name if return_.file else "",
            row=row.row,
            signed_by=return_.signed_by.name if return_.signed_by else "",
            accepted_by=return_.accepted_by.name if return_.accepted_by else "",
            accepted_on=accepted.date().isoformat() if accepted else "",
        )
    assert row.of_transcription is not None
    copied = row.of_transcription
    checked = copied.checked_at
    return Origin(
        kind=OriginKind.DOCUMENT,
        title=copied.document.title,
        version=copied.document.year,
        section=copied.section,
        row=row.row,
        signed_by=copied.transcribed_by.name,
        accepted_by=copied.checked_by.name if copied.checked_by else "",
        accepted_on=checked.date().isoformat() if checked else "",
        url=copied.document.url,
    )


def _published(
    keys: set[str], codes: set[str], since: date | None, until: date | None
) -> Iterable[tuple[Place, Fact]]:
    rows = PublishedValue.objects.filter(indicator__in=keys, area_code__in=codes)
    if since is not None:
        rows = rows.filter(period_starts_on__gte=since)
    if until is not None:
        rows = rows.filter(period_starts_on__lte=until)
    # The newest release of a figure is shown first; earlier ones stand beside it.
    rows = rows.select_related("release", "file")
    for row in rows.order_by("-release__name", "-file__taken_at", "-pk"):
        yield (
            (row.indicator, row.area_code, row.period, row.breakdown),
            Fact(
                value=_plain(row.value),
                numerator=_plain(row.numerator),
                denominator=_plain(row.denominator),
                basis=Basis(row.basis),
                origin=Origin(
                    kind=OriginKind.RELEASE,
                    title=row.release.name,
                    version=row.release.publisher,
                    file=row.file.name,
                    section=row.source,
                    row=row.row,
                    accepted_on=row.file.taken_at.date().isoformat(),
                ),
                definition_version="",
                note=row.note,
                missing=symbols().get(row.symbol, ""),
            ),
        )
