"""All writing of this module: returns, documents, releases, and the scorecard's own rows."""

from goldthread.performance.actions.asking import ask_for_return
from goldthread.performance.actions.documents import (
    check_transcription,
    keep_document,
    transcribe,
    transcribe_again,
)
from goldthread.performance.actions.releases import (
    check_release,
    may_import,
    take_back,
    take_tables,
)
from goldthread.performance.actions.returns import (
    AnswersRefused,
    accept,
    all_answered,
    holds_file,
    is_open_for_filling,
    receive_file,
    save_answers,
    send_back,
    start_return,
    statement,
    submit,
)
from goldthread.performance.actions.scorecard import comment, define, place

__all__ = [
    "AnswersRefused",
    "accept",
    "all_answered",
    "ask_for_return",
    "check_release",
    "check_transcription",
    "comment",
    "define",
    "holds_file",
    "is_open_for_filling",
    "keep_document",
    "may_import",
    "place",
    "receive_file",
    "save_answers",
    "send_back",
    "start_return",
    "statement",
    "submit",
    "take_back",
    "take_tables",
    "transcribe",
    "transcribe_again",
]
