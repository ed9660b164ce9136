"""Keeping the changes that need an answer, and answering them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from goldthread.access.decision import Decision, because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.accounts.group_members import members_who_may
from goldthread.improvement.actions import open_line
from goldthread.measures.catalogue import catalogue
from goldthread.measures.judging import Variation
from goldthread.measures.periods import Period
from goldthread.performance.changes import Found
from goldthread.performance.figures.dressing import PREFIX
from goldthread.performance.models import ChangeToAnswer
from goldthread.performance.permissions import ANSWER_CHANGE, SET_UP
from goldthread.register.models import Area, Group, Space
from goldthread.trail.record import record
from goldthread.ui.british import day

IMPROVING = (Variation.IMPROVING_HIGH, Variation.IMPROVING_LOW)
Answer = ChangeToAnswer.Answer


@transaction.atomic
def keep_changes(
    *,
    by: Principal | None,
    at: datetime,
    space: Space,
    found: Sequence[Found],
    groups: Mapping[str, Group | None],
) -> list[ChangeToAnswer]:
    """Keep the changes that are new, each for the group that answers for its indicator, with its chart.

    One that goes on from a change kept before, of the same kind, is the same and asks nobody again.
    Without a person it is the house itself, after figures came in.
    """
    Space.objects.select_for_update().get(pk=space.pk)
    if by is not None:
        insist(may(by, SET_UP, space))
    areas = {
        area.code: area for area in Area.objects.filter(code__in={each.area for each in found})
    }
    kept = []
    for each in found:
        if _is_kept_already(space, each):
            continue
        varies = each.varies
        change = ChangeToAnswer.objects.create(
            space=space,
            area=areas[each.area],
            indicator=each.indicator,
            period=each.period,
            variation=each.judged.variation.value,
            group=groups.get(each.indicator),
            sentence=varies.sentence,
            chart=varies.wide,
            chart_narrow=varies.narrow,
            key_of_marks=varies.key,
            points=[list(row) for row in varies.table.rows] if varies.table else [],
            found_at=at,
        )
        after = {"indicator": each.indicator, "period": each.period}
        record("performance.change.found", by=by or Principal(), at=at, subject=change, after=after)
        kept.append(change)
    return kept


def _is_kept_already(space: Space, found: Found) -> bool:
    """Whether a change of the same kind was kept within the points that this one goes back over."""
    rows = ChangeToAnswer.objects.filter(
        space=space, indicator=found.indicator, area__code=found.area
    ).values_list("period", "variation")
    since, until = Period.parse(found.since), Period.parse(found.period)
    return any(
        period == found.period
        or (
            variation == found.judged.variation.value
            and since.starts_on <= Period.parse(period).starts_on <= until.starts_on
        )
        for period, variation in rows
    )


def may_answer(by: Principal, change: ChangeToAnswer, *, on: date) -> Decision:
    """Whether somebody may answer a change: where its group has members who may, one of these.

    Whoever sets up the scorecard also writes down what a group decided.
    """
    holds = may(by, ANSWER_CHANGE, change)
    if not holds or change.group_id is None or may(by, SET_UP, change):
        return holds
    members = members_who_may(ANSWER_CHANGE, [change.group_id], on=on).get(change.group_id)
    elsewhere = members is not None and by.person_id not in members
    return because((elsewhere, f"It is for {change.group} to answer: you are not a member."))


@transaction.atomic
def answer_change(
    *,
    by: Principal,
    at: datetime,
    change: ChangeToAnswer,
    answer: str,
    because_of: str = "",
    action: str = "",
    owner: str = "",
    due_on: date | None = None,
    row_version: int,
) -> ChangeToAnswer:
    """Answer a change: no action, with why; or an action, by whom and until when."""
    change = ChangeToAnswer.objects.select_for_update().select_related("space").get(pk=change.pk)
    insist(may_answer(by, change, on=at.date()))
    acts = answer == Answer.ACTION
    insist(
        because(
            (change.answered_at is not None, "It has been answered already."),
            (answer not in Answer.values, "Choose an answer."),
            (answer == Answer.NO_ACTION and not because_of.strip(), "Say why no action is needed."),
            (acts and not action.strip(), "Say what is to be done."),
            (acts and not owner.strip(), "Say who does it."),
            (acts and due_on is None, "Say until when."),
            (acts and due_on is not None and due_on < at.date(), "The date has passed."),
        )
    )
    change.insist_unchanged(row_version)
    change.answer = answer
    change.because = because_of.strip()
    change.action, change.owner = (action.strip(), owner.strip()) if acts else ("", "")
    change.due_on = due_on if acts else None
    change.answered_by_id, change.answered_at = by.acting_id, at
    change.save_next_version(
        "answer", "because", "action", "owner", "due_on", "answered_by", "answered_at"
    )
    record("performance.change.answered", by=by, at=at, subject=change, after={"answer": answer})
    if acts:
        _open_line(change, by, at)
    return change


def _open_line(change: ChangeToAnswer, by: Principal, at: datetime) -> None:
    """What was promised is followed where every action is: another person accepts it, somebody leads it."""
    row, varies = catalogue()[change.indicator], Variation(change.variation)
    where = f"{row.title}, {change.area}"
    assert change.due_on is not None
    open_line(
        by=by,
        at=at,
        of=change,
        kind="figure",
        title=f"{where}, {change.period}",
        figure=f"{PREFIX}.{change.indicator}",
        found={
            "kind": "strength" if varies in IMPROVING else "concern",
            "title": f"{where}: {varies.words[:1].lower()}{varies.words[1:]}",
            "text": change.sentence,
        },
        recommended=change.action,
        smart={
            "specific": f"{change.owner} does it.",
            "measurable": f"By the figure itself: {where}.",
            "relevant": change.because,
            "timely": f"Until {day(change.due_on)}.",
        },
    )
