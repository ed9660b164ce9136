"""What a picker puts into what is being typed: a figure in its place, a figure's key, a run of periods."""

import re
from typing import Any

from django.http import QueryDict

from goldthread.house import FigureRequest
from goldthread.yearly_report.contents import Kind
from goldthread.yearly_report.places import between
from goldthread.yearly_report.tokens import token

_PLACE = re.compile(r"\{\{\s*\}\}")


def picked(data: QueryDict, kind: Kind) -> tuple[Any, str]:
    """What was typed with what was picked put into it, and what is wrong with the pick."""
    if "take" in data:
        return _with(data, keys=[*data.getlist("keys"), str(data["take"])]), ""
    match data.get("act"):
        case "place":
            return _placed(data, kind)
        case "periods":
            return _with_periods(data)
    return data, ""


def _placed(data: QueryDict, kind: Kind) -> tuple[Any, str]:
    """A figure where {{ }} stands in the passage, or at its end; a line to fill in among changes."""
    key, area, period = (data.get(f"picked_{part}", "") for part in ("key", "area", "period"))
    if not (key and area and period):
        return data, "Choose the figure, the area and the period."
    if kind is Kind.PRINTED:
        lines = [data.get("rows", "").rstrip(), f"{key} | {area} | "]
        return _with(data, rows=["\n".join(filter(None, lines))]), ""
    text, figure = data.get("text", ""), token(FigureRequest(key, area, period))
    if _PLACE.search(text):
        return _with(data, text=[_PLACE.sub(lambda _: figure, text, count=1)]), ""
    return _with(data, text=[f"{text.rstrip()} {figure}".lstrip()]), ""


def _with_periods(data: QueryDict) -> tuple[Any, str]:
    try:
        run = between(data.get("period_from", ""), data.get("period_to", ""))
    except ValueError as error:
        return data, f"{str(error).rstrip('.')}."
    return _with(data, periods=[*data.getlist("periods"), *run]), ""


def _with(data: QueryDict, **lists: list[str]) -> QueryDict:
    """A copy with these answers in the place of its own, each of them once."""
    changed = data.copy()
    for name, values in lists.items():
        changed.setlist(name, list(dict.fromkeys(values)))
    return changed
