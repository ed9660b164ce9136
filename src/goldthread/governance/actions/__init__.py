"""All writing of this module: clocks of the partnership's own, and who sits in a group."""

from goldthread.governance.actions.clocks import settle_clock
from goldthread.governance.actions.groups import add_member, end_member

__all__ = ["add_member", "end_member", "settle_clock"]
