"""Testing again: a verdict, on a rung of the ladder; a failed test opens the action again."""

from datetime import date, datetime

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.principal import Principal
from goldthread.house import Rung
from goldthread.improvement import steps
from goldthread.improvement.actions.deciding import decided, held, set_test
from goldthread.improvement.models import Action, ActionDecision, LookBack
from goldthread.improvement.models.learning import TEXT
from goldthread.trail.record import record
from goldthread.workflow import Step

Verdict = LookBack.Verdict


@transaction.atomic
def give_verdict(
    *,
    by: Principal,
    at: datetime,
    action: Action,
    verdict: str,
    rung: Rung,
    words: str,
    tested_on: date,
    next_on: date | None,
    row_version: int,
    next_question: str = "",
) -> LookBack:
    """Say what the test that is due has shown; the next one asks the same, or `next_question`.

    Not embedded: the action is under way again until `next_on`. Partly: it is tested once more on
    `next_on`. Embedded: it is tested once more where a day is given.
    """
    action = held(action, row_version)
    failed = verdict == Verdict.NOT
    step = _step(action, verdict)
    insist(step.allowed(action, by))
    test = LookBack.objects.select_for_update().get(action=action, verdict="")
    insist(
        because(
            (verdict not in Verdict.values, "Choose a verdict."),
            (not words.strip(), "Say how that is known."),
            (tested_on > at.date(), "The day of the test has not come yet."),
            (failed and next_on is None, "Say until when it is done again."),
            (verdict == Verdict.PARTLY and next_on is None, "Say when it is tested once more."),
            (next_on is not None and next_on <= at.date(), "The next day lies ahead."),
        )
    )
    test.verdict, test.rung, test.words = verdict, rung.value, words.strip()
    test.tested_on, test.tested_by_id, test.tested_at = tested_on, by.acting_id, at
    test.save_next_version("verdict", "rung", "words", "tested_on", "tested_by", "tested_at")
    after = {"verdict": verdict, "rung": rung.value, "words": test.words}
    record("improvement.test.judged", by=by, at=at, subject=test, after=after)
    action.status = step.goes_to
    if failed:
        _open_again(action, test, next_on, by, at)
    else:
        action.save_next_version("status")
        if next_on is not None:
            set_test(action, next_on, next_question or test.question, by, at)
    return test


def _step(action: Action, verdict: str) -> Step:
    if verdict == Verdict.NOT:
        return steps.REOPEN
    stays = action.status == Action.Status.ACHIEVED and verdict == Verdict.EMBEDDED
    return steps.CONFIRM if stays else steps.PASS


def _open_again(
    action: Action, test: LookBack, until: date | None, by: Principal, at: datetime
) -> None:
    assert until is not None
    before, action.due_on, action.done_on = action.due_on, until, None
    action.save_next_version("status", "due_on", "done_on")
    because_of = f"Its test failed: {test.words}"[:TEXT]
    decided(ActionDecision.Kind.REOPENED, action, because_of, by, at, due_on=before)
