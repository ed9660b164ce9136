"""What is done at the gate."""

from goldthread.publication.actions.going_out import (
    confirm,
    give,
    keep_longer,
    publish,
    tell_notice,
    withdraw,
)
from goldthread.publication.actions.preparing import dismiss, propose, send_version
from goldthread.publication.actions.reading import answer, ask_readers

__all__ = [
    "answer",
    "ask_readers",
    "confirm",
    "dismiss",
    "give",
    "keep_longer",
    "propose",
    "publish",
    "send_version",
    "tell_notice",
    "withdraw",
]
