"""Transcribing figures from a published document, and checking what another person transcribed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from goldthread.access.decision import because, insist
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
from goldthread.register.models import Area
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
def transcribe(
    *, document: Document, section: str, figures: Iterable[Copied], by: Principal, at: datetime
) -> Transcription:
    """Keep the figures of one section. They count only once another person has checked them."""
    insist(may(by, TRANSCRIBE, document))
    figures = list(figures)
    areas = dict(Area.objects.values_list("code", "pk"))
    rows = catalogue()
    unknown = {copied.indicator for copied in figures if copied.indicator not in rows}
    nowhere = {copied.area_code for copied in figures if copied.area_code not in areas}
    insist(
        because(
            (bool(unknown), f"There is no indicator {', '.join(sorted(unknown))}."),
            (bool(nowhere), f"There is no area {', '.join(sorted(nowhere))}."),
        )
    )
    transcription = Transcription.objects.create(
        space_id=document.space_id,
        document=document,
        section=section,
        transcribed_by_id=by.acting_id,
        transcribed_at=at,
    )
    wording = wordings([document.space_id])
    Observation.objects.bulk_create(
        _observation(transcription, copied, areas[copied.area_code], wording) for copied in figures
    )
    after = {"figures": len(figures), "section": section}
    record("performance.document.transcribed", by=by, at=at, subject=transcription, after=after)
    return transcription


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
    *, transcription: Transcription, by: Principal, at: datetime
) -> Transcription:
    """Say, as another person, that the figures are as the document prints them."""
    transcription = (
        Transcription.objects.select_for_update(of=("self",))
        .select_related("document")
        .get(pk=transcription.pk)
    )
    insist(steps.CHECK.allowed(transcription, by))
    transcription.status = steps.CHECK.goes_to
    transcription.checked_by_id, transcription.checked_at = by.acting_id, at
    transcription.save_next_version("status", "checked_by", "checked_at")
    transcription.observations.update(is_current=True)
    record("performance.document.checked", by=by, at=at, subject=transcription)
    return transcription
