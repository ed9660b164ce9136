"""Opening a whole line at once, for what a module's own people have decided to do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from goldthread.access.principal import Principal
from goldthread.improvement.actions.findings import find_or_open_source, write_finding
from goldthread.improvement.actions.recommendations import recommend
from goldthread.improvement.models import Recommendation
from goldthread.improvement.permissions import SEE


@transaction.atomic
def open_line(
    *,
    by: Principal,
    at: datetime,
    of: Any,
    kind: str,
    title: str,
    found: Mapping[str, str],
    recommended: str,
    smart: Mapping[str, str],
    figure: str = "",
) -> Recommendation:
    """Open a line from a module's own row as far as a recommendation, which another person decides about.

    The module has asked whether they may promise it; here they need see lines only. `found` gives the
    finding's `kind`, `title` and `text`.
    """
    source = find_or_open_source(
        by=by, at=at, of=of, kind=kind, title=title[:200], figure=figure, under=SEE
    )
    finding = write_finding(
        by=by,
        at=at,
        sources=[source],
        kind=found["kind"],
        title=found["title"][:200],
        text=found["text"],
        under=SEE,
    )
    return recommend(
        by=by, at=at, findings=[finding], text=recommended[:400], smart=smart, under=SEE
    )
