"""Long lists in pages: the same order each time, with how many there are and where to go on."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from ninja import Field, Query, Schema

MOST = 500
T = TypeVar("T")


class Page(Schema):
    """Which part of a list is asked for."""

    limit: int = Field(100, ge=1, le=MOST, description="How many rows at most.")
    offset: int = Field(0, ge=0, le=10_000_000, description="After how many rows to begin.")


Paged = Annotated[Page, Query()]


class Listed(Schema, Generic[T]):
    """One page of a list; `next` is the offset of the one after it, null on the last."""

    total: int
    next: int | None
    items: list[T]


def paged(rows: Any, page: Page, make: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """The page asked for of a query or a list in its order, each row made what is answered."""
    total = len(rows) if isinstance(rows, Sequence) else rows.count()
    last = page.offset + page.limit
    items = [make(row) for row in rows[page.offset : last]]
    return {"total": total, "next": last if last < total else None, "items": items}
