"""Files of figures: made for whoever asks, marked with who and when, and told to the trail."""

from collections.abc import Iterable, Sequence

from django.http import Http404, HttpResponse
from django.utils import timezone

from goldthread.access.guard import Request
from goldthread.house import Figure
from goldthread.outputs.spreadsheet import Sheet, csv, xlsx
from goldthread.performance.audiences import own_space, reader_of
from goldthread.performance.exports import (
    FIGURE_COLUMNS,
    MADE_COLUMNS,
    about,
    figure_row,
    signed,
)
from goldthread.register.models import Space
from goldthread.trail.record import record_reading

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def figures_file(
    request: Request,
    form: str,
    *,
    name: str,
    title: str,
    figures: Iterable[Figure],
    kind: str,
    first: Sequence[Sheet] = (),
    notes: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """The figures as CSV or as a workbook, whose sheets begin with `first`; `kind` is told to the trail."""
    if form not in TYPES:
        raise Http404
    principal, now = request.principal, timezone.localtime()
    reader = reader_of(principal, on=now.date())
    rows = [figure_row(figure, reader.audience.value) for figure in figures]
    space = Space.objects.visible_to(principal).get(pk__in=own_space(principal))
    record_reading(kind, by=principal, at=now, subject=space)
    if form == "csv":
        content = csv((*FIGURE_COLUMNS, *MADE_COLUMNS), signed(rows, principal, now))
    else:
        sheets = [*first, Sheet("Figures", FIGURE_COLUMNS, rows)]
        content = xlsx(about(title, principal, now, *notes), sheets)
    file = f"{space.code.lower()}-{name}-{now:%Y-%m-%d}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return HttpResponse(content, content_type=TYPES[form], headers=headers)
