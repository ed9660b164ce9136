"""What can be decided about small numbers: the figures that are kept back, and the documents they are in."""

from goldthread.house import Audience, OriginKind
from goldthread.yearly_report.cards import title_of
from goldthread.yearly_report.protection import Release
from goldthread.yearly_report.snapshot import Snapshot

_DOCUMENT, _FIGURE = "document", "figure"
_BETWEEN = "|"


def choices(snapshot: Snapshot) -> list[tuple[str, str]]:
    """What could be shown by a decision, each with its words: whole documents first."""
    kept = [card.figure for card in Release(snapshot, Audience.PUBLIC).cards()]
    kept = [figure for figure in kept if figure.suppressed]
    documents = dict.fromkeys(
        figure.origin.title for figure in kept if figure.origin.kind is OriginKind.DOCUMENT
    )
    return [
        *((f"{_DOCUMENT}{_BETWEEN}{title}", f"Everything from “{title}”") for title in documents),
        *(
            (_BETWEEN.join((_FIGURE, figure.key, figure.area, figure.period)), title_of(figure))
            for figure in kept
        ),
    ]


def read_choice(chosen: str) -> dict[str, str]:
    """The choice as the action takes it."""
    kind, _, rest = chosen.partition(_BETWEEN)
    if kind == _DOCUMENT:
        return {"document": rest}
    key, area_code, period = rest.split(_BETWEEN)
    return {"key": key, "area_code": area_code, "period": period}
