"""What happens seldom: days that an officer keeps, and the chart of how far apart they lie."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from goldthread.access.decision import Refused
from goldthread.house import DatedEvents, Module, Role, registry
from goldthread.measures.rare_events import Event
from goldthread.performance import actions
from goldthread.performance.forms_rare import DaysForm
from goldthread.performance.models import RareDay
from goldthread.performance.rare import charts_of
from goldthread.trail.models import History
from tests.factories import NOW, TODAY, principal_with
from tests.performance.boards import Board
from tests.performance.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def board():
    return Board()


def begun(board, *, by=None, title="A child placed in an unregistered home"):
    return actions.begin_rare_event(
        by=by or board.cast.officer,
        at=NOW,
        space=board.space,
        title=title,
        counts="By the day on which the placement began.",
        is_bad=True,
    )


def spread(*apart, cases=None, last=TODAY):
    """Events so many days apart, the last on a day."""
    days = [last]
    for each in reversed(apart):
        days.append(days[-1] - timedelta(days=each))
    return [Event(day, cases) for day in reversed(days)]


def kept(board, event, events):
    return actions.keep_days(by=board.cast.officer, at=NOW, event=event, given=events)


def shown_at(board, address, role=Role.PERFORMANCE_OFFICER):
    response = board.browser(role).get(address)
    assert response.status_code == 200
    return Page.of(response)


def page(board, event, role=Role.PERFORMANCE_OFFICER):
    return shown_at(board, event.get_absolute_url(), role)


def test_days_that_are_kept_stand_on_a_chart_with_the_table_behind(board):
    event = begun(board)
    kept(board, event, spread(*[30, 34] * 6, 400))

    shown = page(board, event)

    assert "Of 13 gaps between events" in shown.text
    assert "The gap of 400 days until" in shown.text
    assert "is longer than chance allows" in shown.text
    assert len(shown.all("svg", "gt-drawing--wide")) == 1


def test_fewer_than_twelve_gaps_are_drawn_and_not_judged():
    (chart,) = charts_of("An event", spread(30, 400, 2), is_bad=True, on=TODAY)

    assert "3 gaps between events are known: 12 are needed" in chart.sentence
    assert ">limit" not in chart.wide
    assert {row[2] for row in chart.table.rows} == {"–"}


def test_where_cases_between_events_were_counted_they_have_a_chart_of_their_own():
    charts = charts_of("An event", spread(*[30] * 12, cases=8), is_bad=True, on=TODAY)

    assert [chart.heading for chart in charts] == [
        "Days from each to the next",
        "Cases from each to the next",
    ]
    assert (
        "middle one is 6 cases; more than 33 cases would be more than chance" in charts[1].sentence
    )


def test_a_while_that_still_runs_is_judged_before_the_next_event_ends_it():
    last = TODAY - timedelta(days=400)
    (chart,) = charts_of("An event", spread(*[30, 34] * 6, last=last), is_bad=True, on=TODAY)

    assert "The last was 400 days ago, which by itself is longer than chance allows" in (
        chart.sentence
    )


def test_a_long_while_is_better_where_the_event_is_bad_and_neither_where_it_is_not():
    events = spread(*[30, 34] * 6, 400)

    (bad,) = charts_of("An event", events, is_bad=True, on=TODAY)
    (plain,) = charts_of("An event", events, is_bad=False, on=TODAY)

    assert "improving" in bad.key
    assert "neither better nor worse" in plain.key


# --- keeping ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("line", "on", "cases"),
    [
        ("5 March 2026", date(2026, 3, 5), None),
        ("05/03/2026", date(2026, 3, 5), None),
        ("2026-03-05", date(2026, 3, 5), None),
        ("5 mar 2026, 48", date(2026, 3, 5), 48),
        ("05/03/2026\t0", date(2026, 3, 5), 0),
    ],
)
def test_days_are_typed_as_people_type_them(line, on, cases):
    form = DaysForm({"days": f"\n{line}\n"})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["days"] == [Event(on, cases)]


@pytest.mark.parametrize(
    "line", ["31/02/2026", "March 2026", "5 March 2026, many", "5/3/26", "1,2,3", "x" * 50]
)
def test_a_line_that_is_no_day_is_named_by_its_number(line):
    form = DaysForm({"days": f"5 March 2026\n{line}"})

    assert not form.is_valid()
    assert "Line 2 must be a day" in str(form.errors)


def test_a_column_of_a_spreadsheet_is_kept_on_its_page(board):
    event = begun(board)
    client = board.browser(Role.PERFORMANCE_OFFICER)

    answer = client.post(
        reverse("rare-event-days", args=[event.public_id]),
        {"days": "05/03/2024\t12\n06/04/2024\t30"},
    )

    assert answer.status_code == 302
    assert list(event.days.order_by("pk").values_list("cases", flat=True)) == [12, 30]


def test_a_day_to_come_is_refused_and_none_of_its_fellows_is_kept(board):
    event = begun(board)

    with pytest.raises(Refused, match="has not come yet"):
        kept(board, event, [Event(TODAY), Event(TODAY + timedelta(days=1))])

    assert not event.days.exists()


def test_the_trail_tells_how_many_days_and_not_which(board):
    event = begun(board)
    kept(board, event, [Event(date(2024, 3, 5))])

    kept_by_the_trail = History.objects.get(entry__kind="performance.rare_event.kept")

    assert kept_by_the_trail.after == {"events": 1}


def test_a_day_that_is_struck_out_leaves_the_chart_and_stays_on_record(board):
    event = begun(board)
    first, *_ = kept(board, event, spread(30, 34, 30))

    answer = board.browser(Role.PERFORMANCE_OFFICER).post(
        reverse("rare-day-strike", args=[first.public_id]),
        {"reason": "Another council's child", "row_version": first.row_version},
    )

    assert answer.status_code == 302
    shown = page(board, event)
    assert "2 gaps between events" in shown.text
    assert "Another council's child" in shown.text


def test_two_events_of_one_name_are_refused(board):
    begun(board)

    with pytest.raises(Refused, match="kept already"):
        begun(board, title="A child placed in  an unregistered HOME")


# --- who -------------------------------------------------------------------------------------------
def test_no_agencys_people_see_the_days(board):
    event = begun(board)
    kept(board, event, [Event(TODAY)])
    lead = principal_with(Role.AGENCY_LEAD, space=board.space)

    assert not RareDay.objects.visible_to(lead).exists()
    client = board.browser(Role.DATA_SUBMITTER)
    assert client.get(event.get_absolute_url()).status_code == 403
    assert client.get(reverse("rare-events")).status_code == 403


def test_the_scrutineer_reads_the_chart_and_keeps_no_day(board):
    event = begun(board)
    scrutineer = principal_with(Role.INDEPENDENT_SCRUTINEER, space=board.space)

    with pytest.raises(Refused):
        actions.keep_days(by=scrutineer, at=NOW, event=event, given=[Event(TODAY)])

    assert "Keep more days" not in page(board, event, Role.INDEPENDENT_SCRUTINEER).text


# --- what other parts hold -------------------------------------------------------------------------
def test_what_a_module_knows_by_its_days_stands_on_the_page_without_its_doing_more(
    board, monkeypatch
):
    held = DatedEvents(
        key="elsewhere.events",
        title="Something elsewhere",
        counts="By the day it was seen.",
        is_bad=True,
        days=lambda principal: [event.on for event in spread(*[30, 34] * 6)],
    )
    room = Module(name="elsewhere", title="Elsewhere", events=(held,))
    monkeypatch.setattr(registry, "_modules", (*registry, room))

    shown = shown_at(board, reverse("rare-events"))

    assert "Something elsewhere" in shown.text
    assert "Of 12 gaps between events" in shown.text
