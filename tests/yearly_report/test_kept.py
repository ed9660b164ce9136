"""What a report costs to read, and that what is kept of it is neither stale nor another audience's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.accounts.models import Person
from goldthread.house import Rung
from goldthread.yearly_report import actions, build, kept
from goldthread.yearly_report.contents import Text
from tests.clients import Client
from tests.factories import NOW
from tests.yearly_report.conftest import YEAR
from tests.yearly_report.test_pages import at, client_of


def forget():
    for function in (kept.snapshot_of, kept.composer_of, kept.reading_of):
        function.cache_clear()


def queries_of(browser, address) -> int:
    """Of a process that was just started, whose charts somebody has seen before."""
    browser.get(address)
    forget()
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


@pytest.mark.django_db
def test_a_report_is_read_in_as_many_queries_whatever_it_holds(desk):
    report = desk.written()
    browser = client_of(desk.officer)
    pages = [at("read", report.public_id), at("report", report.public_id)]
    before = [queries_of(browser, page) for page in pages]

    section = report.sections.get()
    for number in range(6):
        desk.family.put("private_fostering", desk.east, f"20{12 + number}-{13 + number}", 400)
        periods = tuple(f"20{12 + n}-{13 + n}" for n in range(number + 1))
        desk.put(section, desk.chart("private_fostering", title=f"{number}", periods=periods))
        desk.put(section, desk.table("referrals", title=f"{number}"))

    assert [queries_of(browser, page) for page in pages] == before


@pytest.mark.django_db
def test_a_draft_that_was_kept_is_never_older_than_its_figures(desk):
    report = desk.written()
    browser, read = client_of(desk.officer), at("read", report.public_id)
    assert "4,231" in browser.get(read).content.decode()

    desk.family.put("referrals", desk.east, YEAR, 4777)

    page = browser.get(read).content.decode()
    assert "4,777" in page
    assert "4,231" not in page


@pytest.mark.django_db
def test_a_passage_that_was_changed_is_read_at_once(desk):
    report = desk.written()
    browser, read = client_of(desk.officer), at("read", report.public_id)
    browser.get(read)

    desk.put(report.sections.get(), Text("Said a moment later.", Rung.VOICE))

    assert "Said a moment later." in browser.get(read).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("is_frozen", [False, True])
def test_what_was_kept_for_one_audience_is_not_shown_to_another(desk, is_frozen):
    desk.family.put("private_fostering", desk.east, YEAR, 3)
    report = desk.written()
    desk.put(
        report.sections.get(),
        desk.table("private_fostering", periods=(YEAR,), change_from="", change_to=""),
    )
    if is_frozen:
        report = actions.freeze(report=report, by=desk.manager, at=NOW).report
    browser = client_of(desk.officer)

    said = {
        audience: browser.get(at("read", report.public_id, audience=audience)).content.decode()
        for audience in ("working", "public", "board", "public", "working")
    }

    assert ">3</a>" in said["working"]
    assert "not for publication" in said["board"]
    assert ">3</a>" not in said["public"]
    assert ">c</a>" in said["public"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_frozen", [False, True])
def test_a_download_is_made_while_no_transaction_keeps_others_waiting(desk, monkeypatch, is_frozen):
    report = desk.written()
    if is_frozen:
        report = actions.freeze(report=report, by=desk.manager, at=NOW).report
    seen = []

    def make(snapshot, audience):
        seen.append(connection.in_atomic_block)
        return b"key\r\nmade\r\n"

    made = build.Output("figures.csv", "CSV", "text/csv; charset=utf-8", make)
    monkeypatch.setattr("goldthread.yearly_report.views.reading.output", lambda name: made)
    browser = Client()
    browser.force_login(Person.objects.get(pk=desk.officer.person_id))

    response = browser.get(at("download", report.public_id, "working", "figures.csv"))

    assert b"made" in response.content
    assert seen == [False]
