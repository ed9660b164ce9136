"""Keeping published documents, transcribing their figures, and checking what another person transcribed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.text import slugify

from goldthread.access.decision import Decision, because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import Basis, OriginKind
from goldthread.measures.catalogue import Kind, catalogue
from goldthread.measures.periods import Period
from goldthread.measures.values import Measured
from goldthread.performance import steps
from goldthread.performance.definitions import wordings
from goldthread.performance.models import Document, Observation, Transcription
from goldthread.performance.permissions import TRANSCRIBE
from goldthread.performance.tasks import figures_came_in
from goldthread.register.models import Area, Space
from goldthread.trail.record import record


@dataclass(frozen=True)
class Copied:
    """A figure as the document prints it; parts only where it prints them."""

    area_code: str
    indicator: str
    period: Period
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    breakdown: str = ""
    row: str = ""
    note: str = ""


@transaction.atomic
def keep_document(
    *,
    space: Space,
    title: str,
    publisher: str,
    year: str,
    url: str = "",
    by: Principal,
    at: datetime,
) -> Document:
    """Name a document of others that figures can be transcribed from."""
    code = slugify(f"{title} {year}")[:60]
    document = Document(
        space=space, code=code, title=title, publisher=publisher, year=year, url=url
    )
    insist(may(by, TRANSCRIBE, document))
    there = Document.objects.filter(space=space, code=code).exists()
    insist(because((there, f"{title}, {year}, is in the list already.")))
    document.save(force_insert=True)
    after = {"title": title, "publisher": publisher, "year": year}
    record("performance.document.kept", by=by, at=at, subject=document, after=after)
    return document


@transaction.atomic
def transcribe(
    *, document: Document, section: str, figures: Iterable[Copied], by: Principal, at: datetime
) -> Transcription:
    """Keep the figures of one section. They count only once another person has checked them."""
    insist(may(by, TRANSCRIBE, document))
    figures = list(figures)
    areas = dict(Area.objects.values_list("code", "pk"))
    insist(_can_be_copied(figures, areas))
    twice = document.transcriptions.filter(section=section)
    insist(because((twice.exists(), f"Section “{section}” has been transcribed already.")))
    transcription = Transcription.objects.create(
        space_id=document.space_id,
        document=document,
        section=section,
        transcribed_by_id=by.acting_id,
        transcribed_at=at,
    )
    _copy(transcription, figures, areas)
    after = {"figures": len(figures), "section": section}
    record("performance.document.transcribed", by=by, at=at, subject=transcription, after=after)
    return transcription


@transaction.atomic
def transcribe_again(
    *,
    transcription: Transcription,
    figures: Iterable[Copied],
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> Transcription:
    """Put right what was copied wrongly, before anybody has checked it: yours is then the copy."""
    transcription = _locked(transcription)
    transcription.insist_unchanged(row_version)
    figures = list(figures)
    areas = dict(Area.objects.values_list("code", "pk"))
    insist(steps.CORRECT.allowed(transcription, by) & _can_be_copied(figures, areas))
    transcription.observations.all().delete()
    transcription.transcribed_by_id, transcription.transcribed_at = by.acting_id, at
    transcription.save_next_version("transcribed_by", "transcribed_at")
    _copy(transcription, figures, areas)
    after = {"figures": len(figures)}
    record("performance.document.corrected", by=by, at=at, subject=transcription, after=after)
    return transcription


def _can_be_copied(figures: list[Copied], areas: dict[str, int]) -> Decision:
    rows = catalogue()
    unknown = {copied.indicator for copied in figures if copied.indicator not in rows}
    nowhere = {copied.area_code for copied in figures if copied.area_code not in areas}
    return because(
        (not figures, "There is no figure to transcribe."),
        (bool(unknown), f"There is no indicator {', '.join(sorted(unknown))}."),
        (bool(nowhere), f"There is no area {', '.join(sorted(nowhere))}."),
    )


def _copy(transcription: Transcription, figures: list[Copied], areas: dict[str, int]) -> None:
    wording = wordings([transcription.space_id])
    Observation.objects.bulk_create(
        _observation(transcription, copied, areas[copied.area_code], wording) for copied in figures
    )


def _locked(transcription: Transcription) -> Transcription:
    return (
        Transcription.objects.select_for_update(of=("self",))
        .select_related("document")
        .get(pk=transcription.pk)
    )


def _observation(transcription, copied: Copied, area_id: int, wording) -> Observation:
    row = catalogue()[copied.indicator]
    value = copied.value
    if value is None and copied.numerator is not None and copied.denominator is not None:
        value = Measured.from_parts(copied.numerator, copied.denominator, row.multiplier).value
        basis = Basis.DERIVED
    else:
        basis = Basis.COUNTED if row.kind is Kind.COUNT else Basis.STATED
    return Observation(
        space_id=transcription.space_id,
        area_id=area_id,
        indicator=row.key,
        definition_version=wording(row.key, copied.period.ends_on).version,
        period=str(copied.period),
        period_starts_on=copied.period.starts_on,
        breakdown=copied.breakdown,
        value=value,
        numerator=copied.numerator,
        denominator=copied.denominator,
        basis=basis,
        origin=OriginKind.DOCUMENT,
        of_transcription=transcription,
        row=copied.row,
        note=copied.note,
        is_current=False,
    )


@transaction.atomic
def check_transcription(
    *,
    transcription: Transcription,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> Transcription:
    """Say, as another person, that the figures are as the document prints them."""
    transcription = _locked(transcription)
    transcription.insist_unchanged(row_version)
    insist(steps.CHECK.allowed(transcription, by))
    transcription.status = steps.CHECK.goes_to
    transcription.checked_by_id, transcription.checked_at = by.acting_id, at
    transcription.save_next_version("status", "checked_by", "checked_at")
    transcription.observations.update(is_current=True)
    record("performance.document.checked", by=by, at=at, subject=transcription)
    figures_came_in([transcription.space])
    return transcription
