"""Two equal clicks at the same moment, on a database that knows several writers at a time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from goldthread.access.decision import Refused
from goldthread.house import Audience
from goldthread.yearly_report import actions
from goldthread.yearly_report.build import output
from goldthread.yearly_report.given_out import file_of
from goldthread.yearly_report.models import MadeFile, Report, ShowingDecision
from tests.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _on_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")


def at_once(act):
    """What each of two threads that act together is told: nothing, or why it was refused."""
    together = Barrier(2)

    def acted():
        together.wait()
        try:
            act()
        except Refused as refused:
            return " ".join(refused.decision.reasons)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as threads:
        return sorted(future.result() for future in [threads.submit(acted) for _ in range(2)])


def test_two_equal_starts_make_one_report_and_one_kind_answer(desk):
    people = desk.officer
    told = at_once(
        lambda: actions.start_report(space=desk.space, year="2022-23", by=people, at=NOW)
    )

    assert told == ["", "There is a report of 2022-23 already."]
    assert Report.objects.count() == 1


def test_two_equal_decisions_make_one_decision_and_one_kind_answer(desk):
    given = {"space": desk.space, "document": "Annual report", "reason": "It is public", "at": NOW}
    partner = desk.partner

    told = at_once(lambda: actions.decide_to_show(by=partner, **given))

    assert told == ["", "This has been decided already."]
    assert ShowingDecision.objects.count() == 1


def test_two_readers_of_a_file_that_was_not_made_yet_get_the_same(desk):
    frozen = actions.freeze(report=desk.written(), by=desk.manager, at=NOW)
    manager, given = desk.manager, (frozen, Audience.PUBLIC, output("figures.csv"))

    assert at_once(lambda: file_of(*given, by=manager, at=NOW)) == ["", ""]
    assert MadeFile.objects.count() == 1
