"""Where a part of a line lies: in the place of what it follows from."""

from collections.abc import Sequence
from typing import Any

from goldthread.access.decision import because, insist


def insist_one_place(rows: Sequence[Any]) -> None:
    """Refuse to tie together rows of several partnerships, or of a compartment and the open."""
    places = {(row.space_id, row.compartment_id) for row in rows}
    several = "They belong to different partnerships, or not all of them to one compartment."
    insist(because((len(places) > 1, several)))


def place_of(rows: Sequence[Any]) -> dict[str, int | None]:
    """Space, compartment and, where all have one and the same, area of what follows from these rows."""
    areas = {row.area_id for row in rows}
    return {
        "space_id": rows[0].space_id,
        "compartment_id": rows[0].compartment_id,
        "area_id": areas.pop() if len(areas) == 1 else None,
    }
