"""Changes that need an answer: found once, kept as they were, and answered."""

import pytest
import time_machine
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from goldthread.access.decision import Refused
from goldthread.accounts.models import GroupMember
from goldthread.accounts.principals import principal_for
from goldthread.house import Role
from goldthread.inbox.due import due_from
from goldthread.measures.periods import Period
from goldthread.performance import actions
from goldthread.performance.models import ChangeToAnswer, ScorecardLine
from goldthread.performance.tasks import figures_came_in, look_where_figures_came_in
from goldthread.trail.models import Entry
from tests.factories import (
    NOW,
    TODAY,
    AppointmentFactory,
    GroupFactory,
    SpaceFactory,
    collaboration_of,
    principal_with,
)
from tests.performance.boards import Board
from tests.performance.builders import number
from tests.performance.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
KEY = "re_referrals_12m"
YEARS = [str(Period.year(first)) for first in range(2008, 2024)]
QUIET = [20, 22, 19, 21, 20, 18, 21, 22, 19, 20, 21, 20]


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def board():
    board = Board()
    board.place(KEY)
    return board


def publish(board, values, first=0):
    for period, value in zip(YEARS[first : first + len(values)], values, strict=True):
        board.published(Period.parse(period), (KEY, board.east, value))


def look(board):
    answer = board.browser(Role.PERFORMANCE_OFFICER).post(reverse("changes-look"))
    assert answer.status_code == 302
    return list(ChangeToAnswer.objects.order_by("pk"))


def answered(board, change, **more):
    return actions.answer_change(
        **{"by": board.cast.officer, "at": NOW, "change": change, "row_version": change.row_version}
        | more
    )


def test_a_special_cause_is_kept_with_its_chart_and_only_once(board):
    publish(board, [*QUIET, 40])

    look(board)
    (change,) = look(board)

    assert (change.area, change.period) == (board.east, YEARS[12])
    assert change.variation == "concerning_high"
    assert "<svg" in change.chart
    assert change.points[-1][0] == YEARS[12]


def test_what_varies_by_chance_asks_nobody(board):
    publish(board, QUIET)

    assert look(board) == []


def test_a_change_that_goes_on_is_the_same_change(board):
    publish(board, [*QUIET, 40])
    look(board)
    publish(board, [41], first=13)

    assert len(look(board)) == 1


def test_a_change_the_other_way_is_another(board):
    publish(board, [*QUIET, 40])
    look(board)
    publish(board, [20, 21, 1], first=13)

    found = look(board)

    assert [each.variation for each in found] == [
        "concerning_high",
        "improving_low",
    ]


def test_the_chart_stays_as_it_was_when_figures_change(board):
    publish(board, [*QUIET, 40])
    (change,) = look(board)
    publish(board, [22], first=13)

    shown = board.browser(Role.LEAD_SAFEGUARDING_PARTNER).get(
        reverse("change", args=[change.public_id])
    )

    assert change.sentence in Page.of(shown).text
    assert YEARS[13] not in Page.of(shown).one("figure", "gt-chart").text


def test_it_goes_to_the_group_that_answers_for_the_indicator(board):
    group = GroupFactory(space=board.space, name="Front door group")
    line = ScorecardLine.objects.get(indicator=KEY)
    actions.place_anew(
        by=board.cast.officer,
        at=NOW,
        line=line,
        priority=None,
        standing=line.standing,
        order=line.order,
        group=group,
        row_version=line.row_version,
    )
    publish(board, [*QUIET, 40])

    (change,) = look(board)

    assert change.group == group
    client = board.browser(Role.PERFORMANCE_OFFICER)
    mine = client.get(reverse("changes"), {"group": group.public_id}).content.decode()
    assert "Front door group" in mine


def test_it_is_due_from_those_who_may_answer_until_somebody_has(board):
    publish(board, [*QUIET, 40])
    (change,) = look(board)
    partner = principal_with(
        Role.DELEGATED_SAFEGUARDING_PARTNER, space=board.space, agency=board.cast.agency
    )
    kinds = [item.kind for item in due_from(partner, on=TODAY)]
    assert "performance.changes_to_answer" in kinds

    answered(board, change, answer="no_action", because_of="One family of nine")

    kinds = [item.kind for item in due_from(partner, on=TODAY)]
    assert "performance.changes_to_answer" not in kinds


def test_no_action_wants_a_reason_and_an_action_who_and_until_when(board):
    publish(board, [*QUIET, 40])
    (change,) = look(board)

    with pytest.raises(Refused, match="why no action"):
        answered(board, change, answer="no_action")
    with pytest.raises(Refused, match="who does it"):
        answered(board, change, answer="action", action="Audit ten")
    with pytest.raises(Refused, match="until when"):
        answered(board, change, answer="action", action="Audit ten", owner="The council")


def test_an_answer_is_given_once_and_told_to_the_trail(board):
    publish(board, [*QUIET, 40])
    (change,) = look(board)

    done = answered(
        board, change, answer="action", action="Audit ten", owner="The council", due_on=TODAY
    )

    assert (done.action, done.owner, done.due_on) == ("Audit ten", "The council", TODAY)
    assert Entry.objects.filter(kind="performance.change.answered").count() == 1
    with pytest.raises(Refused, match="answered already"):
        answered(board, done, answer="no_action", because_of="So")


