"""All writing of this module: returns, documents, releases, and the scorecard's own rows."""

from goldthread.performance.actions.asking import (
    Otherwise,
    ask_as_before,
    ask_for_return,
    change_request,
    not_reminded_on,
    remind,
    remind_several,
    withdraw,
)
from goldthread.performance.actions.changes import answer_change, keep_changes, may_answer
from goldthread.performance.actions.deciding import (
    accept,
    all_answered,
    send_back,
    statement,
    submit,
)
from goldthread.performance.actions.differences import explain
from goldthread.performance.actions.documents import (
    check_transcription,
    keep_document,
    transcribe,
    transcribe_again,
)
from goldthread.performance.actions.filling import (
    AnswersRefused,
    Saved,
    enter_for_agency,
    holds_file,
    is_open_for_filling,
    receive_file,
    save_answers,
    start_return,
)
from goldthread.performance.actions.judging import rebase, set_target, take_back_rebasing
from goldthread.performance.actions.packs import file_of_pack, freeze_pack
from goldthread.performance.actions.rare import begin_rare_event, keep_days, strike_day
from goldthread.performance.actions.releases import (
    check_release,
    may_import,
    take_back,
    take_tables,
)
from goldthread.performance.actions.scorecard import comment, define, place, place_anew, take_off
from goldthread.performance.actions.settling import settle

__all__ = [
    "AnswersRefused",
    "Otherwise",
    "Saved",
    "accept",
    "ask_as_before",
    "answer_change",
    "all_answered",
    "ask_for_return",
    "begin_rare_event",
    "change_request",
    "enter_for_agency",
    "check_release",
    "check_transcription",
    "comment",
    "define",
    "explain",
    "file_of_pack",
    "freeze_pack",
    "holds_file",
    "is_open_for_filling",
    "keep_changes",
    "keep_days",
    "keep_document",
    "not_reminded_on",
    "may_answer",
    "may_import",
    "place",
    "place_anew",
    "receive_file",
    "rebase",
    "remind",
    "remind_several",
    "save_answers",
    "send_back",
    "set_target",
    "settle",
    "start_return",
    "statement",
    "strike_day",
    "submit",
    "take_back",
    "take_back_rebasing",
    "take_off",
    "take_tables",
    "transcribe",
    "transcribe_again",
    "withdraw",
]
