"""Findings of past reviews and audits from a spreadsheet: what each row comes to beside what is here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldthread.access.principal import Principal
from goldthread.house import Compared, ImportedRow, Outcome
from goldthread.improvement.models import Finding, Theme

BETWEEN = ";"  # themes of one finding
Key = tuple[str, str]  # (what it came from, what was found), in small letters


@dataclass(frozen=True)
class KnownFindings:
    """What rows may name: the partnership's themes, and the findings outside cases that it has."""

    themes: Mapping[str, Theme]
    findings: frozenset[Key]


def compare_findings(*, by: Principal, on: date, rows: Sequence[ImportedRow]) -> list[Compared]:
    """What each row comes to."""
    known = known_findings(by)
    seen: dict[Key, int] = {}
    return [_compared(row, known, seen) for row in rows]


def known_findings(by: Principal) -> KnownFindings:
    """What rows can name, read once however many they are."""
    assert by.space is not None
    space_id = by.space.id
    themes = Theme.objects.visible_to(by).filter(space_id=space_id)
    there = Finding.objects.visible_to(by).filter(space_id=space_id, compartment=None)
    pairs = there.values_list("sources__title", "title")
    return KnownFindings(
        {theme.name.casefold(): theme for theme in themes},
        frozenset((str(source).casefold(), title.casefold()) for source, title in pairs),
    )


def key_of(row: ImportedRow) -> Key:
    """By what a finding is known again: its source and its words."""
    return row.values["source"].casefold(), row.values["finding"].casefold()


def themes_named(row: ImportedRow, known: KnownFindings) -> tuple[list[Theme], list[str]]:
    """(the themes that a row names, the names that no theme has)."""
    names = [part.strip() for part in (row.values["themes"] or "").split(BETWEEN) if part.strip()]
    found = [known.themes.get(name.casefold()) for name in names]
    unknown = [name for name, theme in zip(names, found, strict=True) if theme is None]
    return [theme for theme in found if theme is not None], unknown


def _compared(row: ImportedRow, known: KnownFindings, seen: dict[Key, int]) -> Compared:
    title, key = row.values["finding"], key_of(row)
    _, unknown = themes_named(row, known)
    if unknown:
        words = f"No theme of the partnership is called “{unknown[0]}”."
        return Compared(Outcome.WRONG, title, problems=(("themes", words),))
    first = seen.setdefault(key, row.number)
    if first != row.number:
        words = f"This finding stands twice: also in row {first}."
        return Compared(Outcome.WRONG, title, problems=(("finding", words),))
    return Compared(Outcome.SAME if key in known.findings else Outcome.NEW, title)
