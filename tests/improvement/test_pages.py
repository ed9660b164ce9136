"""The pages of a line: walked both ways, narrowed, and each act on its own form."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldthread.house import Role
from goldthread.improvement import actions
from goldthread.improvement.memory import came_of
from goldthread.improvement.models import Action, Evidence, Finding, Recommendation
from goldthread.inbox.due import due_from
from tests.clients import Client
from tests.factories import NOW, TODAY
from tests.improvement.builders import LATER, SAID, TEST_ON, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast():
    return Cast()


def browser(cast, principal):
    client = Client()
    client.force_login(cast.person(principal))
    return client


def url(name, row=None):
    return reverse(f"improvement:{name}", args=[row.public_id] if row else [])


def opened(cast, principal, name, row=None, **query):
    answer = browser(cast, principal).get(url(name, row), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def test_a_line_is_walked_from_its_finding_down_and_from_its_action_up(cast):
    action = cast.achieved()
    recommendation = action.recommendations.get()
    finding = recommendation.findings.get()

    down, up = (
        opened(cast, cast.officer, "finding", finding),
        opened(cast, cast.officer, "action", action),
    )

    for page in (down, up):
        for words in (
            "Step-down audit",
            str(finding),
            str(recommendation),
            str(action),
            "29 of 30 files",
        ):
            assert words in page
    assert action.get_absolute_url() in down
    assert finding.get_absolute_url() in up
    assert "Referrers say that they hear" in up


def test_a_finding_is_written_with_a_new_source_on_one_form(cast):
    theme = actions.add_theme(by=cast.officer, at=NOW, space=cast.space, name="Feedback")
    typed = {"source_kind": "audit", "source_title": "Step-down audit", "title": "Nobody is told"}

    answer = browser(cast, cast.officer).post(
        url("finding-new"), typed | {"kind": "concern", "themes": [theme.public_id]}
    )

    finding = Finding.objects.get()
    assert answer["Location"] == finding.get_absolute_url()
    assert (finding.sources.get().title, finding.themes.get()) == ("Step-down audit", theme)


def test_a_finding_without_a_source_is_asked_for_one(cast):
    answer = browser(cast, cast.officer).post(
        url("finding-new"), {"title": "Nobody is told", "kind": "concern"}
    )

    assert answer.status_code == 422
    assert "Say where it was found" in answer.content.decode()


def test_one_recommendation_answers_several_findings(cast):
    first, second = cast.finding(), cast.finding(title="Schools are not told either")

    browser(cast, cast.officer).post(
        url("recommend", first), SAID | {"text": "Tell them", "findings": [second.public_id]}
    )

    assert set(Recommendation.objects.get().findings.all()) == {first, second}


def test_a_recommendation_is_accepted_on_its_page_and_an_action_taken_on(cast):
    row = cast.recommendation()
    manager, officer = browser(cast, cast.manager), browser(cast, cast.officer)

    manager.post(
        url("decide", row), {"decision": "accepted", "because": "Agreed", "row_version": 1}
    )
    typed = {"title": "Send it", "agencies": [cast.agency.public_id], **day("due_on", LATER)}
    officer.post(url("take-on", row), typed | {"lead": cast.person(cast.lead).public_id})

    action = Action.objects.get()
    assert (action.lead_id, action.due_on) == (cast.lead.person_id, LATER)


def test_an_agencys_lead_gives_evidence_and_the_manager_is_asked_to_decide(cast):
    action = cast.action()
    times = {**day("speaks_from", TODAY), **day("speaks_until", TODAY), **day("received_on", TODAY)}

    answer = browser(cast, cast.lead).post(
        url("evidence-new", action),
        times | {"shows": "24 of 30 files", "rung": "3", "says_finished": "on"},
    )

    assert answer.status_code == 302
    assert Evidence.objects.get().given_by_id == cast.lead.person_id
    asked = [item.kind for item in due_from(cast.manager, on=TODAY)]
    assert asked == ["improvement.actions_to_close"]


def test_done_tested_and_achieved_are_said_on_their_own_forms(cast):
    action = cast.action()
    cast.evidence(action)
    manager, tester = browser(cast, cast.manager), browser(cast, cast.tester)

    done = {**day("done_on", TODAY), **day("test_on", TEST_ON), "because": "Seen", "row_version": 1}
    assert manager.post(url("close", action), done).status_code == 302
    verdict = {"verdict": "embedded", "rung": "4", "words": "They say so", "row_version": 2}
    assert tester.post(url("test", action), verdict | day("tested_on", TODAY)).status_code == 302
    said = {"because": "Referrers hear", "row_version": 3}
    assert browser(cast, cast.partner).post(url("achieve", action), said).status_code == 302

    action.refresh_from_db()
    assert action.status == Action.Status.ACHIEVED


def test_who_may_not_decide_yet_is_told_why(cast):
    page = opened(cast, cast.manager, "action", cast.action())

    assert "You cannot say yet that it is done" in page
    assert "Nobody has given evidence" in page


def test_an_agency_lead_sees_the_actions_of_their_own_agency_alone(cast):
    own, other = cast.action(), Cast(cast.space)
    others = other.action(title="Somebody else's")

    page = opened(cast, cast.lead, "actions")

    assert str(own) in page
    assert str(others) not in page
    client = browser(cast, cast.lead)
    assert client.get(others.get_absolute_url()).status_code == 404
    assert client.get(others.recommendations.get().get_absolute_url()).status_code == 404
    assert client.get(own.recommendations.get().get_absolute_url()).status_code == 200


def test_the_scrutineer_reads_all_and_decides_nothing(cast):
    action = cast.done()
    scrutineer = cast.somebody(Role.INDEPENDENT_SCRUTINEER)

    page = opened(cast, scrutineer, "action", action)

    assert "Give evidence" not in page
    assert browser(cast, scrutineer).get(url("achieve", action)).status_code == 403


def test_the_list_is_narrowed_by_standing_agency_theme_and_lead(cast):
    theme = actions.add_theme(by=cast.officer, at=NOW, space=cast.space, name="Feedback")
    themed = cast.action(cast.accepted(cast.recommendation(cast.finding(themes=[theme]))))
    other = Cast(cast.space)
    plain = other.action(title="Another action")

    def narrowed(**query):
        page = opened(cast, cast.officer, "actions", **query)
        return [str(row) in page for row in (themed, plain)]

    assert narrowed() == [True, True]
    assert narrowed(theme=theme.public_id) == [True, False]
    assert narrowed(agency=other.agency.public_id) == [False, True]
    assert narrowed(lead=other.person(other.lead).public_id) == [False, True]
    assert narrowed(standing="late") == [False, False]
    assert narrowed(standing="open") == [True, True]


def test_my_actions_offer_the_one_thing_that_is_asked(cast):
    action = cast.action()

    page = opened(cast, cast.lead, "mine")

    assert url("evidence-new", action) in page
    assert [item.kind for item in due_from(cast.lead, on=TODAY)] == ["improvement.actions_due"]


def test_a_recommendation_is_asked_of_those_who_decide_and_did_not_write_it(cast):
    cast.recommendation(by=cast.manager)

    assert due_from(cast.manager, on=TODAY) == []
    assert [i.kind for i in due_from(cast.partner, on=TODAY)] == [
        "improvement.recommendations_to_accept"
    ]


def test_a_test_is_asked_for_a_fortnight_before_its_day(cast):
    cast.done()

    assert due_from(cast.tester, on=TODAY) == []
    soon = due_from(cast.tester, on=TEST_ON)
    assert [(item.kind, item.due_on) for item in soon] == [("improvement.tests_due", TEST_ON)]


def test_the_page_of_a_finding_shows_what_was_found_before_and_how_it_tested(cast):
    theme = actions.add_theme(by=cast.officer, at=NOW, space=cast.space, name="Feedback")
    before = cast.finding(themes=[theme], title="Nobody tells referrers the outcome")
    cast.tested(
        cast.done(cast.action(cast.accepted(cast.recommendation(before)))), "not", next_on=LATER
    )
    now = cast.finding(themes=[theme])

    page = opened(cast, cast.officer, "finding", now)

    assert "Nobody tells referrers the outcome" in page
    assert "1 action: 1 not embedded. Action" in page


def test_what_came_of_a_finding_is_told_by_the_last_test_of_each_action_and_the_worst(cast):
    finding = cast.finding()
    recommended = cast.accepted(cast.recommendation(finding))
    good, bad = cast.action(recommended), cast.action(recommended)
    cast.action(recommended)
    cast.tested(cast.done(bad), "not", next_on=LATER, words="Nobody was told in 9 files")
    cast.tested(cast.done(good))

    assert came_of(finding) == (
        "3 actions: 1 not embedded, 1 embedded, 1 not tested."
        f" Action {bad.number}: Nobody was told in 9 files"
    )


def test_a_theme_shows_its_findings_over_the_years(cast):
    theme = actions.add_theme(by=cast.officer, at=NOW, space=cast.space, name="Feedback")
    finding = cast.finding(themes=[theme])

    assert str(finding) in opened(cast, cast.officer, "theme", theme)
    assert "1 finding" in opened(cast, cast.officer, "themes")


PAGES = ("actions", "mine", "broken", "findings", "themes")


@pytest.mark.parametrize("name", PAGES)
def test_a_list_asks_the_same_whatever_it_holds(cast, name, queries_of):
    cast.done()
    few = queries_of(browser(cast, cast.officer), url(name))
    for _ in range(4):
        cast.action()
        cast.finding()
        cast.done()

    assert queries_of(browser(cast, cast.officer), url(name)) == few


def test_a_line_asks_the_same_however_long_it_is(cast, queries_of):
    action = cast.done()
    client = browser(cast, cast.officer)
    few = queries_of(client, action.get_absolute_url())
    for _ in range(3):
        cast.action(action.recommendations.get())
        cast.evidence(action)

    assert queries_of(client, action.get_absolute_url()) == few


@pytest.fixture
def queries_of():
    def count(client, address):
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    return count


def test_what_is_like_a_finding_is_looked_for_while_it_is_written_and_nothing_typed_is_lost(cast):
    action = cast.tested(cast.done())
    typed = {
        "title": "Referrers never told what happened",
        "source_title": "Audit of May",
        "act": "look",
    }

    answer = browser(cast, cast.officer).post(url("finding-new"), typed)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert action.recommendations.get().findings.get().get_absolute_url() in page
    assert "1 action: 1 embedded." in page
    assert 'value="Audit of May"' in page
    assert "Say where it was found" not in page
    assert Finding.objects.count() == 1


def test_beside_the_field_only_what_is_like_it_is_sent(cast):
    finding = cast.finding()
    typed = {"title": "Referrers never told what happened", "act": "look"}

    answer = browser(cast, cast.officer).post(
        url("finding-new"), typed, headers={"HX-Request": "true"}
    )

    page = answer.content.decode()
    assert finding.get_absolute_url() in page
    assert "<form" not in page


def test_a_finding_that_is_changed_is_not_like_itself(cast):
    finding = cast.finding()
    typed = {"title": finding.title, "act": "look", "row_version": 1}

    page = browser(cast, cast.officer).post(url("finding-change", finding), typed).content.decode()

    assert "Nothing like it that you can see." in page
