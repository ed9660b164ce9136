"""All writing of this module: returns, documents, releases, and the scorecard's own rows."""

from goldthread.performance.actions.asking import ask_for_return
from goldthread.performance.actions.documents import (
    check_transcription,
    keep_document,
    transcribe,
    transcribe_again,
)
from goldthread.performance.actions.releases import take_tables
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
from goldthread.performance.actions.scorecard import comment, define, place, place_anew, take_off
from goldthread.performance.actions.settling import settle

__all__ = [
    "AnswersRefused",
    "accept",
    "all_answered",
    "ask_for_return",
    "check_transcription",
    "comment",
    "define",
    "holds_file",
    "is_open_for_filling",
    "keep_document",
    "place",
    "place_anew",
    "receive_file",
    "save_answers",
    "send_back",
    "settle",
    "start_return",
    "statement",
    "submit",
    "take_off",
    "take_tables",
    "transcribe",
    "transcribe_again",
]
