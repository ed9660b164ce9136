"""The rule by which a partnership keeps small numbers from the public: the usual one, and its own stricter limits."""

from collections.abc import Iterable
from datetime import date

from goldthread.measures.suppression import Stricter, SuppressionRule
from goldthread.register.models import Setting

PREFIX = "public.small_below"


def setting_of(about: str = "") -> str:
    """The name of a stricter limit: about every figure, an indicator, or all of one agency."""
    return f"{PREFIX} {about}".strip()


def public_rule(space_id: int, *, on: date) -> SuppressionRule:
    """The rule of a partnership as it holds on a day; its limits never show more than the usual rule does."""
    rows = Setting.objects.filter(space_id=space_id, name__startswith=PREFIX, holds_from__lte=on)
    return SuppressionRule(stricter=stricter_among(rows.order_by("holds_from", "pk")))


def stricter_among(rows: Iterable[Setting]) -> tuple[Stricter, ...]:
    """The stricter limits among settings that hold, of which a later one takes the place of an earlier."""
    kept = {row.name: row for row in rows if row.name.startswith(PREFIX)}
    return tuple(
        Stricter(name.removeprefix(PREFIX).strip(), int(row.value), row.source or row.reason)
        for name, row in sorted(kept.items())
        if int(row.value) > SuppressionRule.smallest_shown
    )
