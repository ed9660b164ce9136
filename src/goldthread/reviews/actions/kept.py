"""A year across cases: kept by somebody named to them, approved by another person, and used in reports."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.register.models import Space
from goldthread.register.small_numbers import public_rule
from goldthread.reviews import steps
from goldthread.reviews.keeping import frozen
from goldthread.reviews.looking_across import across
from goldthread.reviews.models import KeptYear
from goldthread.reviews.permissions import KEEP_YEAR
from goldthread.trail.record import record
from goldthread.ui import british

ONCE = "This year is kept already: a second table beside the first would tell what changed."


@transaction.atomic
def keep_year(*, by: Principal, at: datetime, space: Space, year: str) -> KeptYear:
    """Freeze what the public may see of a year, over the cases that its keeper is named to."""
    insist(may(by, KEEP_YEAR, space))
    Space.objects.select_for_update().get(pk=space.pk)
    seen = across(by, space.pk)
    insist(because((year not in seen.years, "You are named to no case of this year.")))
    insist(because((_is_kept(space, year, KeptYear.Kind.WORKED), ONCE)))
    kept = KeptYear.objects.create(
        space=space,
        year=year,
        over=(
            f"Over the cases of {year} to which whoever kept it was named on"
            f" {british.day(at.date())}. There may be others."
        ),
        tables=frozen(seen, year, space.code, public_rule(space.pk, on=at.date())),
        kept_by_id=by.acting_id,
        kept_at=at,
    )
    record("reviews.kept_year.kept", by=by, at=at, subject=kept, after={"year": year})
    return kept


@transaction.atomic
def take_over_published(
    *,
    by: Principal,
    at: datetime,
    space: Space,
    year: str,
    source: str,
    tables: Iterable[dict[str, Any]],
) -> KeptYear:
    """Take over what a partnership itself has published of its children, as printed; another person checks it."""
    insist(may(by, KEEP_YEAR, space))
    Space.objects.select_for_update().get(pk=space.pk)
    insist(
        because(
            (not source.strip(), "Say where it was published."),
            (
                _is_kept(space, year, KeptYear.Kind.PUBLISHED),
                "This year is taken over already.",
            ),
        )
    )
    kept = KeptYear.objects.create(
        space=space,
        kind=KeptYear.Kind.PUBLISHED,
        year=year,
        over="As the partnership published it. Nothing is worked out from it but what is said so.",
        tables=list(tables),
        source=source.strip(),
        kept_by_id=by.acting_id,
        kept_at=at,
    )
    record("reviews.kept_year.taken_over", by=by, at=at, subject=kept, after={"year": year})
    return kept


def _is_kept(space: Space, year: str, kind: str) -> bool:
    rows = KeptYear.objects.filter(space=space, year=year, kind=kind)
    return rows.exclude(status=KeptYear.Status.DECLINED).exists()


@transaction.atomic
def decide_year(
    *,
    by: Principal,
    at: datetime,
    kept: KeptYear,
    approves: bool,
    because_of: str = "",
    row_version: int,
) -> KeptYear:
    """Approve what somebody else kept, or decline it and say why."""
    kept = KeptYear.objects.select_for_update(of=("self",)).get(pk=kept.pk)
    step = steps.APPROVE_KEPT if approves else steps.DECLINE_KEPT
    insist(step.allowed(kept, by))
    kept.insist_unchanged(row_version)
    insist(because((not approves and not because_of.strip(), "Say why.")))
    kept.decided_by_id, kept.decided_at = by.acting_id, at
    kept.because = because_of.strip()
    kept.status = step.goes_to
    kept.save_next_version("decided_by", "decided_at", "because", "status")
    record("reviews.kept_year.decided", by=by, at=at, subject=kept, after={"approves": approves})
    return kept