def test_it_is_answered_on_its_page(board):
    publish(board, [*QUIET, 40])
    (change,) = look(board)
    client = board.browser(Role.BUSINESS_MANAGER)
    address = reverse("change-answer", args=[change.public_id])

    lacking = client.post(address, {"answer": "no_action", "row_version": change.row_version})
    assert lacking.status_code == 422
    assert "Say why no action is needed" in lacking.content.decode()

    typed = {
        "answer": "no_action",
        "because": "One family of nine",
        "row_version": change.row_version,
    }
    assert client.post(address, typed).status_code == 302
    shown = client.get(reverse("changes")).content.decode()
    assert "One family of nine" in shown


def test_an_agency_neither_answers_nor_looks(board):
    publish(board, [*QUIET, 40])
    (change,) = look(board)

    with pytest.raises(Refused):
        answered(board, change, by=board.cast.lead, answer="no_action", because_of="So")


def test_another_partnership_sees_nothing_of_it(board):
    publish(board, [*QUIET, 40])
    look(board)
    other = principal_with(Role.PERFORMANCE_OFFICER, space=SpaceFactory())

    assert not ChangeToAnswer.objects.visible_to(other).exists()


# --- to the right group, when figures come in -------------------------------------------------------
@pytest.fixture
def group(board):
    group = GroupFactory(space=board.space, name="Front door group")
    ScorecardLine.objects.update(group=group)
    return group


def member_of(group, role=Role.DELEGATED_SAFEGUARDING_PARTNER):
    person = AppointmentFactory(space=group.space, role=role).person
    GroupMember.objects.create(space=group.space, group=group, person=person, starts_on=TODAY)
    return principal_for(person, on=TODAY)


def is_asked(principal):
    return "performance.changes_to_answer" in [item.kind for item in due_from(principal, on=TODAY)]


def test_it_lies_on_the_lists_of_the_groups_members_alone(board, group):
    publish(board, [*QUIET, 40])
    look(board)
    member = member_of(group)
    others = [
        board.principal(role)
        for role in (Role.DELEGATED_SAFEGUARDING_PARTNER, Role.PERFORMANCE_OFFICER)
    ]

    assert is_asked(member)
    assert not any(map(is_asked, others))


def test_a_member_whose_role_may_not_answer_leaves_it_to_all_who_may(board, group):
    publish(board, [*QUIET, 40])
    look(board)
    member = member_of(group, Role.LEARNING_OFFICER)

    assert not is_asked(member)
    assert is_asked(board.principal(Role.DELEGATED_SAFEGUARDING_PARTNER))


def test_who_is_no_member_does_not_answer_for_the_group_but_the_officer_writes_it_down(
    board, group
):
    publish(board, [*QUIET, 40])
    (change,) = look(board)
    member_of(group)
    stranger = board.principal(Role.LEAD_SAFEGUARDING_PARTNER)

    with pytest.raises(Refused, match="Front door group"):
        answered(board, change, by=stranger, answer="no_action", because_of="One family of nine")

    answered(board, change, answer="no_action", because_of="One family of nine")
    assert ChangeToAnswer.objects.get().answered_by_id == board.cast.officer.person_id


@pytest.fixture
def asked(settings):
    """The partnerships in which the worker has been asked to look."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    of_ours = DBTaskResult.objects.filter(task_path=look_where_figures_came_in.module_path)
    return lambda: sorted(row.args_kwargs["args"] for row in of_ours.all())


def test_the_worker_is_asked_to_look_when_a_return_is_accepted(
    board, asked, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        board.returned(
            Period.parse("2025-26 Q4"),
            ("referrals", board.east, number("30")),
            ("referrals", board.west, number("20")),
        )

    assert asked() == [[board.space.pk]]


def test_the_worker_is_asked_once_however_much_comes_in(
    board, asked, django_capture_on_commit_callbacks
):
    elsewhere = SpaceFactory()

    with django_capture_on_commit_callbacks(execute=True):
        figures_came_in([board.space, elsewhere])
        figures_came_in([elsewhere])

    assert asked() == [[board.space.pk], [elsewhere.pk]]


def test_what_comes_in_for_a_collaboration_concerns_its_partnerships(
    board, asked, django_capture_on_commit_callbacks
):
    together = collaboration_of(board.space)

    with django_capture_on_commit_callbacks(execute=True):
        figures_came_in([together])

    assert asked() == [[board.space.pk], [together.pk]]


def test_what_the_worker_finds_is_kept_without_a_name(board):
    publish(board, [*QUIET, 40])

    look_where_figures_came_in.func(board.space.pk)
    look_where_figures_came_in.func(board.space.pk)

    (change,) = ChangeToAnswer.objects.all()
    assert change.variation == "concerning_high"
    entry = Entry.objects.get(kind="performance.change.found")
    assert entry.person_id is None


def test_what_is_answered_after_somebody_else_did_is_refused_and_stays_typed(board):
    publish(board, [*QUIET, 40])
    (change,) = look(board)
    seen = change.row_version
    answered(board, change, answer="no_action", because_of="One family of nine")

    late = board.browser(Role.PERFORMANCE_OFFICER).post(
        reverse("change-answer", args=[change.public_id]),
        {"answer": "no_action", "because": "Counted twice, I think", "row_version": seen},
    )

    assert late.status_code == 409
    assert "Counted twice, I think" in late.content.decode()
    change.refresh_from_db()
    assert change.because == "One family of nine"
