"""Files of figures: made for whoever asks, marked with who and when, and told to the trail."""

from collections.abc import Iterable, Sequence

from django.http import Http404, HttpResponse
from django.utils import timezone

from goldthread.access.guard import Request
from goldthread.files.handing_out import MEDIA, hand_out
from goldthread.files.stamp import Stamp
from goldthread.house import Figure
from goldthread.outputs.spreadsheet import About, Sheet, csv, stamped_csv, xlsx
from goldthread.performance.audiences import own_space, reader_of
from goldthread.performance.exports import FIGURE_COLUMNS, figure_row
from goldthread.register.models import Space


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
    if form not in ("csv", "xlsx"):
        raise Http404
    principal, now = request.principal, timezone.localtime()
    reader = reader_of(principal, on=now.date())
    rows = [figure_row(figure, reader.audience.value) for figure in figures]
    space = Space.objects.visible_to(principal).get(pk__in=own_space(principal))

    def make(stamp: Stamp) -> bytes:
        if form == "csv":
            return stamped_csv(csv(FIGURE_COLUMNS, rows), stamp)
        sheets = [*first, Sheet("Figures", FIGURE_COLUMNS, rows)]
        return xlsx(About(title, stamp, tuple(notes)), sheets)

    return hand_out(
        make,
        name=f"{space.code.lower()}-{name}-{now:%Y-%m-%d}.{form}",
        media=MEDIA[form],
        kind=kind,
        by=principal,
        at=now,
        subject=space,
        rows=len(rows),
    )
