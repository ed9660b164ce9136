"""A partnership's own limit above a shipped one: any where that is not confirmed, else only a stricter."""

from dataclasses import replace

from goldthread.clocks.limits import Length, Limit, OwnLimit, Way

MOST = 2000  # of any unit; more is a slip of the hand


def why_not(limit: Limit, length: Length) -> str:
    """Why a partnership may not set this length above a shipped row, in a sentence; empty where it may."""
    if not 1 <= length.amount <= MOST:
        return f"Enter a whole number from 1 to {MOST:,}."
    if not limit.confirmed:
        return ""
    if length.unit is not limit.shipped.unit:
        return f"{limit.shipped} is confirmed by its source: count it in the same unit."
    if _is_looser(limit, length):
        return f"{limit.shipped} is confirmed by its source: yours can be stricter, and not looser."
    return ""


def with_own(limit: Limit, own: OwnLimit | None) -> Limit:
    """The row with a partnership's limit above it; the row alone where that may not stand above it.

    A setting of earlier years does not loosen what a later edition confirms.
    """
    return limit if own is None or why_not(limit, own.length) else replace(limit, own=own)


def _is_looser(limit: Limit, length: Length) -> bool:
    if limit.way is Way.WITHIN:
        return length.amount > limit.shipped.amount
    return length.amount < limit.shipped.amount
