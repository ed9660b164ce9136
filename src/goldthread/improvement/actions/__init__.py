from goldthread.improvement.actions.benchmarks import (
    answer_point,
    end_asking,
    find_relevant,
    lay_aside,
    record_benchmark,
)
from goldthread.improvement.actions.challenges import (
    answer_panel,
    ask,
    call_event,
    call_off,
    change_event,
    conclude,
    write_down_verdict,
)
from goldthread.improvement.actions.deciding import (
    achieve,
    close,
    hand_over,
    move,
    withdraw,
)
from goldthread.improvement.actions.evidence import give_evidence
from goldthread.improvement.actions.findings import (
    add_theme,
    change_finding,
    end_here,
    find_or_open_source,
    follow_after_all,
    open_source,
    write_finding,
)
from goldthread.improvement.actions.opening import open_line
from goldthread.improvement.actions.recommendations import (
    accept,
    change_recommendation,
    decline,
    recommend,
)
from goldthread.improvement.actions.testing import give_verdict
from goldthread.improvement.actions.work import measure_by, take_on

__all__ = [
    "accept",
    "achieve",
    "add_theme",
    "answer_panel",
    "answer_point",
    "ask",
    "call_event",
    "call_off",
    "change_event",
    "change_finding",
    "change_recommendation",
    "close",
    "conclude",
    "decline",
    "end_asking",
    "end_here",
    "find_or_open_source",
    "find_relevant",
    "follow_after_all",
    "give_evidence",
    "give_verdict",
    "hand_over",
    "lay_aside",
    "measure_by",
    "move",
    "open_line",
    "open_source",
    "recommend",
    "record_benchmark",
    "take_on",
    "withdraw",
    "write_down_verdict",
    "write_finding",
]
