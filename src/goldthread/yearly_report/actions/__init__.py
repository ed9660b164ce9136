"""The only writers of the yearly report."""

from goldthread.yearly_report.actions.arranging import (
    add_section,
    change_section,
    move_section,
    outline,
    remove_section,
    start_report,
)
from goldthread.yearly_report.actions.freezing import approve, freeze, hold_back, open_again
from goldthread.yearly_report.actions.publishing import publish, withdraw
from goldthread.yearly_report.actions.showing import decide_to_show
from goldthread.yearly_report.actions.writing import (
    Overtaken,
    add_block,
    change_block,
    discard_draft,
    keep_draft,
    move_block,
    remove_block,
)

__all__ = [
    "Overtaken",
    "add_block",
    "add_section",
    "approve",
    "change_block",
    "change_section",
    "decide_to_show",
    "discard_draft",
    "freeze",
    "hold_back",
    "keep_draft",
    "move_block",
    "move_section",
    "open_again",
    "outline",
    "publish",
    "remove_block",
    "remove_section",
    "start_report",
    "withdraw",
]
